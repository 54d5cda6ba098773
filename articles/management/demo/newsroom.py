"""Building the demo newsroom, whole or not at all, and telling whether it stands already."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone

from articles.importing.importer import import_bytes
from articles.management import fixture
from articles.management.demo.cast import make_cast, make_users
from articles.management.demo.readers import make_comments, make_corrections
from articles.management.demo.stories import make_story, move_back
from articles.management.demo.texts import read_json, read_stories
from articles.models import Article, Edition, Section, Source

SOURCE_DOCUMENT_HOURS_AGO = 2.0


@dataclass(frozen=True)
class Made:
    """What was made: stories, comments, and the passwords of the accounts that are new."""

    stories: int
    comments: int
    passwords: dict[str, str]


def demo_public_ids() -> set[str]:
    return {story.get("id") for story in read_stories()}


def is_made() -> bool:
    """Whether the demo was made in this database, even if stories of it were taken out since."""
    return Article.objects.filter(public_id__in=demo_public_ids()).exists()


def own_stories() -> int:
    """How many stories there are that the demo did not make."""
    return Article.objects.exclude(public_id__in={*demo_public_ids(), fixture.PUBLIC_ID}).count()


def source_story_path() -> str | None:
    """Where readers find the source document's story; None when it is not live here under the fixture's public id."""
    return Edition.objects.live().filter(article__public_id=fixture.PUBLIC_ID).values_list("path", flat=True).first()


@transaction.atomic
def make(say: Callable[[str], None]) -> Made:
    """Make the demo newsroom; `say` hears how far it is. Accounts, sections and sources of the same name stay as they are."""
    cast, readers = read_json("cast.json"), read_json("readers.json")
    articles = load_source_document()
    say("The source document's story is loaded.")
    passwords = make_users(cast)
    editor, moderator = account("editor", "articles.publish_article"), account("moderator", "articles.moderate_comment")
    made = make_cast(cast, editor, say)
    stories = read_stories()
    for story in stories:
        articles[story.get("id")] = make_story(story, made, editor)
    say(f"{len(stories)} stories written, most of them published.")
    make_corrections(readers["corrections"], articles, editor)
    comments = make_comments(readers["comments"], articles, moderator)
    say(f"{comments} comments posted.")
    return Made(len(stories) + 1, comments, passwords)


def account(username: str, right: str) -> User | None:
    """The demo's account of that name; None (the command line) when an older one of that name may not do the work."""
    user = get_user_model().objects.get(username=username)
    return user if user.is_active and user.has_perm(right) else None


def load_source_document() -> dict[str, Article]:
    """The source document's story by the fixture's public id: from the fixture where it can overwrite nothing, else imported.

    A fixture brings its own keys; where rows stand already it would write over them.
    """
    if not (Article.objects.exists() or Section.objects.exists() or Source.objects.exists()):
        call_command("loaddata", fixture.NAME, verbosity=0)
        article = Article.objects.get(public_id=fixture.PUBLIC_ID)
    else:
        path = fixture.document_path()
        result = import_bytes(path.read_bytes(), file_name=path.name, by=None, publish=True)
        if result.article is None or result.already:
            return {}
        article = result.article
    move_back(article, [timezone.now() - timedelta(hours=SOURCE_DOCUMENT_HOURS_AGO)])
    return {fixture.PUBLIC_ID: article}


def logins() -> list[dict[str, Any]]:
    return read_json("cast.json")["users"]
