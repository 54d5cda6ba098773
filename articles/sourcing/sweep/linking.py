"""Linking: which known sources a suggested speaker may be, and why. Several are offered and none is chosen.

A name that is protected is no name here: such a source is found by its alias, as anybody at the desk knows it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.sourcing.models import Role, Source, SourceName
from articles.sourcing.names import acronym, folded, names_of, surname

MOST = 8  # candidates that are offered for one speaker
MOST_ROWS = 500
KINDS = {
    "person": Source.Kind.PERSON,
    "organisation": Source.Kind.ORGANISATION,
    "group": Source.Kind.ORGANISATION,
    "document": Source.Kind.DOCUMENT,
    "unnamed": Source.Kind.UNNAMED,
}
ALIKE = {Source.Kind.ORGANISATION: {"organisation", "publication"}, Source.Kind.DOCUMENT: {"document", "publication"}}


@dataclass(frozen=True)
class Candidate:
    """A source that may be meant, and `why` in a sentence. `exact`: the full name is one of its names."""

    source: Source
    why: str
    exact: bool = False
    role: Role | None = None  # the one held on the day whose title the text gives


@dataclass(frozen=True)
class Speaker:
    """What a text says of who spoke."""

    name: str
    role: str
    kind: str
    is_group: bool = False

    @classmethod
    def of(cls, suggested: Mapping[str, Any]) -> Speaker:
        told = suggested.get("source_kind") or ""
        kind = KINDS.get(told, Source.Kind.PERSON)
        return cls(str(suggested.get("speaker") or ""), str(suggested.get("role") or ""), kind, told == "group")

    @property
    def key(self) -> str:
        return folded(self.name)

    @property
    def is_full(self) -> bool:
        """Whether the name is enough to know its bearer by: no surname alone, no “residents”, no “the report”."""
        if self.kind == Source.Kind.UNNAMED or self.is_group:
            return False
        return self.kind == Source.Kind.ORGANISATION or " " in self.key


def candidates(suggested: Mapping[str, Any], on: date | None = None) -> list[Candidate]:
    """The sources that the speaker of a suggestion may be, the likeliest first. At most three queries."""
    return candidates_of_all([suggested], on=on)[0]


def candidates_of_all(many: Iterable[Mapping[str, Any]], on: date | None = None) -> list[list[Candidate]]:
    """`candidates` for each of many, with the queries of one. `on` is the day of the words, today when not known."""
    speakers = [Speaker.of(suggested) for suggested in many]
    named = [speaker for speaker in speakers if speaker.key and speaker.kind != Source.Kind.UNNAMED]
    known = known_by_key(named)
    day = on or timezone.localdate()
    held = held_roles(named, {source.pk for sources in known.values() for source in sources}, day)
    return [matches(speaker, known, held) for speaker in speakers]


def known_by_key(speakers: list[Speaker]) -> dict[str, list[Source]]:
    """Sources by each key that one of `speakers` could be found by. One query, or none."""
    wanted = Q()
    for speaker in speakers:
        wanted |= Q(key__in=[key for key in (speaker.key, acronym(speaker.name)) if key])
        if speaker.kind == Source.Kind.PERSON:
            last = surname(speaker.name) or speaker.key
            wanted |= Q(key=last) | Q(key__endswith=f" {last}")
    known: dict[str, list[Source]] = {}
    if wanted:
        for row in SourceName.objects.filter(wanted).select_related("source").order_by("source_id")[:MOST_ROWS]:
            known.setdefault(row.key, []).append(row.source)
    return known


def held_roles(speakers: list[Speaker], sources: set[int], day: date) -> dict[int, list[Role]]:
    """The roles of these sources on that day, by source. One query, or none."""
    if not sources or not any(speaker.role for speaker in speakers):
        return {}
    began, lasts = (
        Q(held_from__isnull=True) | Q(held_from__lte=day),
        Q(held_until__isnull=True) | Q(held_until__gte=day),
    )
    held: dict[int, list[Role]] = {}
    for role in Role.objects.filter(began, lasts, source__in=sources):
        held.setdefault(role.source_id, []).append(role)
    return held


def matches(speaker: Speaker, known: Mapping[str, list[Source]], held: Mapping[int, list[Role]]) -> list[Candidate]:
    if not speaker.key or speaker.kind == Source.Kind.UNNAMED:
        return []
    found: dict[int, tuple[int, Candidate]] = {}
    for key, sources in known.items():
        for source in sources:
            role = role_named(speaker.role, held.get(source.pk, []))
            weight, candidate = match(speaker, key, source, role)
            if weight > found.get(source.pk, (0,))[0]:
                found[source.pk] = (weight, candidate)
    ordered = sorted(found.values(), key=lambda item: (-item[0], item[1].source.pk))
    return [candidate for _weight, candidate in ordered[:MOST]]


def match(speaker: Speaker, key: str, source: Source, role: Role | None) -> tuple[int, Candidate]:
    """How well `source`, known by `key`, fits the speaker; 0 for not at all."""
    fits = source.kind in ALIKE.get(Source.Kind(speaker.kind), {speaker.kind})
    bonus = 2 if role else 0
    if key == speaker.key and fits:
        if key not in {folded(name) for name in names_of(source)}:
            return 3 + bonus, Candidate(source, _("These are the first letters of its name."), role=role)
        exact = speaker.is_full
        why = _("It goes by this very name.") if source.kind != Source.Kind.PERSON else _("The same full name.")
        return 8 + bonus, Candidate(source, why if exact else _("Known by this one word."), exact, role)
    if key == acronym(speaker.name) and fits and speaker.kind != Source.Kind.PERSON:
        return 3 + bonus, Candidate(source, _("Its name is the first letters of this one."), role=role)
    if speaker.kind != Source.Kind.PERSON or source.kind != Source.Kind.PERSON:
        return 0, Candidate(source, "")
    if not is_same_person(speaker.key, key):
        return 0, Candidate(source, "")
    why = _("The same surname, and the role “%s” at that time.") % role if role else _("The same surname.")
    return 1 + bonus, Candidate(source, why, role=role)


def is_same_person(name: str, other: str) -> bool:
    """Whether two folded names may be of one person: the same surname, and no first names that differ."""
    first, second = name.split(), other.split()
    if first[-1] != second[-1]:
        return False
    if len(first) == 1 or len(second) == 1:
        return True
    return first[0].startswith(second[0]) or second[0].startswith(first[0])  # an initial, or a short form


def role_named(title: str, roles: Iterable[Role]) -> Role | None:
    """The role among `roles` that a text means by `title`: the same words, or one within the other."""
    wanted = folded(title)
    if not wanted:
        return None
    for role in roles:
        own = folded(role.title)
        if own and (f" {own} " in f" {wanted} " or f" {wanted} " in f" {own} "):
            return role
    return None


def preselected(found: list[Candidate]) -> Source | None:
    """The one source whose full name it is; None for none and for several."""
    exact = [candidate.source for candidate in found if candidate.exact]
    return exact[0] if len(exact) == 1 else None
