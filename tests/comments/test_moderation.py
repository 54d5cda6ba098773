"""Approving and rejecting: who may, what changes, what is logged, what it costs."""

import pytest
from django.contrib.auth.models import AnonymousUser, Permission
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.comments import moderation
from articles.models import AuditEntry, Comment
from tests import world

pytestmark = pytest.mark.django_db


@pytest.fixture
def moderator():
    user = world.make_user("mo", is_staff=True)
    user.user_permissions.add(Permission.objects.get(codename="moderate_comment"))
    return user


@pytest.fixture
def edition():
    return world.make_live()


def waiting(edition, **fields):
    return world.make_comment(edition, status="waiting", **fields)


VERBS = [
    (moderation.approve, "approve", "approved"),
    (moderation.reject, "reject", "rejected"),
]


@pytest.mark.parametrize(("decide", "verb", "status"), VERBS)
def test_a_moderator_decides_and_the_log_says_who(decide, verb, status, moderator, edition):
    comment = waiting(edition)
    assert decide(comment, by=moderator) is comment
    assert (comment.status, comment.decided_by) == (status, moderator)
    assert comment.decided_at is not None
    entry = AuditEntry.objects.get(verb=verb)
    assert (entry.actor, entry.actor_name, entry.object_type, entry.object_id) == (
        moderator,
        "mo",
        "comment",
        comment.pk,
    )
    assert (entry.before, entry.after) == ({"status": "waiting"}, {"status": status})


@pytest.mark.parametrize(("decide", "verb", "status"), VERBS)
def test_nobody_without_the_permission_decides(decide, verb, status, edition):
    comment = waiting(edition)
    gone = world.make_user("gone", is_active=False, is_superuser=True)
    for user in (world.make_user("reader"), world.make_user("desk", is_staff=True), gone, AnonymousUser()):
        with pytest.raises(PermissionDenied):
            decide(comment, by=user)
    comment.refresh_from_db()
    assert comment.status == "waiting"
    assert not AuditEntry.objects.filter(verb=verb).exists()


@pytest.mark.parametrize("decide_all", [moderation.approve_all, moderation.reject_all])
def test_nobody_without_the_permission_decides_on_many(decide_all, edition):
    waiting(edition)
    with pytest.raises(PermissionDenied):
        decide_all(Comment.objects.all(), by=world.make_user("reader"))
    assert Comment.objects.waiting().count() == 1


def test_an_operator_at_the_command_line_may_and_is_named(edition):
    moderation.approve(waiting(edition), by=None)
    assert AuditEntry.objects.get(verb="approve").actor_name == "command line"


def test_a_decision_can_be_turned_around(edition, moderator):
    comment = waiting(edition)
    moderation.reject(comment, by=moderator, reason="Off the subject.")
    moderation.approve(comment, by=moderator)
    assert comment.status == "approved"
    assert AuditEntry.objects.get(verb="reject").note == "Off the subject."
    assert AuditEntry.objects.get(verb="approve").before == {"status": "rejected"}


def test_deciding_twice_changes_and_logs_nothing_more(edition, moderator):
    comment = waiting(edition)
    moderation.approve(comment, by=moderator)
    decided_at = comment.decided_at
    moderation.approve(comment, by=moderator)
    assert comment.decided_at == decided_at
    assert AuditEntry.objects.filter(verb="approve").count() == 1


def test_a_comment_that_is_gone_cannot_be_decided_on(edition, moderator):
    comment = waiting(edition)
    Comment.objects.all().delete()
    with pytest.raises(Comment.DoesNotExist):
        moderation.approve(comment, by=moderator)


def test_the_log_holds_nothing_that_erasing_a_reader_would_have_to_find(edition, moderator):
    comment = waiting(edition, author_name="Zebedee", text="Quagga")
    moderation.reject(comment, by=moderator)
    entry = AuditEntry.objects.get(verb="reject")
    assert "Zebedee" not in str(vars(entry))
    assert "Quagga" not in str(vars(entry))


def test_many_are_decided_in_one_go_and_only_those_chosen(edition, moderator):
    for _number in range(30):
        waiting(edition)
    approved, other = world.make_comment(edition), waiting(world.make_live())
    chosen = Comment.objects.filter(article=edition.article).select_related("parent", "decided_by").order_by("-text")
    assert moderation.reject_all(chosen, by=moderator, reason="A flood.") == 31
    other.refresh_from_db()
    approved.refresh_from_db()
    assert (other.status, approved.status) == ("waiting", "rejected")
    assert AuditEntry.objects.filter(verb="reject", note="A flood.").count() == 31


def test_none_chosen_is_no_error(moderator):
    assert moderation.approve_all(Comment.objects.none(), by=moderator) == 0


def queries_of(edition, moderator, count):
    for _number in range(count):
        waiting(edition)
    moderator = type(moderator).objects.get(pk=moderator.pk)  # without the permissions it remembers
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert moderation.approve_all(Comment.objects.waiting(), by=moderator) == count
    return len(queries)


def test_two_hundred_cost_as_many_queries_as_two(edition, moderator):
    """The step that undoes it, the recount of the conversation and their savepoints included."""
    assert queries_of(edition, moderator, 2) == queries_of(edition, moderator, 200) <= 14


def test_a_thousand_at_once(edition, moderator):
    Comment.objects.bulk_create(
        Comment(article=edition.article, text=f"Copy {number}", posted=edition.live_from) for number in range(1001)
    )
    assert moderation.reject_all(Comment.objects.waiting(), by=moderator) == 1001
    assert AuditEntry.objects.filter(verb="reject").count() == 1001


@pytest.mark.postgres
def test_the_rows_are_locked_before_they_change(edition, moderator):
    waiting(edition)
    with CaptureQueriesContext(connection) as queries:
        moderation.approve_all(Comment.objects.select_related("parent"), by=moderator)
    statements = [query["sql"] for query in queries]
    lock = next(index for index, sql in enumerate(statements) if "FOR UPDATE" in sql)
    change = next(index for index, sql in enumerate(statements) if sql.startswith("UPDATE"))
    assert lock < change
