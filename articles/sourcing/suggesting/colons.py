"""Words behind a colon without a cue: `Mr Jones was blunt: “We have run out of road.”`"""

from __future__ import annotations

from articles.sourcing.suggesting import lexicon as words
from articles.sourcing.suggesting.cues import is_cue
from articles.sourcing.suggesting.findings import Find, apposition_after, read_mention
from articles.sourcing.suggesting.kinds import is_utterance
from articles.sourcing.suggesting.main_subjects import main_subject
from articles.sourcing.suggesting.mention import Mention
from articles.sourcing.suggesting.phrases_ahead import phrase_end
from articles.sourcing.suggesting.sentences import Sentence

MOST_BEFORE = 24  # tokens before the colon
OWNED = frozenset(
    "verdict message advice answer reply response reaction view motto warning explanation conclusion".split()
)


def find_behind_colon(text: str, sentence: Sentence, number: int) -> Find | None:
    """The quotation that ends a sentence behind a colon belongs to whom the sentence is about."""
    row = sentence.tokens
    colon = next((n for n in range(min(len(row) - 1, MOST_BEFORE)) if row[n].text == ":"), None)
    quotation = row[colon + 1].quotation if colon is not None else None
    if colon is None or quotation is None or not is_utterance(quotation.inner):
        return None
    if any(t.kind == "quote" for t in row[:colon]) or any(t.kind == "word" for t in row[colon + 2 :]):
        return None
    span = main_subject(row)
    if span is None or span[1] > colon or any(is_cue(t.lower) for t in row[span[1] : colon]):
        return None
    mention = _speaking(text, sentence, span, colon)
    if mention is None:
        return None
    whole = (span[0], len(row))
    return Find(sentence, number, colon, None, "colon", *whole, (colon + 1, len(row)), mention, source=span)


def _speaking(text: str, sentence: Sentence, span: tuple[int, int], colon: int) -> Mention | None:
    """The source before the colon, or None where nobody plainly speaks."""
    row = sentence.tokens
    owner = next((n for n in range(span[0], span[1]) if row[n].kind == "possessive"), None)
    by = next((n for n in range(span[1], colon) if row[n].lower == "by"), None)
    if by is not None:
        return read_mention(text, row, (by + 1, phrase_end(row, by + 1)), None)
    if row[span[1] - 1].lower in OWNED or any(t.lower in OWNED for t in row[span[0] : span[1]]):
        if row[span[0]].lower in words.POSSESSIVE_PRONOUNS:
            return Mention(row[span[0]].text, "pronoun", head=row[span[0]].lower, tokens=[row[span[0]]])
        return read_mention(text, row, (span[0], owner), None) if owner else None
    behind = apposition_after(row, span[1])
    mention = read_mention(text, row, span, (span[1] + 1, behind) if behind > span[1] else None)
    named = mention.kind == "person" and mention.tokens[0].lower != "i"
    pronoun = mention.kind == "pronoun" and mention.head in ("he", "she")
    return mention if named or pronoun else None
