"""A conversation under a story: comments that answer others, some minutes ago, and the part of the page that shows them."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.test import Client
from django.utils import timezone

from articles.models import Comment, Edition
from tests import world


def ago(minutes: float) -> datetime:
    return timezone.now() - timedelta(minutes=minutes)


def reply(edition: Edition, parent: Comment, **fields) -> Comment:
    return world.make_comment(edition, parent=parent, thread=parent.thread or parent, **fields)


def section_of(client: Client, edition: Edition) -> str:
    page = client.get(edition.path)
    assert page.status_code == 200
    return page.text.partition('<section class="comments"')[2].partition("</section>")[0]
