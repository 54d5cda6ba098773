"""Inside the words behind a cue: a that-clause, quoted words, an object or a bare clause."""

from __future__ import annotations

from dataclasses import dataclass

from articles.sourcing.suggesting import lexicon as words
from articles.sourcing.suggesting.cues import CUES, NOUN_LIKE, Cue
from articles.sourcing.suggesting.phrases_ahead import phrase_end
from articles.sourcing.suggesting.shapes import is_verb_like
from articles.sourcing.suggesting.voiced import puts_a_figure
from articles.sourcing.suggesting.words import Token

DECIDED = frozenset(
    "plan plans proposal proposals bid bids offer offers motion amendment appeal application bill deal".split()
)
# Nouns in the plural that look like verbs: branded plans “absurd”.
PLURALS = frozenset("plans hopes needs moves calls claims demands changes cuts".split())
WITHHELD = frozenset("use publish print name identify be give disclose reveal".split())
POINTING = frozenset("this that it them him her me us these those so".split())
GREETINGS = frozenset(
    "good goodbye hello farewell grace prayers mass thank thanks sorry cheese something nothing".split()
)
STOPS = frozenset((".", "!", "?", ";"))
QUESTION_WORDS = frozenset("whether if how why what where when who which".split())
# Verbs that also take things for an object: adding the words “and Emergency” to the name reports nothing.
OBJECT_LIKE = frozenset("add post read write begin continue see maintain repeat hold certify query".split())


@dataclass(slots=True)
class Content:
    """What follows a cue: `frame` ("that", "quote", "question", "infinitive", "object", "clause", "about", "none") and
    the index of its first token.
    """

    frame: str
    start: int


def with_object(row: list[Token], at: int, cue: Cue) -> Content | None:
    """Frames with an object: accused X of, described X as, urged X to, denied the charge."""
    if at >= len(row) or row[at].kind == "point":
        return None
    if row[at].lower in ("anonymity", "permission"):
        return None
    if cue.lemma == "reject" and any(t.lower in DECIDED for t in row[at : at + 6]):
        return None  # To turn down a plan is an act.
    end = _object_end(row, at)
    if cue.takes("p") and end > at and _is_asked_to(row, end, cue):
        return Content("object", at)
    if (
        cue.takes("k")
        and (cue.prepositions or end > at or row[at].lower in PLURALS or _points_at_quote(row, at))
        and (found := _with_preposition(row, at, cue))
    ):
        return found
    low = row[at].lower
    behind = row[at + 1] if at + 1 < len(row) else None
    if low in POINTING and behind is not None and (behind.kind == "point" or behind.lower in words.COORDINATORS):
        return None
    reported = end > at or low in words.DETERMINERS or low in PLURALS or low.endswith("ing") or low == "how"
    return Content("object", at) if cue.takes("o") and low not in words.PREPOSITIONS and reported else None


def _points_at_quote(row: list[Token], at: int) -> bool:
    """`calls that “nonsense”`"""
    return row[at].lower in POINTING and at + 1 < len(row) and row[at + 1].kind == "quote"


def _is_asked_to(row: list[Token], end: int, cue: Cue) -> bool:
    """Behind the person asked: "to", "not to", or for plain verbs of asking a "to" a little later."""
    following = [token.lower for token in row[end : end + 8]]
    if cue.lemma == "ask" and following[:2] == ["not", "to"] and following[2:3] and following[2] in WITHHELD:
        return False  # “who asked us not to use her name”
    direct = following[:1] == ["to"] or following[:2] == ["not", "to"]
    return direct or (cue.lemma != "ask" and not cue.takes("s") and "to" in following)


def _object_end(row: list[Token], at: int) -> int:
    if row[at].lower in words.ADDRESSEES and not (at + 1 < len(row) and row[at + 1].lower in ("and", "of")):
        return at + 1
    end = phrase_end(row, at)
    if end > at and end + 2 < len(row) and row[end].lower == "and":
        joined = phrase_end(row, end + 1)  # “the jury of seven women and five men”
        if joined < len(row) and row[joined].lower in ("to", "not"):
            return joined
    return end


def _with_preposition(row: list[Token], at: int, cue: Cue) -> Content | None:
    if not cue.prepositions and row[at].kind == "quote":
        return None  # “a user labelled “Anonymous””: a name, given by nobody.
    if not cue.prepositions:
        quoted = any(t.kind == "quote" for t in row[at : at + 30])
        return Content("object", at) if quoted else None
    if cue.lemma == "put":
        return Content("object", at) if puts_a_figure(row, at, at + 16) else None
    for ahead in range(at, min(at + 26, len(row))):
        if row[ahead].lower in cue.prepositions:
            return Content("object", at)
        if row[ahead].text in STOPS or (
            row[ahead].lower in CUES
            and ahead > at
            and row[ahead].lower not in NOUN_LIKE
            and not row[ahead].lower.endswith("ed")
        ):
            break
    return Content("object", at) if cue.takes("o") else None


