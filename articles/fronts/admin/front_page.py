"""“Front page” at the desk: its zones with their slots, preview, launch, and the fronts launched before.

One form holds the whole draft. Each of its buttons sends it, so that nothing typed is lost: it is checked, saved
unless someone else changed the draft meanwhile, and then the button does what it says.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.fronts import drafting, launching
from articles.fronts.admin.front_words import editions_in_words, front_row, unseen, zones_of
from articles.fronts.composing import Place, places_of
from articles.fronts.differences import differences
from articles.fronts.forms import DraftForm, LaunchForm
from articles.fronts.models import FrontEdition
from articles.publishing.models import AuditEntry, Edition, Section
from articles.publishing.times import NotAMoment, in_words, read_moment

PAGE = "admin:articles_slot_changelist"
LISTED = 20  # launched fronts on the page; all are in their own list


class FrontPageAdmin(admin.ModelAdmin):
    """The admin of Slot. `draw` renders a list of places as readers would see them at a moment, `fill` says which stories
    stand in each zone then; `articles/admin.py` gives both, since the readers' pages are a layer above this one.
    """

    draw: Callable[..., HttpResponse]
    fill: Callable[[Sequence[Place], datetime, Mapping[int, int]], dict[int | None, list[Edition]]]

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def has_launch_permission(self, request) -> bool:
        return self.has_change_permission(request) and request.user.has_perm("articles.add_frontedition")

    def get_urls(self):
        view = self.admin_site.admin_view(self.preview_view)
        return [path("preview/", view, name="articles_slot_preview"), *super().get_urls()]

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """A slot has no page of its own; the audit log leads here."""
        return HttpResponseRedirect(reverse(PAGE))

    def history_view(self, request, object_id, extra_context=None):
        return HttpResponseRedirect(reverse(PAGE))

    def changelist_view(self, request, extra_context=None):
        if not self.has_view_permission(request):
            raise PermissionDenied(_("You may not see the draft of the front page. Ask an editor."))
        if request.method == "POST":
            if not self.has_change_permission(request):
                raise PermissionDenied(_("You may not change the front page. Ask an editor."))
            return self.posted(request)
        slots = drafting.draft()
        form = DraftForm(list(Section.objects.all()), slots, drafting.version_of(slots), self.admin_site)
        return self.page(request, form, LaunchForm())

    def preview_view(self, request: HttpRequest) -> HttpResponse:
        """The draft as readers would see it now, or at the moment `?at=`. Not for the public, not for any cache."""
        if not self.has_view_permission(request):
            raise PermissionDenied(_("You may not see the draft of the front page. Ask an editor."))
        at, problem = timezone.now(), ""
        try:
            at = read_moment(request.GET["at"]) if request.GET.get("at") else at
        except NotAMoment as error:
            problem = str(error)
        places = places_of(drafting.draft())
        response = type(self).draw(request, places, at, problem)
        response["X-Robots-Tag"] = "noindex, nofollow"
        return response

    def posted(self, request: HttpRequest) -> HttpResponse:
        if "restore" in request.POST:
            return self.restore(request)
        if "cancel" in request.POST:
            return self.obey(request, lambda: launching.cancel(by=request.user), _("Nothing is planned any more."))
        slots = drafting.draft()
        sections = list(Section.objects.all())
        form = DraftForm(sections, slots, drafting.version_of(slots), self.admin_site, request.POST)
        launch = LaunchForm(request.POST)
        if not all([form.is_valid, launch.is_valid() or "launch" not in request.POST]):
            messages.error(request, _("Nothing was saved. Mend what is marked below."))
            return self.page(request, form, launch)
        try:
            saved = drafting.save(form.places(), by=request.user, seen=form.version)
        except drafting.DraftChanged as changed:
            return self.stale(request, form, launch, changed)
        if "launch" in request.POST:
            return self.launch(request, form, launch)
        if "preview" in request.POST:
            return HttpResponseRedirect(reverse("admin:articles_slot_preview"))
        if "save" in request.POST:
            words = _("Saved. Readers see it when it is launched.") if saved else _("Nothing had changed.")
            messages.success(request, words)
        return HttpResponseRedirect(reverse(PAGE))

    def launch(self, request, form: DraftForm, launch: LaunchForm) -> HttpResponse:
        later = request.POST["launch"] == "later"
        at = launch.cleaned_data["at"] if later else None
        if later and at is None:
            launch.add_error("at", _("Choose a day and a time."))
            messages.error(request, _("The draft is saved, but nothing was launched. Choose when."))
            return self.fresh_page(request, launch)
        planned = FrontEdition.objects.filter(live_from__gt=timezone.now()).defer("content").first()
        try:
            seen = drafting.version_with(form.places())
            front = launching.launch(by=request.user, at=at, note=launch.cleaned_data["note"], seen=seen)
        except drafting.DraftChanged as changed:  # between our saving and our launching: nobody launches unseen
            return self.stale(request, form, launch, changed)
        except launching.FrontRefused as refusal:
            launch.add_error("at", str(refusal))
            messages.error(request, _("The draft is saved, but nothing was launched."))
            return self.fresh_page(request, launch)
        words = (
            _("Front page %(number)d: readers see it from %(moment)s.")
            if later
            else _("Front page %(number)d is live.")
        )
        messages.success(request, words % {"number": front.number, "moment": in_words(front.live_from)})
        if planned:
            dropped = _("The front page planned for %s is dropped: this one took its place.")
            messages.warning(request, dropped % in_words(planned.live_from))
        for headline in unseen(drafting.draft(), front.live_from):
            messages.warning(request, _("Readers do not see “%s” at that moment; its place fills itself.") % headline)
        return HttpResponseRedirect(reverse(PAGE))

    def restore(self, request) -> HttpResponse:
        number = request.POST["restore"]
        front = FrontEdition.objects.filter(number=number).first() if number.isdecimal() and len(number) < 10 else None
        if front is None:
            raise Http404(_("There is no such front page."))
        try:
            gone = launching.restore(front, by=request.user, seen=request.POST.get("version", ""))
        except drafting.DraftChanged:
            messages.error(
                request, _("Nothing was changed: someone else has just changed the draft. Look at it first.")
            )
            return HttpResponseRedirect(reverse(PAGE))
        messages.success(
            request, _("Front page %d is the draft now. Readers see it when it is launched.") % front.number
        )
        if gone:
            messages.warning(request, _("%d sections, stories or pictures of it are gone and were left out.") % gone)
        return HttpResponseRedirect(reverse(PAGE))

    def obey(self, request, verb: Callable[[], object], words: str) -> HttpResponse:
        try:
            verb()
            messages.success(request, words)
        except launching.FrontRefused as refusal:
            messages.error(request, str(refusal))
        return HttpResponseRedirect(reverse(PAGE))

    def stale(self, request, form: DraftForm, launch: LaunchForm, changed: drafting.DraftChanged) -> HttpResponse:
        """What was sent, again, with where the draft of now differs. Sent once more, it replaces that draft knowingly."""
        names = {section.pk: section.name for section in form.sections}
        titles = {slot.article.pk: slot.article.headline for slot in changed.slots if slot.article}
        for place in form.forms:
            if article := place.cleaned_data.get("article"):
                titles[article.pk] = article.headline
        last = AuditEntry.objects.filter(object_type="slot", object_id=drafting.WHOLE).order_by("-pk").first()
        found = {
            "differences": differences(changed.slots, form.places(), names, titles),
            "by": last.actor_name if last else _("someone"),
            "when": in_words(last.at) if last else "",
        }
        sent = form.sent(drafting.version_of(changed.slots))
        return self.page(request, sent, launch, stale=found, status=409)

    def fresh_page(self, request, launch: LaunchForm) -> HttpResponse:
        slots = drafting.draft()
        form = DraftForm(list(Section.objects.all()), slots, drafting.version_of(slots), self.admin_site)
        return self.page(request, form, launch)

    def page(self, request, form: DraftForm, launch: LaunchForm, *, status: int = 200, **context) -> TemplateResponse:
        now = timezone.now()
        fronts = FrontEdition.objects.select_related("launched_by").defer("content").order_by("-live_from")[:LISTED]
        editions = drafting.live_and_planned(form.slots)
        live = {article: row.pk for article, rows in editions.items() for row in rows if row.is_live(now)}
        context |= {
            **self.admin_site.each_context(request),
            "title": _("Front page"),
            "opts": self.opts,
            "form": form,
            "launch": launch,
            "media": form.media,
            "editions": editions_in_words(editions, now),
            "zones": zones_of(form, type(self).fill(places_of(form.slots), now, live), now),
            "fronts": [front_row(front, now) for front in fronts],
            "may_change": self.has_change_permission(request),
            "may_launch": self.has_launch_permission(request),
            "zone_name": timezone.get_current_timezone_name(),
            "now": in_words(now),
        }
        return TemplateResponse(request, "admin/articles/slot/front_page.html", context, status=status)
