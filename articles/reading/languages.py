"""The languages of a story and of its translations, by the names that their speakers give them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf.locale import LANG_INFO

from articles.publishing.models import Edition
from articles.text.language import RIGHT_TO_LEFT


@dataclass(frozen=True)
class InLanguage:
    """A story in one language: `name` is the language's own, `path` where readers find it."""

    code: str
    name: str
    direction: str
    path: str


def own_name(code: str) -> str:
    """“français” for "fr"; a code that nothing is known of is its own name."""
    for known in (code.casefold(), code.casefold().partition("-")[0]):
        info = LANG_INFO.get(known, {})
        if "name_local" in info:
            return info["name_local"]
    return code


def in_languages(editions: Iterable[Edition], *, besides: str) -> list[InLanguage]:
    """One for each language besides the given one, in the order of the codes; the newest where a language comes twice."""
    newest: dict[str, Edition] = {}
    for edition in sorted(editions, key=lambda found: (found.first_published, found.pk)):
        newest[edition.language.casefold()] = edition
    return [
        InLanguage(edition.language, own_name(code), direction_of(code), edition.path)
        for code, edition in sorted(newest.items())
        if code and code != besides.casefold()
    ]


def direction_of(code: str) -> str:
    return "rtl" if code.partition("-")[0] in RIGHT_TO_LEFT | {"ur"} else "ltr"
