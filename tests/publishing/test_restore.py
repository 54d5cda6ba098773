"""Bringing back what readers last saw, whatever the working copy holds by now."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from articles.models import AuditEntry, Edition
from articles.publishing import ending, moving, workflow
from articles.publishing.restoring import restore
from articles.publishing.workflow import WorkflowRefused
from tests import world

pytestmark = pytest.mark.django_db


def withdrawn(**fields) -> Edition:
    edition = world.make_live(headline="As readers knew it", **fields)
    workflow.withdraw(edition.article, by=None, reason="In doubt.")
    return edition


def test_last_edition_comes_back_under_the_next_number(client):
    author, topic, publisher = world.make_author(), world.make_topic(), world.make_source()
    edition = withdrawn(authors=[author], topics=[topic], publisher=publisher)
    assert client.get(edition.path).status_code == 410
    again = restore(edition.article, by=None)
    assert (again.number, again.headline, again.body_html) == (2, "As readers knew it", edition.body_html)
    assert (again.revision_id, again.path, again.first_published, again.updated) == (
        edition.revision_id, edition.path, edition.first_published, edition.updated,
    )  # fmt: skip
    assert [list(rows.all()) for rows in (again.authors, again.topics, again.sources)] == [
        [author],
        [topic],
        [publisher],
    ]
    assert client.get(edition.path).status_code == 200


def test_working_copy_and_its_revisions_are_not_touched():
    edition = withdrawn()
    article = edition.article
    article.headline, article.body = "Rewritten since", ""
    article.save()
    before = (article.version, article.modified, article.revisions.count())
    again = restore(article, by=None)
    article.refresh_from_db()
    assert again.headline == "As readers knew it"
    assert (article.version, article.modified, article.revisions.count()) == before
    assert article.headline == "Rewritten since"


def test_expired_story_can_come_back():
    edition = world.make_live()
    ending.end_at(edition.article, at=timezone.now() + timedelta(hours=1), by=None)
    Edition.objects.filter(pk=edition.pk).update(live_until=timezone.now())
    assert restore(edition.article, by=None).live_until is None


def test_it_comes_back_at_the_present_address_of_its_section(client):
    edition = withdrawn()
    moving.move_section(edition.section, slug="moved-since", by=None)
    again = restore(edition.article, by=None)
    assert again.path.startswith("/moved-since/")
    assert client.get(edition.path)["Location"] == again.path


def test_refusals_say_what_to_do_instead():
    live = world.make_live().article
    with pytest.raises(WorkflowRefused, match="nothing to bring back"):
        restore(live, by=None)
    with pytest.raises(WorkflowRefused, match="never published"):
        restore(world.make_article(), by=None)
    planned = withdrawn().article
    workflow.schedule(planned, by=None, at=timezone.now() + timedelta(hours=1))
    with pytest.raises(WorkflowRefused, match="cancel the schedule"):
        restore(planned, by=None)
    held = withdrawn().article
    held.legal_hold = True
    held.save()
    with pytest.raises(WorkflowRefused, match="legal hold"):
        restore(held, by=None)
    embargoed = withdrawn().article
    embargoed.embargo_until = timezone.now() + timedelta(hours=1)
    embargoed.save()
    with pytest.raises(WorkflowRefused, match="Embargoed"):
        restore(embargoed, by=None)


@pytest.mark.parametrize("group", ["Reporter", "Moderator"])
def test_only_those_who_may_publish_bring_back(group):
    article = withdrawn().article
    with pytest.raises(PermissionDenied):
        restore(article, by=world.make_user("ben", group))
    assert article.editions.count() == 1


def test_it_leaves_an_audit_entry():
    editor, article = world.make_user("ada", "Editor"), withdrawn().article
    restore(article, by=editor, note="Genuine after all.")
    entry = AuditEntry.objects.get(verb="restore")
    assert (entry.actor, entry.note, entry.before["edition"], entry.after["edition"]) == (
        editor,
        "Genuine after all.",
        1,
        2,
    )
