"""Copies in the queue: equal words are one row, and what only begins alike stands with them, to be ticked on its own."""

import pytest
from django.urls import reverse

from articles.comments.desk import copies
from articles.comments.judging.folding import marks_of
from articles.models import Comment, SectionRight
from tests import world

pytestmark = pytest.mark.django_db
QUEUE = reverse("admin:articles_comment_changelist")
DECIDE = reverse("admin:articles_comment_decide")
ADVERT = "Earn 4,000 a week from home, without any boss: ask me on my page how it is done"
WORDS = [ADVERT, ADVERT.upper() + "!", f"{ADVERT}, says Ada", f"{ADVERT}. Or ask Bo", "I saw the ferry leave at noon."]


def waiting(edition, text: str, **fields) -> Comment:
    digest, opening = marks_of(text)
    return world.make_comment(
        edition, status="waiting", text=text, digest=digest or None, opening=opening or None, **fields
    )


@pytest.fixture
def made():
    edition = world.make_live()
    return [waiting(edition, words) for words in reversed(WORDS)][::-1]  # the first is the newest


def statuses(made) -> list[str]:
    return [Comment.objects.get(pk=comment.pk).status for comment in made]


def test_equal_texts_and_those_that_begin_alike_are_one_row_and_told_apart(mo, made):
    page = mo.get(QUEUE)
    first, other = page.context["page"].rows
    assert (first.comment, first.same, first.alike) == (made[0], [made[1].pk], [made[2].pk, made[3].pk])
    assert (other.comment, other.same, other.alike) == (made[4], [], [])
    assert first.same_words == "and 1 more with the same words"
    assert first.alike_words == "and 2 more that begin with the same words and go on otherwise"
    assert first.alike_texts == [made[2].text, made[3].text]
    for words in (made[0].text, made[2].text, made[3].text, first.alike_words):
        assert words in page.text
    assert f'data-ids="{made[0].pk} {made[1].pk}"' in page.text


@pytest.mark.parametrize(
    ("ticked", "rejected"),
    [([], 1), (["same"], 2), (["alike"], 4), (["same", "alike"], 4)],
)
def test_a_decision_reaches_as_far_as_was_ticked(mo, made, ticked, rejected):
    mo.post(DECIDE, {"verb": "reject", "comment": made[0].pk, "because": "spam", **dict.fromkeys(ticked, "on")})
    assert statuses(made) == ["rejected"] * rejected + ["waiting"] * (5 - rejected)


def test_those_that_begin_alike_are_not_ticked_beforehand(mo, made):
    page = mo.get(QUEUE).text
    assert '<input type="checkbox" name="same" checked>' in page
    assert '<input type="checkbox" name="alike">' in page


def test_several_at_once_leave_out_what_only_begins_alike(mo, made):
    mo.post(DECIDE, {"verb": "approve", "comment": made[0].pk, "same": "on", "which": "ticked"})
    assert statuses(made) == ["approved", "approved", "waiting", "waiting", "waiting"]


def test_alike_ones_of_other_peoples_sections_are_not_decided_on(mo, made):
    other = waiting(world.make_live(section=world.make_section(name="Sport", slug="sport")), WORDS[2])
    SectionRight.objects.create(user=mo.user, section=made[0].article.section)
    mo.post(DECIDE, {"verb": "reject", "comment": made[0].pk, "alike": "on"})
    assert statuses([*made, other]) == ["rejected"] * 4 + ["waiting", "waiting"]


def test_what_was_decided_on_is_left_alone(mo, made):
    Comment.objects.filter(pk=made[2].pk).update(status="approved")
    mo.post(DECIDE, {"verb": "reject", "comment": made[0].pk, "alike": "on"})
    assert statuses(made) == ["rejected", "rejected", "approved", "rejected", "waiting"]


def test_a_row_shows_some_of_many_endings_each_of_them_once():
    rows = [{"pk": 99 - each, "digest": f"d{each // 2}", "opening": "o"} for each in range(40)]
    (group,) = copies.grouped(rows)
    assert (group.ids, len(group.alike), len(group.shown)) == ([99, 98], 38, copies.SHOWN_ALIKE)
    assert list(group.shown.values()) == [97, 95, 93, 91, 89]


def test_texts_too_short_for_a_mark_stand_alone():
    rows = [{"pk": pk, "digest": None, "opening": None} for pk in (3, 2, 1)]
    assert [group.ids for group in copies.grouped(rows)] == [[3], [2], [1]]


def test_the_reason_of_what_begins_alike_says_no_more_than_is_true(mo, made):
    Comment.objects.filter(pk=made[4].pk).update(
        reasons=[{"rule": "repeat", "match": "2 comments that begin with the same words", "version": "rules 3"}]
    )
    row = mo.get(QUEUE).context["page"].rows[1]
    assert row.why == [
        "says what others just said, or begins as they do (2 comments that begin with the same words, rules 3)"
    ]
