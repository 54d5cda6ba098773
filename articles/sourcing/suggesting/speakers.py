"""From a mention to a speaker: the register, the focus and the text decide who a source is."""

from __future__ import annotations

from articles.sourcing.suggesting import lexicon as words
from articles.sourcing.suggesting.entity import GENERIC, Entity
from articles.sourcing.suggesting.findings import apposition_after, read_mention
from articles.sourcing.suggesting.focus import Focus
from articles.sourcing.suggesting.mention import Mention
from articles.sourcing.suggesting.names import capital_runs, name_parts, without_titles
from articles.sourcing.suggesting.register import Register
from articles.sourcing.suggesting.sentences import Sentence
from articles.sourcing.suggesting.subjects import main_subject

RELATIVES = frozenset("mother father sister brother wife husband son daughter".split())
# Offices of which a report with one person in it means that person's.
SOLE = frozenset("manager coach boss director chairman".split())


class Speakers:
    """Resolves mentions in the order of the text, keeping the focus as it goes."""

    def __init__(self, register: Register):
        self.register, self.focus = register, Focus()

    def resolve(self, mention: Mention, sentence: int) -> tuple[Entity | None, int]:
        """Return who the mention is and the number of doubts (0 none, 3 no answer)."""
        if mention.kind == "pronoun":
            return self.focus.who_is(mention.head, sentence)
        if mention.kind == "person" and mention.name:
            return self._person(mention)
        if mention.kind == "person":
            return self._by_role(mention, sentence)
        return self._other(mention, sentence)

    # ------------------------------------------------------------------ what the text is about

    def note_names(self, sentence: Sentence, number: int) -> None:
        """Note the people named anywhere in a sentence."""
        for run, _, _ in capital_runs(sentence.tokens):
            parts = [t.lower for t in run if t.lower not in words.TITLES]
            self.focus.note(self.register.person_named(parts[-2:]) if parts else None, number, 0)

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
        self.focus.note(entity if known else None, number, 1)
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

    def _by_role(self, mention: Mention, sentence: int) -> tuple[Entity | None, int]:
        if mention.tokens and mention.tokens[0].lower in words.POSSESSIVE_PRONOUNS:
            return self._relation(mention, sentence)
        indefinite = mention.tokens and mention.tokens[0].lower in ("a", "an", "one", "another")
        if not indefinite and not (mention.owner and mention.head in RELATIVES):
            holder, doubts = self._holder(mention, sentence)
            if holder is not None:
                return holder, doubts
        name = source_name(mention)
        # “The vicar” at first sight may be somebody whom the text names: a doubt. “A vicar” is nobody else.
        doubts = int(mention.definite and mention.owner is None and name.lower() not in self.register.others)
        entity = self.register.other(name, "unnamed")
        entity.gender = entity.gender or mention.gender
        if mention.role and mention.role not in entity.roles:
            entity.roles.append(mention.role)
        entity.affiliation = entity.affiliation or mention.affiliation
        return entity, doubts

    def _holder(self, mention: Mention, sentence: int) -> tuple[Entity | None, int]:
        """Who holds the role that a mention names: known from the text, spoken of lately, or the only one there is."""
        fits = self.register.people_with_role(mention)
        if len(fits) == 1:
            return fits[0], 0 if mention.definite else 1
        recent = self._recent_with_head(mention)
        if recent is not None or fits or not mention.definite:
            return recent, 1
        if mention.head in SOLE:
            person = self.focus.only_person(sentence, mention.gender)
            if person is not None:
                return person, 1
        alike = self.register.people_with_role(mention, alike=True)
        if len(alike) == 1:
            return alike[0], 1
        epithet = mention.head in words.EPITHETS or mention.head.endswith("-year-old")
        return (self.focus.last_person(sentence, mention.gender) if epithet else None), 1

    def _relation(self, mention: Mention, sentence: int) -> tuple[Entity | None, int]:
        """`her mother said`: named after the person she belongs to, when that is plain."""
        owner, doubts = self.focus.who_is(mention.tokens[0].lower, sentence)
        name = mention.text
        if owner is not None and not doubts and owner.kind == "person":
            name = f"{owner.name}'s {mention.text.split(' ', 1)[-1]}"
        entity = self.register.other(name, "unnamed")
        entity.gender = entity.gender or mention.gender
        return entity, doubts

    def _recent_with_head(self, mention: Mention) -> Entity | None:
        """`the official` after "a senior official"."""
        if not mention.definite:
            return None
        for seen in reversed(self.focus.seen):
            prime = mention.head == "minister" and "prime" in name_parts(seen.entity.name)
            if (
                seen.weight
                and not prime
                and mention.head in name_parts(seen.entity.name) + name_parts(seen.entity.role or "")
            ):
                return seen.entity
        return None

    def _other(self, mention: Mention, sentence: int) -> tuple[Entity | None, int]:
        if mention.kind == "thing":
            return self.register.other(source_name(mention), "unnamed"), 1
        if mention.definite and mention.head in words.NATIONALS and len(mention.tokens) == 2:
            person = self.focus.last_person(sentence, mention.gender)
            if person is not None:
                return person, 1
        kind = mention.kind
        name = mention.name or source_name(mention)
        if kind == "organisation":
            name = self._organisation_name(mention, name)
        if kind in ("document", "unnamed") and mention.definite and len(mention.tokens) == 2:
            recent = self._recent_with_head(mention)
            if recent is not None:
                return recent, 0
        if kind == "organisation" and self.register.country(mention.name or name):
            return self._government(name), 0
        entity = self.register.other(name, kind, plural=mention.plural or kind == "group")
        entity.affiliation = entity.affiliation or mention.affiliation
        return entity, 0

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


def source_name(mention: Mention) -> str:
    """The words of a source without a name, its article left out."""
    text = mention.text
    first = text.split(" ", 1)
    if len(first) == 2 and first[0].lower() == "the":
        return first[1]
    if len(first) == 2 and first[0].lower() in ("a", "an", "one"):
        return text[0].lower() + text[1:]
    return text
