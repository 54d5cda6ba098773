"""Copies of a text, the record of their writer, bans: what judging looks up, through the door."""

import random
import string
from datetime import timedelta

import pytest
from django.core import serializers
from django.urls import reverse
from django.utils import timezone

from articles.comments.judging import bans
from articles.comments.judging.folding import marks_of
from articles.comments.judging.gathering import copies_of, judged, record_of
from articles.comments.moderation import approve, reject
from articles.comments.posting import PostingRefused, Submission, post
from articles.models import Ban, Comment
from tests import world
from tests.comments.visitor import Visitor, controls

pytestmark = pytest.mark.django_db
ADVERT = "Earn four thousand a week from your kitchen, ask me how it is done and I will write to you at once"


def posted(edition, text, email="ada@example.org"):
    return post(edition.article, edition, Submission(name="Ada", email=email, text=text))[0]


def test_the_same_words_on_another_story_by_another_reader_wait():
    first = posted(world.make_live(comment_policy="open"), ADVERT)
    second = posted(world.make_live(comment_policy="open"), ADVERT.upper() + "!!", email="eve@example.org")
    assert (first.status, second.status) == ("approved", "waiting")
    assert second.reasons_in_words == [
        "says what others just said, or begins as they do (1 comment with the same words)"
    ]


def test_after_ten_minutes_words_may_be_said_again():
    first = posted(world.make_live(comment_policy="open"), ADVERT)
    Comment.objects.filter(pk=first.pk).update(posted=timezone.now() - timedelta(minutes=10))
    assert posted(world.make_live(comment_policy="open"), ADVERT, email="eve@example.org").status == "approved"


def test_short_words_are_said_by_many():
    edition = world.make_live(comment_policy="open")
    assert {posted(edition, "Well said!", email=f"r{n}@example.org").status for n in range(5)} == {"approved"}


def test_copies_with_another_end_each_wait_from_the_third_on():
    edition, chance = world.make_live(comment_policy="open"), random.Random(7)
    statuses = []
    for number in range(20):
        tail = "".join(chance.choices(string.ascii_lowercase, k=9))
        statuses.append(posted(edition, f"{ADVERT} {tail}", email=f"r{number}@example.org").status)
    assert statuses == ["approved", "approved", *["waiting"] * 18]


def test_an_edited_comment_is_judged_by_the_same_list_and_is_no_copy_of_itself():
    edition = world.make_live(comment_policy="open")
    comment = posted(edition, ADVERT)
    assert copies_of(*marks_of(ADVERT), besides=comment) == (0, 0)
    sent = {"name": comment.author_name, "email": comment.author_email, "edited": comment}
    assert judged(edition.article, text=ADVERT, **sent)[1].outcome == "publish"
    assert judged(edition.article, text=f"{ADVERT} https://a.example", **sent)[1].outcome == "hold"


def test_a_reader_whose_comments_are_often_rejected_waits():
    edition = world.make_live(comment_policy="open")
    for number, decide in enumerate([approve, reject, reject]):
        decide(posted(edition, f"Comment {number}"), by=None)
    assert (record_of("ada@example.org").decided_lately, record_of("ada@example.org").rejected_lately) == (2, 2)
    comment = posted(edition, "Once more")
    assert comment.status == "waiting"
    assert comment.reasons_in_words == ["the reader’s comments are often rejected (2 of the last 2 rejected)"]
    Comment.objects.update(decided_at=timezone.now() - timedelta(days=8))
    assert posted(edition, "A week later").status == "approved"


def test_judging_costs_the_same_queries_however_many_comments_there_are(django_assert_num_queries):
    edition = world.make_live(comment_policy="open")
    for number in range(40):
        world.make_comment(
            edition, author_email="ada@example.org", text=f"{ADVERT} {number}", decided_at=timezone.now()
        )
    with django_assert_num_queries(7):  # record, the story's edition and conversation, bans, copies, words, filter
        judged(edition.article, name="Ada", email="ada@example.org", text=ADVERT)


@pytest.mark.parametrize(("until", "words"), [(None, "any more"), (timedelta(days=1), "until")])
def test_a_banned_reader_s_comment_is_not_taken_and_the_text_is_kept(until, words):
    Ban.objects.create(who=bans.digest_of("ada@example.org"), until=until and timezone.now() + until, reason="Threats.")
    response = Visitor(world.make_live(comment_policy="open")).post(email="Ada@Example.org", text="Let me in")
    assert response.status_code == 422
    assert f"You cannot comment here {words}" in response.text
    assert "Threats" not in response.text
    assert controls(response)["text"] == "Let me in"
    assert not Comment.objects.exists()


def test_a_ban_ends_with_its_date_and_holds_for_nobody_else(settings):
    Ban.objects.create(who=bans.digest_of("ada@example.org"), until=timezone.now(), reason="Threats.")
    Ban.objects.create(who=bans.digest_of("eve@example.org"), reason="Threats.")
    edition = world.make_live(comment_policy="open")
    assert posted(edition, "Back again").status == "approved"
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "another" * 10
    with pytest.raises(PostingRefused, match="any more"):
        posted(edition, "Me too", email="eve@example.org")


def test_a_moderator_bans_by_address_finds_the_ban_by_it_and_the_address_is_kept_nowhere(client):
    client.force_login(world.make_user("mona", "Moderator"))
    client.post(reverse("admin:articles_ban_add"), {"email": "Eve@Example.org", "reason": "Threats."})
    ban = Ban.objects.get()
    assert (ban.who, ban.by.username) == (bans.digest_of("eve@example.org"), "mona")
    assert "eve" not in serializers.serialize("json", [ban]).lower()
    changelist = reverse("admin:articles_ban_changelist")
    assert client.get(changelist, {"q": "eve@example.org"}).context["cl"].result_count == 1
    assert client.get(changelist, {"q": "ada@example.org"}).context["cl"].result_count == 0


def test_a_ban_of_nobody_and_one_that_is_over_are_refused(client):
    client.force_login(world.make_user("mona", "Moderator"))
    url = reverse("admin:articles_ban_add")
    assert "Enter the address of the reader" in client.post(url, {"reason": "x"}).text
    past = {"email": "a@example.org", "reason": "x", "until": "2020-01-01T12:00"}
    assert "This moment is past" in client.post(url, past).text
    assert not Ban.objects.exists()
