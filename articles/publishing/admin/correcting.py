"""The page of the verb “correct”: what readers are told, shown as they will see it, then published with the right text."""

from __future__ import annotations

from django.contrib import messages
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from js_asset import Script

from articles.publishing.admin.checking import errors_among, rows_of, warnings_among
from articles.publishing.admin.verb_forms import CorrectionForm
from articles.publishing.admin.verb_pages import posted, speaking_refusals
from articles.publishing.checks import problems_of
from articles.publishing.correcting import correct
from articles.publishing.models import Correction

PREVIEW = "_preview"  # the button for those without script; with it, the preview follows the typing


class CorrectPage:
    """Joined into the admin of Article, above VerbPages."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.correct_view)
        return [path("<path:object_id>/correct/", view, name="articles_article_correct"), *super().get_urls()]

    def correct_view(self, request, object_id):
        article = self.article_for(request, object_id, self.has_correct_permission(request))
        problems = problems_of(article)
        initial = {"wrong": request.GET.get("wrong", "")[:400]}  # whoever leads here knows what is wrong
        form = CorrectionForm(posted(request), warnings=warnings_among(problems), initial=initial)
        if (
            request.method == "POST"
            and form.is_valid()
            and PREVIEW not in request.POST
            and not self.is_stale(request, article)
        ):
            given = {name: form.cleaned_data[name] for name in ("kind", "text", "wrong", "right")}
            with speaking_refusals(request):
                _correction, edition = correct(article, by=request.user, acknowledged=form.acknowledged(), **given)
                self.say_live(request, edition)
                self.message_user(request, _("Readers are told of the correction."), messages.SUCCESS)
                return self.back_to(article)
        texts = {
            "title": _("Correct"),
            "lead": _(
                "First mend the text and save it. Then say here what was wrong: the note and the mended text go out together."
            ),
            "button": _("Correct and publish"),
            "errors": rows_of(errors_among(problems), article),
            "preview_button": PREVIEW,
            "preview": preview_of(form),
            "kinds": Correction.Kind.choices,
            "earlier": article.corrections.all()[:20],
            "media": self.media + form.media,
            "scripts": [Script("js/desk-correct.js", type="module")],
        }
        return self.ask(request, article, form, texts, template="correct")


def preview_of(form: CorrectionForm) -> Correction:
    """The correction as it would be, unsaved."""
    given = {name: form[name].value() or "" for name in ("kind", "text", "wrong", "right")}
    if given["kind"] not in Correction.Kind.values:
        given["kind"] = Correction.Kind.CORRECTION
    return Correction(made=timezone.now(), **given)
