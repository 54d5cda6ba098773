"""Building the demo newsroom, whole or not at all, and telling whether it stands already."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.core.management import call_command
from django.db import transaction
from django.utils import timezone

from articles.management import fixture
from articles.management.demo.accounts import account, make_users
from articles.management.demo.cast import make_cast
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
    """Where readers find the source document's story, whoever brought it in; None when it is not live here."""
    digest = hashlib.sha256(fixture.document_path().read_bytes()).hexdigest()
    return Edition.objects.live().filter(article__documents__digest=digest).values_list("path", flat=True).first()


@transaction.atomic
def make(say: Callable[[str], None]) -> Made:
    """Make the demo newsroom; `say` hears how far it is. Accounts, sections and sources of the same name stay as they are."""
    cast, readers = read_json("cast.json"), read_json("readers.json")
    articles = load_source_document()
    say(f"The source document's story is {'loaded' if articles else 'here already; it stays as it is'}.")
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
    return Made(len(articles), comments, passwords)


def load_source_document() -> dict[str, Article]:
    """The source document's story by the fixture's public id: from the fixture where it can overwrite nothing, else imported.

    A fixture brings its own keys; where rows stand already it would write over them.
    """
    if not (Article.objects.exists() or Section.objects.exists() or Source.objects.exists()):
        call_command("loaddata", fixture.NAME, verbosity=0)
        article = Article.objects.get(public_id=fixture.PUBLIC_ID)
    else:
        brought_in = fixture.bring_in()
        if brought_in is None:
            return {}
        article = brought_in
    move_back(article, [timezone.now() - timedelta(hours=SOURCE_DOCUMENT_HOURS_AGO)])
    return {fixture.PUBLIC_ID: article}
