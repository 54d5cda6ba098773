"""The demo's people and places: sections, topics, authors, sources and pictures. Those there already stay."""

from __future__ import annotations

import io
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import User
from django.db.models import Model, Q

from articles.management.demo.scenes import draw
from articles.models import Author, Picture, Role, Section, Source, Topic
from articles.pictures.renditions import ensure
from articles.pictures.uploads import DuplicatePicture, ingest

CREDIT = "Drawn for the demo"
PUBLIC_DOMAIN = "CC0"


@dataclass(frozen=True)
class Cast:
    """Who and what the stories name, each by its slug; pictures by their scene."""

    sections: dict[str, Section]
    topics: dict[str, Topic]
    authors: dict[str, Author]
    sources: dict[str, Source]
    pictures: dict[str, Picture]


def make_cast(cast: dict[str, Any], by: User | None, say: Callable[[str], None]) -> Cast:
    """Everything of `cast.json` but the accounts, which must be there. `by` uploads the pictures."""
    authors = make_named(Author, cast["authors"])
    give_authors_accounts(cast, authors)
    return Cast(
        make_named(Section, cast["sections"]),
        make_named(Topic, cast["topics"]),
        authors,
        make_sources(cast),
        make_pictures(cast, by, say),
    )


def make_named(model: type[Model], rows: list[dict[str, Any]]) -> dict[str, Any]:
    """The sections, topics or authors of `rows` by slug. One of that slug or name that stands already is taken as it is."""
    found = {}
    for row in rows:
        named = model._default_manager.filter(Q(slug=row["slug"]) | Q(name=row["name"])).order_by("pk").first()
        found[row["slug"]] = named or model._default_manager.create(**row)
    return found


def give_authors_accounts(cast: dict[str, Any], authors: dict[str, Author]) -> None:
    """Tie the bylines of those who have an account to it, where neither is tied yet."""
    for person in cast["users"]:
        author = authors.get(person.get("author", ""))
        user = get_user_model().objects.get(username=person["username"])
        if author and author.user is None and not Author.objects.filter(user=user).exists():
            author.user = user
            author.save()


def make_sources(cast: dict[str, Any]) -> dict[str, Source]:
    """The sources by slug, each with the role it holds. Organisations stand before those who belong to them."""
    sources: dict[str, Source] = {}
    for row in cast["sources"]:
        fields = {name: value for name, value in row.items() if name not in {"role", "organisation", "affiliation"}}
        affiliation = sources[row["affiliation"]] if "affiliation" in row else None
        source, made = Source.objects.get_or_create(slug=row["slug"], defaults={**fields, "affiliation": affiliation})
        if made and "role" in row:
            Role.objects.create(source=source, title=row["role"], organisation=row.get("organisation", ""))
        sources[row["slug"]] = source
    return sources


def make_pictures(cast: dict[str, Any], by, say: Callable[[str], None]) -> dict[str, Picture]:
    """The pictures by scene, drawn, taken in like any upload, and cut to every size by several processes at once."""
    pictures = {row["scene"]: make_picture(row, by) for row in cast["pictures"]}
    say(f"{len(pictures)} pictures drawn; cutting them to size …")
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(ensure, pictures.values()))
    return pictures


def make_picture(row: dict[str, Any], by) -> Picture:
    fields = {name: value for name, value in row.items() if name != "scene"}
    file = io.BytesIO(draw(row["scene"]))
    try:
        return ingest(file, by=by, cut_now=False, credit=CREDIT, licence=PUBLIC_DOMAIN, **fields)
    except DuplicatePicture as duplicate:
        return duplicate.picture
