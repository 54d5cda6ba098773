"""The page “Unnamed sources” of a story: who is printed without a name, why, and the second editor's yes.

Composed into the admin of Article in `articles/admin.py`.
"""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.publishing import rights
from articles.publishing.models import Article
from articles.publishing.steps import WorkflowRefused
from articles.sourcing import consents
from articles.sourcing.models import Source


class ConsentForm(forms.Form):
    do = forms.ChoiceField(choices=[("agree", ""), ("take_back", "")])
    source = forms.ModelChoiceField(Source.objects.all())
    note = forms.CharField(label=gettext_lazy("Note"), max_length=300, required=False)


class UnnamedSourcesPage:
    """Joined into the admin of Article."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.unnamed_view)
        return [path("<path:object_id>/unnamed/", view, name="articles_article_unnamed"), *super().get_urls()]

    def unnamed_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Read by whoever reads the story; its buttons ask for the right to agree."""
        if not rights.may(request.user, "view"):
            raise PermissionDenied(_("You may not see this. Ask an editor."))
        key = unquote(object_id)
        article = Article.objects.select_related("section").filter(pk=key).first() if key.isdecimal() else None
        if article is None:
            raise Http404(_("There is no such article. Perhaps it was deleted."))
        form = ConsentForm(request.POST) if "do" in request.POST else None
        if form is not None and form.is_valid():
            return self.decide_unnamed(request, article, form.cleaned_data)
        return self.unnamed_page(request, article)

    def decide_unnamed(self, request: HttpRequest, article: Article, data: dict) -> HttpResponse:
        try:
            if data["do"] == "agree":
                consents.agree(article, data["source"], by=request.user, note=data["note"])
                messages.success(request, _("You agreed: “%s” is printed without a name.") % data["source"])
            else:
                consents.take_back(article, data["source"], by=request.user, why=data["note"])
                messages.success(request, _("The consent is taken back. What is published stays as it is."))
        except WorkflowRefused as refusal:
            for sentence in refusal.messages:
                messages.error(request, sentence)
        return HttpResponseRedirect(reverse("admin:articles_article_unnamed", args=[article.pk]))

    def unnamed_page(self, request: HttpRequest, article: Article) -> TemplateResponse:
        given = {row.source_id: row for row in article.anonymity_consents.select_related("user")}
        may_agree = rights.may(request.user, "agree_unnamed", article)
        rows = [
            {
                "source": source,
                "statements": statements,
                "consent": given.get(source.pk),
                "holds": consents.holds(given.get(source.pk), article, statements),
                "why_not": consents.why_not(article, source, request.user) if may_agree else "",
            }
            for source, statements in consents.unnamed_sources(article).items()
        ]
        context = {
            **self.admin_site.each_context(request),
            "title": _("Unnamed sources"),
            "original": article,
            "opts": self.opts,
            "back": reverse("admin:articles_article_change", args=[article.pk]),
            "rows": rows,
            "may_agree": may_agree,
        }
        return TemplateResponse(request, "admin/articles/article/unnamed.html", context)
