"""Threads as readers' pages show them, each drawn once: a page of twenty-five draws the one that somebody answered.

What the templates may read is `ThreadDrawn`, and that is what a drawing is kept under: two that are equal look equal, so
that nothing kept here can be old. Kept in the worker's memory for ten minutes (or, where nobody reads, until the next page
is drawn), that the words of somebody who had them erased do not stay there.
"""

from __future__ import annotations

import time
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from django.template.loader import get_template
from django.utils.safestring import SafeString
from django.utils.timezone import get_current_timezone_name
from django.utils.translation import get_language

from articles.comments.models import Comment
from articles.comments.paragraphs import to_html

if TYPE_CHECKING:
    from articles.comments.reading import Conversation
    from articles.comments.threads import Thread

FOR = 300  # seconds in which drawings are gathered; they are kept for as long again
MOST = 2_000  # threads in that time; at some four kilobytes each, eight megabytes


class CommentDrawn(NamedTuple):
    """All that `comments/_comment.html` knows of a comment."""

    pk: int
    thread_id: int | None
    parent_id: int | None
    status: str
    author_name: str
    badge: str
    text: str
    language: str
    direction: str
    imported: bool
    shown_at: datetime | None
    edited_at: datetime | None
    recommendations: int
    passage: str
    passage_changed: bool
    of_edition: datetime | None
    answers_name: str | None
    answers_status: str | None

    @property
    def text_html(self) -> SafeString:
        return to_html(self.text)

    def get_badge_display(self) -> str:
        return str(Comment.Badge(self.badge).label)


class PageDrawn(NamedTuple):
    """All that it knows of the page it stands on and of who reads it. `post_url` is "" where no answers are taken."""

    interface: str | None
    zone: str
    all_url: str
    post_url: str

    @property
    def is_open(self) -> bool:
        return bool(self.post_url)


class ThreadDrawn(NamedTuple):
    """All that `comments/_thread.html` knows. `more` answers are not shown with it."""

    page: PageDrawn
    first: CommentDrawn
    replies: tuple[CommentDrawn, ...]
    more: int

    def drawn(self) -> str:
        return get_template("comments/_thread.html").render({"thread": self, "comments": self.page})


class Drawings:
    """What was drawn lately. Two ages: a full or an old one becomes the elder, and what is asked for again moves over."""

    def __init__(self) -> None:
        self.began = 0.0
        self.younger: dict[ThreadDrawn, str] = {}
        self.elder: dict[ThreadDrawn, str] = {}

    def of(self, thread: ThreadDrawn) -> str:
        self.turn()
        kept = self.younger.get(thread)
        if kept is None:
            kept = self.younger[thread] = self.elder.get(thread) or thread.drawn()
        return kept

    def turn(self) -> None:
        now = time.monotonic()
        if now - self.began >= FOR or len(self.younger) > MOST:
            is_long_ago = now - self.began >= 2 * FOR
            self.began, self.elder, self.younger = now, {} if is_long_ago else self.younger, {}


DRAWINGS = Drawings()


def threads_html(conversation: Conversation) -> SafeString:
    """The items of the list of threads. No queries."""
    page = page_drawn(conversation)
    drawn = [DRAWINGS.of(thread_drawn(thread, page)) for thread in conversation.threads]
    return SafeString("".join(drawn))  # a template's own output


def page_drawn(conversation: Conversation) -> PageDrawn:
    post_url = conversation.post_url if conversation.is_open else ""
    return PageDrawn(get_language(), get_current_timezone_name(), conversation.all_url, post_url)


def thread_drawn(thread: Thread, page: PageDrawn) -> ThreadDrawn:
    """Of a thread as `threads.with_replies` or `thread_page` gives it."""
    replies = tuple(comment_drawn(reply) for reply in thread.replies)
    return ThreadDrawn(page, comment_drawn(thread.first), replies, thread.more)


def comment_drawn(comment: Any) -> CommentDrawn:
    """What the queries of `threads` annotated is missing where a comment cannot need it."""
    known = comment.__dict__
    return CommentDrawn(
        comment.pk,
        comment.thread_id,
        comment.parent_id,
        comment.status,
        comment.author_name,
        comment.badge,
        comment.text,
        comment.language,
        comment.direction,
        comment.imported,
        comment.shown_at,
        comment.edited_at,
        comment.recommendations,
        comment.passage,
        known.get("passage_changed", False),
        known.get("of_edition"),
        known.get("answers_name"),
        known.get("answers_status"),
    )
