"""Further pages of the picture library: several at once, two that look alike, and what comboboxes ask."""

from __future__ import annotations

import json
from typing import Any

from django.contrib import messages
from django.contrib.admin.options import IS_POPUP_VAR
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _

from articles.pictures.admin.forms import SeveralForm
from articles.pictures.admin.library import as_offered, badges, desk_address
from articles.pictures.likeness import like
from articles.pictures.models import Picture
from articles.pictures.renditions import address
from articles.pictures.uses import uses_of


class Offers(AutocompleteJsonView):
    """Django's search for comboboxes, with a thumbnail and what there is to know of each picture."""

    def serialize_result(self, obj, to_field_name):
        return as_offered(obj)


class Pages:
    """Joined into the admin of Picture."""

    # Read by the combobox of the desk.
    offers_at = "articles_picture_offers"
    thumbnails_at = "articles_picture_thumbnail"
    admin_site: Any
    opts: Any

    def get_urls(self):
        def view(called):
            return self.admin_site.admin_view(called)

        return [
            path("several/", view(self.several_view), name="articles_picture_several"),
            path("offers/", view(self.offers_view), name=self.offers_at),
            path("<int:number>/alike/", view(self.alike_view), name="articles_picture_alike"),
            path("<int:number>/thumbnail/", view(self.thumbnail_view), name=self.thumbnails_at),
            *super().get_urls(),
        ]

    def several_view(self, request: HttpRequest) -> HttpResponse:
        """Pictures of one occasion. 422 when at least one was not taken; those that were are in the library."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        posted = (request.POST, request.FILES) if request.method == "POST" else ()
        form = SeveralForm(*posted, label_suffix="")
        results, status = [], 200
        if posted:
            results = form.take_in(request.user) if form.is_valid() else []
            for row in results:
                if "picture" in row and "known" not in row:
                    self.log_addition(request, row["picture"], [{"added": {}}])
            status = 200 if form.is_valid() and not any("refusal" in row for row in results) else 422
        context = {"form": form, "results": results, "title": _("Add several pictures")}
        return self.page(request, "several", context, status=status)

    def alike_view(self, request: HttpRequest, number: int) -> HttpResponse:
        """A picture beside those it looks like: both may stay, or this one goes and the other is used."""
        picture = self.picture_to_see(request, number)
        alike = like(picture)
        if request.method == "POST":
            return self.decide(request, picture, {each.pk: each for each in alike})
        shown = [
            {"picture": each, "image": address(each, width=640), "badges": badges(each, is_used=True)}
            for each in [picture, *alike]
        ]
        context = {
            "picture": picture,
            "shown": shown,
            "may_drop": self.may_drop(request, picture),
            "title": _("Is it the same picture?"),
        }
        return self.page(request, "alike", context)

    def decide(self, request: HttpRequest, picture: Picture, alike: dict[int, Picture]) -> HttpResponse:
        """`keep` leaves both; `use` with the number of the other deletes this one, when nothing uses it yet."""
        chosen = str(request.POST.get("use", ""))
        if not chosen:
            messages.success(request, _("Both stay: “%s” is in the library.") % picture)
            return self.chosen(request, picture)
        other = alike.get(int(chosen)) if chosen.isdecimal() and len(chosen) < 19 else None
        if other is None:
            raise Http404("not one that it looks like")
        if not self.may_drop(request, picture):
            raise PermissionDenied
        with transaction.atomic():
            self.log_deletions(request, Picture.objects.filter(pk=picture.pk))
            Picture.objects.select_for_update().get(pk=picture.pk).delete()
        messages.success(request, _("“%(other)s” is used; the second copy is deleted.") % {"other": other})
        return self.chosen(request, other)

    def may_drop(self, request: HttpRequest, picture: Picture) -> bool:
        """Who uploaded it may take it back as long as nothing uses it; who may delete pictures may so too."""
        own = picture.uploaded_by_id == request.user.pk
        may = own or self.has_delete_permission(request, picture)
        return may and not uses_of(picture)

    def chosen(self, request: HttpRequest, picture: Picture) -> HttpResponse:
        """Back to the form whose pop-up this is, with `picture`; else its own page."""
        if IS_POPUP_VAR not in request.POST and IS_POPUP_VAR not in request.GET:
            return HttpResponseRedirect(desk_address(picture))
        data = json.dumps({"value": str(picture.pk), "obj": str(picture)})
        return TemplateResponse(request, "admin/popup_response.html", {"popup_response_data": data})

    def offers_view(self, request: HttpRequest) -> HttpResponseBase:
        return Offers.as_view(admin_site=self.admin_site)(request)

    def thumbnail_view(self, request: HttpRequest, number: int) -> HttpResponse:
        """Leads to a small rendition, for scripts that know no more of a picture than its number."""
        return HttpResponseRedirect(address(self.picture_to_see(request, number), "card", 320))

    def picture_to_see(self, request: HttpRequest, number: int) -> Picture:
        picture = Picture.objects.filter(pk=number).first()
        if picture is None:
            raise Http404("no such picture")
        if not self.has_view_permission(request, picture):
            raise PermissionDenied
        return picture

    def page(self, request: HttpRequest, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
        is_popup = IS_POPUP_VAR in request.GET or IS_POPUP_VAR in request.POST
        own = {"opts": self.opts, "is_popup": is_popup, "list_url": reverse("admin:articles_picture_changelist")}
        whole = {**self.admin_site.each_context(request), **own, **context}
        return TemplateResponse(request, f"admin/articles/picture/{template}.html", whole, status=status)
