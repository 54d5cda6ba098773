"""The verbs of publication on the article form: what they save first, whom they obey, how they speak.

They are declared as Django's actions of the change form, which names them and filters them by right. Django's own form
would run an action on the article as stored; an editor expects the text on the screen to be what is published. So
each stands as a button `_verb` in the save bar: the form is checked and saved as ever, and then the verb runs.
"""

from __future__ import annotations

from contextlib import contextmanager

from django.contrib import admin, messages
from django.contrib.admin import ActionLocation
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.publishing import workflow
from articles.publishing.admin.forms import ScheduleForm, WithdrawForm
from articles.publishing.models import Article

VERB = "_verb"  # the name of the buttons in the save bar
MINOR = "_minor"  # the tick that leaves "updated" where it was


class VerbsMixin:
    """Joined into the admin of Article; expects its queryset to be annotated by `with_live_state`."""

    actions = ["publish", "schedule", "cancel_schedule", "withdraw"]

    @admin.action(permissions=["publish"], description=gettext_lazy("Publish"), location=ActionLocation.CHANGE_FORM)
    def publish(self, request, queryset):
        article = queryset.get()
        with speaking_refusals(request):
            edition = workflow.publish(article, by=request.user, substantive=MINOR not in request.POST)
            self.message_user(
                request,
                format_html(
                    '{} <a href="{}">{}</a>',
                    _("Edition %d is live.") % edition.number,
                    edition.path,
                    _("View on site"),
                ),
                messages.SUCCESS,
            )
        return self.back_to(article)

    @admin.action(permissions=["publish"], description=gettext_lazy("Schedule"), location=ActionLocation.CHANGE_FORM)
    def schedule(self, request, queryset):
        return HttpResponseRedirect(self.page_of("schedule", queryset.get()))

    @admin.action(
        permissions=["publish"], description=gettext_lazy("Cancel the schedule"), location=ActionLocation.CHANGE_FORM
    )
    def cancel_schedule(self, request, queryset):
        article = queryset.get()
        with speaking_refusals(request):
            workflow.cancel_schedule(article, by=request.user)
            self.message_user(request, _("The schedule is cancelled. Readers see what they saw."), messages.SUCCESS)
        return self.back_to(article)

    @admin.action(permissions=["withdraw"], description=gettext_lazy("Withdraw"), location=ActionLocation.CHANGE_FORM)
    def withdraw(self, request, queryset):
        return HttpResponseRedirect(self.page_of("withdraw", queryset.get()))

    def has_publish_permission(self, request) -> bool:
        return self.has_change_permission(request) and request.user.has_perm("articles.publish_article")

    def has_withdraw_permission(self, request) -> bool:
        return self.has_change_permission(request) and request.user.has_perm("articles.withdraw_article")

    def verbs_for(self, request, article: Article | None) -> list[dict]:
        """The verbs this person may use on `article` now, as buttons in order: `name`, `label`, `style`."""
        allowed = self.get_actions(request, action_location=ActionLocation.CHANGE_FORM)
        live, planned = getattr(article, "live_number", None), getattr(article, "scheduled_for", None)
        offered = [
            ("publish", _("Save and publish edition %d") % (live + 1) if live else _("Save and publish"), "publish"),
            ("schedule", _("Reschedule…") if planned else _("Schedule…"), "quiet"),
            *([("cancel_schedule", _("Cancel the schedule"), "quiet")] if planned else []),
            *([("withdraw", _("Withdraw…"), "grave")] if live else []),
        ]
        return [{"name": name, "label": label, "style": style} for name, label, style in offered if name in allowed]

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        may_save = self.has_change_permission(request, obj) if obj else self.has_add_permission(request)
        context |= {
            "show_save_and_add_another": False,
            "action_form": None,  # the buttons of the save bar stand for it
            "verbs": self.verbs_for(request, obj) if may_save else [],
            "offers_minor": bool(getattr(obj, "live_number", None)) and self.has_publish_permission(request),
        }
        if request.method == "POST" and VERB in request.POST:
            messages.error(request, _("Nothing was saved, and nothing changed for readers. Mend what is marked below."))
            if request.POST[VERB] == "withdraw" and obj:
                url = self.page_of("withdraw", obj)
                link = format_html('<a href="{}">{}</a>', url, _("Withdraw without saving these changes"))
                messages.warning(request, link)
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """A forged or outdated button is refused before anything is saved."""
        verb = request.POST.get(VERB)
        if verb and verb not in self.get_actions(request, action_location=ActionLocation.CHANGE_FORM):
            raise PermissionDenied(_("You may not do this. Ask an editor."))
        return super().changeform_view(request, object_id, form_url, extra_context)

    def response_add(self, request, obj, post_url_continue=None):
        return self.run_verb(request, obj) or super().response_add(request, obj, post_url_continue)

    def response_change(self, request, obj):
        return self.run_verb(request, obj) or super().response_change(request, obj)

    def run_verb(self, request: HttpRequest, article: Article) -> HttpResponse | None:
        """What the pressed button asks for, done on the article as just saved; None when it was an ordinary save."""
        actions = self.get_actions(request, action_location=ActionLocation.CHANGE_FORM)
        action = actions.get(request.POST.get(VERB, ""))
        if action is None:
            return None
        return action.func(self, request, self.get_queryset(request).filter(pk=article.pk))

    def get_urls(self):
        pages = [
            path(
                f"<path:object_id>/{name}/",
                self.admin_site.admin_view(view),
                name=f"{self.opts.app_label}_{self.opts.model_name}_{name}",
            )
            for name, view in (("schedule", self.schedule_view), ("withdraw", self.withdraw_view))
        ]
        return pages + super().get_urls()

    def schedule_view(self, request, object_id):
        article = self.article_for(request, object_id, self.has_publish_permission(request))
        form = ScheduleForm(request.POST or None, initial={"at": article.scheduled_for or article.embargo_until})
        if request.method == "POST" and form.is_valid():
            at = form.cleaned_data["at"]
            with speaking_refusals(request):
                workflow.schedule(article, by=request.user, at=at, note=form.cleaned_data["note"])
                moment = date_format(timezone.localtime(at), "l j F Y, H:i e")
                self.message_user(request, _("Scheduled: readers see it from %s.") % moment, messages.SUCCESS)
                return self.back_to(article)
        texts = {
            "title": _("Schedule"),
            "lead": _("The text as saved now goes live at that moment by itself. Later changes need a new schedule."),
            "button": _("Schedule"),
        }
        return self.ask(request, article, form, texts)

    def withdraw_view(self, request, object_id):
        article = self.article_for(request, object_id, self.has_withdraw_permission(request))
        form = WithdrawForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            with speaking_refusals(request):
                workflow.withdraw(article, by=request.user, reason=form.cleaned_data["reason"])
                self.message_user(request, _("Withdrawn. Its address now says so to readers."), messages.SUCCESS)
            return self.back_to(article)
        texts = {
            "title": _("Withdraw"),
            "lead": _("Readers lose the story at once; its address says that it was withdrawn. The text stays here."),
            "button": _("Withdraw the story"),
        }
        return self.ask(request, article, form, texts)

    def article_for(self, request, object_id, allowed: bool) -> Article:
        if not allowed:
            raise PermissionDenied(_("You may not do this. Ask an editor."))
        article = self.get_object(request, unquote(object_id))
        if article is None:
            raise Http404(_("There is no such article. Perhaps it was deleted."))
        return article

    def ask(self, request, article, form, texts) -> TemplateResponse:
        context = {
            **self.admin_site.each_context(request),
            **texts,
            "form": form,
            "original": article,
            "opts": self.opts,
            "back": reverse("admin:articles_article_change", args=[article.pk]),
        }
        return TemplateResponse(request, "admin/articles/article/ask.html", context)

    def page_of(self, name: str, article: Article) -> str:
        return reverse(f"admin:articles_article_{name}", args=[article.pk])

    def back_to(self, article: Article) -> HttpResponseRedirect:
        return HttpResponseRedirect(self.page_of("change", article))


@contextmanager
def speaking_refusals(request: HttpRequest):
    """A block in which a refused verb becomes error messages on the next page, one for each reason."""
    try:
        yield
    except workflow.WorkflowRefused as refusal:
        for message in refusal.messages:
            messages.error(request, message)
