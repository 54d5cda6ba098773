"""Quotations without a cue of their own: whose words they go on with."""

from __future__ import annotations

from dataclasses import dataclass

from articles.sourcing.suggesting.entity import Entity
from articles.sourcing.suggesting.findings import read_mention
from articles.sourcing.suggesting.frames import cue_at
from articles.sourcing.suggesting.mention import Mention
from articles.sourcing.suggesting.paragraphs import Paragraph
from articles.sourcing.suggesting.sentences import Sentence
from articles.sourcing.suggesting.subjects import subject_of
from articles.sourcing.suggesting.suggestion import Suggestion

REACH = 14  # tokens from a paragraph's end within which its last cue must stand


@dataclass(slots=True)
class CueBefore:
    """A cue at the end of one paragraph that introduces the quotation opening the next."""

    mention: Mention
    verb: str


def extend(last: Suggestion, paragraph: Paragraph, sentence: Sentence) -> bool:
    """Let a quoted sentence join the attribution just before it: `“X,” he said. “Y.”`. False if that one is not near."""
    at = next((n for n, other in enumerate(paragraph.sentences) if other is sentence), 0)
    if at == 0 or last.end <= paragraph.sentences[at - 1].start:
        return False
    last.end = sentence.end
    last.quotes += [token.quotation.inner for token in sentence.tokens if token.quotation]
    if last.kind == "paraphrase":
        last.kind = "partial"
    return True


def cue_before(former: Paragraph | None) -> CueBefore | None:
    """A cue that ends the paragraph before: `Rathbun stated,`."""
    if former is None or not former.sentences or former.finds[-1]:
        return None
    row = former.sentences[-1].tokens
    if row[-1].text not in (",", ":"):
        return None
    for at in range(len(row) - 1, max(-1, len(row) - REACH), -1):
        known = cue_at(row, at) if row[at].kind == "word" else None
        if known is None or not known[0].takes("q"):
            continue
        subject = subject_of(row, at)
        if subject.link == "subject" and not subject.passive:
            mention = read_mention(former.text, row, (subject.start, subject.end), subject.apposition)
            return CueBefore(mention, row[at].text) if mention.head not in ("i", "we", "you") else None
    return None


def going_on(
    last: Suggestion | None, speaker: Entity | None, paragraph: Paragraph, former: Paragraph | None
) -> tuple[Entity | None, int, str]:
    """Who speaks on in a quotation without a cue, the number of doubts, and the rule.

    `last` is the suggestion before, `speaker` who made it. The words are theirs if the paragraph before ended with
    their statement (surely if its quotation was never closed), or, with a doubt, if they spoke in this one.
    """
    if last is None or speaker is None or speaker.name != last.speaker:
        return None, 3, "orphan"
    if last.paragraph == paragraph.index:
        return speaker, 1, "orphan"
    if former is None or last.paragraph != former.index:
        return None, 3, "orphan"
    open_ended = bool(former.quotations) and not former.quotations[-1].closed
    closing = not former.text[last.end :].strip()
    return speaker, 0 if open_ended or closing else 1, "continuation"
