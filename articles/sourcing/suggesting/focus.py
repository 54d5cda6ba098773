"""Who "he", "she", "it" and "they" are: the last fitting speaker or subject, and a doubt when another would fit."""

from __future__ import annotations

from dataclasses import dataclass

from articles.sourcing.suggesting.entity import Entity

REACH = 9  # sentences back
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

    def note(self, entity: Entity | None, sentence: int, weight: int) -> None:
        if entity is not None:
            self.seen.append(Seen(entity, sentence, weight))
            del self.seen[:-60]

    def last_speaker(self) -> Entity | None:
        return next((seen.entity for seen in reversed(self.seen) if seen.weight == 2), None)

    def last_person(self, sentence: int, gender: str | None) -> Entity | None:
        """The one person that the last sentences are about: whom "the Spaniard" or "the defender" means."""
        near = [s for s in self.seen if s.weight and sentence - s.sentence <= 2 and s.entity.kind == "person"]
        fits = [s.entity for s in near if gender is None or s.entity.gender in (None, gender)]
        return fits[-1] if fits else None

    def only_person(self, sentence: int, gender: str | None) -> Entity | None:
        """The one person the text has named so far, if that is not long ago."""
        people = {id(s.entity): s.entity for s in self.seen if s.entity.kind == "person" and s.sentence < sentence}
        person = next(iter(people.values())) if len(people) == 1 else None
        return person if person is not None and gender in (None, person.gender) else None

    def who_is(self, pronoun: str, sentence: int) -> tuple[Entity | None, int]:
        """Return the entity and the number of doubts; no entity where a guess would be no better than a coin."""
        fitting = [
            s
            for s in self.seen
            if sentence - s.sentence <= REACH and _fits(pronoun, s.entity, near=sentence - s.sentence <= 1)
        ]
        strong = [s for s in fitting if s.weight and s.sentence <= sentence]
        if not strong:
            named = {id(s.entity): s.entity for s in fitting if sentence - s.sentence <= 3}
            return (next(iter(named.values())), 2) if len(named) == 1 else (None, 3)
        chosen = _nearer(strong[-1], fitting, sentence)
        rivals = {
            id(s.entity)
            for s in fitting
            if s.entity is not chosen.entity and s.sentence >= chosen.sentence and s.sentence < sentence
        }
        far = sentence - chosen.sentence > 4
        sure_gender = chosen.entity.gender is not None or pronoun not in GENDER
        doubts = (1 if rivals else 0) + int(far) + int(not sure_gender and len({id(s.entity) for s in fitting}) > 1)
        if not rivals and pronoun in GENDER and chosen.entity.gender is None and chosen.entity.kind == "person":
            chosen.entity.gender = GENDER[pronoun]
        return chosen.entity, doubts


def _nearer(chosen: Seen, fitting: list[Seen], sentence: int) -> Seen:
    """The one other person named in the sentence before goes ahead of a speaker not heard for a while."""
    if sentence - chosen.sentence < 3:
        return chosen
    last = {id(s.entity): s for s in fitting if s.sentence == sentence - 1}
    return next(iter(last.values())) if len(last) == 1 else chosen


def _fits(pronoun: str, entity: Entity, *, near: bool) -> bool:
    unsure = near and entity.kind == "person" and entity.gender is None and not entity.is_titled
    bare = entity.kind == "person" and entity.gender is None and len(entity.parts) == 1
    if pronoun in GENDER:
        if bare:
            return False
        return entity.kind in ("person", "unnamed") and not entity.plural and entity.gender in (None, GENDER[pronoun])
    if pronoun in ("it", "its"):
        return (entity.kind in ("organisation", "document") or bare or unsure) and not entity.plural
    if pronoun in ("they", "them", "their"):
        return entity.plural or entity.kind in ("group", "organisation")
    return False
