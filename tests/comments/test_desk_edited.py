"""What a writer changed after readers saw it: the queue shows the words of then beside those of now."""

import re
import time
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from articles.comments import moderation
from articles.comments.desk import edited, undo
from articles.comments.own import changing, emptying, retention
from articles.comments.own.readers import Reader
from articles.models import Comment, ListedWord
from articles.text.diff import Change
from tests import world

pytestmark = pytest.mark.django_db
QUEUE = reverse("admin:articles_comment_changelist")


def shown(client) -> str:
    """The words of the first row as a browser would print them, with marks for what was put in and taken out."""
    (words,) = re.findall(r'<p class="queue-text"[^>]*>(.*?)</p>', client.get(QUEUE).text, re.DOTALL)
    words = re.sub(r'<span class="visually-hidden">.*?</span>', "", words)
    return re.sub(r"<(/?)(ins|del)>", lambda tag: {"ins": "+", "del": "-"}[tag[2]], words).strip()


def edit(comment: Comment, text: str) -> Comment:
    comment.refresh_from_db()
    return changing.edit(comment, text, by=Reader(ids=(comment.pk,)))


@pytest.fixture
def comment():
    return world.make_comment(world.make_live(comment_policy="open"), text="The pier was closed on Monday.")


def test_queue_shows_word_by_word_what_was_changed(mo, comment):
    edit(comment, "The pier was shut on Monday, I saw it.")
    assert shown(mo) == "The pier was -closed -+shut +on Monday+, I saw it+."


def test_changed_twice_it_is_compared_with_what_readers_saw_first(mo, comment):
    edit(comment, "The pier was shut on Monday.")
    edit(comment, "The quay was shut on Monday.")
    assert shown(mo) == "The -pier -+quay +was -closed -+shut +on Monday."


def test_changed_back_it_is_said_so(mo, comment):
    edit(comment, "The pier is a place of shame.")
    edit(comment, "The pier was closed on Monday.")
    assert shown(mo) == "The pier was closed on Monday."
    assert "changed it back" in mo.get(QUEUE).text


def test_a_change_that_the_list_holds_back_is_shown_as_well(mo, comment):
    ListedWord.objects.create(word="casino", verdict="hold")
    edit(comment, "The casino was closed on Monday.")
    edit(comment, "The old casino was closed on Monday.")
    comment.refresh_from_db()
    assert comment.status == "waiting"
    assert shown(mo) == "The -pier -+old casino +was closed on Monday."


def test_a_comment_that_nobody_saw_before_it_was_changed_has_nothing_to_compare(mo, comment):
    Comment.objects.filter(pk=comment.pk).update(status="waiting")
    edit(comment, "The pier was shut on Monday.")
    comment.refresh_from_db()
    assert comment.seen_text == ""
    assert shown(mo) == "The pier was shut on Monday."


def test_after_a_decision_the_next_change_is_compared_with_what_was_decided_on(mo, comment):
    edit(comment, "The pier was shut on Monday.")
    moderation.approve(comment, by=mo.user)
    edit(comment, "The pier was shut on Tuesday.")
    assert shown(mo) == "The pier was shut on -Monday-+Tuesday+."


def test_a_report_after_the_decision_shows_the_words_alone(mo, comment):
    edit(comment, "The pier was shut on Monday.")
    moderation.approve(comment, by=mo.user)
    Comment.objects.filter(pk=comment.pk).update(open_reports=1)
    assert shown(mo) == "The pier was shut on Monday."


def test_a_decision_taken_back_shows_the_change_again(mo, comment):
    edit(comment, "The pier was shut on Monday.")
    moderation.approve(comment, by=mo.user)
    undo.undo(by=mo.user)
    assert shown(mo) == "The pier was -closed -+shut +on Monday."


def test_markup_in_either_text_is_shown_and_not_run(mo, comment):
    Comment.objects.filter(pk=comment.pk).update(text="<b>Old</b>")
    edit(comment, "<script>new</script>")
    assert "<script>new" not in mo.get(QUEUE).text
    assert shown(mo) == "&lt;-b-+script+&gt;-Old-+new+&lt;/-b-+script+&gt;"


def test_former_words_go_when_somebody_decided_a_week_ago(comment):
    edit(comment, "The pier was shut on Monday.")
    later = timezone.now() + timedelta(days=8)
    kinds = {kind.name: kind for kind in retention.due(retention.Days(), later)}
    assert not kinds["former words that a moderator saw"].rows.exists()
    moderation.approve(comment, by=None)
    assert kinds["former words that a moderator saw"].rows.get() == comment
    Comment.objects.filter(pk=comment.pk).update(edited_at=timezone.now() - timedelta(days=8))
    assert retention.purge(retention.Days())["former words that a moderator saw"] == 1
    comment.refresh_from_db()
    assert (comment.seen_text, comment.text) == ("", "The pier was shut on Monday.")


def test_erasing_takes_former_words_and_quotes_of_them(comment):
    edit(comment, "The pier was shut on Monday.")
    comment.refresh_from_db()
    quotes = "> The pier was closed on Monday.\n\nWas it?"
    answer = world.make_comment(comment.article.editions.get(), parent=comment, thread=comment, text=quotes)
    Comment.objects.filter(pk=answer.pk).update(seen_text=f"{quotes} Really?")
    emptying.empty([comment])
    for row in (comment, answer):
        row.refresh_from_db()
    assert comment.seen_text == ""
    assert (answer.text, answer.seen_text) == ("> …\n\nWas it?", "> …\n\nWas it? Really?")


def joined(pieces, without: Change) -> str:
    return "".join(piece.text for piece in pieces if piece.kind != without)


def test_two_words_over_and_over_are_compared_in_time():
    old, new = "a " * 2499 + "b", "b " + "a " * 2498
    began = time.process_time()
    pieces = edited.compared(old, new)
    assert time.process_time() - began < 0.2
    assert (joined(pieces, Change.ADDED), joined(pieces, Change.REMOVED)) == (old, new)


def test_one_word_changed_in_a_long_text_is_found():
    words = [f"word{number}" for number in range(600)]
    old, new = " ".join(words), " ".join([*words[:300], "other", *words[301:]])
    pieces = edited.compared(old, new)
    assert [(piece.kind, piece.text) for piece in pieces[1:-1]] == [
        (Change.REMOVED, "word300 "),
        (Change.ADDED, "other "),
    ]
    assert (joined(pieces, Change.ADDED), joined(pieces, Change.REMOVED)) == (old, new)
