"""What one sentence holds: each cue with its source and the stretch of tokens it governs."""

from __future__ import annotations

from dataclasses import dataclass

from articles.sourcing.suggesting import lexicon as words
from articles.sourcing.suggesting.given_names import is_given_name
from articles.sourcing.suggesting.main_subjects import main_subject
from articles.sourcing.suggesting.mention import Mention
from articles.sourcing.suggesting.mentions import mention_of
from articles.sourcing.suggesting.sentences import Sentence
from articles.sourcing.suggesting.shapes import HONORIFICS, is_role, is_verb_like
from articles.sourcing.suggesting.words import Token


@dataclass(slots=True, eq=False)
class Find:
    """One attribution in one sentence, before anybody knows who "he" is.

    `first`..`last` are the tokens of the statement, `content` those of what is reported. `shared` is the find whose
    source this one shares; `carrier` marks sources that pass on what others said.
    """

    sentence: Sentence
    number: int
    cue: int
    verb: str | None
    rule: str
    first: int
    last: int
    content: tuple[int, int]
    mention: Mention | None = None
    shared: Find | None = None
    carrier: bool = False
    trailing: bool = False
    pluperfect: bool = False
    speech: bool = True
    source: tuple[int, int] | None = None
    frame: str = ""
    doubts: int = 0

    @property
    def row(self) -> list[Token]:
        return self.sentence.tokens


def read_mention(text: str, row: list[Token], span: tuple[int, int], apposition: tuple[int, int] | None) -> Mention:
    extra = row[apposition[0] : apposition[1]] if apposition else None
    return mention_of(text, row[span[0] : span[1]], extra)


def introduced(text: str, sentence: Sentence) -> Mention | None:
    """The person whom a sentence is about, when it says who that is: `The coach, Wasim Farooqi, has banned it`."""
    span = main_subject(sentence.tokens)
    if span is None or sentence.is_only_quotation or sentence.tokens[0].lower in ("said", "says"):
        return None
    behind = apposition_after(sentence.tokens, span[1])
    mention = read_mention(text, sentence.tokens, span, (span[1] + 1, behind) if behind > span[1] else None)
    if mention.kind != "person" or not mention.name or not (mention.role or mention.honorific):
        known = mention.kind == "person" and mention.name and is_given_name(mention.name.split()[0].lower())
        return mention if known else None
    return mention


def apposition_after(row: list[Token], at: int) -> int:
    """Return the index behind an apposition that begins with the comma at `row[at]`, or `at` if there is none."""
    end = at
    for _ in range(3):
        if end >= len(row) or row[end].text != "," or end + 1 >= len(row):
            return end
        stop = next(
            (
                n
                for n in range(end + 1, min(len(row), end + 22))
                if row[n].text in ",.;:!?—–-" or row[n].kind == "quote"
            ),
            len(row),
        )
        part = row[end + 1 : stop]
        if not part or stop - end > 22:
            return end
        low = part[0].lower
        describes = (
            part[0].kind == "number"
            or low in ("of", "from", "then")
            or any(is_role(t.lower) or t.lower in HONORIFICS for t in part[:9])
            or (len(part) < 4 and part[0].is_capitalised)
        )
        if (
            not describes
            or any(is_verb_like(t) for t in part[1:])
            or low in ("who", "while", "as", "but", "and", "after", "adding", "when")
            or (low.endswith("ing") and low not in words.ROLES)
        ):
            return end
        end = stop
    return end
