"""Autosave: what a person typed into an article and has not saved. Kept on the side, offered on return, never history."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import F, FilteredRelation, Q, QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from articles.desk.models import Autosave
from articles.publishing.models import Article
from articles.text.sanitise import clean_html, clean_text, plain_text

LINES = (
    "headline",
    "kicker",
    "standfirst",
    "slug",
    "byline",
    "dateline",
    "language",
    "licence",
    "original_url",
    "lead_alt",
)
CHOICES = ("direction", "kind", "stage", "comment_policy")
NUMBERS = ("priority", "wanted_length")
TICKS = ("headline_is_working", "legal_hold", "not_for_publication", "lead_decorative")
DAYS = ("original_date", "planned_for")
MOMENTS = ("embargo_until", "due")
RELATIONS = ("section", "publisher", "lead_picture", "translation_of", "reporter", "editor")
FIELDS = ("body", *LINES, *CHOICES, *NUMBERS, *TICKS, *DAYS, *MOMENTS, *RELATIONS, "topics")

COLUMNS = ("id", "base_version", "fields", "page", "sequence", "saved")

MOST_BYTES = 1024 * 1024  # of one delivery; a body of 100,000 words is some 700 KB
LONGEST_BODY = 900_000  # characters
LONGEST_LINE = 2_000
MOST_TOPICS = 200
KEPT_DAYS = 60  # an autosave nobody came back to


class AutosaveRefused(Exception):
    """Words that were not kept. `message` says why and what to do; `status` is the answer's."""

    def __init__(self, status: int, message: str):
        super().__init__(message)
        self.status, self.message = status, message


@dataclass(frozen=True)
class Typed:
    """One delivery of an open form: the fields changed since the last, as the form would post them.

    `page` names the form, `sequence` counts its deliveries, `takes` is the `stamp` of the autosave it was opened with.
    """

    page: str
    sequence: int
    base_version: int
    takes: str = ""
    fields: dict[str, Any] = field(default_factory=dict)


def read(body: bytes) -> Typed:
    """A delivery out of its JSON. Raises AutosaveRefused (400) for anything that no form of ours would send."""
    try:
        data = json.loads(body)
        typed = Typed(
            page=clean_text(str(data["page"]))[:16],
            sequence=int(data["sequence"]),
            base_version=int(data["base_version"]),
            takes=str(data.get("takes", "")),
            fields={name: _checked(name, value) for name, value in data["fields"].items()},
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, OverflowError) as error:
        raise AutosaveRefused(400, _("This cannot be kept: %s. Load the form again.") % error) from error
    if not (typed.page and 0 < typed.sequence < 2**31 and 0 < typed.base_version < 2**31):
        raise AutosaveRefused(400, _("This cannot be kept: its numbers are out of range. Load the form again."))
    return typed


def _checked(name: str, value: Any) -> Any:
    if name not in FIELDS:
        raise ValueError(f"no field “{name[:40]}”")
    if name in TICKS:
        return bool(value)
    if name == "topics":
        return sorted({str(int(pk)) for pk in value}, key=int)[:MOST_TOPICS]
    if not isinstance(value, str):
        raise TypeError(f"“{name}” is no text")
    if len(value) > (LONGEST_BODY if name == "body" else LONGEST_LINE):
        raise ValueError(f"“{name}” is too long")
    if name in RELATIONS:
        return str(int(value)) if value else ""
    return clean_text(value)  # a NUL would not be taken by PostgreSQL


@transaction.atomic
def keep(article_id: int, user: User, typed: Typed) -> Autosave | None:
    """Lay what was typed over what this person's autosave holds already. None when nothing differs from the article.

    Locks the article, so a save and an autosave of it come one after the other. Raises AutosaveRefused (409) when the
    article is gone, or when the words that wait are of another form and this one was not opened with them.
    """
    article = Article.objects.select_for_update(of=("self",)).filter(pk=article_id).first()
    if article is None:
        raise AutosaveRefused(409, _("The article was deleted. Copy your words before you leave this page."))
    if typed.base_version > article.version:
        raise AutosaveRefused(400, _("This article never had that version. Load the form again."))
    kept = Autosave.objects.filter(article=article, user=user).first()
    if kept and kept.page == typed.page and typed.sequence <= kept.sequence:
        return kept
    if kept and kept.page != typed.page and stamp(kept) != typed.takes:
        raise AutosaveRefused(409, _("Words you typed at %s wait to be continued or discarded.") % clock(kept.saved))
    base = kept.base_version if kept else typed.base_version
    fields = {**(kept.fields if kept else {}), **typed.fields}
    fields = {name: value for name, value in fields.items() if not same(name, value, stored(article, name))}
    if not fields:
        Autosave.objects.filter(article=article, user=user).delete()
        return None
    autosave, _made = Autosave.objects.update_or_create(
        article=article,
        user=user,
        defaults={"fields": fields, "base_version": base, "page": typed.page, "sequence": typed.sequence},
    )
    return autosave


def with_waiting(articles: QuerySet[Article], user: User) -> QuerySet[Article]:
    """`articles`, each with what `user` typed into it and has neither saved nor discarded, for `waiting`. One join."""
    columns = {f"autosave_{name}": F(f"autosave_of_mine__{name}") for name in COLUMNS}
    mine = FilteredRelation("autosaves", condition=Q(autosaves__user=user))
    return articles.annotate(autosave_of_mine=mine, **columns)


def waiting(article: Article, user: User) -> Autosave | None:
    """The autosave of an article that came from `with_waiting`. No query."""
    values = {name: getattr(article, f"autosave_{name}") for name in COLUMNS}
    return Autosave(article=article, user=user, **values) if values["id"] else None


def discard(article_id: int, user: User, *, of: str = "") -> None:
    """Forget the autosave; with `of`, only when that is still its stamp. Called after each save of the form."""
    for autosave in Autosave.objects.filter(article=article_id, user=user):
        if not of or stamp(autosave) == of:
            autosave.delete()


def purge(now: datetime) -> int:
    """Forget what nobody came back to for KEPT_DAYS days. How many."""
    return Autosave.objects.filter(saved__lt=now - timedelta(days=KEPT_DAYS)).delete()[0]


def stamp(autosave: Autosave) -> str:
    return f"{autosave.page}.{autosave.sequence}"


def clock(at: datetime) -> str:
    """The desk's time of `at`; with its day when that is not today."""
    local, today = timezone.localtime(at), timezone.localdate()
    return date_format(local, "H:i" if local.date() == today else "j E, H:i")


def stored(article: Article, name: str) -> Any:
    """What the form of `article` as stored would post for the field. One query for topics, none for others."""
    if name == "topics":
        return [str(pk) for pk in sorted(article.topics.values_list("pk", flat=True))]
    if name in RELATIONS:
        return str(getattr(article, f"{name}_id") or "")
    value = getattr(article, name)
    if name in TICKS:
        return bool(value)
    if value is None:
        return ""
    if name in MOMENTS:
        return f"{timezone.localtime(value):%Y-%m-%dT%H:%M}"
    return str(value)


def same(name: str, typed: Any, stored_value: Any) -> bool:
    """Whether saving `typed` would store what is stored already."""
    return normal(name, typed) == normal(name, stored_value)


def normal(name: str, value: Any) -> Any:
    if name == "body":
        body = clean_html(value)
        return body if plain_text(body) or "<figure" in body else ""
    return " ".join(value.split()) if isinstance(value, str) else value
