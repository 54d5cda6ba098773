"""The text form of Prometheus, version 0.0.4: families of samples, each with a line that says what it is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"


@dataclass
class Sample:
    value: float
    labels: Mapping[str, str] = field(default_factory=dict)
    ending: str = ""  # _bucket, _sum and _count of a histogram


@dataclass
class Family:
    name: str
    kind: str  # counter, gauge or histogram
    words: str
    samples: list[Sample] = field(default_factory=list)


def exposition(families: Iterable[Family]) -> str:
    """All families that have samples, as Prometheus reads them."""
    return "".join(line + "\n" for family in families if family.samples for line in lines_of(family))


def lines_of(family: Family) -> list[str]:
    head = [f"# HELP {family.name} {escaped(family.words)}", f"# TYPE {family.name} {family.kind}"]
    return head + [f"{family.name}{each.ending}{labelled(each.labels)} {number(each.value)}" for each in family.samples]


def labelled(labels: Mapping[str, str]) -> str:
    said = ",".join(f'{name}="{quoted(value)}"' for name, value in labels.items())
    return f"{{{said}}}" if said else ""


def escaped(words: str) -> str:
    return words.replace("\\", "\\\\").replace("\n", "\\n")


def quoted(value: str) -> str:
    return escaped(value).replace('"', '\\"')


def number(value: float) -> str:
    return str(int(value)) if float(value).is_integer() else repr(float(value))
