"""A withdrawn story: for a week its subscribers are told so under the same identity, and nothing of it goes out again."""

from datetime import timedelta
from email.utils import parsedate_to_datetime
from xml.etree import ElementTree

import pytest
from django.utils import timezone

from articles.models import Edition
from articles.publishing import ending, workflow
from articles.publishing.restoring import restore
from tests import world

pytestmark = pytest.mark.django_db

CONTENT = "{http://purl.org/rss/1.0/modules/content/}"
ATOM = "{http://www.w3.org/2005/Atom}"


def items(client):
    return ElementTree.fromstring(client.get("/feeds/all.rss").content).findall("channel/item")


def titles(client):
    return [item.findtext("title") for item in items(client)]


def secret_story(**fields) -> Edition:
    return world.make_live(
        section=world.make_section(name="Harbour", slug="harbour"),
        headline="Zanzibar scandal",
        standfirst="A zanzibar standfirst.",
        body="<p>The zanzibar body.</p>",
        authors=[world.make_author(name="Zanzibar Author", slug="zanzibar-author")],
        topics=[world.make_topic(name="Zanzibar topic", slug="zanzibar-topic")],
        **fields,
    )


def withdrawn(ago=timedelta(), **fields) -> Edition:
    edition = secret_story(ago=timedelta(days=20), **fields)
    workflow.withdraw(edition.article, by=None, reason="The document it relied on was forged.")
    Edition.objects.filter(pk=edition.pk).update(live_until=timezone.now() - ago)
    edition.refresh_from_db()
    return edition


def test_subscribers_are_told_under_the_same_identity(client):
    live = secret_story()
    guid = items(client)[0].findtext("guid")
    workflow.withdraw(live.article, by=None, reason="The document it relied on was forged.")
    (item,) = items(client)
    assert item.findtext("guid") == guid
    assert item.findtext("title").startswith("WITHDRAWN: a story in Harbour of ")
    assert "The document it relied on was forged." in item.findtext("description")
    assert item.find(f"{CONTENT}encoded") is None
    assert item.find(f"{ATOM}updated") is not None
    assert parsedate_to_datetime(item.findtext("pubDate")) == live.first_published.replace(microsecond=0)


def test_nothing_of_what_was_withdrawn_goes_out_again(client):
    withdrawn()
    assert len(items(client)) == 1
    assert "zanzibar" not in client.get("/feeds/all.rss").content.decode().lower()


def test_its_link_leads_to_what_says_so(client):
    withdrawn()
    link = items(client)[0].findtext("link").removeprefix("http://testserver")
    response = client.get(link)
    assert response.status_code == 410
    assert "was forged" in response.content.decode()
    assert "zanzibar" not in response.content.decode().lower()


def test_after_a_week_the_feed_is_silent(client):
    withdrawn(ago=timedelta(days=6, hours=23))
    assert len(items(client)) == 1
    Edition.objects.update(live_until=timezone.now() - timedelta(days=7))
    assert items(client) == []


def test_feed_says_until_when_the_notice_stands(client):
    edition = withdrawn()
    leaves = edition.live_until + timedelta(days=7)
    assert client.get("/feeds/all.rss")["X-Page-Until"] == leaves.strftime("%a, %d %b %Y %H:%M:%S GMT")


def test_story_that_is_back_is_a_story_again(client):
    edition = withdrawn()
    restore(edition.article, by=None)
    assert titles(client) == ["Zanzibar scandal"]


def test_story_that_came_back_and_was_withdrawn_again_is_told_once(client):
    edition = withdrawn()
    restore(edition.article, by=None)
    workflow.withdraw(edition.article, by=None, reason="Forged after all.")
    (item,) = items(client)
    assert "Forged after all." in item.findtext("description")


def test_replaced_or_expired_editions_are_no_withdrawals(client):
    workflow.publish(world.make_live(headline="Second edition").article, by=None)
    expired = world.make_live()
    ending.end_at(expired.article, at=timezone.now() + timedelta(hours=1), by=None)
    Edition.objects.filter(pk=expired.pk).update(live_until=timezone.now())
    assert titles(client) == ["Second edition"]


def test_without_a_reason_none_is_made_up(client):
    workflow.withdraw(secret_story().article, by=None)
    assert items(client)[0].findtext("description") == "This story was withdrawn. Please remove it."
