"""The breaking banner at the desk: shown, changed and ended by its verbs; an ended one stays as a record."""

from __future__ import annotations

from datetime import timedelta

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.fronts import banners
from articles.fronts.models import Banner
from articles.publishing.admin.base import DeskAdmin
from articles.publishing.admin.combobox import LoadedLabelsForm
from articles.publishing.admin.live_state import moment

USUAL = timedelta(hours=2)  # how long a banner stands when nobody says otherwise


class BannerForm(LoadedLabelsForm):
    class Meta:
        model = Banner
        fields = ["text", "article", "live_from", "live_until"]
        widgets = {"text": forms.TextInput(attrs={"maxlength": 160, "size": 80})}

    def clean(self):
        data = super().clean() or self.cleaned_data
        if {"text", "live_from", "live_until"} <= set(data):
            try:
                banners.refuse_unless_sensible(data["text"], data["live_from"], data["live_until"])
            except banners.BannerRefused as refusal:
                self.add_error("live_until", str(refusal))
        return data


class BannerAdmin(DeskAdmin):
    form = BannerForm
    fields = ["text", "article", ("live_from", "live_until")]
    list_display = ["text", "state", "article", "made_by"]
    list_select_related = ["article", "made_by"]
    saved_by_verbs = True

    def has_delete_permission(self, request, obj=None):
        return False

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("article")

    def get_changeform_initial_data(self, request):
        now = timezone.now().replace(second=0, microsecond=0)
        return {"live_from": now, "live_until": now + USUAL, **super().get_changeform_initial_data(request)}

    @admin.display(description=gettext_lazy("shown"), ordering="live_from")
    def state(self, banner):
        now = timezone.now()
        if banner.live_until <= now:
            return _("until %s") % moment(banner.live_until)
        if banner.live_from > now:
            return _("from %s") % moment(banner.live_from)
        return _("now, until %s") % moment(banner.live_until)

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        context["may_end"] = obj is not None and obj.live_until > timezone.now() and self.has_change_permission(request)
        context["show_save_and_add_another"] = False
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """“End it now” needs nothing of the form: a banner that is wrong must go whatever else stands there."""
        banner = self.get_object(request, unquote(object_id)) if "_end" in request.POST else None
        if banner is None:
            return super().change_view(request, object_id, form_url, extra_context)
        try:
            banners.end(banner, by=request.user)
            self.message_user(request, _("The banner is gone from every page."), messages.SUCCESS)
        except banners.BannerRefused as refusal:
            self.message_user(request, str(refusal), messages.ERROR)
        return HttpResponseRedirect(reverse("admin:articles_banner_changelist"))

    def save_model(self, request, obj, form, change):
        data = {name: form.cleaned_data[name] for name in ("text", "article", "live_from", "live_until")}
        if change:
            banners.change(obj, by=request.user, **data)
        else:
            obj.pk = banners.show(by=request.user, **data).pk
