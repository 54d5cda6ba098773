"""The pages between a button and its verb: they ask for a moment, a reason, or a tick for each warning."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import datetime

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _

from articles.publishing import ending, restoring, rights, workflow
from articles.publishing.admin.checking import address_of, errors_among, rows_of, warnings_among
from articles.publishing.admin.forms import WithdrawForm
from articles.publishing.admin.verb_forms import EndForm, RestoreForm, ScheduleForm, TickForm
from articles.publishing.checks import Problem, problems_of
from articles.publishing.models import Article, Edition
from articles.publishing.steps import ErrorsFound, end_of
from articles.publishing.times import in_words


class VerbPages:
    """Joined into the admin of Article; expects its queryset to be annotated by `with_live_state`."""

    def get_urls(self):
        pages = [
            path(
                f"<path:object_id>/{name}/",
                self.admin_site.admin_view(getattr(self, f"{name}_view")),
                name=f"{self.opts.app_label}_{self.opts.model_name}_{name}",
            )
            for name in ("publish", "schedule", "end", "restore", "withdraw")
        ]
        return pages + super().get_urls()

    def publish_view(self, request, object_id):
        """Comes after “publish” when warnings stand in the way; each wants its tick."""
        article = self.article_for(request, object_id, self.has_publish_permission(request))
        problems = problems_of(article)
        form = TickForm(posted(request), warnings=warnings_among(problems))
        if request.method == "POST" and form.is_valid() and not self.is_stale(request, article):
            with speaking_refusals(request):
                edition = workflow.publish(
                    article,
                    by=request.user,
                    substantive="minor" not in request.GET,
                    acknowledged=form.acknowledged(),
                    only_if_changed=True,
                )
                self.say_live(request, edition, article.scheduled_for)
                return self.back_to(article)
        texts = {
            "title": _("Publish"),
            "lead": _("The article is saved. Before readers see it, look at what the checks found."),
            "button": _("Publish") if errors_among(problems) else _("Publish anyway"),
            "errors": rows_of(errors_among(problems), article),
        }
        return self.ask(request, article, form, texts)

    def schedule_view(self, request, object_id):
        article = self.article_for(request, object_id, self.has_publish_permission(request))
        planned = article.editions.filter(live_from__gt=timezone.now()).only("note").first()
        initial = {"at": article.scheduled_for or article.embargo_until, "note": planned.note if planned else ""}
        problems = problems_of(article)
        form = ScheduleForm(posted(request), initial=initial, warnings=warnings_among(problems))
        if request.method == "POST" and form.is_valid() and not self.is_stale(request, article):
            at, note = form.cleaned_data["at"], form.cleaned_data["note"]
            with speaking_refusals(request):
                workflow.schedule(article, by=request.user, at=at, note=note, acknowledged=form.acknowledged())
                said = _("Scheduled: readers see it from %s.") % in_words(at, weekday=True)
                self.message_user(request, said, messages.SUCCESS)
                return self.back_to(article)
        texts = {
            "title": _("Schedule"),
            "lead": _("The text as saved now goes live at that moment by itself. Later changes need a new schedule."),
            "button": _("Schedule"),
            "errors": rows_of(errors_among(problems), article),
        }
        return self.ask(request, article, form, texts)

    def end_view(self, request, object_id):
        article = self.article_for(request, object_id, self.has_withdraw_permission(request))
        ending_now = end_of(article, timezone.now())
        initial = {"at": article.ends_at, "reason": ending_now.ending_reason if ending_now else ""}
        form = EndForm(posted(request), initial=initial)
        if request.method == "POST" and form.is_valid():
            with speaking_refusals(request):
                at = form.cleaned_data["at"]
                ending.end_at(article, at=at, by=request.user, reason=form.cleaned_data["reason"])
                said = _("Readers see it until %s.") % in_words(at, weekday=True)
                self.message_user(request, said, messages.SUCCESS)
                return self.back_to(article)
        texts = {
            "title": _("Plan an end"),
            "lead": _(
                "Readers lose the story at that moment by itself. New editions published before then keep the planned end."
            ),
            "button": _("Plan the end"),
        }
        return self.ask(request, article, form, texts)

    def restore_view(self, request, object_id):
        article = self.article_for(request, object_id, self.has_publish_permission(request))
        form = RestoreForm(posted(request))
        if request.method == "POST" and form.is_valid():
            with speaking_refusals(request):
                edition = restoring.restore(article, by=request.user, note=form.cleaned_data["note"])
                self.say_live(request, edition)
            return self.back_to(article)
        last = article.editions.defer("body_html", "body_text").order_by("-live_from").first()
        texts = {
            "title": _("Bring back"),
            "lead": _(
                "Readers see “%(headline)s” again, as edition %(number)d had it. The working copy is not touched."
            )
            % {"headline": last.headline, "number": last.number}
            if last
            else _("This article was never published, so there is no edition to bring back."),
            "button": _("Bring it back"),
        }
        return self.ask(request, article, form, texts)

    def withdraw_view(self, request, object_id):
        article = self.article_for(request, object_id, self.has_withdraw_permission(request))
        form = WithdrawForm(posted(request))
        if request.method == "POST" and form.is_valid():
            with speaking_refusals(request):
                workflow.withdraw(article, by=request.user, reason=form.cleaned_data["reason"])
                self.message_user(request, _("Withdrawn. Its address now says so to readers."), messages.SUCCESS)
            return self.back_to(article)
        texts = {
            "title": _("Withdraw"),
            "lead": _(
                "Readers lose the story at once; its address says that it was withdrawn, and for a week so does the feed. "
                "The text stays here."
            ),
            "button": _("Withdraw the story"),
            "is_grave": True,
        }
        if article.scheduled_for:
            dropped = _("The edition that is scheduled for %s is dropped with it.") % in_words(article.scheduled_for)
            texts["lead"] = f"{texts['lead']} {dropped}"
        return self.ask(request, article, form, texts)

    def article_to_read(self, request, object_id) -> Article:
        if not self.has_view_permission(request):
            raise PermissionDenied(_("You may not see this. Ask an editor."))
        article = self.get_object(request, unquote(object_id))
        if article is None:
            raise Http404(_("There is no such article. Perhaps it was deleted."))
        return article

    def article_for(self, request, object_id, allowed: bool) -> Article:
        if not allowed:
            raise PermissionDenied(_("You may not do this. Ask an editor."))
        article = self.article_to_read(request, object_id)
        if not self.has_change_permission(request, article):
            raise PermissionDenied(rights.refusal(article))
        return article

    def is_stale(self, request, article) -> bool:
        """Whether the text was saved by somebody since this page was drawn: what goes out is what its editor has seen."""
        seen = request.POST.get("seen_version", "")
        if not seen or seen == str(article.version):
            return False
        told = _(
            "Nothing changed for readers: the article was saved since you opened this page. Look at it, then go on."
        )
        self.message_user(request, told, messages.ERROR)
        return True

    def ask(self, request, article, form, texts, template="ask") -> TemplateResponse:
        context = {
            **self.admin_site.each_context(request),
            **texts,
            "form": form,
            "media": self.media + form.media if form else self.media,
            "original": article,
            "opts": self.opts,
            "back": reverse("admin:articles_article_change", args=[article.pk]),
        }
        return TemplateResponse(request, f"admin/articles/article/{template}.html", context)

    def say_live(self, request, edition: Edition, replaced: datetime | None = None) -> None:
        """That `edition` is live; and that it took the place of what was scheduled for `replaced`, which is dropped."""
        ends = _("It ends on %s, as planned.") % in_words(edition.live_until) if edition.live_until else ""
        link = format_html('<a href="{}">{}</a>', edition.path, _("View on site"))
        said = format_html("{} {} {}", _("Edition %d is live.") % edition.number, ends, link)
        self.message_user(request, said, messages.SUCCESS)
        if replaced:
            dropped = _(
                "The edition scheduled for %s is dropped: this one took its place. Schedule again if it is meant."
            )
            self.message_user(request, dropped % in_words(replaced), messages.WARNING)

    def page_of(self, name: str, article: Article) -> str:
        return reverse(f"admin:articles_article_{name}", args=[article.pk])

    def back_to(self, article: Article) -> HttpResponseRedirect:
        return HttpResponseRedirect(self.page_of("change", article))


def posted(request: HttpRequest):
    """The data for a form: None unless it was posted. A post without any field is a post as well."""
    return request.POST if request.method == "POST" else None


def with_link(problem: Problem) -> str:
    """The problem in words, and a link to what it is about when that is not the story itself."""
    url = None if isinstance(problem.object, Article) else address_of(problem.object)
    if url is None:
        return str(problem)
    return format_html('{} <a href="{}">{}</a>', str(problem), url, _("Open “%s”") % problem.object)


@contextmanager
def speaking_refusals(request: HttpRequest):
    """A block in which a refused verb becomes error messages on the next page, one for each reason."""
    try:
        yield
    except workflow.WarningsToTick:
        messages.error(request, _("Nothing changed for readers. Tick each warning to go on, or mend what it names."))
    except ErrorsFound as refusal:
        for problem in refusal.errors:
            messages.error(request, with_link(problem))
    except workflow.WorkflowRefused as refusal:
        for message in refusal.messages:
            messages.error(request, message)
