"""Preview links on the article's desk: a panel beside the form, and the page that makes and revokes them.

Composed into the admin of Article in `articles/admin.py`.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.desk import previews
from articles.desk.models import PreviewLink
from articles.publishing import rights
from articles.publishing.admin.moment_field import DateTimeLocal
from articles.publishing.models import Article
from articles.publishing.times import NotAMoment, in_words, read_moment

CHOSEN = "chosen"
SHOWN = 5  # links in the panel; all are on their page
LONGEST = timedelta(days=90)


class PreviewForm(forms.Form):
    label = forms.CharField(
        label=gettext_lazy("For whom"), max_length=120, help_text=gettext_lazy("Example: “Lawyer, R. Osei”.")
    )
    lasts = forms.ChoiceField(
        label=gettext_lazy("It works for"),
        choices=[
            ("1", gettext_lazy("1 hour")),
            ("24", gettext_lazy("1 day")),
            ("168", gettext_lazy("7 days")),
            (CHOSEN, gettext_lazy("until the moment below")),
        ],
        initial="24",
    )
    until = forms.CharField(label=gettext_lazy("Until"), required=False, widget=DateTimeLocal())
    may_approve = forms.BooleanField(
        label=gettext_lazy("May approve the text"),
        required=False,
        help_text=gettext_lazy("They sign with their name, and you are told."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, use_required_attribute=False, **kwargs)
        self.fields["until"].help_text = _("Time zone: %s.") % timezone.get_current_timezone_name()

    def clean_until(self) -> datetime | None:
        text = self.cleaned_data["until"]
        if self.cleaned_data.get("lasts") != CHOSEN:
            return None
        if not text:
            raise ValidationError(_("Choose a day and a time."))
        try:
            moment = read_moment(text)
        except NotAMoment as problem:
            raise ValidationError(str(problem)) from problem
        if moment > timezone.now() + LONGEST:
            raise ValidationError(_("A link works for 90 days at most."))
        return moment

    def expires(self) -> datetime:
        until = self.cleaned_data["until"]
        return until or timezone.now() + timedelta(hours=int(self.cleaned_data["lasts"]))


class PreviewLinks:
    """Joined into the admin of Article: one query more on its form."""

    previews_panel = (
        gettext_lazy("Preview links"),
        {"fields": ["preview_links"], "classes": ["side", "previews"]},
    )

    def get_fieldsets(self, request, obj=None):
        fieldsets = [*super().get_fieldsets(request, obj)]
        if obj and self.has_change_permission(request, obj):
            fieldsets.append(self.previews_panel)
        return fieldsets

    def get_readonly_fields(self, request, obj=None):
        return [*super().get_readonly_fields(request, obj), "preview_links"]

    def get_urls(self):
        view = self.admin_site.admin_view(self.previews_view)
        return [path("<path:object_id>/previews/", view, name="articles_article_previews"), *super().get_urls()]

    @admin.display(description=gettext_lazy("links"))
    def preview_links(self, article: Article):
        rows = [row_of(link) for link in previews.links_of(article)[:SHOWN]]
        url = reverse("admin:articles_article_previews", args=[article.pk])
        return render_to_string("admin/articles/article/_previews.html", {"rows": rows, "url": url})

    def previews_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        key = unquote(object_id)
        article = Article.objects.select_related("section").filter(pk=key).first() if key.isdecimal() else None
        if article is None:
            raise Http404(_("There is no such article. Perhaps it was deleted."))
        if not rights.may(request.user, "change", article):
            raise PermissionDenied(_("You may not do this. Ask an editor."))
        if "revoke" in request.POST:
            return self.revoke_preview(request, article)
        form = PreviewForm(request.POST) if request.method == "POST" else PreviewForm()
        if request.method == "POST" and form.is_valid():
            try:
                return self.make_preview(request, article, form)
            except previews.PreviewRefused as refusal:
                form.add_error(None, str(refusal))
        return self.previews_page(request, article, form)

    def make_preview(self, request, article: Article, form: PreviewForm) -> HttpResponse:
        """The address is shown on the answer to the form and nowhere else: it is stored neither here nor in a cookie."""
        data = form.cleaned_data
        link, token = previews.make(
            article, by=request.user, label=data["label"], expires=form.expires(), may_approve=data["may_approve"]
        )
        address = settings.SITE_URL + reverse("preview", args=[token])
        return self.previews_page(request, article, PreviewForm(), made={"link": link, "address": address})

    def revoke_preview(self, request, article: Article) -> HttpResponse:
        key = request.POST["revoke"]
        link = (
            PreviewLink.objects.filter(article=article, pk=key).first() if key.isdecimal() and len(key) < 19 else None
        )
        if link is None:
            raise Http404(_("There is no such link."))
        try:
            previews.revoke(link, by=request.user)
            messages.success(request, _("The link for %s does not work any more.") % link.label)
        except previews.PreviewRefused as refusal:
            messages.error(request, str(refusal))
        return HttpResponseRedirect(reverse("admin:articles_article_previews", args=[article.pk]))

    def previews_page(self, request, article: Article, form: PreviewForm, **context) -> TemplateResponse:
        context |= {
            **self.admin_site.each_context(request),
            "title": _("Preview links"),
            "form": form,
            "original": article,
            "opts": self.opts,
            "back": reverse("admin:articles_article_change", args=[article.pk]),
            "rows": [row_of(link) for link in previews.links_of(article)[:100]],
        }
        return TemplateResponse(request, "admin/articles/article/previews.html", context)


def row_of(link) -> dict:
    now = timezone.now()
    if link.revoked_at:
        style, state = "withdrawn", _("revoked")
    elif link.expires <= now:
        style, state = "unpublished", _("expired")
    else:
        style, state = "live", _("works until %s") % in_words(link.expires)
    return {
        "link": link,
        "style": style,
        "state": state,
        "works": style == "live",
        "last_read": in_words(link.last_read) if link.last_read else "",
        "approved": in_words(link.approved_at) if link.approved_at else "",
    }
