"""The pre-publish check of names: one that is nearly the name of a source or an author is probably a slip."""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.db.models import Q
from django.utils.translation import gettext as _

from articles.publishing.checks import Problem
from articles.publishing.checks.problem import warning
from articles.publishing.models import Article, Author
from articles.sourcing.models import Source
from articles.text.sanitise import clean_html, plain_paragraphs

# Two to four capitalised words in a row. A name of one word is too easily a word of the language.
NAME = re.compile(r"(?<![\w’'-])[A-ZÀ-ÖØ-ÞĀ-Ž][\w’'-]+(?: [A-ZÀ-ÖØ-ÞĀ-Ž][\w’'-]+){1,3}")
MOST_NAMES = 40  # of one text that are looked up
MOST_KNOWN = 500
SHORT = 8  # letters; in so short a name two differences make another name


def names_are_spelt_as_known(article: Article) -> Iterator[Problem]:
    """A warning for each name in the text that differs by one or two letters from a known one. At most two queries.

    Only names that readers may know are compared: a warning must not tell the desk who a confidential source is.
    """
    text = "\n".join([article.headline, article.standfirst, *plain_paragraphs(clean_html(article.body))])
    written = list(dict.fromkeys(trimmed(name) for name in NAME.findall(text)))[:MOST_NAMES]
    known = known_names_like(written)
    folded = {name.casefold() for name in known}
    for name in written:
        if name.casefold() in folded:
            continue
        near = sorted((other for other in known if is_nearly(name, other)), key=lambda other: distance(name, other))
        if near:
            yield warning(
                "name.spelling",
                _("“%(written)s” is nearly “%(known)s”, whom we know.") % {"written": name, "known": near[0]},
                _("Check the spelling. If it is somebody else, tick this."),
                known[near[0]],
            )


def trimmed(name: str) -> str:
    for ending in ("’s", "'s"):
        name = name.removesuffix(ending)
    return name


def known_names_like(written: list[str]) -> dict[str, Source | Author]:
    """Public sources (by name and other names) and authors that share their first or last word with one of `written`."""
    wanted = Q()
    for name in written:
        words = name.split()
        wanted |= Q(name__startswith=f"{words[0]} ") | Q(name__endswith=f" {words[-1]}")
    if not wanted:
        return {}
    known: dict[str, Source | Author] = {}
    for author in Author.objects.filter(wanted)[:MOST_KNOWN]:
        known[author.name] = author
    for source in Source.objects.public().filter(wanted)[:MOST_KNOWN]:
        for name in [source.name, *(alias for alias in source.aliases if isinstance(alias, str))]:
            known.setdefault(name, source)
    return known


def is_nearly(written: str, known: str) -> bool:
    """Whether the names differ by one letter, or by two in a long name; case does not count."""
    allowed = 1 if min(len(written), len(known)) < SHORT else 2
    return 0 < distance(written.casefold(), known.casefold()) <= allowed


def distance(one: str, other: str, most: int = 3) -> int:
    """Letters to insert, delete or replace until `one` is `other`; `most` for anything that far or farther."""
    if abs(len(one) - len(other)) >= most:
        return most
    former = list(range(len(other) + 1))
    for row, letter in enumerate(one, 1):
        present = [row]
        for column, opposite in enumerate(other, 1):
            present.append(min(former[column] + 1, present[-1] + 1, former[column - 1] + (letter != opposite)))
        if min(present) >= most:
            return most
        former = present
    return min(former[-1], most)
