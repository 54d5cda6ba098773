"""Who is meant by a role alone: "the mayor", "her deputy", "Mr Penrose's barrister", "the 45-year-old"."""

from __future__ import annotations

from articles.sourcing.suggesting import lexicon as words
from articles.sourcing.suggesting.entity import Entity, is_former
from articles.sourcing.suggesting.focus import Focus
from articles.sourcing.suggesting.mention import Mention, source_name
from articles.sourcing.suggesting.names import name_parts
from articles.sourcing.suggesting.register import Register
from articles.sourcing.suggesting.relations import OWNERS, Relations

RELATIVES = frozenset("mother father sister brother wife husband son daughter".split())
# Offices of which a report with one person in it means that person's.
SOLE = frozenset("manager coach boss director chairman".split())
# Those of whom a report says "the judge said" at first sight. Any other role nobody was given is rather an epithet.
OWN_RIGHT = frozenset(
    """judge magistrate coroner referee umpire witness defendant prosecutor prosecution lawyer barrister solicitor attorney
    spokesman spokeswoman spokesperson official officer minister secretary president premier chancellor mayor governor
    king queen prince pope ambassador doctor nurse victim suspect source interviewer reporter presenter host moderator
    speaker chairman chairwoman chair chief head director-general commissioner sheriff landlord owner driver""".split()
)


class RoleHolders:
    """Resolves people without a name, by the register, the relations and what the text was about."""

    def __init__(self, register: Register, relations: Relations, focus: Focus):
        self.register, self.relations, self.focus = register, relations, focus
        self.read: set[str] = set()  # the words of the sentences so far

    def who_is(self, mention: Mention, sentence: int) -> tuple[Entity | None, int]:
        """Return the person, or an unnamed entity under the printed words, and the number of doubts."""
        if mention.tokens and mention.tokens[0].lower in words.POSSESSIVE_PRONOUNS:
            return self._relation(mention, sentence)
        indefinite = mention.tokens and mention.tokens[0].lower in ("a", "an", "one", "another")
        owner = self._owner_of(mention)
        if owner is not None:
            known = self.relations.who_is(OWNERS.get(owner.gender or "", ""), mention.head)
            if known is not None:
                return known, 0
        if not indefinite and owner is None and not (mention.owner and mention.head in RELATIVES):
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

    def _owner_of(self, mention: Mention) -> Entity | None:
        """The person in `Mr Penrose's barrister`: somebody else's barrister is another."""
        parts = [part for part in name_parts(mention.owner or "") if part not in words.TITLES]
        person = self.register.person_named(parts) if parts else None
        return person if person is not None and person.is_titled else None

    def _holder(self, mention: Mention, sentence: int) -> tuple[Entity | None, int]:
        """Who holds the role that a mention names: known from the text, spoken of lately, or the only one there is."""
        fits = self.register.people_with_role(mention)
        if len(fits) == 1:
            return fits[0], 0 if mention.definite else 1
        recent = self.recent_with_head(mention)
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
        if mention.head.endswith("-year-old"):
            person = self.focus.main_character()
            if person is not None:
                return person, 1
        person = self.focus.last_person(sentence, mention.gender) or self.focus.main_character() if epithet else None
        once = person is not None and any(is_former(role) and mention.head in role.lower() for role in person.roles)
        bare = len(mention.tokens) == 2 and mention.head not in OWN_RIGHT | self.read
        if person is None and bare:
            person = self.focus.last_person(sentence, mention.gender, reach=1)
        return (None if once and not is_former(mention.text) else person), 1

    def _relation(self, mention: Mention, sentence: int) -> tuple[Entity | None, int]:
        """`her mother said`: named after the person she belongs to, when that is plain."""
        known = self.relations.who_is(mention.tokens[0].lower, mention.head)
        if known is not None:
            return known, 1
        owner, doubts = self.focus.who_is(mention.tokens[0].lower, sentence)
        name = mention.text
        if owner is not None and not doubts and owner.kind == "person":
            name = f"{owner.name}'s {mention.text.split(' ', 1)[-1]}"
        entity = self.register.other(name, "unnamed")
        entity.gender = entity.gender or mention.gender
        return entity, doubts

    def recent_with_head(self, mention: Mention) -> Entity | None:
        """`the official` after "a senior official"."""
        if not mention.definite:
            return None
        for seen in reversed(self.focus.seen):
            prime = mention.head == "minister" and "prime" in name_parts(seen.entity.name)
            once = is_former(seen.entity.role or "") and not is_former(mention.text)
            if (
                seen.weight
                and not prime
                and not once
                and mention.head in name_parts(seen.entity.name) + name_parts(seen.entity.role or "")
            ):
                return seen.entity
        return None
