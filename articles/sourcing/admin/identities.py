"""Protected identities at the desk: the form of a source that carries no identity, and the page that seals and shows one.

Composed into the admin of Source in `articles/admin.py`.
"""

from __future__ import annotations

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables

from articles.publishing import rights
from articles.publishing.steps import WorkflowRefused
from articles.sourcing import forgetting, identities, sealing
from articles.sourcing.forms import SourceForm
from articles.sourcing.models import Source, SourceIdentity

LISTED = 20  # stories that a message links
OPEN_FIELDS = ("contact", "notes")
TELLING = frozenset({"name", "slug", "aliases", "affiliation", "description", "website", *OPEN_FIELDS})
# What no error report may hold, whichever of the two forms was posted.
SENSITIVE = (*sorted(TELLING), "alias", "real_name", "real_contact", "real_notes", "reason")


class ProtectedSourceForm(SourceForm):
    """Of a protected source the log keeps that it changed, and no value. Its protection ends by a second tick."""

    by = None  # the account that fills in the form
    end_protection = forms.BooleanField(
        label=gettext_lazy("I know what ending the protection shows"),
        required=False,
        help_text=gettext_lazy(
            "Only when you take off the tick above. The record is an open one then: readers are shown its name wherever "
            "its words are on the record, and everybody at the desk sees what is entered here. Whoever enters the real "
            "name tells all who know the alias whose it was: in the lists, in older revisions and in stories that were "
            "printed. The sealed record stays sealed, and the older entries of the log stay covered."
        ),
    )

    @property
    def withheld(self) -> frozenset[str]:
        return TELLING if self.instance.protected or self.initial.get("protected") else frozenset()

    def clean(self):
        super().clean()
        protected = self.cleaned_data.get("protected", self.instance.protected)
        if protected and any((self.cleaned_data.get(name) or "").strip() for name in OPEN_FIELDS):
            try:
                identities.refuse_unless_it_takes_in(self.instance)
            except sealing.SealingRefused as refusal:
                self.add_error("protected" if "protected" in self.fields else None, str(refusal))
        if self.initial.get("protected") and not protected:
            self.refuse_to_expose()

    def refuse_to_expose(self) -> None:
        sealed = SourceIdentity.objects.filter(source=self.instance).first()
        if sealed and not identities.is_keeper(sealed, self.by):
            problem = _("An identity is sealed here. Only the people who may see it can end its protection.")
            self.add_error("protected", problem)
        elif sealed and not self.cleaned_data.get("end_protection"):
            problem = _("Nothing was saved. To end the protection, read what that shows, tick the box below and save.")
            self.add_error("protected", problem)


