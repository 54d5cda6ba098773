"""The picture library at the desk: upload, describe, credit. Registered in `articles/admin.py`."""

from __future__ import annotations

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.page_cache import purge
from articles.pictures.models import Picture
from articles.pictures.renditions import address
from articles.pictures.uploads import ingest

ABOUT = ["title", "alt", "decorative", "caption", "credit", "licence", "licence_until"]


class DescribedForm(forms.ModelForm):
    def clean(self):
        super().clean()
        if self.cleaned_data.get("decorative") and self.cleaned_data.get("alt"):
            self.add_error(
                "decorative", _("A picture with an alternative text is not decorative. Keep one of the two.")
            )


class UploadForm(DescribedForm):
    """Taking a picture in is its last check: whether the bytes are a picture is known when they were read."""

    by = None  # who uploads; set by the admin on a class of its own for each request
    file = forms.FileField(
        label=gettext_lazy("Picture"),
        help_text=gettext_lazy("JPEG, PNG, WebP, AVIF or GIF, up to 20 MB. Camera data and places are taken out."),
        widget=forms.FileInput(attrs={"accept": "image/*"}),
    )

    class Meta:
        model = Picture
        fields = ABOUT

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["title"].required = False
        self.fields["title"].help_text = _("For the desk only. Left empty, it is made of the file’s name.")

    def _post_clean(self):
        """Runs after every other check, so that nothing is stored for a form that has errors."""
        if self.errors:
            return
        known = {name: value for name, value in self.cleaned_data.items() if name in ABOUT and value not in ("", None)}
        try:
            self.instance = ingest(self.cleaned_data["file"], by=self.by, **known)
        except ValidationError as refusal:
            self.add_error(None if hasattr(refusal, "error_dict") else "file", refusal)


class PictureAdmin(admin.ModelAdmin):
    form = DescribedForm
    list_display = ["thumbnail", "title", "described", "credit", "licence", "created"]
    list_display_links = ["thumbnail", "title"]
    list_per_page = 40
    show_full_result_count = False
    search_fields = ["title", "alt", "caption", "credit"]
    readonly_fields = ["shown", "size"]
    formfield_overrides = {
        models.DateField: {"widget": forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})},
    }

    def get_fieldsets(self, request, obj=None):
        if obj is None:
            return [(None, {"fields": ["file", *ABOUT]})]
        where = (
            gettext_lazy("What must stay in view when it is cropped"),
            {
                "fields": [("focal_x", "focal_y")],
                "description": gettext_lazy("0 is the left or upper edge, 1 the right or lower one, 0.5 the middle."),
            },
        )
        return [(None, {"fields": ["shown", "size", *ABOUT]}), where]

    def get_form(self, request, obj=None, change=False, **kwargs):
        if obj is not None:
            return super().get_form(request, obj, change=change, **kwargs)
        kwargs["fields"] = ABOUT  # `file` is the form's own
        form = super().get_form(request, obj, change=change, form=UploadForm, **kwargs)
        form.by = request.user
        return form

    def save_model(self, request, obj, form, change):
        """A new picture is stored by its form already."""
        if change:
            super().save_model(request, obj, form, change)
            purge(*obj.cache_tags())

    @admin.display(description=gettext_lazy("picture"))
    def thumbnail(self, picture):
        return format_html('<img class="thumbnail" src="{}" alt="{}">', address(picture, "card", 320), picture.title)

    @admin.display(description=gettext_lazy("picture"))
    def shown(self, picture):
        """With its size: the form below does not jump when the picture has come."""
        image = '<img class="shown" src="{}" alt="{}" width="{}" height="{}">'
        return format_html(image, address(picture, width=640), picture.alt, picture.width, picture.height)

    @admin.display(description=gettext_lazy("size"))
    def size(self, picture):
        return _("%(width)d × %(height)d pixels") % {"width": picture.width, "height": picture.height}

    @admin.display(description=gettext_lazy("described"), boolean=True)
    def described(self, picture):
        return bool(picture.alt or picture.decorative)
