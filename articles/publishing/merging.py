"""Joining two people's changes: what is settled by itself, what must be picked, and the text put together of the picks.

Knows names and values as a form posts them, and nothing of forms. Each thing that can be picked is a Unit; its values
travel through the page as `<unit>:<side>:<field>`, the picks as `pick:<unit>`, so that putting the merge together
needs nothing but what was posted.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from articles.text.blocks import blocks_of
from articles.text.diff import Paragraph, paragraph_diff
from articles.text.three_way import merge

MINE, THEIRS, BOTH, SETTLED = "mine", "theirs", "both", "settled"
PICK = "pick:"
BODY = "body"

Posted = dict[str, list[str]]


@dataclass
class Unit:
    """A field, a paragraph of the body or a group of rows. `picked` is "" where both sides changed it."""

    name: str
    label: str
    values: dict[str, Posted]  # by side; a settled unit has SETTLED alone
    picked: str = SETTLED
    contested: bool = False
    shown: dict[str, list[Paragraph]] = field(default_factory=dict)
    formatting: dict[str, bool] = field(default_factory=dict)  # the words are the same and the markup is not
    joins: bool = False  # both may be kept, one after the other

    @property
    def settled(self) -> bool:
        return self.picked == SETTLED

    def hidden(self) -> list[tuple[str, str]]:
        """(name, value) of each hidden input that carries this unit through the page."""
        return [
            (f"{self.name}:{side}:{name}", value)
            for side, posted in self.values.items()
            for name, values in posted.items()
            for value in values
        ]


def pick_between(base: object, mine: object, theirs: object, *, known: bool) -> str:
    """SETTLED when both agree, the side that alone changed it, or "" for both; `known`: is the base known at all."""
    if mine == theirs:
        return SETTLED
    if known and mine == base:
        return THEIRS
    return MINE if known and theirs == base else ""


def unit(name: str, label: str, *, mine: Posted, theirs: Posted, picked: str) -> Unit:
    """A unit of two sides, or of one when they are the same."""
    if picked == SETTLED:
        return Unit(name, label, {SETTLED: theirs})
    return Unit(name, label, {MINE: mine, THEIRS: theirs}, picked, contested=not picked)


def body_units(base: str | None, mine: str, theirs: str, *, label: str, words: Mapping[str, str]) -> list[Unit]:
    """A unit for each place of the body. `words` has the plain words of each block of all three, for showing."""
    sides = [None if markup is None else blocks_of(markup) for markup in (base, mine, theirs)]
    units = []
    for number, chunk in enumerate(merge(sides[0], sides[1] or [], sides[2] or [])):
        picked = pick_between(chunk.base, chunk.mine, chunk.theirs, known=chunk.base is not None)
        posted: list[Posted] = [{BODY: ["".join(blocks)]} for blocks in (chunk.mine, chunk.theirs)]
        made = unit(f"{BODY}.{number}", label, mine=posted[0], theirs=posted[1], picked=picked)
        made.joins = made.contested and bool(chunk.mine and chunk.theirs)
        if not made.settled:
            show(made, chunk.base, chunk.mine, chunk.theirs, words)
        units.append(made)
    return units


def show(
    made: Unit,
    base: Iterable[str] | None,
    mine: Iterable[str],
    theirs: Iterable[str],
    words: Mapping[str, str] | None = None,
) -> None:
    """Lay each side beside the base; without one, mine beside theirs."""
    lines = {MINE: list(mine), THEIRS: list(theirs)}
    began = list(base) if base is not None else lines[THEIRS]
    for side, after in lines.items():
        texts = [[(words or {}).get(line, line) for line in some] for some in (began, after)]
        made.shown[side] = paragraph_diff(*texts)
        made.formatting[side] = began != after and texts[0] == texts[1]


@dataclass(frozen=True)
class Merge:
    """What a page of picks posted, put together. `missing` names the units nobody picked for."""

    values: Posted
    picks: dict[str, str]
    missing: list[str]


def put_together(posted: Iterable[tuple[str, list[str]]], *, otherwise: str = "") -> Merge:
    """The form's values by the picks of `posted` (name, values). `otherwise`: the side where nothing was picked."""
    rows = list(posted)
    picks = {name.removeprefix(PICK): values[-1] for name, values in rows if name.startswith(PICK)}
    sides: dict[str, dict[str, Posted]] = {}
    for name, values in rows:
        unit_name, _colon, rest = name.partition(":")
        side, colon, field_name = rest.partition(":")
        if colon and side in {MINE, THEIRS, SETTLED}:
            sides.setdefault(unit_name, {}).setdefault(side, {})[field_name] = values
    values_of: Posted = {}
    missing = []
    for unit_name in sorted(sides, key=_in_order):
        given = sides[unit_name]
        pick = SETTLED if SETTLED in given else picks.get(unit_name, otherwise)
        wanted = {MINE: [MINE], THEIRS: [THEIRS], SETTLED: [SETTLED], BOTH: [MINE, THEIRS]}.get(pick)
        if wanted is None or (pick == BOTH and not unit_name.startswith(f"{BODY}.")):
            missing.append(unit_name)
            continue
        for side in wanted:
            for field_name, values in given.get(side, {}).items():
                if field_name == BODY:
                    values_of[BODY] = ["".join([*values_of.get(BODY, []), *values])]
                else:
                    values_of[field_name] = values
    return Merge(values_of, picks, missing)


def _in_order(unit_name: str) -> tuple[str, int]:
    name, _dot, number = unit_name.partition(".")
    return name, int(number) if number.isdigit() else 0
