"""Who "he", "she", "it" and "they" are: the last fitting speaker or subject, and a doubt when another would fit."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from articles.sourcing.suggesting.entity import Entity

REACH = 9  # sentences back
MOST_PEOPLE = 200  # counted in one article, so that the time stays linear
MAIN = 6  # sentences about one person that make them the main character
GENDER = {"he": "m", "him": "m", "his": "m", "she": "f", "her": "f"}


@dataclass(slots=True)
class Seen:
    """An entity at a sentence: `weight` 2 as speaker, 1 as subject, 0 as one that is only named."""

    entity: Entity
    sentence: int
    weight: int


class Focus:
    """What the text has been about, newest last."""

    def __init__(self) -> None:
        self.seen: list[Seen] = []
        self.about: Counter[Entity] = Counter()  # sentences in which a person speaks or is the subject

    def note(self, entity: Entity | None, sentence: int, weight: int) -> None:
        if entity is not None:
            known = any(s.sentence == sentence and s.weight and s.entity is entity for s in self.seen[-8:])
            counted = entity in self.about or len(self.about) < MOST_PEOPLE
            if weight and entity.kind == "person" and counted and not known:
                self.about[entity] += 1
            self.seen.append(Seen(entity, sentence, weight))
            del self.seen[:-60]

    def last_speaker(self) -> Entity | None:
        return next((seen.entity for seen in reversed(self.seen) if seen.weight == 2), None)

    def subject_of(self, sentence: int) -> Entity | None:
        """The person a sentence without a statement was about: `Mr Ash shook his head. “Never.”`"""
        if not self.seen or self.seen[-1].sentence != sentence:
            return None
        here = {id(s.entity): s.entity for s in self.seen if s.sentence == sentence and s.weight == 1}
        subject = next(iter(here.values())) if len(here) == 1 else None
        return subject if subject is not None and subject.kind == "person" else None

    def last_person(self, sentence: int, gender: str | None, *, reach: int = 2) -> Entity | None:
        """The one person that the last sentences are about: whom "the Spaniard" or "the defender" means."""
        near = [s for s in self.seen if s.weight and sentence - s.sentence <= reach and _is_somebody(s.entity)]
        fits = [s.entity for s in near if gender is None or s.entity.gender in (None, gender)]
        return fits[-1] if fits else None

    def only_person(self, sentence: int, gender: str | None) -> Entity | None:
        """The one person the text has named so far, if that is not long ago."""
        people = {id(s.entity): s.entity for s in self.seen if s.entity.kind == "person" and s.sentence < sentence}
        person = next(iter(people.values())) if len(people) == 1 else None
        return person if person is not None and gender in (None, person.gender) else None

    def one_of_two(self, which: str, sentence: int) -> tuple[Entity | None, int]:
        """`The former`, `the latter`: one of the last two that the text spoke of, in their order."""
        last: list[Entity] = []
        for seen in reversed(self.seen):
            if sentence - seen.sentence <= 2 and seen.entity not in last:
                last.append(seen.entity)
        if len(last) != 2:
            return None, 3
        return last[which == "former"], 1

    def who_is(self, pronoun: str, sentence: int, *, other: Entity | None = None) -> tuple[Entity | None, int]:
        """Return the entity and the number of doubts; no entity where a guess would be no better than a coin.

        `other` is somebody whom the pronoun cannot mean.
        """
        fitting = [
            s
            for s in self.seen
            if sentence - s.sentence <= REACH
            and s.entity is not other
            and _fits(pronoun, s.entity, sentence - s.sentence)
        ]
        strong = [s for s in fitting if s.weight and s.sentence <= sentence]
        if not strong:
            named = {id(s.entity): s.entity for s in fitting if sentence - s.sentence <= 3}
            return (next(iter(named.values())), 2) if len(named) == 1 else (None, 3)
        chosen = self._of_known_gender(_nearer(strong[-1], fitting, sentence), fitting, pronoun, sentence)
        chosen = self._main_character(chosen, fitting, sentence)
        rivals = {
            id(s.entity)
            for s in fitting
            if s.entity is not chosen.entity and s.sentence >= chosen.sentence and s.sentence < sentence
        }
        far = sentence - chosen.sentence > 4
        if far and self._has_equal(chosen.entity, pronoun):
            return None, 3  # Two were spoken of and neither lately: no guess.
        sure_gender = chosen.entity.gender is not None or pronoun not in GENDER
        doubts = (1 if rivals else 0) + int(far) + int(not sure_gender and len({id(s.entity) for s in fitting}) > 1)
        if not rivals and pronoun in GENDER and chosen.entity.gender is None and chosen.entity.kind == "person":
            chosen.entity.gender = GENDER[pronoun]
        return chosen.entity, doubts

    def _of_known_gender(self, chosen: Seen, fitting: list[Seen], pronoun: str, sentence: int) -> Seen:
        """“She” is rather a woman just named than `the coach`, of whom nothing is known."""
        vague = chosen.entity.kind == "unnamed" and chosen.entity.gender is None
        if pronoun not in GENDER or not vague:
            return chosen
        known = [s for s in fitting if s.entity.gender == GENDER[pronoun] and sentence - s.sentence <= 2]
        return known[-1] if known else chosen

    def _main_character(self, chosen: Seen, fitting: list[Seen], sentence: int) -> Seen:
        """After a while without a name, the one whom most of the text is about goes ahead of whoever spoke last."""
        if sentence - chosen.sentence < 3 or chosen.entity.kind != "person":
            return chosen
        most = max(fitting, key=lambda s: (self.about[s.entity], s.sentence))
        return most if self.about[most.entity] >= max(MAIN, 3 * self.about[chosen.entity]) else chosen

    def _has_equal(self, chosen: Entity, pronoun: str) -> bool:
        """Was as much of the text about somebody else whom the pronoun may mean?"""
        count = self.about[chosen]
        return any(e is not chosen and n >= count and _fits(pronoun, e, REACH) for e, n in self.about.items())

    def main_character(self) -> Entity | None:
        """The person most of the text so far is about, when nobody else comes near."""
        (first, count), (_, second) = (self.about.most_common(2) + [(None, 0)] * 2)[:2]
        return first if first is not None and count >= max(MAIN, 2 * second) else None


def _nearer(chosen: Seen, fitting: list[Seen], sentence: int) -> Seen:
    """The one other person named in the sentence before goes ahead of a speaker not heard for a while."""
    if sentence - chosen.sentence < 3:
        return chosen
    last = {id(s.entity): s for s in fitting if s.sentence == sentence - 1}
    return next(iter(last.values())) if len(last) == 1 else chosen


def _is_somebody(entity: Entity) -> bool:
    """A person, or one who is known only by what they do: `one backbencher`."""
    return entity.kind == "person" or (entity.kind == "unnamed" and bool(entity.roles))


def _fits(pronoun: str, entity: Entity, distance: int) -> bool:
    near = distance <= 1
    unsure = near and entity.kind == "person" and entity.gender is None and not entity.is_titled
    bare = entity.kind == "person" and entity.gender is None and len(entity.parts) == 1
    if pronoun in GENDER:
        vague = entity.kind == "unnamed" and entity.gender is None and distance > 2
        if bare or vague:
            return False
        return entity.kind in ("person", "unnamed") and not entity.plural and entity.gender in (None, GENDER[pronoun])
    if pronoun in ("it", "its"):
        return (entity.kind in ("organisation", "document") or bare or unsure) and not entity.plural
    if pronoun in ("they", "them", "their"):
        return entity.plural or entity.kind in ("group", "organisation")
    return False