def in_segment(row: list[Token], at: int, cue: Cue) -> Content:
    """Look through the words up to the next comma for "that", quoted words or a clause."""
    stop = at
    while stop < len(row) and row[stop].text not in STOPS and (stop == at or row[stop].text not in (",", ":")):
        stop += 1
    segment = row[at:stop]
    if not segment:
        return Content("none", at)
    for n in range(len(segment)):
        if inside := _opened_at(segment, n, at, cue):
            return inside
    quoted = stop + 1 < len(row) and row[stop].text in (",", ":") and row[stop + 1].kind == "quote"
    if quoted and cue.takes("q"):
        return Content("quote", _reported_from(segment, at, stop + 1))
    if stop < len(row) and row[stop].text == ":" and cue.takes("t", "q"):
        return Content("that", stop + 1) if stop + 1 < len(row) else Content("none", at)
    return _bare_clause(row, at, segment, cue)


def _opened_at(segment: list[Token], n: int, at: int, cue: Cue) -> Content | None:
    """Content that opens inside the segment, behind words that say when, where or to whom."""
    token, first = segment[n], segment[0].lower
    if token.kind == "quote" and cue.takes("q", "m"):
        bare = first not in words.PREPOSITIONS and not any(is_verb_like(t) for t in segment[:n])
        if n and bare and cue.lemma in OBJECT_LIKE:
            return Content("none", at)
        return Content("quote", _reported_from(segment[:n], at, at + n))
    if not n:
        return None
    framed = first in words.PREPOSITIONS or first in words.TIME_WORDS or first in ("last", "this") or cue.takes("a")
    if token.lower == "that" and cue.takes("t") and framed:
        return Content("that", at + n)
    asked = token.lower in QUESTION_WORDS and segment[n - 1].lower not in words.PREPOSITIONS
    if asked and cue.takes("w") and cue.takes("a"):
        return Content("question", at + n)
    promised = token.lower == "to" and first in words.PREPOSITIONS and cue.takes("n")
    return Content("infinitive", at + n) if promised else None


def _reported_from(words_before: list[Token], at: int, quote: int) -> int:
    """Words between cue and quotation are reported too, unless they only say to whom, when or where."""
    if not words_before:
        return quote
    first = words_before[0].lower
    frame = first in words.PREPOSITIONS or first in words.TIME_WORDS or first in words.ADDRESSEES
    return quote if frame and not any(is_verb_like(t) for t in words_before) else at


def _bare_clause(row: list[Token], at: int, segment: list[Token], cue: Cue) -> Content:
    if not cue.takes("c"):
        return Content("none", at)
    if segment[0].lower in ("yes", "no") and len(segment) == 1:
        return Content("clause", at)
    bare = cue.lemma in ("claim", "tweet", "write", "recall", "recount", "explain", "declare") or (
        cue.lemma == "say" and segment[0].lower in GREETINGS
    )
    if bare and not any(is_verb_like(t) for t in segment):
        return Content("none", at)
    adjunct = (
        segment[0].lower in words.PREPOSITIONS
        or segment[0].lower in words.TIME_WORDS
        or segment[0].lower in ("last", "this", "as", "when", "after", "while", "because", "and", "but")
    )
    verb = any(is_verb_like(t) for t in segment[1:])
    if cue.takes("d") and not verb and not adjunct and not segment[0].lower.endswith("ing"):
        listed = (
            at + len(segment) + 1 < len(row)
            and row[at + len(segment)].text == ","
            and row[at + len(segment) + 1].lower in ("such", "including", "which", "who", "like")
        )
        return Content("clause" if listed else "none", at)
    if segment[0].lower in ("as", "when", "after", "while", "because", "before", "and", "but", "since", "until"):
        return Content("clause" if _later_clause(row, at) else "none", at)
    if cue.takes("a"):
        # The addressee has been taken already: what is left must show a verb, or begin a new subject.
        return Content(
            "clause"
            if verb or (not adjunct and len(segment) > 1) or is_verb_like(segment[0])
            else _later(row, at, segment),
            at,
        )
    if adjunct:
        return Content("clause" if verb else _later(row, at, segment), at)
    return Content("clause" if len(segment) > 1 or _interrupted(row, at) else _later(row, at, segment), at)


def _interrupted(row: list[Token], at: int) -> bool:
    """`said Russia, which lost two engineers, expected …`: a subject of one word, then a comma."""
    opens = row[at].is_capitalised or row[at].lower in ("he", "she", "it", "they")
    return opens and at + 3 < len(row) and row[at + 1].text == "," and any(is_verb_like(t) for t in row[at + 2 :])


def _later_clause(row: list[Token], at: int) -> bool:
    """`said after the talks, the two sides would meet`: does a clause come behind the comma?"""
    comma = next((n for n in range(at, min(len(row), at + 25)) if row[n].text == ","), None)
    return (
        comma is not None
        and any(is_verb_like(t) for t in row[comma + 2 : comma + 12])
        and row[comma + 1].lower not in words.CONJUNCTIONS
    )


def _later(row: list[Token], at: int, segment: list[Token]) -> str:
    comma = at + len(segment)
    opens = segment[0].lower in words.PREPOSITIONS and comma < len(row) and row[comma].text == ","
    return "clause" if opens and _later_clause(row, at) else "none"
