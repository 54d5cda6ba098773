"""A reader's data at the desk: found by the whole address, counted, handed on as a file, or erased for good."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.contrib.auth.models import User
from django.http import HttpResponseRedirect, JsonResponse
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.comments.own.erasing import counts_of, erase_reader
from articles.comments.own.exporting import export_reader
from articles.comments.own.forms import AddressForm
from articles.comments.own.readers import reader_by
from articles.publishing import rights

TEMPLATE = "admin/articles/comment/reader_data.html"


class ReaderForm(AddressForm):
    """Asked by POST, so that no address stands in a log. `erase` wants `sure`."""

    verb = forms.ChoiceField(
        choices=[("look", ""), ("export", ""), ("erase", "")], required=False, widget=forms.HiddenInput
    )
    sure = forms.BooleanField(label=gettext_lazy("Yes, erase all of it. It cannot be taken back."), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["email"].label = gettext_lazy("The reader’s e-mail")
        self.fields["email"].help_text = gettext_lazy("The whole address. For example: name@example.org")

    def clean(self):
        if self.cleaned_data.get("verb") == "erase" and not self.cleaned_data.get("sure"):
            self.add_error("sure", _("Tick this, too: what is erased is gone."))


class ReaderData:
    """Joined into the admin of Comment."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.reader_data_view)
        return [path("reader-data/", view, name="articles_comment_reader_data"), *super().get_urls()]

    def reader_data_view(self, request):
        """GET asks for an address; POST counts what is kept under it, exports it or erases it."""
        rights.require(request.user, "erase_reader")
        form = ReaderForm(request.POST if request.method == "POST" else None)
        if request.method == "POST" and form.is_valid():
            verb, email = form.cleaned_data["verb"], form.cleaned_data["email"]
            if verb == "export":
                return self.exported(request, email)
            if verb == "erase":
                return self.erased(request, email)
        return self.reader_data_page(request, form)

    def reader_data_page(self, request, form):
        email = form.cleaned_data.get("email", "") if form.is_bound else ""
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("A reader’s data"),
            "form": form,
            "email": email,
            "counts": counts_of(reader_by(email)) if email else None,
            "at_the_desk": bool(email) and User.objects.filter(email__iexact=email, is_staff=True).exists(),
        }
        return TemplateResponse(request, TEMPLATE, context, status=422 if form.errors else 200)

    def exported(self, request, email: str):
        data = export_reader(email, by=request.user)
        response = JsonResponse(data, json_dumps_params={"ensure_ascii": False, "indent": 2})
        response["Content-Disposition"] = f'attachment; filename="reader-{timezone.localdate():%Y-%m-%d}.json"'
        return response

    def erased(self, request, email: str):
        counts = erase_reader(email, by=request.user)
        told = _("Erased: %(comments)d comments, %(accounts)d accounts and what belonged to them.")
        said = {"comments": counts.comments, "accounts": counts.accounts}
        self.message_user(request, told % said, messages.SUCCESS)
        return HttpResponseRedirect(reverse("admin:articles_comment_reader_data"))
