"""A query as what the index is asked: for each term the forms that may stand in a text, whatever its language."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from articles.search.query import Query, Term
from articles.search.words import LONGEST, languages_for, lexeme

MOST_FORMS = 120  # of the beginning of a word: one that begins more is looked for by its letters alone


@dataclass(frozen=True)
class Form:
    """Lexemes that stand next to each other; with `beginning` the last one goes on."""

    lexemes: tuple[str, ...]
    beginning: bool = False


@dataclass(frozen=True)
class Wanted:
    """Every one of `terms` must match by one of its forms, and every sign of `signs` (a section, a kind) must be there.

    With `said`, the terms must stand in what somebody said.
    """

    terms: tuple[tuple[Form, ...], ...]
    signs: tuple[str, ...] = ()
    said: bool = False

    @property
    def has_phrase(self) -> bool:
        return any(len(form.lexemes) > 1 for forms in self.terms for form in forms)


def wanted_of(
    query: Query, *, signs: Sequence[str] = (), said: bool = False, expand: Callable[[str], Sequence[str]]
) -> Wanted:
    """What `query` asks for. `expand` gives the words of the index that begin with the letters it is given."""
    terms = tuple(forms for term in query.telling if (forms := forms_of(term, expand)))
    return Wanted(terms, tuple(signs), said)


def forms_of(term: Term, expand: Callable[[str], Sequence[str]]) -> tuple[Form, ...]:
    """The forms of `term`, one for each language it could be of.

    The stem of a word may be shorter than the beginning of it that was typed (“runnin*”), so the beginning of a single
    word is also looked for by the stems of the words that begin so.
    """
    words = term.folded
    languages = dict.fromkeys(language for word in words for language in languages_for(word))
    if not term.beginning:
        return tuple(Form(tuple(lexeme(word, language) for word in words)) for language in languages)
    *first, last = words
    forms = [
        Form((*(lexeme(word, language) for word in first), f"{language}ː{last[:LONGEST]}"), beginning=True)
        for language in languages
    ]
    if not first:
        longer = {lexeme(word, language) for word in expand(last) for language in languages_for(word)}
        unmet = sorted(found for found in longer if not found.partition("ː")[2].startswith(last))
        forms += [Form((found,)) for found in unmet[:MOST_FORMS]]
    return tuple(forms)


def sign(name: str, value: object) -> str:
    """What stands in the index for a section, a kind or a language: no word, for words begin with their language."""
    letters = "".join(character if character.isalnum() else "ˑ" for character in str(value))
    return f"ː{name}ː{letters.lower()}"
