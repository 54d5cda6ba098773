"""Notes below the article's form, and on a page of their own for whoever works without script.

One address takes every post: `do` says whether a note is written, answered, resolved or reopened. A script asks for the
panel alone (`desk-notes` in X-Requested-With), so that nothing typed into the form above it is lost.
"""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.desk import notes
from articles.desk.models import Note
from articles.publishing import rights
from articles.publishing.models import Article
from articles.publishing.workflow import WorkflowRefused
from articles.text.anchors import LONGEST, Anchor

PANEL = "desk-notes"


class NoteForm(forms.Form):
    """A new note. The passage is optional; a script fills it, and what stands around it, from the selection."""

    quote = forms.CharField(
        label=gettext_lazy("On the words"),
        max_length=LONGEST,
        required=False,
        help_text=gettext_lazy("Copy them from the text. Left empty, the note is on the whole article."),
    )
    before = forms.CharField(max_length=60, required=False, strip=False, widget=forms.HiddenInput)
    after = forms.CharField(max_length=60, required=False, strip=False, widget=forms.HiddenInput)
    text = forms.CharField(
        label=gettext_lazy("Note"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Name a colleague, such as @ines, and they are told."),
        error_messages={"required": gettext_lazy("Write what you want to say.")},
    )


class AnswerForm(forms.Form):
    text = forms.CharField(
        max_length=4000, error_messages={"required": gettext_lazy("Write what you want to say.")}, widget=forms.Textarea
    )


class NotesBelow:
    """Joined into the admin of Article: the way to its notes under the form, and the address that shows and takes them.

    The form itself only counts them, in the query that loads the article; the script puts the panel in its place.
    """

    def get_object(self, request, object_id, from_field=None):
        request.desk_counts_notes = True
        return super().get_object(request, object_id, from_field)

    def get_queryset(self, request):
        articles = super().get_queryset(request)
        if getattr(request, "desk_counts_notes", False):
            return articles.annotate(notes_open=notes.open_threads())
        return articles

    def get_urls(self):
        view = self.admin_site.admin_view(self.notes_view)
        return [path("<path:object_id>/notes/", view, name="articles_article_notes"), *super().get_urls()]

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        if obj is not None and not context.get("is_popup"):
            context["notes_of"] = obj
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    def notes_view(self, request, object_id):
        article = self.get_object(request, unquote(object_id))
        if article is None:
            raise Http404(_("There is no such article. Perhaps it was deleted."))
        if not self.has_view_permission(request, article):
            raise PermissionDenied(_("You may not read this article. Ask an editor."))
        form = done = None
        if request.method == "POST":
            form, done = take(request, article)
        if request.headers.get("X-Requested-With") == PANEL:
            context = panel_context(request, article, form) | {"told": spoken(done or [])}
            status = 422 if form is not None else 200
            panel = render_to_string("admin/articles/article/_notes.html", context, request)
            return HttpResponse(panel, status=status, headers={"Cache-Control": "no-store"})
        for level, sentence in done or []:
            messages.add_message(request, level, sentence)
        if request.method == "POST" and form is None:
            return HttpResponseRedirect(f"{reverse('admin:articles_article_notes', args=[article.pk])}#notes")
        context = {
            **self.admin_site.each_context(request),
            **panel_context(request, article, form),
            "title": _("Notes"),
            "opts": self.opts,
            "original": article,
            "back": reverse("admin:articles_article_change", args=[article.pk]),
        }
        return TemplateResponse(request, "admin/articles/article/notes.html", context)


def take(request: HttpRequest, article: Article) -> tuple[forms.Form | None, list[tuple[int, str]]]:
    """Do what was posted: the form again when it cannot be done, and sentences about what was or was not done."""
    try:
        do = request.POST.get("do")
        if do in {"resolve", "reopen"}:
            verb = notes.resolve if do == "resolve" else notes.reopen
            verb(note_of(request, article), by=request.user)
            return None, [(messages.SUCCESS, _("Resolved.") if do == "resolve" else _("Reopened."))]
        if do == "answer":
            form: forms.Form = AnswerForm(request.POST)
            if not form.is_valid():
                return NoteForm(), [(messages.ERROR, " ".join(form.errors["text"]))]
            parent = note_of(request, article)
            return None, sentences(notes.write(article, by=request.user, parent=parent, **form.cleaned_data))
        form = NoteForm(request.POST)
        if not form.is_valid():
            return form, []
        data = form.cleaned_data
        anchor = Anchor(data["quote"], data["before"], data["after"])
        return None, sentences(notes.write(article, by=request.user, text=data["text"], anchor=anchor))
    except WorkflowRefused as refusal:
        return None, [(messages.ERROR, message) for message in refusal.messages]


def note_of(request: HttpRequest, article: Article) -> Note:
    number = request.POST.get("note", "")
    note = article.notes.filter(pk=number).first() if number.isascii() and number.isdecimal() else None
    if note is None:
        raise Http404(_("There is no such note."))
    return note


def sentences(written: notes.Written) -> list[tuple[int, str]]:
    said = [(messages.SUCCESS, _("The note is written."))]
    if written.told:
        names = ", ".join(str(who) for who in written.told)
        said.append((messages.SUCCESS, _("Told: %s.") % names))
    said.extend(
        (messages.WARNING, _("Nobody who may read this article is called @%s, so nobody was told.") % name)
        for name in written.unknown
    )
    return said


def spoken(done: list[tuple[int, str]]) -> list[dict[str, str]]:
    return [{"tags": messages.DEFAULT_TAGS[level], "text": sentence} for level, sentence in done]


def panel_context(request: HttpRequest, article: Article, form: forms.Form | None = None) -> dict:
    """What the panel shows. One query."""
    threads = notes.threads_of(article, request.user)
    may_write = request.user.has_perm("articles.add_note") and rights.covers(request.user, article.section_id)
    return {
        "notes_of": article,
        "threads": [thread for thread in threads if not thread.note.resolved_at],
        "resolved_threads": [thread for thread in threads if thread.note.resolved_at],
        "note_form": form or NoteForm(auto_id="note_%s"),
        "may_write_notes": may_write,
    }
