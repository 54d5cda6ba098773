"""A thread is drawn once for the same words: what is kept is never old, never much, and not for long."""

from __future__ import annotations

import re
from datetime import timedelta
from unittest import mock

import pytest
from django.template.loader import render_to_string
from django.utils import timezone, translation

from articles.comments import drawn
from articles.comments.drawn import (
    CommentDrawn,
    Drawings,
    PageDrawn,
    ThreadDrawn,
    page_drawn,
    thread_drawn,
    threads_html,
)
from articles.comments.reading import conversation
from articles.models import Comment
from tests import world

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition():
    return world.make_live(comment_policy="open", body="<p>The ferry left at noon.</p>")


def shown(edition):
    """The threads of the page as they are drawn, and as their template draws them from the rows themselves."""
    page = conversation(edition)
    rows = [render_to_string("comments/_thread.html", {"thread": each, "comments": page}) for each in page.threads]
    return str(threads_html(page)), "".join(rows)


def test_every_kind_of_comment_is_drawn_as_from_its_row(edition):
    now = timezone.now()
    first = world.make_comment(edition, text="Was it *noon*?\n\n> noon", author_name="Ada", recommendations=2)
    reply = world.make_comment(edition, text="نعم", parent=first, thread=first, badge=Comment.Badge.AUTHOR)
    world.make_comment(edition, text="So?", parent=reply, thread=first, edited_at=now)
    world.make_comment(edition, text="Right.", author_name="", passage="at noon")
    world.make_comment(edition, text="Wrong.", author_name="", passage="at two")
    world.make_comment(edition, text="<script>alert(1)</script>", imported=True, posted=now - timedelta(days=900))
    gone = world.make_comment(edition, text="gone", reply_count=1)
    world.make_comment(edition, text="to whom?", parent=gone, thread=gone)
    Comment.objects.filter(pk=gone.pk).update(status=Comment.Status.DELETED)
    assert shown(edition)[0].count("<article") >= 7
    for code in ("en", "ar", "fr", "ru"):
        with translation.override(code):
            drawn_once, from_rows = shown(edition)
            assert drawn_once == from_rows
    with timezone.override("Asia/Kathmandu"):
        drawn_once, from_rows = shown(edition)
        assert drawn_once == from_rows
        assert "+05:45" in drawn_once


@pytest.mark.parametrize(
    "change",
    [
        {"text": "Other words"},
        {"author_name": "Boris"},
        {"recommendations": 7},
        {"badge": Comment.Badge.STAFF},
        {"edited_at": timezone.now()},
        {"passage": "at noon"},
        {"language": "ar", "direction": "rtl"},
    ],
    ids=lambda change: next(iter(change)),
)
def test_a_change_of_what_is_shown_is_seen_at_once(edition, change):
    comment = world.make_comment(edition, text="Words", author_name="Ada")
    before = shown(edition)[0]
    Comment.objects.filter(pk=comment.pk).update(**change)
    drawn_once, from_rows = shown(edition)
    assert before != drawn_once
    assert drawn_once == from_rows


def test_an_answer_and_a_closed_conversation_are_seen_at_once(edition):
    first = world.make_comment(edition, text="Words")
    before = shown(edition)[0]
    world.make_comment(edition, text="Other words", parent=first, thread=first)
    answered = shown(edition)[0]
    assert "Other words" in answered
    edition.article.comment_policy = "closed"
    edition.article.save()
    closed, from_rows = shown(edition)
    assert len({before, answered, closed}) == 3
    assert closed == from_rows


def test_what_did_not_change_is_not_drawn_again(edition):
    for number in range(10):
        world.make_comment(edition, text=f"Words {number}")
    shown(edition)
    world.make_comment(edition, text="The new one")
    own, drawings = ThreadDrawn.drawn, []
    with mock.patch.object(ThreadDrawn, "drawn", lambda thread: drawings.append(thread.first.text) or own(thread)):
        assert threads_html(conversation(edition)).count("<article") == 11
    assert drawings == ["The new one"]


def test_a_drawing_knows_nothing_but_what_it_is_kept_under():
    """A field that the template reads and the drawing has not would come out empty, and nobody would see it go stale."""
    names = ("_thread", "_comment", "_comment_head")
    source = "".join(drawn.get_template(f"comments/{name}.html").template.source for name in names)
    source = re.sub(r"{% (comment|include) .*?%}", "", source)
    for word, kind in (("comment", CommentDrawn), ("comments", PageDrawn), ("thread", ThreadDrawn)):
        read = set(re.findall(rf"\b{word}\.(\w+)", source)) - {"html"}
        assert read, word
        assert [name for name in read if not hasattr(kind, name)] == []


def test_words_leave_the_memory_within_ten_minutes(edition, monkeypatch):
    clock = [1_000.0]
    monkeypatch.setattr(drawn.time, "monotonic", lambda: clock[0])
    kept = Drawings()
    for text in ("a secret", "another"):
        world.make_comment(edition, text=text)
    page = conversation(edition)
    secret, other = (thread_drawn(thread, page_drawn(page)) for thread in page.threads)
    kept.of(secret)
    for _ in range(21):
        clock[0] += 30
        kept.of(other)
    assert secret not in {**kept.younger, **kept.elder}
    clock[0] += 3_600
    kept.turn()
    assert not kept.elder


def test_it_keeps_no_more_than_so_many(edition, monkeypatch):
    monkeypatch.setattr(drawn, "MOST", 5)
    kept = Drawings()
    world.make_comment(edition, text="Words")
    page = conversation(edition)
    thread = thread_drawn(page.threads[0], page_drawn(page))
    for number in range(40):
        kept.of(thread._replace(more=number))
        assert len(kept.younger) + len(kept.elder) <= 2 * 6
