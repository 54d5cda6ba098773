"""From a mention to a speaker: the register, the focus and the text decide who a source is."""

from __future__ import annotations

from articles.sourcing.suggesting import lexicon as words
from articles.sourcing.suggesting.entity import GENERIC, Entity
from articles.sourcing.suggesting.findings import apposition_after, read_mention
from articles.sourcing.suggesting.focus import Focus
from articles.sourcing.suggesting.main_subjects import main_subject
from articles.sourcing.suggesting.mention import Mention, source_name
from articles.sourcing.suggesting.names import capital_runs, name_parts, without_titles
from articles.sourcing.suggesting.register import Register
from articles.sourcing.suggesting.relations import OWNERS, Relations
from articles.sourcing.suggesting.role_holders import RELATIVES, RoleHolders
from articles.sourcing.suggesting.sentences import Sentence
from articles.sourcing.suggesting.words import Token


class Speakers:
    """Resolves mentions in the order of the text, keeping the focus as it goes."""

    def __init__(self, register: Register, relations: Relations, leads: dict[int, Entity]):
        self.register, self.relations, self.leads, self.focus = register, relations, leads, Focus()
        self.holders = RoleHolders(register, relations, self.focus)

    def resolve(self, mention: Mention, sentence: int, *, other: Entity | None = None) -> tuple[Entity | None, int]:
        """Return who the mention is, certainly not `other`, and the number of doubts (0 none, 3 no answer)."""
        if mention.kind == "pronoun":
            return self.focus.who_is(mention.head, sentence, other=other)
        if id(mention) in self.leads:
            return self.leads[id(mention)], 1
        if len(mention.tokens) == 2 and mention.tokens[1].lower in ("former", "latter"):
            return self.focus.one_of_two(mention.tokens[1].lower, sentence)
        if mention.kind == "person" and mention.name:
            return self._person(mention)
        if mention.kind == "person":
            return self.holders.who_is(mention, sentence)
        return self._other(mention, sentence)

    # ------------------------------------------------------------------ what the text is about

    def note_names(self, sentence: Sentence, number: int) -> None:
        """Note the people named anywhere in a sentence."""
        for run, _, _ in capital_runs(sentence.tokens):
            parts = [t.lower for t in run if t.lower not in words.TITLES]
            self.focus.note(self.register.person_named(parts[-2:]) if parts else None, number, 0)
        self._note_relatives(sentence.tokens, number)
        self.holders.read.update(token.lower for token in sentence.tokens)

    def _note_relatives(self, row: list[Token], number: int) -> None:
        """`…, broken by Callum's mother. “You priced it,” she said.`"""
        for at in range(2, len(row)):
            if row[at].lower not in RELATIVES or row[at - 1].kind != "possessive" or not row[at - 2].is_capitalised:
                continue
            gender = "f" if row[at].lower in words.FEMALE_WORDS else "m"
            owner = self.register.person_named([row[at - 2].lower])
            known = self.relations.who_is(OWNERS.get(owner.gender or "", ""), row[at].lower) if owner else None
            entity = known or self.register.other(f"{row[at - 2].text}'s {row[at].text}", "unnamed")
            entity.gender = entity.gender or gender
            self.focus.note(entity, number, 0)

    def note_subject(self, text: str, sentence: Sentence, number: int) -> Entity | None:
        """Note the subject of a sentence's first clause, and the person it belongs to (`Ms Haddad's father died`)."""
        span = main_subject(sentence.tokens)
        if span is None or sentence.is_only_quotation:
            return None
        behind = apposition_after(sentence.tokens, span[1])
        mention = read_mention(text, sentence.tokens, span, (span[1] + 1, behind) if behind > span[1] else None)
        if mention.kind == "thing" or mention.head in ("i", "we", "you", "this", "that"):
            return None
        self._note_owner(mention, number)
        entity, _ = self.resolve(mention, number)
        known = entity is not None and (entity.kind != "person" or entity.gender or entity in self.register.people)
        related = bool(mention.tokens) and mention.tokens[0].lower in words.POSSESSIVE_PRONOUNS and not mention.name
        passing = related and entity is not None and entity.kind == "unnamed"  # “Her mother worked nights.”
        self.focus.note(entity if known else None, number, 0 if passing else 1)
        return entity if known else None

    def note_speaker(self, mention: Mention | None, entity: Entity | None, number: int) -> None:
        if mention is not None:
            self._note_owner(mention, number)
        self.focus.note(entity, number, 2)

    def _note_owner(self, mention: Mention, number: int) -> None:
        """`Thomas' sister pleaded …, but he replied`: the one a source belongs to may be the next "he"."""
        if mention.owner and mention.kind == "person" and not mention.name:
            parts = [part for part in name_parts(mention.owner) if part not in words.TITLES]
            self.focus.note(self.register.person_named(parts) if parts else None, number, 1)

    # ------------------------------------------------------------------ who a mention is

    def _person(self, mention: Mention) -> tuple[Entity | None, int]:
        name = without_titles(mention.name or "")
        parts = [p for p in name_parts(name) if p not in words.TITLES] or name_parts(name)
        person = self.register.person_named(parts, mention.gender)
        country = self.register.country(name)
        if country and not mention.role:
            return self._government(country), 0
        if len(parts) == 1 and not mention.role and not mention.honorific:
            full = self.register.organisation(name)
            if full != name and (person is None or len(person.parts) == 1):
                return self.register.other(full, "organisation"), 0
            if person is not None and len(person.parts) == 1:
                return person, 1
        alone = person is not None and len(person.parts) == 1  # “Ms Ma”, never given in full
        return (person, int(alone)) if person else (Entity(name, "person", parts=parts), 1)

    def _other(self, mention: Mention, sentence: int) -> tuple[Entity | None, int]:
        if mention.kind == "thing":
            person = self._surname(mention)
            if person is not None:
                return person, 1
            return self.register.other(source_name(mention), "unnamed"), 1
        if mention.definite and mention.head in words.NATIONALS and len(mention.tokens) == 2:
            person = self.focus.last_person(sentence, mention.gender)
            if person is not None:
                return person, 1
        kind = mention.kind
        name = mention.name or _without_carrier(mention) or source_name(mention)
        if kind == "organisation":
            name = self._organisation_name(mention, name)
        if kind in ("document", "unnamed") and mention.definite and len(mention.tokens) == 2:
            recent = self.holders.recent_with_head(mention)
            if recent is not None:
                return recent, 0
        if kind == "group" and mention.name and " and " in name:
            name = " and ".join(self._in_full(part) for part in name.split(" and "))
        if kind == "organisation" and self.register.country(mention.name or name):
            return self._government(name), 0
        entity = self.register.other(name, kind, plural=mention.plural or kind == "group")
        entity.affiliation = entity.affiliation or mention.affiliation
        return entity, 0

    def _in_full(self, name: str) -> str:
        person = self.register.person_named([p for p in name_parts(name) if p not in words.TITLES] or name_parts(name))
        return person.name if person is not None else name

    def _surname(self, mention: Mention) -> Entity | None:
        """`Price said` after "Anselm Price": a word for a thing that is somebody's name here."""
        alone = len(mention.tokens) == 1 and mention.tokens[0].is_capitalised
        person = self.register.person_named([mention.tokens[0].lower]) if alone else None
        return person if person is not None and len(person.parts) > 1 else None

    def _government(self, country: str) -> Entity:
        entity = self.register.other(country, "organisation")
        entity.roles = ["government"]
        return entity

    def _organisation_name(self, mention: Mention, name: str) -> str:
        country = self.register.country(name)
        if country:
            return country
        bare = [t.lower for t in mention.tokens if t.lower not in words.DETERMINERS]
        if mention.definite and len(bare) == 1 and bare[0] in GENERIC:
            known = [
                e.name
                for e in self.register.others.values()
                if e.kind == "organisation" and e.name.lower().split()[-1] == bare[0] and len(e.name.split()) > 1
            ]
            if len(known) == 1:
                return known[0]
        return self.register.organisation(name)


def _without_carrier(mention: Mention) -> str | None:
    """`Engineers quoted by the agency KTA` are engineers."""
    row = mention.tokens
    for at in range(1, len(row) - 1):
        if row[at].lower in ("quoted", "cited", "interviewed", "contacted") and row[at + 1].lower == "by":
            start = row[0].start
            return mention.text[: row[at - 1].end - start]
    return None
