"""An entity: someone or something that may speak, and what titles tell about people."""

from __future__ import annotations

from dataclasses import dataclass, field

from articles.sourcing.suggesting.given_names import is_given_name
from articles.sourcing.suggesting.shapes import is_role

GENDERED = {
    "mr": "m",
    "mr.": "m",
    "sir": "m",
    "lord": "m",
    "mrs": "f",
    "mrs.": "f",
    "ms": "f",
    "ms.": "f",
    "miss": "f",
    "lady": "f",
}
# What a title in front of a name is called when it stands alone.
IN_FULL = {
    "gen": "general",
    "sen": "senator",
    "sens": "senator",
    "gov": "governor",
    "rep": "representative",
    "prof": "professor",
    "dr": "doctor",
    "lt": "lieutenant",
    "col": "colonel",
    "capt": "captain",
    "sgt": "sergeant",
    "maj": "major",
    "adm": "admiral",
    "supt": "superintendent",
    "insp": "inspector",
    "rev": "reverend",
    "det": "detective",
    "cllr": "councillor",
    "pc": "constable",
}
GENERIC = frozenset(
    "government company ministry group council agency department committee commission union club party court police bank firm university hospital school charity association service force organisation organization airline league team board authority institute trust fund newspaper paper".split()
)


@dataclass(slots=True, eq=False)
class Entity:
    """Someone or something that may speak: a person, or another source under one name."""

    name: str
    kind: str
    gender: str | None = None
    roles: list[str] = field(default_factory=list)
    affiliation: str | None = None
    plural: bool = False
    titles: set[str] = field(default_factory=set)
    parts: list[str] = field(default_factory=list)

    @property
    def is_titled(self) -> bool:
        """Does a given name, a title or a role of people say that this is a person?"""
        role = self.roles[0].lower().split() if self.roles else []
        return bool(self.titles) or is_given_name(self.parts[0] if self.parts else "") or any(is_role(w) for w in role)

    @property
    def role(self) -> str | None:
        return "; ".join(dict.fromkeys(self.roles)) or None


def is_former(role: str) -> bool:
    """Is this the office of somebody who no longer holds it?"""
    return any(word.lower() in ("former", "ex") for word in role.replace("-", " ").split())
