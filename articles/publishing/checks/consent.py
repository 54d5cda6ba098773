"""Checks of what people said: a legal hold, background that is never printed, the yes of a second person."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from articles.publishing.checks.problem import Problem
from articles.publishing.consent import is_approved
from articles.publishing.models import Article


def no_legal_hold(article: Article) -> Iterator[Problem]:
    if article.legal_hold:
        yield Problem(
            "legal.hold",
            _("The story is under a legal hold."),
            _("When a lawyer has cleared it, an editor unticks “legal hold”."),
            object=article,
        )


def meant_for_publication(article: Article) -> Iterator[Problem]:
    if article.not_for_publication:
        yield Problem(
            "publication.never",
            _("The story is marked “not for publication”."),
            _("It is background for the desk. Untick the mark only if that has changed."),
            object=article,
        )


def second_person_approved(article: Article) -> Iterator[Problem]:
    if article.section.needs_approval and not is_approved(article):
        yield Problem(
            "approval.missing",
            _("Stories of “%s” need the approval of a second person, and this text has none.") % article.section,
            _(
                "Ask an editor who did not write it to press “Approve”. A later change of the text needs a new approval."
            ),
            object=article,
        )
