"""The library's list: thumbnails, what is wrong with each picture, and filters for what somebody has to see to."""

from __future__ import annotations

from django.contrib import admin
from django.db.models import BooleanField, Case, Q, When
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.pictures import licences
from articles.pictures.models import Picture
from articles.pictures.renditions import address
from articles.pictures.uses import used

UNDESCRIBED = Q(alt="", decorative=False)


class Choices(admin.SimpleListFilter):
    """A filter by conditions: `choices_of()` maps each value to its words and its condition on pictures."""

    def choices_of(self) -> dict[str, tuple[str, Q]]:
        raise NotImplementedError  # each filter has its own; there is none to begin with

    def lookups(self, request, model_admin):
        return [(value, words) for value, (words, _condition) in self.choices_of().items()]

    def queryset(self, request, queryset):
        chosen = self.choices_of().get(self.value() or "")
        return queryset.filter(chosen[1]) if chosen else queryset


class LicenceFilter(Choices):
    title = gettext_lazy("licence")
    parameter_name = "licence_ends"

    def choices_of(self):
        soon = _("ends within %d days") % licences.WARNED_DAYS
        return {
            "ended": (_("has ended"), licences.ended()),
            "soon": (soon, licences.ending()),
            "due": (_("ended or ends soon, in use"), Q(licences.ended() | licences.ending()) & Q(is_used=True)),
            "none": (_("without an end"), Q(licence_until__isnull=True)),
        }


class LackFilter(Choices):
    title = gettext_lazy("what is missing")
    parameter_name = "lacks"

    def choices_of(self):
        return {
            "alt": (_("alternative text"), UNDESCRIBED),
            "credit": (_("credit"), Q(credit="")),
            "file": (_("the file"), Q(lost__isnull=False)),
        }


class UseFilter(Choices):
    title = gettext_lazy("use")
    parameter_name = "used"

    def choices_of(self):
        return {"no": (_("used nowhere"), Q(is_used=False)), "yes": (_("in use"), Q(is_used=True))}


class ShapeOfList(admin.SimpleListFilter):
    """Not a filter of pictures: how the list is laid out."""

    title = gettext_lazy("show as")
    parameter_name = "as"

    def lookups(self, request, model_admin):
        return [("list", _("a list"))]

    def choices(self, changelist):
        first, *others = super().choices(changelist)
        yield {**first, "display": _("a grid")}
        yield from others

    def queryset(self, request, queryset):
        return queryset


class Library:
    """Joined into the admin of Picture: its list. Each row costs nothing beyond the list's own query."""

    list_display = ["thumbnail", "title", "state", "credit", "licence_shown", "size", "created"]
    list_display_links = ["title"]  # laid over the whole card by the style sheet
    list_filter = [LicenceFilter, LackFilter, UseFilter, ShapeOfList]
    list_per_page = 48
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER  # a count for each choice is a query for each choice
    search_fields = ["title", "alt", "caption", "credit", "licence"]
    search_help_text = gettext_lazy("Words of the title, the alternative text, the caption, the credit or the licence.")

    def get_queryset(self, request):
        pictures = super().get_queryset(request)
        return pictures.annotate(is_used=Case(When(used(), then=True), default=False, output_field=BooleanField()))

    def changelist_view(self, request, extra_context=None):
        more = {"as_list": request.GET.get("as") == "list"}
        return super().changelist_view(request, {**more, **(extra_context or {})})

    @admin.display(description=gettext_lazy("picture"))
    def thumbnail(self, picture):
        """Empty as a text: the title beside it says the same, and is a link as well."""
        return thumbnail_of(picture)

    @admin.display(description=gettext_lazy("state"))
    def state(self, picture):
        return badges(picture, is_used=picture.is_used)

    @admin.display(description=gettext_lazy("licence"), ordering="licence_until")
    def licence_shown(self, picture):
        return " · ".join(word for word in (picture.licence, licences.in_words(picture)) if word) or "–"

    @admin.display(description=gettext_lazy("size"))
    def size(self, picture):
        return _("%(width)d × %(height)d pixels") % {"width": picture.width, "height": picture.height}


def thumbnail_of(picture: Picture) -> SafeString:
    if picture.lost or not picture.width:
        return format_html('<span class="thumbnail none">{}</span>', _("no file"))
    image = '<img class="thumbnail" src="{}" alt="" width="320" height="213" loading="lazy" decoding="async">'
    return format_html(image, address(picture, "card", 320))


def badges(picture: Picture, *, is_used: bool) -> SafeString:
    """What an editor has to know before using it, the gravest first."""
    said = []
    if picture.lost:
        said.append(("gone", _("file missing")))
    if licences.has_ended(picture):
        said.append(("gone", _("licence ended")))
    elif licences.ends_soon(picture):
        said.append(("scheduled", licences.in_words(picture)))
    if not picture.alt and not picture.decorative:
        said.append(("working", _("no alternative text")))
    if not picture.credit:
        said.append(("working", _("no credit")))
    if not is_used:
        said.append(("quiet", _("not used")))
    return format_html_join(" ", '<span class="badge {}">{}</span>', said)


def as_offered(picture: Picture) -> dict[str, str]:
    """A picture as a combobox offers it: title, what there is to know, thumbnail."""
    wrong = _("file missing") if picture.lost else _("licence ended") if licences.has_ended(picture) else ""
    about = " · ".join(word for word in (picture.credit, wrong or licences.in_words(picture)) if word)
    shown = "" if picture.lost or not picture.width else address(picture, "card", 320)
    return {"id": str(picture.pk), "text": str(picture), "about": about, "thumbnail": shown}


def desk_address(picture: Picture) -> str:
    return reverse("admin:articles_picture_change", args=[picture.pk])
