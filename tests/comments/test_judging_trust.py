"""Trust from the record: accounts by number, guests by e-mail, one query for a page of the queue."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.comments.judging import Record, trust
from articles.comments.judging.gathering import judged
from articles.comments.judging.records import record_of, records_of
from articles.comments.judging.trust import Level
from articles.models import Comment
from tests import world


def decided(edition, status="approved", *, ago=timedelta(0), **fields):
    return world.make_comment(edition, status=status, decided_at=timezone.now() - ago, **fields)


@pytest.mark.parametrize(
    ("record", "level", "words"),
    [
        (Record(), Level.NEW, "new here"),
        (Record(approved=1), Level.NEW, "new here: 1 approved"),
        (Record(approved=2), Level.KNOWN, "known: 2 approved"),
        (Record(approved=5, rejected=1), Level.KNOWN, "known: 5 approved, 1 rejected"),
        (Record(approved=20), Level.TRUSTED, "trusted: 20 approved"),
        (Record(approved=20, rejected=1), Level.TRUSTED, "trusted: 20 approved, 1 rejected"),
        (Record(approved=20, rejected=2), Level.KNOWN, "known: 20 approved, 2 rejected"),
        (Record(approved=20, reported=1), Level.KNOWN, "known: 20 approved, 1 reported"),
        (Record(approved=20, reported=3), Level.DOUBTFUL, "often rejected or reported: 20 approved, 3 reported"),
        (Record(1, 2, 2, 2), Level.DOUBTFUL, "often rejected or reported: 1 approved, 2 rejected"),
        (Record(approved=1, rejected=4), Level.DOUBTFUL, "often rejected or reported: 1 approved, 4 rejected"),
        (Record(rejected=1), Level.NEW, "new here: 1 rejected"),
    ],
)
def test_trust_says_its_level_and_what_it_rests_on(record, level, words):
    assert trust.of(record) == trust.Trust(level, words)


def test_who_needs_a_look_most_comes_first():
    readers = [Record(approved=30), Record(), Record(3, 4, 3, 3), Record(approved=4)]
    levels = [trust.of(record).level for record in sorted(readers, key=lambda record: trust.of(record).level)]
    assert levels == [Level.DOUBTFUL, Level.NEW, Level.KNOWN, Level.TRUSTED]


@pytest.mark.django_db
def test_an_account_and_a_guest_with_its_address_are_two_readers():
    edition, user = world.make_live(), world.make_user("rita")
    for _number in range(3):
        decided(edition, user=user, author_email="rita@example.org")
    decided(edition, "rejected", author_email="rita@example.org")
    assert record_of("rita@example.org", user.pk) == Record(approved=3, decided_lately=3)
    assert record_of("rita@example.org") == Record(rejected=1, decided_lately=1, rejected_lately=1)
    assert record_of("") == Record()


@pytest.mark.django_db
def test_a_page_of_the_queue_knows_every_writer_as_posting_does_in_one_query(django_assert_num_queries):
    edition, users = world.make_live(), [world.make_user(f"reader-{number}") for number in range(5)]
    waiting = []
    for number in range(50):
        who = {"author_email": f"r{number % 20}@example.org"} if number % 2 else {"user": users[number % 5]}
        for _time in range(number % 4):
            decided(edition, ["approved", "rejected"][number % 3 == 0], ago=timedelta(days=number % 9), **who)
        decided(
            edition, open_reports=number % 2, author_email=f"{number}@old.example", **who
        ) if "user" in who else None
        waiting.append(world.make_comment(edition, status="waiting", **who))
    world.make_comment(edition, status="approved", author_email="r1@example.org")  # nobody decided on it
    with django_assert_num_queries(1):
        records = records_of(waiting)
    assert len(records) == 50
    for comment in waiting:
        expected = record_of("" if comment.user_id else comment.author_email, comment.user_id)
        assert records[comment.pk] == expected
    assert len({trust.of(record).level for record in records.values()}) >= 3


@pytest.mark.django_db
def test_comments_of_nobody_have_an_empty_record_and_ask_nothing(django_assert_num_queries):
    comment = world.make_comment(world.make_live(), author_email="")
    with django_assert_num_queries(0):
        assert records_of([comment]) == {comment.pk: Record()}
        assert records_of([]) == {}


@pytest.mark.django_db
def test_what_is_reported_shows_until_somebody_decides():
    edition = world.make_live()
    comment = decided(edition, author_email="rita@example.org", open_reports=2)
    assert record_of("rita@example.org").reported == 1
    Comment.objects.filter(pk=comment.pk).update(open_reports=0)
    assert record_of("rita@example.org").reported == 0


@pytest.mark.django_db
def test_a_signed_in_reader_is_judged_by_the_account():
    edition, user = world.make_live(comment_policy="newcomers"), world.make_user("rita")
    for _number in range(2):
        decided(edition, user=user, author_email="rita@example.org")
    sent = {"name": "Rita", "email": "rita@example.org", "text": "The pier is open again."}
    assert judged(edition.article, user_id=user.pk, **sent)[1].outcome == "publish"
    assert judged(edition.article, **sent)[1].outcome == "hold", "anybody can type the address"
