"""The admin of one picture: what it shows, who made it, how long it may be shown, what stays in view, where it is used."""

from __future__ import annotations

from django.contrib import admin, messages
from django.contrib.admin.options import IS_POPUP_VAR
from django.db import models
from django.db.models import ProtectedError
from django.http import HttpResponseRedirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.page_cache import purge
from articles.pictures.admin.forms import ABOUT, DAY, FOCAL, DescribedForm, UploadForm, offers
from articles.pictures.admin.library import Library, badges, desk_address
from articles.pictures.admin.pages import Pages
from articles.pictures.likeness import like
from articles.pictures.on_demand import find, lose
from articles.pictures.renditions import SHAPES, address, is_stored
from articles.pictures.uses import Use, tags_where_shown, uses_of

# How the desk calls the shapes that crop.
SHAPE_NAMES = {
    "wide": gettext_lazy("wide, 16:9"),
    "card": gettext_lazy("card, 3:2"),
    "classic": gettext_lazy("classic, 4:3"),
    "square": gettext_lazy("square, 1:1"),
    "tall": gettext_lazy("tall, 2:3"),
}


class PictureAdmin(Library, Pages, admin.ModelAdmin):
    form = DescribedForm
    readonly_fields = ["shown", "state", "used_in", "size", "credentials"]
    formfield_overrides = {models.DateField: {"widget": DAY}}
    change_form_template = "admin/articles/picture/change_form.html"
    delete_confirmation_template = "admin/articles/picture/delete_confirmation.html"
    change_list_template = "admin/articles/picture/change_list.html"

    def get_fieldsets(self, request, obj=None):
        if obj is None:
            return [(None, {"fields": ["file", *ABOUT]})]
        about = ["size", *ABOUT, *(["credentials"] if obj.found.get("credentials") else [])]
        where = {
            "fields": ["shown", tuple(FOCAL)],
            "description": gettext_lazy(
                "Click on the picture, or move the mark by the arrow keys (with Shift by ten). Without script: 0 is the left or upper edge, 1 the right or lower one, 0.5 the middle."
            ),
        }
        says = {
            "fields": list(offers(obj)),
            "description": gettext_lazy("Nothing of it is used before somebody ticks it."),
        }
        return [
            (gettext_lazy("What must stay in view when it is cropped"), where),
            *([(gettext_lazy("What the file says of itself"), says)] if says["fields"] else []),
            (gettext_lazy("About the picture"), {"fields": about}),
            (gettext_lazy("Where it is used"), {"fields": ["state", "used_in"]}),
        ]

    def get_form(self, request, obj=None, change=False, **kwargs):
        if obj is not None:
            # What the file says is offered by fields of the form alone; the model has no such columns.
            kwargs["fields"] = [*ABOUT, *FOCAL]
            return super().get_form(request, obj, change=change, **kwargs)
        kwargs["fields"] = ABOUT  # `file` is the form's own
        form = super().get_form(request, obj, change=change, form=UploadForm, **kwargs)
        form.by = request.user
        return form

    def save_model(self, request, obj, form, change):
        """A new picture is stored by its form already."""
        if change:
            super().save_model(request, obj, form, change)
            purge(*tags_where_shown([obj]), gone=True)  # its licence may have ended

    def get_object(self, request, object_id, from_field=None):
        """The desk is the first to look whether the file is there; what was lost and came back may be shown again."""
        picture = super().get_object(request, object_id, from_field)
        if picture is not None and (picture.lost is None) != is_stored(picture):
            self.note_file(picture)
        return picture

    def render_change_form(self, request, context, *args, **kwargs):
        form = context["adminform"].form
        context["duplicate"] = getattr(form, "duplicate", None)
        return super().render_change_form(request, context, *args, **kwargs)

    def response_add(self, request, obj, post_url_continue=None):
        """Where it looks like another, a person decides; where its file says something of itself, a person reads it."""
        if like(obj):
            query = {IS_POPUP_VAR: "1"} if IS_POPUP_VAR in request.POST else None
            return HttpResponseRedirect(reverse("admin:articles_picture_alike", args=[obj.pk], query=query))
        if offers(obj) and IS_POPUP_VAR not in request.POST:
            said = _("“%s” is in the library. Its file says something of itself: look whether it is right.")
            messages.success(request, said % obj)
            return HttpResponseRedirect(desk_address(obj))
        return super().response_add(request, obj, post_url_continue)

    def get_deleted_objects(self, objs, request):
        """What uses a picture keeps it, each place by name and with the way there."""
        rows = list(objs)
        kept_by = [in_words(use) for row in rows for use in uses_of(row)]
        refused = set() if self.has_delete_permission(request) else {self.opts.verbose_name}
        return [str(row) for row in rows], {self.opts.verbose_name_plural: len(rows)}, refused, kept_by

    def delete_view(self, request, object_id, extra_context=None):
        try:
            return super().delete_view(request, object_id, extra_context)
        except ProtectedError:
            # Somebody put it into a story between the question and the answer.
            messages.error(request, _("Nothing was deleted: a story has come to use the picture. See where, below."))
            return HttpResponseRedirect(reverse("admin:articles_picture_change", args=[object_id]))

    def note_file(self, picture) -> None:
        (find if picture.lost else lose)(picture)

    @admin.display(description=gettext_lazy("picture"))
    def shown(self, picture):
        """The picture with its mark, and every crop: as files without script, moving along with it."""
        crops = [
            {"shape": shape, "name": name, "image": address(picture, shape, 320), "ratio": SHAPES[shape][0]}
            for shape, name in SHAPE_NAMES.items()
        ]
        facts = {
            "picture": picture,
            "image": address(picture, width=960),
            "across": picture.focal_x * picture.width,
            "down": picture.focal_y * picture.height,
            "crops": crops,
        }
        return render_to_string("admin/articles/picture/_focal.html", facts)

    @admin.display(description=gettext_lazy("state"))
    def state(self, picture):
        return badges(picture, is_used=picture.is_used) or _("ready to use")

    @admin.display(description=gettext_lazy("used in"))
    def used_in(self, picture):
        uses = uses_of(picture)
        if not uses:
            return _("Nothing uses it. It may be deleted.")
        return format_html("<ul>{}</ul>", format_html_join("", "<li>{}</li>", ((in_words(use),) for use in uses)))

    @admin.display(description=gettext_lazy("Content Credentials"))
    def credentials(self, picture):
        """What the seal of the file says; nobody here vouches for who set it."""
        found = picture.found["credentials"]
        by = _("Signed by %s.") % found["issuer"] if found["issuer"] else _("The file carries Content Credentials.")
        seals = {
            "whole": _("The seal fits the file. Whether the signer can be trusted was not looked into."),
            "broken": _("The seal does not fit the file: it was changed after it was signed."),
            "unread": _("They could not be read here; the original keeps them."),
        }
        return f"{by} {seals.get(found['seal'], '')}".strip()


def in_words(use: Use):
    return format_html('{}: <a href="{}">{}</a>', use.kind, use.address, use.label)
