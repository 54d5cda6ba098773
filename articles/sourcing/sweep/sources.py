"""Sources and roles that a decision makes: only on accepting, and only where none was chosen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.text import slugify
from django.utils.translation import gettext as _

from articles.publishing.steps import WorkflowRefused
from articles.sourcing.models import Role, Source, SourceAddress
from articles.sourcing.sweep.linking import Speaker, role_named

LONGEST_NAME = 200
SLUG_LENGTH = 200
OFFICES = frozenset({"government"})  # roles by which the engine says what an organisation is; nobody holds them


def title_in(words: str, title: str) -> str:
    """The one of several titles (“aid chief; under-secretary-general”) that stands in the words, else the first."""
    titles = [one.strip() for one in title.split(";") if one.strip()]
    return next((one for one in titles if one.casefold() in words.casefold()), titles[0] if titles else "")


@dataclass(frozen=True)
class NewSource:
    """A source to be made. `title` and `organisation` are the role in which it spoke."""

    name: str
    kind: str = Source.Kind.PERSON
    title: str = ""
    organisation: str = ""
    anonymity_reason: str = ""
    private: bool = False  # no page of its own until an editor agrees

    @classmethod
    def suggested(cls, suggested: Mapping[str, Any]) -> NewSource:
        """The source that the text speaks of; its name is "" where nobody is named."""
        speaker = Speaker.of(suggested)
        title = "" if speaker.role.casefold() in OFFICES else speaker.role
        name = speaker.name[:1].upper() + speaker.name[1:]
        return cls(name, speaker.kind, title, str(suggested.get("affiliation") or ""), private=speaker.is_group)


def make_source(new: NewSource) -> Source:
    """A source of that name, with a slug of its own. A person without a role is a private individual until told otherwise.

    Raises WorkflowRefused for an empty name or an unknown kind.
    """
    name = " ".join(new.name.split())[:LONGEST_NAME]
    if not name:
        raise WorkflowRefused(_("Give the new source a name, such as “Ines Calder”."))
    if new.kind not in Source.Kind.values:
        raise WorkflowRefused(_("Choose what the new source is: a person, an organisation, a document …"))
    return Source.objects.create(
        kind=new.kind,
        name=name,
        slug=free_slug(name, new.kind),
        private_individual=new.private or (new.kind == Source.Kind.PERSON and not new.title.strip()),
        anonymity_reason=" ".join(new.anonymity_reason.split())[:300],
    )


def free_slug(name: str, kind: str) -> str:
    """A slug that no source has or had: the words of `name`, else of the kind, with a number where it is taken."""
    words = slugify(name)[:SLUG_LENGTH].strip("-") or kind
    taken = set(Source.objects.filter(slug__startswith=words).values_list("slug", flat=True))
    taken |= set(SourceAddress.objects.filter(slug__startswith=words).values_list("slug", flat=True))
    number, slug = 1, words
    while slug in taken:
        number += 1
        slug = f"{words}-{number}"
    return slug


def role_of(source: Source, title: str, organisation: str = "", on: Any = None) -> tuple[Role | None, bool]:
    """The role in which `source` spoke, and whether it had to be made: one that was held on the day under such a title.

    Without a title no role is guessed. Titles are those of people; an organisation or a document holds none.
    """
    if not title.strip() or source.kind != Source.Kind.PERSON:
        return None, False
    roles = [role for role in source.roles.all() if on is None or was_held(role, on)]
    if known := role_named(title, roles):
        return known, False
    return Role.objects.create(source=source, title=title[:200], organisation=organisation[:200]), True


def was_held(role: Role, on: Any) -> bool:
    return (role.held_from is None or role.held_from <= on) and (role.held_until is None or role.held_until >= on)
