"""What must be right before publication: one ordered list that an editor can audit. To add a check, add a function.

Each check takes the article and yields problems. A problem blocks publication; its hint says what to do.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from articles.publishing.models import Article
from articles.text.sanitise import clean_html, plain_text


@dataclass(frozen=True)
class Problem:
    id: str
    message: str
    hint: str = ""


def body_has_words(article: Article) -> Iterator[Problem]:
    if not plain_text(clean_html(article.body)):
        yield Problem("body.empty", _("The body is empty."), _("Write the story before you publish it."))


def lead_picture_is_described(article: Article) -> Iterator[Problem]:
    picture = article.lead_picture
    if picture and not picture.alt and not picture.decorative:
        yield Problem(
            "picture.alt",
            _("The lead picture has no alternative text."),
            _("Say what it shows, or mark it as decorative."),
        )


CHECKS: list[Callable[[Article], Iterator[Problem]]] = [
    body_has_words,
    lead_picture_is_described,
]


def problems_of(article: Article) -> list[Problem]:
    """Everything that keeps `article` from being published, in the order of CHECKS."""
    return [problem for check in CHECKS for problem in check(article)]
