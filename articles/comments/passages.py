"""Words of a story that a comment answers: whether they stand in an edition, whatever its white space and quotation marks.

Pure. The text of an edition is what readers read of it: headline, standfirst and body, see `words_of`.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Protocol

from articles.comments.models import MAX_PASSAGE, Comment
from articles.text.sanitise import plain_paragraphs

# One letter for one, so that places stay the same: keyboards have the straight ones, and dashes are typed as they come.
PLAIN_MARKS = str.maketrans("“”„«»‟‘’‚‹›‛`´–—‑−", "\"\"\"\"\"\"''''''''----")
UNSEEN = dict.fromkeys(map(ord, "\u00ad\u200b\u2060\ufeff"))


class Printed(Protocol):
    """What `words_of` needs of an edition."""

    headline: str
    standfirst: str
    body_html: str


def words_of(edition: Printed) -> str:
    """The plain text of an edition, a line for each block."""
    return "\n".join([edition.headline, edition.standfirst, *plain_paragraphs(edition.body_html)])


def as_printed(passage: str, edition_text: str) -> str:
    """`passage` in the words of `edition_text`, blocks joined by a blank; "" when it does not stand there.

    Capital letters must agree, white space, quotation marks and dashes need not. Longer than `MAX_PASSAGE` stands nowhere.
    """
    printed, plain = _folded(edition_text)
    wanted = _plain(_spaced(passage))
    place = plain.find(wanted) if 0 < len(wanted) <= MAX_PASSAGE else -1
    return printed[place : place + len(wanted)] if place >= 0 else ""


def passage_changed(comment: Comment, edition_text: str) -> bool:
    """Whether the words that `comment` answers do not stand (any more) in this edition's text. False without a passage."""
    return bool(comment.passage) and not as_printed(comment.passage, edition_text)


@lru_cache(maxsize=32)  # a page asks of one edition for each of its comments
def _folded(text: str) -> tuple[str, str]:
    spaced = _spaced(text)
    return spaced, _plain(spaced)


def _spaced(text: str) -> str:
    return " ".join(text.translate(UNSEEN).split())


def _plain(spaced: str) -> str:
    return spaced.translate(PLAIN_MARKS)
