"""Posting where moderators acted: slowed, on hold, closed, closed at this hour or at this age; the text always comes back."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connections
from django.utils import timezone

from articles.comments.discussions.models import Discussion
from articles.comments.posting import PostingRefused, Submission, post
from articles.models import Comment
from tests import world
from tests.comments.accounts import make_reader
from tests.comments.visitor import Visitor, controls

TYPED = "A long thought.\n\nAnd a second one."


def decide(edition, **decided):
    Discussion.objects.update_or_create(article=edition.article, defaults=decided)


def typed_in(response) -> str:
    kept = controls(response)
    return (kept.get("text") or kept.get("id_text") or "").replace("\r\n", "\n")


@pytest.fixture
def edition(db):
    return world.make_live(comment_policy="open")


def test_a_slowed_story_answers_429_with_the_text_and_when_to_try_again(edition):
    decide(edition, state="slowed", slow_seconds=300)
    visitor = Visitor(edition)
    assert visitor.post(text="First thought.").status_code == 303
    response = visitor.post(text=TYPED)
    assert response.status_code == 429
    assert 295 <= int(response["Retry-After"]) <= 300
    assert response["Cache-Control"] == "no-store"
    assert "This conversation is slowed down. Your text is kept: wait 5 minutes" in response.text
    assert typed_in(response) == TYPED
    assert Comment.objects.count() == 1
    Comment.objects.update(posted=timezone.now() - timedelta(seconds=301))
    assert visitor.submit(controls(response)).status_code == 303
    assert Comment.objects.order_by("pk").last().text == TYPED


def test_a_slowed_story_keeps_each_reader_apart_and_other_stories_free(edition):
    decide(edition, state="slowed")
    Visitor(edition).post()
    assert Visitor(edition).post(email="bo@example.org").status_code == 303
    assert Visitor(world.make_live(comment_policy="open")).post().status_code == 303


def test_a_comment_that_waits_counts_for_the_distance_too(edition):
    decide(edition, state="slowed")
    Visitor(edition).post(text="See https://a.example")
    assert Comment.objects.get().status == "waiting"
    assert Visitor(edition).post(text=TYPED).status_code == 429


def test_the_newsroom_itself_is_not_slowed_and_an_account_is_counted_by_its_number(edition):
    decide(edition, state="slowed")

    def sent(user, text):
        return post(
            edition.article, edition, Submission(name="Ada", email=user.email, text=text, user=user, token=text * 9)
        )

    moderator, reader = world.make_user("mod", "Moderator"), make_reader()
    sent(moderator, "One.")
    assert sent(moderator, "Two.")[1]
    sent(reader, "Three.")
    with pytest.raises(PostingRefused) as refusal:
        sent(reader, "Four.")
    assert refusal.value.code == "slow"


@pytest.mark.django_db(transaction=True)
def test_on_a_slowed_story_fifty_sendings_make_one_comment_and_fifty_right_answers(settings):
    settings.COMMENT_RATES = False
    edition = world.make_live(comment_policy="open")
    decide(edition, state="slowed", slow_seconds=600)
    visitor = Visitor(edition)
    form = visitor.open()

    def send_five_times(_thread):
        answers = []
        for _time in range(5):
            answers.append(visitor.send(form)["Location"])
            connections.close_all()
        return answers

    with ThreadPoolExecutor(10) as threads:
        answers = [answer for batch in threads.map(send_five_times, range(10)) for answer in batch]
    comment = Comment.objects.get()
    assert answers == [f"{edition.path}#comment-{comment.pk}"] * 50
    discussion = Discussion.objects.get(article=edition.article)
    assert (discussion.comment_count, discussion.thread_count) == (1, 1)


@pytest.mark.django_db(transaction=True)
def test_of_many_comments_of_one_reader_at_once_a_slowed_story_takes_one(settings):
    settings.COMMENT_RATES = True
    edition = world.make_live(comment_policy="open")
    decide(edition, state="slowed", slow_seconds=600)

    def send(number):
        try:
            sent = Submission(
                name="Ada", email="ada@example.org", text=f"Thought {number}, quite another one.", by_form=True
            )
            post(edition.article, edition, sent)
        except PostingRefused as refusal:
            return refusal.code
        finally:
            connections.close_all()
        return "taken"

    with ThreadPoolExecutor(5) as threads:
        codes = sorted(threads.map(send, range(5)))
    assert codes == ["slow"] * 4 + ["taken"]


def test_on_hold_every_comment_waits_and_the_thanks_say_why_and_what_comes_next(edition):
    decide(edition, state="held")
    visitor = Visitor(edition)
    assert "Comments on this story are read by a moderator before they appear" in visitor.open().text
    response = visitor.post()
    assert response["Location"].endswith("/thanks/?because=held")
    comment = Comment.objects.get()
    assert comment.status == "waiting"
    assert [reason["rule"] for reason in comment.reasons] == ["held"]
    thanks = visitor.client.get(response["Location"]).text
    assert "What happens next" in thanks
    assert 'href="/comments/own/"' in thanks
    assert comment.text in visitor.client.get("/comments/own/").text


def an_hour_ago_until_a_minute_ago():
    now = timezone.localtime()
    return {"opens_at": (now - timedelta(hours=1)).time(), "closes_at": (now - timedelta(minutes=1)).time()}


CLOSINGS = {
    "closed by a moderator": lambda: {"state": "closed"},
    "at this hour": an_hour_ago_until_a_minute_ago,
    "at this age": lambda: {"close_after_days": 1},
}


@pytest.mark.django_db
@pytest.mark.parametrize("also_wrong", [{}, {"email": "no address"}])
@pytest.mark.parametrize("how", CLOSINGS)
def test_closed_meanwhile_is_told_with_the_rule_and_the_text(how, also_wrong):
    edition = world.make_live(comment_policy="open", ago=timedelta(days=2))
    visitor = Visitor(edition)
    form = visitor.open()
    decide(edition, **CLOSINGS[how]())
    for response in (visitor.open(), visitor.send(form, text=TYPED, **also_wrong)):
        assert response.status_code == 403
        assert "Comments on this story are closed" in response.text
        assert "Comments are closed" in response.text
    assert typed_in(response) == TYPED
    assert not Comment.objects.exists()


def test_what_was_stored_before_it_closed_is_answered_all_the_same(edition):
    visitor = Visitor(edition)
    form = visitor.open()
    first = visitor.send(form)
    decide(edition, state="closed")
    assert visitor.send(form)["Location"] == first["Location"]


@pytest.mark.parametrize(
    ("first_held", "waits"), [(None, [True, True, False]), (1, [True, False]), (3, [True] * 3 + [False])]
)
def test_as_many_first_comments_wait_as_the_story_says(db, first_held, waits):
    edition = world.make_live(comment_policy="newcomers")
    decide(edition, first_held=first_held)
    for number, wait in enumerate(waits):
        Visitor(edition).post(text=f"Thought number {number}.")
        comment = Comment.objects.order_by("pk").last()
        assert (comment.status == "waiting") is wait
        Comment.objects.filter(pk=comment.pk).update(status="approved", decided_at=timezone.now())
