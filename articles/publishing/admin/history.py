"""The history of an article at the desk: its revisions, any two compared, one restored, one named a milestone."""

from __future__ import annotations

from itertools import groupby

from django import forms
from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.publishing import audit, comparing, history
from articles.publishing.admin.live_state import editions_list
from articles.publishing.admin.verbs import speaking_refusals
from articles.publishing.models import Article, AuditEntry, Milestone, Revision
from articles.text.diff import Change, Paragraph

ENTRIES = 50


def entries_on(article: Article) -> list[AuditEntry]:
    """The newest entries of the audit log on `article`, as the desk may read them."""
    entries = list(AuditEntry.objects.filter(object_type="article", object_id=article.pk)[:ENTRIES])
    audit.cover(entries)
    return entries


class RestoreForm(forms.Form):
    """What the decision was made on travels along, so that a later change is noticed."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class MilestoneForm(forms.Form):
    name = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=120,
        help_text=gettext_lazy(
            "Example: “as sent to the lawyers”. A named revision is found again and never thinned out."
        ),
        error_messages={"required": gettext_lazy("Give it a name.")},
    )


class HistoryMixin:
    """Mixed into the admin of Article."""

    def get_urls(self):
        views = [
            ("history/compare/", "compare", self.compare_view),
            ("history/restore/", "restore_revision", self.restore_revision_view),
            ("history/milestone/", "milestone", self.milestone_view),
        ]
        pages = [
            path(f"<path:object_id>/{route}", self.admin_site.admin_view(view), name=f"articles_article_{name}")
            for route, name, view in views
        ]
        return pages + super().get_urls()

    def history_view(self, request, object_id, extra_context=None):
        """Django's page, with the editions, the decisions and the revisions laid into what it is about to show."""
        response = super().history_view(request, object_id, extra_context)
        article = getattr(response, "context_data", None) and response.context_data["object"]
        if article:
            response.context_data |= {
                "editions": editions_list(article),
                "revisions": history.page_of(article, number(request.GET.get("before", ""))),
                "is_first": "before" not in request.GET,
                "may_change": self.has_change_permission(request, article),
                "entries": entries_on(article) if request.user.has_perm("articles.view_auditentry") else [],
            }
        return response

    def compare_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """`?old=3&new=7`, whichever way round; without `new`, the newest."""
        article = self.article_to_read(request, object_id)
        numbers = {number(request.GET.get("old", "")), number(request.GET.get("new", "")) or newest_of(article)} - {
            None
        }
        if len(numbers) != 2:
            messages.warning(request, _("Choose two different revisions to compare."))
            return HttpResponseRedirect(reverse("admin:articles_article_history", args=[article.pk]))
        found = list(article.revisions.select_related("user").filter(number__in=numbers).order_by("number"))
        if len(found) != 2:
            raise Http404(_("There is no such revision. Perhaps it was thinned out."))
        old, new = found
        comparison = comparing.compare(old, new)
        context = {
            "title": _("Revision %(new)d against %(old)d") % {"new": new.number, "old": old.number},
            "old": old,
            "new": new,
            "comparison": comparison,
            "runs": runs(comparison.body),
            "may_change": self.has_change_permission(request, article),
        }
        return self.history_page(request, article, "compare", context)

    def restore_revision_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        article = self.article_to_change(request, object_id)
        revision = self.revision_of(article, number(request.GET.get("revision", "")))
        form = RestoreForm(request.POST or None, initial={"version": article.version})
        if request.method == "POST" and form.is_valid():
            restored = False
            with speaking_refusals(request):
                made, left_out = history.restore(
                    article, revision, by=request.user, version=form.cleaned_data["version"]
                )
                words = _("Revision %(old)d is the working copy again, as revision %(new)d. Readers see what they saw.")
                self.message_user(request, words % {"old": revision.number, "new": made.number}, messages.SUCCESS)
                for sentence in left_out:
                    messages.warning(request, sentence)
                restored = True
            return self.back_to(article) if restored else HttpResponseRedirect(request.get_full_path())
        texts = {
            "title": _("Restore revision %d") % revision.number,
            "lead": _(
                "The text, the authors, topics and statements become what this revision held. What stands now stays in "
                "the history. Stage, people, embargo and holds stay as they are."
            ),
            "button": _("Restore it"),
        }
        return self.ask(request, article, form, texts)

    def milestone_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        article = self.article_to_change(request, object_id)
        revision = self.revision_of(article, number(request.GET.get("revision", "")))
        named = Milestone.objects.filter(revision=revision).first()
        form = MilestoneForm(request.POST or None, initial={"name": named.name if named else ""})
        if request.method == "POST" and form.is_valid():
            with speaking_refusals(request):
                milestone = history.name_milestone(revision, name=form.cleaned_data["name"], by=request.user)
                words = _("Revision %(number)d is called “%(name)s”.")
                words %= {"number": revision.number, "name": milestone.name}
                self.message_user(request, words, messages.SUCCESS)
            return HttpResponseRedirect(reverse("admin:articles_article_history", args=[article.pk]))
        texts = {
            "title": _("Name revision %d") % revision.number,
            "lead": _("A milestone marks a revision for everyone at the desk."),
            "button": _("Name it"),
        }
        return self.ask(request, article, form, texts)

    def article_to_read(self, request: HttpRequest, object_id: str) -> Article:
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied(_("You may not read this. Ask an editor."))
        article = self.get_object(request, unquote(object_id))
        if article is None:
            raise Http404(_("There is no such article. Perhaps it was deleted."))
        return article

    def article_to_change(self, request: HttpRequest, object_id: str) -> Article:
        article = self.article_to_read(request, object_id)
        if not self.has_change_permission(request, article):
            raise PermissionDenied(_("You may not do this. Ask an editor."))
        return article

    def revision_of(self, article: Article, number: int | None) -> Revision:
        revision = article.revisions.select_related("user").filter(number=number).first()
        if revision is None:
            raise Http404(_("There is no such revision. Perhaps it was thinned out."))
        return revision

    def history_page(self, request: HttpRequest, article: Article, name: str, context: dict) -> HttpResponse:
        frame = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "original": article,
            "back": reverse("admin:articles_article_change", args=[article.pk]),
            "history": reverse("admin:articles_article_history", args=[article.pk]),
        }
        return TemplateResponse(request, f"admin/articles/article/{name}.html", {**frame, **context})


def newest_of(article: Article) -> int | None:
    return article.revisions.order_by("-number").values_list("number", flat=True).first()


def runs(paragraphs: list[Paragraph]) -> list[tuple[bool, list[Paragraph]]]:
    """Neighbours that did not change together, so that a page can fold them: (unchanged, paragraphs)."""
    return [(same, list(some)) for same, some in groupby(paragraphs, key=lambda each: each.kind == Change.SAME)]


def number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else None
