"""Whether a comment appears, waits or is refused: PHASES, alone and through the door."""

import pytest

from articles.comments.judging import HOLD, PHASES, PUBLISH, REFUSE, Case, judge
from articles.comments.moderation import approve, reject
from articles.comments.posting import PostingRefused, Submission, post
from articles.models import Comment
from tests import world


def case(**fields):
    return Case(**{"policy": "open", "name": "Ada", "text": "The pier was closed.", **fields})


def outcome(**fields):
    judgement = judge(case(**fields))
    return judgement.outcome, [verdict.code for verdict in judgement.verdicts]


def test_the_list_reads_in_the_order_in_which_it_judges():
    assert [phase.__name__ for phase in PHASES] == [
        "comments_are_taken",
        "writer_may_comment",
        "size_and_shape",
        "trap_is_empty",
        "form_is_of_its_time",
        "rate_is_kept",
        "conversation_keeps_its_pace",
        "words_are_new",
        "links_wait",
        "words_are_allowed",
        "filter_finds_nothing",
        "record_is_good",
        "every_comment_waits",
        "first_comments_wait",
        "outside_check_agrees",
    ]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, (PUBLISH, [])),
        ({"policy": "off"}, (REFUSE, ["closed"])),
        ({"policy": "closed"}, (REFUSE, ["closed"])),
        ({"policy": "closed", "text": ""}, (REFUSE, ["closed"])),
        ({"policy": "held"}, (HOLD, ["held"])),
        ({"policy": "held", "approved_before": 99}, (HOLD, ["held"])),
        ({"policy": "newcomers", "approved_before": 0}, (HOLD, ["newcomer"])),
        ({"policy": "newcomers", "approved_before": 1}, (HOLD, ["newcomer"])),
        ({"policy": "newcomers", "approved_before": 2}, (PUBLISH, [])),
        ({"text": ""}, (REFUSE, ["shape"])),
        ({"text": "x" * 5001}, (REFUSE, ["shape"])),
        ({"name": " "}, (REFUSE, ["shape"])),
        ({"trap": "x"}, (REFUSE, ["trap"])),
        ({"trap": "x", "text": "see https://a.example"}, (REFUSE, ["trap"])),
        ({"text": "see https://a.example"}, (HOLD, ["links"])),
        ({"text": "see a-shop.com/buy"}, (HOLD, ["links"])),
        ({"name": "cheap.shop"}, (HOLD, ["links"])),
        ({"text": "see https://a.example", "policy": "held"}, (HOLD, ["links", "held"])),
        ({"text": "see https://a.example", "policy": "newcomers"}, (HOLD, ["links", "newcomer"])),
        ({"text": "see https://a.example", "approved_before": 2}, (PUBLISH, [])),
        ({"text": "https://a.example " * 4, "approved_before": 2}, (HOLD, ["links"])),
        ({"text": "It is 5.30 p.m.And so on, e.g. on the pier..."}, (PUBLISH, [])),
    ],
)
def test_each_rule_has_its_verdict_and_its_place(fields, expected):
    assert outcome(**fields) == expected


def test_every_verdict_says_something_to_the_reader():
    for fields in ({"policy": "off"}, {"text": ""}, {"trap": "x"}, {"policy": "held"}, {"policy": "newcomers"}):
        assert all(verdict.words for verdict in judge(case(**fields)).verdicts)


def posted(edition, text, email="ada@example.org"):
    return post(edition.article, edition, Submission(name="Ada", email=email, text=text))[0]


@pytest.mark.django_db
def test_a_newcomer_appears_at_once_after_two_approved_comments():
    edition = world.make_live(comment_policy="newcomers")
    for number in (1, 2):
        comment = posted(edition, f"Comment {number}")
        assert comment.status == "waiting"
        approve(comment, by=None)
    assert posted(edition, "Comment 3").status == "approved"
    assert posted(edition, "Comment 3", email="eve@example.org").status == "waiting"


@pytest.mark.django_db
def test_what_appeared_by_itself_on_an_open_story_makes_nobody_known():
    for number in range(3):
        assert posted(world.make_live(comment_policy="open"), f"Comment {number}").status == "approved"
    assert posted(world.make_live(comment_policy="newcomers"), "Comment").status == "waiting"


@pytest.mark.django_db
def test_rejected_comments_make_nobody_known():
    edition = world.make_live(comment_policy="newcomers")
    for number in range(3):
        reject(posted(edition, f"Comment {number}"), by=None)
    assert posted(edition, "Comment").status == "waiting"


@pytest.mark.django_db
def test_a_reader_has_one_record_however_the_address_is_written():
    from articles.comments.forms import CommentForm

    edition = world.make_live(comment_policy="newcomers")
    for email in ("Ada@Example.org", "ADA@example.ORG "):
        form = CommentForm({"name": "Ada", "email": email, "text": f"From {email}"}, edition=edition, writer=None)
        assert form.is_valid()
        approve(post(edition.article, edition, form.submission())[0], by=None)
    assert posted(edition, "Known by now").status == "approved"


@pytest.mark.django_db
def test_every_reason_is_kept_for_the_moderator_in_words():
    comment = posted(world.make_live(comment_policy="held"), "See https://a.example and www.b.example")
    assert comment.reasons == [
        {"rule": "links", "match": "2 links", "version": "rules 3"},
        {"rule": "held", "match": "", "version": "rules 3"},
    ]
    assert comment.reasons_in_words == ["holds links (2 links)", "every comment on this story waits"]


@pytest.mark.django_db
def test_the_policy_holds_for_those_who_call_without_the_form():
    edition = world.make_live(comment_policy="closed")
    with pytest.raises(PostingRefused, match="closed"):
        posted(edition, "Late")
    assert not Comment.objects.exists()
