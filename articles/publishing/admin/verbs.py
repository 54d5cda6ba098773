"""The verbs of publication on the article form: what they save first, whom they obey, how they speak.

They are declared as Django's actions of the change form, which names them and filters them by right. Django's own form
would run an action on the article as stored; an editor expects the text on the screen to be what is published. So
each stands as a button `_verb` in the save bar: the form is checked and saved as ever, and then the verb runs, or the
page that asks for what it needs (verb_pages.py, correcting.py) comes next.
"""

from __future__ import annotations

from django.contrib import admin, messages
from django.contrib.admin import ActionLocation
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.publishing import ending, workflow
from articles.publishing.admin.checking import ChecksPage
from articles.publishing.admin.correcting import CorrectPage
from articles.publishing.admin.verb_pages import VerbPages, speaking_refusals
from articles.publishing.models import Article

VERB = "_verb"  # the name of the buttons in the save bar
MINOR = "_minor"  # the tick that leaves "updated" where it was


class VerbsMixin(ChecksPage, CorrectPage, VerbPages):
    """Joined into the admin of Article; expects its queryset to be annotated by `with_live_state`."""

    actions = ["publish", "schedule", "cancel_schedule", "correct", "end", "cancel_end", "withdraw", "restore"]

    @admin.action(permissions=["publish"], description=gettext_lazy("Publish"), location=ActionLocation.CHANGE_FORM)
    def publish(self, request, queryset):
        article, is_minor = queryset.get(), MINOR in request.POST
        with speaking_refusals(request):
            try:
                edition = workflow.publish(article, by=request.user, substantive=not is_minor, only_if_changed=True)
            except workflow.WarningsToTick:
                return HttpResponseRedirect(self.page_of("publish", article) + ("?minor=1" if is_minor else ""))
            self.say_live(request, edition, article.scheduled_for)
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

    @admin.action(permissions=["correct"], description=gettext_lazy("Correct"), location=ActionLocation.CHANGE_FORM)
    def correct(self, request, queryset):
        return HttpResponseRedirect(self.page_of("correct", queryset.get()))

    @admin.action(
        permissions=["withdraw"], description=gettext_lazy("Plan an end"), location=ActionLocation.CHANGE_FORM
    )
    def end(self, request, queryset):
        return HttpResponseRedirect(self.page_of("end", queryset.get()))

    @admin.action(
        permissions=["withdraw"],
        description=gettext_lazy("Cancel the planned end"),
        location=ActionLocation.CHANGE_FORM,
    )
    def cancel_end(self, request, queryset):
        article = queryset.get()
        with speaking_refusals(request):
            ending.cancel_end(article, by=request.user)
            self.message_user(request, _("The planned end is cancelled. The story stays."), messages.SUCCESS)
        return self.back_to(article)

    @admin.action(permissions=["publish"], description=gettext_lazy("Bring back"), location=ActionLocation.CHANGE_FORM)
    def restore(self, request, queryset):
        return HttpResponseRedirect(self.page_of("restore", queryset.get()))

    @admin.action(permissions=["withdraw"], description=gettext_lazy("Withdraw"), location=ActionLocation.CHANGE_FORM)
    def withdraw(self, request, queryset):
        return HttpResponseRedirect(self.page_of("withdraw", queryset.get()))

    def has_publish_permission(self, request) -> bool:
        return self.has_change_permission(request) and request.user.has_perm("articles.publish_article")

    def has_withdraw_permission(self, request) -> bool:
        return self.has_change_permission(request) and request.user.has_perm("articles.withdraw_article")

    def has_correct_permission(self, request) -> bool:
        return self.has_publish_permission(request) and request.user.has_perm("articles.add_correction")

    def verbs_for(self, request, article: Article | None) -> list[dict]:
        """The verbs this person may use on `article` now, as buttons in order: `name`, `label`, `style`."""
        allowed = self.get_actions(request, action_location=ActionLocation.CHANGE_FORM)
        live, planned = getattr(article, "live_number", None), getattr(article, "scheduled_for", None)
        ends, was_public = getattr(article, "ends_at", None), getattr(article, "was_public", False)
        offered = [
            ("publish", _("Save and publish edition %d") % (live + 1) if live else _("Save and publish"), "publish"),
            ("schedule", _("Reschedule…") if planned else _("Schedule…"), "quiet"),
            *([("cancel_schedule", _("Cancel the schedule"), "quiet")] if planned else []),
            *([("correct", _("Correct…"), "quiet")] if live else []),
            *(
                [("end", _("Change the planned end…") if ends else _("Plan an end…"), "quiet")]
                if live or planned
                else []
            ),
            *([("cancel_end", _("Cancel the planned end"), "quiet")] if ends else []),
            *([("withdraw", _("Withdraw…"), "grave")] if live else []),
            *([("restore", _("Bring back…"), "quiet")] if was_public and not (live or planned) else []),
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
