"""Publishing, scheduling, cancelling and withdrawing: what readers see, and when."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from articles.models import Address, AuditEntry, Edition
from articles.publishing import workflow
from articles.publishing.workflow import WorkflowRefused
from tests import world

pytestmark = pytest.mark.django_db


def soon(**delta):
    return timezone.now() + timedelta(**(delta or {"hours": 1}))


def live_headlines(at=None):
    return list(Edition.objects.live(at).newest_first().values_list("headline", flat=True))


def test_a_working_copy_is_public_only_after_publishing():
    article = world.make_article(headline="Crane falls")
    assert live_headlines() == []
    workflow.publish(article, by=None)
    assert live_headlines() == ["Crane falls"]


def test_readers_keep_the_edition_while_the_working_copy_changes():
    edition = world.make_live(headline="Crane falls")
    edition.article.headline = "DRAFT: crane did not fall"
    edition.article.save()
    assert live_headlines() == ["Crane falls"]


def test_publishing_again_closes_the_former_edition_at_the_same_moment():
    first = world.make_live(headline="Crane falls")
    first.article.headline = "Crane fell"
    first.article.save()
    second = workflow.publish(first.article, by=None)
    first.refresh_from_db()
    assert first.live_until == second.live_from
    assert first.ending == Edition.Ending.SUPERSEDED
    assert (second.number, second.first_published) == (2, first.first_published)
    assert live_headlines() == ["Crane fell"]


def test_only_a_substantive_edition_moves_updated():
    first = world.make_live()
    typo = workflow.publish(first.article, by=None, substantive=False)
    assert typo.updated == first.updated
    news = workflow.publish(first.article, by=None)
    assert news.updated == news.live_from > first.updated


def test_a_scheduled_story_appears_at_its_moment_without_any_worker():
    at = soon(hours=3)
    workflow.schedule(world.make_article(headline="Budget day"), by=None, at=at)
    assert live_headlines() == []
    assert live_headlines(at - timedelta(microseconds=1)) == []
    assert live_headlines(at) == ["Budget day"]


def test_a_scheduled_update_leaves_the_present_edition_until_its_moment():
    first = world.make_live(headline="Vote today")
    first.article.headline = "Vote over"
    first.article.save()
    at = soon()
    workflow.schedule(first.article, by=None, at=at)
    assert live_headlines() == ["Vote today"]
    assert live_headlines(at) == ["Vote over"]


def test_a_new_schedule_replaces_the_planned_edition():
    article = world.make_article(headline="First plan")
    workflow.schedule(article, by=None, at=soon(hours=1))
    article.headline = "Second plan"
    article.save()
    workflow.schedule(article, by=None, at=soon(hours=5))
    assert live_headlines(soon(hours=2)) == []
    assert live_headlines(soon(hours=6)) == ["Second plan"]
    assert article.editions.count() == 1


def test_publishing_now_replaces_the_planned_edition():
    article = world.make_article()
    workflow.schedule(article, by=None, at=soon())
    workflow.publish(article, by=None)
    assert [edition.live_until for edition in article.editions.all()] == [None]


def test_cancelling_a_schedule_reopens_the_edition_it_would_have_replaced():
    first = world.make_live(headline="Stays")
    workflow.schedule(first.article, by=None, at=soon())
    workflow.cancel_schedule(first.article, by=None)
    first.refresh_from_db()
    assert (first.live_until, first.ending) == (None, "")
    assert live_headlines(soon(days=9)) == ["Stays"]


def test_cancelling_nothing_is_refused():
    with pytest.raises(WorkflowRefused, match="Nothing is scheduled"):
        workflow.cancel_schedule(world.make_article(), by=None)


def test_a_moment_in_the_past_is_refused():
    article = world.make_article()
    with pytest.raises(WorkflowRefused, match="passed"):
        workflow.schedule(article, by=None, at=soon(minutes=-1))
    with pytest.raises(WorkflowRefused, match="past"):
        workflow.publish(article, by=None, at=soon(minutes=-1))


def test_an_embargo_refuses_publication_before_its_end():
    article = world.make_article(embargo_until=soon(hours=2))
    with pytest.raises(WorkflowRefused, match="Embargoed until"):
        workflow.publish(article, by=None)
    workflow.schedule(article, by=None, at=article.embargo_until)
    assert live_headlines(soon(hours=3)) == [article.headline]


def test_an_empty_body_is_refused_with_what_to_do():
    with pytest.raises(WorkflowRefused, match="Write the story"):
        workflow.publish(world.make_article(body="<p> </p><script>x</script>"), by=None)


def test_withdrawing_closes_what_readers_see_and_drops_what_is_planned():
    edition = world.make_live()
    workflow.schedule(edition.article, by=None, at=soon())
    workflow.withdraw(edition.article, by=None, reason="The photograph was staged.")
    edition.refresh_from_db()
    assert (edition.ending, edition.ending_reason) == (Edition.Ending.WITHDRAWN, "The photograph was staged.")
    assert live_headlines() == live_headlines(soon(days=1)) == []


def test_withdrawing_what_nobody_sees_is_refused():
    with pytest.raises(WorkflowRefused, match="nothing to withdraw"):
        workflow.withdraw(world.make_article(), by=None)


def test_a_withdrawn_story_can_be_published_again():
    edition = world.make_live()
    workflow.withdraw(edition.article, by=None)
    again = workflow.publish(edition.article, by=None)
    assert (again.number, again.first_published) == (2, edition.first_published)
    assert live_headlines() == [again.headline]


@pytest.mark.parametrize("group", ["Reporter", "Moderator"])
@pytest.mark.parametrize(
    "verb",
    [
        lambda article, by: workflow.publish(article, by=by),
        lambda article, by: workflow.schedule(article, by=by, at=soon()),
        lambda article, by: workflow.cancel_schedule(article, by=by),
        lambda article, by: workflow.withdraw(article, by=by),
    ],
    ids=["publish", "schedule", "cancel_schedule", "withdraw"],
)
def test_only_those_with_the_right_use_the_verbs(group, verb):
    edition = world.make_live()
    with pytest.raises(PermissionDenied):
        verb(edition.article, world.make_user("ben", group))
    assert edition.article.editions.count() == 1
    assert live_headlines() == [edition.headline]


def test_an_editor_who_left_may_do_nothing():
    with pytest.raises(PermissionDenied):
        workflow.publish(world.make_article(), by=world.make_user("ada", "Editor", is_active=False))


def test_every_verb_leaves_one_audit_entry():
    editor = world.make_user("ada", "Editor")
    article = world.make_article()
    workflow.schedule(article, by=editor, at=soon())
    workflow.cancel_schedule(article, by=editor)
    workflow.publish(article, by=editor, note="first")
    workflow.withdraw(article, by=editor, reason="wrong")
    entries = AuditEntry.objects.order_by("pk")
    assert [entry.verb for entry in entries] == ["schedule", "cancel_schedule", "publish", "withdraw"]
    assert {(entry.actor_name, entry.object_type, entry.object_id) for entry in entries} == {
        ("ada", "article", article.pk)
    }
    assert entries[2].after["edition"] == 1
    assert entries[3].note == "wrong"


def test_a_refused_verb_leaves_no_trace():
    article = world.make_article(body="")
    with pytest.raises(WorkflowRefused):
        workflow.publish(article, by=None)
    assert not AuditEntry.objects.exists()
    assert not Address.objects.exists()
    assert not article.revisions.exists()


def test_an_edition_freezes_its_authors_topics_and_sources():
    author, topic, publisher = world.make_author(), world.make_topic(), world.make_source()
    edition = world.make_live(authors=[author], topics=[topic], publisher=publisher)
    edition.article.article_authors.all().delete()
    edition.article.topics.clear()
    assert list(edition.authors.all()) == [author]
    assert list(edition.topics.all()) == [topic]
    assert list(edition.sources.all()) == [publisher]


def test_a_stored_body_is_sanitised_when_frozen():
    edition = world.make_live(body='<p onclick="x()">Words</p><script>alert(1)</script>')
    assert edition.body_html == "<p>Words</p>"
    assert edition.body_text == "Words"


def test_purges_are_announced_after_commit(django_capture_on_commit_callbacks):
    from articles.page_cache import purged

    heard: list[str] = []

    def listen(sender, tags, **kwargs):
        heard.extend(tags)

    purged.connect(listen)
    try:
        with django_capture_on_commit_callbacks(execute=True):
            edition = workflow.publish(world.make_article(topics=[topic := world.make_topic()]), by=None)
            assert not heard
    finally:
        purged.disconnect(listen)
    assert {
        f"article:{edition.article_id}",
        f"section:{edition.section_id}",
        "front",
        "feeds",
        f"topic:{topic.pk}",
    } <= set(heard)