class WhoForm(forms.Form):
    """Base of the forms on the page; each says what it does in `do`."""

    keepers = forms.ModelMultipleChoiceField(
        User.objects.filter(is_active=True, is_staff=True).order_by("username"),
        label=gettext_lazy("Who may see it"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Name at least one person, or nobody can ever see it.")},
    )


class SealForm(WhoForm):
    alias = forms.CharField(
        label=gettext_lazy("Alias"),
        max_length=200,
        help_text=gettext_lazy("What everybody at the desk sees from now on. Example: “Dock worker A”."),
    )
    real_name = forms.CharField(label=gettext_lazy("Real name"), max_length=200)
    real_contact = forms.CharField(
        label=gettext_lazy("How to reach them"),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    real_notes = forms.CharField(
        label=gettext_lazy("Notes"), required=False, max_length=5000, widget=forms.Textarea(attrs={"rows": 3})
    )
    field_order = ["alias", "real_name", "real_contact", "real_notes", "keepers"]

    def identity(self) -> identities.Identity:
        data = self.cleaned_data
        return identities.Identity(data["real_name"], data["real_contact"], data["real_notes"])


class LookForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Why you look"),
        max_length=300,
        help_text=gettext_lazy("It stands in the log, so name nobody. Example: “checking a fact before publication”."),
    )


class ProtectedSources:
    """Joined into the admin of Source, before it."""

    form = ProtectedSourceForm
    protection = ("anonymity_reason", "private_individual", "page_agreed", "protected", "identity_link")

    def get_urls(self):
        view = self.admin_site.admin_view(self.identity_view)
        return [path("<path:object_id>/identity/", view, name="articles_source_identity"), *super().get_urls()]

    def get_fieldsets(self, request, obj=None):
        fieldsets = [*super().get_fieldsets(request, obj)]
        present = str([options["fields"] for _title, options in fieldsets])
        fields = [name for name in self.protection if f"'{name}'" not in present and (obj or name != "identity_link")]
        if obj and obj.protected:
            fields.insert(fields.index("protected") + 1, "end_protection")
        return [*fieldsets[:2], (gettext_lazy("Protection"), {"fields": fields}), *fieldsets[2:]]

    def get_readonly_fields(self, request, obj=None):
        return [*super().get_readonly_fields(request, obj), "identity_link"]

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        return type("SourceFormOfOne", (form,), {"by": request.user})

    @admin.display(description=gettext_lazy("identity"))
    def identity_link(self, source):
        return format_html('<a href="{}">{}</a>', page_of(source), _("Seal or see who this is"))

    @method_decorator(sensitive_post_parameters(*SENSITIVE))
    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        return super().changeform_view(request, object_id, form_url, extra_context)

    @sensitive_variables("contact", "notes")
    def save_model(self, request, obj, form, change):
        """Of a protected source what was typed into the open fields is sealed, and the fields are emptied."""
        contact, notes = obj.contact, obj.notes
        moves = obj.protected and bool(contact.strip() or notes.strip())
        if moves:
            obj.contact = obj.notes = ""
        super().save_model(request, obj, form, change)
        if moves:
            identities.take_in(obj, contact=contact, notes=notes, by=request.user)
            messages.info(request, _("Contact details and notes were moved into the sealed record, and emptied here."))
        if obj.protected and not SourceIdentity.objects.filter(source=obj).exists():
            words = _("Is this the real name? Seal it, and give the record an alias.")
            messages.warning(request, format_html('<a href="{}">{}</a>', page_of(obj), words))

    @method_decorator(sensitive_post_parameters(*SENSITIVE))
    @sensitive_variables("seen")
    def identity_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Whether an identity is sealed and for whom. Its forms seal, show to a keeper who says why, and name keepers."""
        if not self.has_view_permission(request):
            raise PermissionDenied(_("You may not see sources. Ask an editor."))
        source = self.get_object(request, unquote(object_id))
        if source is None:
            raise Http404(_("There is no such source. Perhaps it was deleted."))
        sealed = SourceIdentity.objects.prefetch_related("keepers").filter(source=source).first()
        forms_shown, seen = self.forms_for(request, source, sealed), None
        chosen = forms_shown.get(request.POST.get("do", ""))
        if "do" in request.POST and chosen is None:
            identities.refuse(source, request.POST["do"], by=request.user)
        if chosen is not None and chosen.is_valid():
            try:
                seen = self.do(request, source, chosen)
                if seen is None:
                    return HttpResponseRedirect(page_of(source))
            except (WorkflowRefused, sealing.SealingRefused) as refusal:
                chosen.add_error(None, str(refusal))
        context = {
            **self.admin_site.each_context(request),
            "title": _("Who this is"), "original": source, "opts": self.opts, "sealed": sealed, "seen": seen,
            "forms": forms_shown, "back": reverse("admin:articles_source_change", args=[source.pk]),
        }  # fmt: skip
        response = TemplateResponse(request, "admin/articles/source/identity.html", context)
        response["Cache-Control"] = "private, no-store"
        return response

    def forms_for(self, request: HttpRequest, source: Source, sealed: SourceIdentity | None) -> dict[str, forms.Form]:
        """The forms this person may use, by what they do; the one that was posted bound to what was."""
        keeper = sealed is not None and identities.is_keeper(sealed, request.user)
        known = [person.pk for person in sealed.keepers.all()] if sealed else [request.user.pk]
        first = {"keepers": known, "alias": source.name if source.protected else ""}
        offered: dict[str, type[forms.Form]] = {}
        if keeper:
            offered |= {"look": LookForm, "keepers": WhoForm}
        if rights.may(request.user, "seal_identity") and (keeper or sealed is None):
            offered["seal"] = SealForm
        posted = request.POST.get("do")
        return {
            name: form(request.POST if name == posted else None, initial=first, auto_id=f"{name}_%s")
            for name, form in offered.items()
        }

    @sensitive_variables()
    def do(self, request: HttpRequest, source: Source, form) -> identities.Identity | None:
        """What the form asks for; the identity, when that was to see it."""
        data = form.cleaned_data
        if isinstance(form, LookForm):
            return identities.look(source, by=request.user, reason=data["reason"])
        if isinstance(form, SealForm):
            identities.protect(source, form.identity(), alias=data["alias"], keepers=data["keepers"], by=request.user)
            messages.success(request, _("Sealed. Everybody sees the alias; the people named see more, and say why."))
            tell_where_named(request, source, data["real_name"])
            return None
        identities.name_keepers(source, keepers=data["keepers"], by=request.user)
        messages.success(request, _("Saved."))
        return None


@sensitive_variables()
def tell_where_named(request: HttpRequest, source: Source, name: str) -> None:
    """Say which stories hold the name beside the alias: sealing changes no text that somebody wrote."""
    stories = forgetting.still_named_in(source, name)
    if stories:
        rows = (
            (reverse("admin:articles_article_change", args=[story.pk]), story.headline) for story in stories[:LISTED]
        )
        told = ngettext(
            "The text of a story still holds a part of the name, and its statements stand under the alias: ",
            "The texts of %d stories still hold a part of the name, and their statements stand under the alias: ",
            len(stories),
        )
        links = format_html_join(", ", '<a href="{}">{}</a>', rows)
        messages.warning(request, format_html("{}{}", told % len(stories) if "%d" in told else told, links))


def page_of(source: Source) -> str:
    return reverse("admin:articles_source_identity", args=[source.pk])
