"""A lead's "a union leader": the person whom the next lines name and describe alike."""

from __future__ import annotations

from articles.sourcing.suggesting import lexicon as words
from articles.sourcing.suggesting.entity import Entity
from articles.sourcing.suggesting.findings import introduced
from articles.sourcing.suggesting.mention import Mention
from articles.sourcing.suggesting.names import name_parts
from articles.sourcing.suggesting.paragraphs import Paragraph
from articles.sourcing.suggesting.register import ALIKE, Register
from articles.sourcing.suggesting.shapes import is_role
from articles.sourcing.suggesting.words import Token

LEADS = 2  # paragraphs that may name nobody
AHEAD = 2  # paragraphs behind one within which the name must come
DESCRIPTION = 24  # words behind the name that may describe it
# What somebody does who is the head of something.
HEADING = {
    "heads": "leader head boss chief director", "leads": "leader head chief boss captain", "runs": "boss owner chief manager",
    "owns": "owner boss landlord", "chairs": "chair chairman chairwoman leader", "represents": "mp lawyer member councillor",
    "founded": "founder owner boss", "manages": "manager boss", "teaches": "teacher lecturer", "farms": "farmer",
    "secretary": "leader", "chairman": "leader", "chairwoman": "leader", "chief": "boss leader", "director": "boss chief",
    "owner": "boss",
}  # fmt: skip
# Anybody may be one of these: an age or a home behind the name is description enough.
ANYBODY = frozenset(
    "man woman mother father grandmother grandfather resident pensioner teenager passenger witness victim driver neighbour "
    "neighbor couple student patient customer survivor widow widower teacher nurse farmer veteran".split()
)


def whom_leads_mean(paragraphs: list[Paragraph], register: Register) -> dict[int, Entity]:
    """By the identity of a mention: the people whom unnamed roles in the first paragraphs turn out to be."""
    found: dict[int, Entity] = {}
    for paragraph in paragraphs[:LEADS]:
        for mention in (f.mention for finds in paragraph.finds for f in finds if f.mention):
            if _is_nameless(mention):
                person = _named_next(mention, paragraphs, paragraph.index, register)
                if person is not None:
                    found[id(mention)] = person
                    person.titles.add(mention.head)
    return found


def _is_nameless(mention: Mention) -> bool:
    opened = bool(mention.tokens) and mention.tokens[0].lower in ("a", "an", "the")
    return mention.kind == "person" and not mention.name and opened and mention.owner is None


def _named_next(mention: Mention, paragraphs: list[Paragraph], index: int, register: Register) -> Entity | None:
    for paragraph in paragraphs[index + 1 : index + 1 + AHEAD]:
        if not paragraph.sentences:
            continue
        sentence = paragraph.sentences[0]
        named = next((f.mention for f in paragraph.finds[0] if f.mention and f.mention.name), None)
        named = named or introduced(paragraph.text, sentence)
        if named is None or named.kind != "person" or not named.name or len(named.name.split()) < 2:
            continue
        person = register.person_named(name_parts(named.name))
        before = " ".join(p.text for p in paragraphs[: index + 1])
        if person is None or person.parts[-1] in before.lower():
            return None
        clash = mention.gender and person.gender and mention.gender != person.gender
        bare = mention.definite and index == 0 and not named.role and not person.roles and not person.titles
        alike = bare or _described_alike(mention, named, sentence.tokens)
        return person if alike and not clash else None
    return None


def _described_alike(mention: Mention, named: Mention, row: list[Token]) -> bool:
    name = {t.lower for t in named.tokens if t.is_capitalised}
    last = next((n for n in range(len(row) - 1, -1, -1) if row[n].lower in name and row[n].is_capitalised), None)
    if last is None:
        return False
    behind = row[last + 1 : last + 1 + DESCRIPTION]
    said = {w.strip(",;") for w in (named.role or "").lower().split()} | _description(behind)
    wanted = {mention.head} | ALIKE.get(mention.head, frozenset())
    if said & wanted or any(mention.head in HEADING.get(word, "").split() for word in said):
        return True
    aged = len(behind) > 1 and behind[0].text == "," and behind[1].kind == "number"
    of_place = len(behind) > 1 and behind[0].text == "," and behind[1].lower in ("from", "of")
    return mention.head in ANYBODY and (aged or of_place) and not any(is_role(word) for word in said)


def _description(behind: list[Token]) -> set[str]:
    """The words between the commas behind a name: `, who runs the club,`; `, a consultant at St Mark's,`."""
    if not behind or behind[0].text not in (",", "(", "–", "—"):
        return set()
    part: set[str] = set()
    for token in behind[1:]:
        if token.kind == "quote" or token.text in ".;:":
            break
        if token.text == "," and part:
            break
        if token.kind == "word" and token.lower not in words.ARTICLES:
            part.add(token.lower)
    return part
