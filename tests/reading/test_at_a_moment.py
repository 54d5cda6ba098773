"""The desk walks the site as it was or will be: every public page, never for readers, never stored."""

import re
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from articles.models import Banner, Correction, Edition, Source
from articles.publishing import workflow
from articles.reading.links import rewritten
from tests import world
from tests.reading.pages import links, seen

pytestmark = pytest.mark.django_db

AHEAD, BACK = timedelta(days=3), timedelta(days=30)
PAGES = ["/", "/harbour/", "/archive/", "/corrections/", "/sources/", "/search/?q=ferry", "/feeds/all.rss", "/sitemap.xml",
         "/news-sitemap.xml", "/feeds/corrections.rss"]  # fmt: skip


def iso(moment) -> str:
    return timezone.localtime(moment).strftime("%Y-%m-%dT%H:%M:%S")


@pytest.fixture
def editor():
    client = Client()
    client.force_login(world.make_user("ada", "Editor"))
    return client


@pytest.fixture
def paper():
    """A story that ended long ago, one of now, one to come; each says ferry and its own time in its headline."""
    section = world.make_section(name="Harbour", slug="harbour")
    now = timezone.now()
    past = world.make_live(section=section, headline="Ferry of the past", ago=timedelta(days=40))
    workflow.withdraw(past.article, by=None)
    Edition.objects.filter(pk=past.pk).update(live_until=now - timedelta(days=20))
    present = world.make_live(section=section, headline="Ferry of today")
    speaker = world.make_source(name="Ferry Owner to come")
    future = world.make_scheduled(
        section=section,
        headline="Ferry to come",
        ahead=timedelta(days=1),
        publisher=speaker,
        topics=[world.make_topic(name="Comets", slug="comets")],
    )
    return {"past": past, "present": present, "future": future}


def show(client, path, moment):
    joint = "&" if "?" in path else "?"
    return client.get(f"{path}{joint}at={iso(moment)}")


@pytest.mark.parametrize("path", ["/", "/harbour/", "/archive/", "/search/?q=ferry", "/feeds/all.rss"])
def test_every_list_is_the_one_of_that_moment(editor, paper, path):
    now = timezone.now()
    for moment, shown in ((now - BACK, "past"), (now, "present"), (now + AHEAD, "future")):
        page = re.sub("</?mark>", "", show(editor, path, moment).content.decode())
        there = {name for name, edition in paper.items() if edition.headline in page}
        assert there == ({shown} if shown != "future" else {"present", "future"}), path


def test_story_topic_and_source_to_come_have_their_pages_then(editor, paper):
    ahead = timezone.now() + AHEAD
    for path in (paper["future"].path, "/topics/comets/", Source.objects.get().get_absolute_url()):
        assert editor.get(path).status_code == 404, path
        assert show(editor, path, ahead).status_code == 200, path


def test_story_of_the_past_is_read_as_it_was(editor, paper):
    assert editor.get(paper["past"].path).status_code == 410
    assert "Ferry of the past" in show(editor, paper["past"].path, timezone.now() - BACK).content.decode()


def test_earlier_edition_stands_at_its_address_of_then(editor):
    first = world.make_live(headline="Old words", ago=timedelta(days=2))
    article = first.article
    article.headline = "New words"
    article.save()
    second = workflow.publish(article, by=None)
    then = timezone.now() - timedelta(days=1)
    assert "Old words" in show(editor, first.path, then).content.decode()
    moved = show(editor, second.path, then)
    assert moved.status_code == 301
    assert moved["Cache-Control"] == "private, no-store"
    assert moved["Location"] == f"{first.path}?at={iso(then)}"


def test_corrections_and_banner_are_those_of_the_moment(editor):
    edition, now = world.make_live(), timezone.now()
    Correction.objects.create(article=edition.article, text="Not told yet.", made=now + timedelta(days=1))
    Banner.objects.create(text="Storm to come", live_from=now + timedelta(days=1), live_until=now + timedelta(days=9))
    for path in (edition.path, "/corrections/"):
        assert "Not told yet." not in editor.get(path).content.decode()
        page = show(editor, path, now + AHEAD).content.decode()
        assert "Not told yet." in page
        assert "Storm to come" in page


def test_comments_are_those_posted_by_then(editor):
    edition = world.make_live(ago=timedelta(days=3))
    comment = world.make_comment(edition, text="Said today.")
    world.make_comment(edition, text="Said in answer.", thread=comment, parent=comment)
    assert "Said today." in show(editor, edition.path, timezone.now() + timedelta(minutes=1)).content.decode()
    page = show(editor, edition.path, timezone.now() - timedelta(days=1)).content.decode()
    assert "Said today." not in page
    assert "Said in answer." not in page


@pytest.mark.parametrize("path", PAGES)
def test_it_is_never_stored_and_never_indexed(editor, paper, path):
    response = show(editor, path, timezone.now() + AHEAD)
    assert response["Cache-Control"] == "private, no-store"
    assert response["X-Robots-Tag"] == "noindex"
    assert "Cookie" in response["Vary"]
    for header in ("Surrogate-Key", "Cache-Tag", "X-Page-Until", "ETag"):
        assert header not in response, header


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("value", ["2099-01-01T00:00", "1999-01-01", "nonsense", ""])
def test_for_readers_the_parameter_does_not_exist(client, paper, path, value, django_assert_num_queries):
    joint = "&" if "?" in path else "?"
    plain, asked = client.get(path), client.get(f"{path}{joint}at={value}")
    assert asked.content == plain.content
    ignored = {"X-Page-Until"} if "feeds" in path else set()
    assert {k: v for k, v in asked.items() if k not in ignored} == {k: v for k, v in plain.items() if k not in ignored}
    assert "Cookie" not in asked.get("Vary", "")


def test_without_the_parameter_no_session_is_looked_at(editor, paper):
    response = editor.get("/")
    assert "Cookie" not in response.get("Vary", "")
    assert response["Cache-Control"].startswith("public")
    assert "at-bar" not in response.content.decode()


@pytest.mark.parametrize("who", ["a reader with an account", "staff without the right", "left", "forged"])
def test_a_session_alone_opens_nothing(paper, who):
    client = Client()
    if who == "forged":
        client.cookies[settings.SESSION_COOKIE_NAME] = "x" * 32
    else:
        fields = {"a reader with an account": {}, "left": {"is_active": True}}.get(who, {"is_staff": True})
        user = world.make_user("rob", *(["Editor"] if who == "left" else []), **fields)
        client.force_login(user)
        if who == "left":
            user.is_active = False
            user.save()
    response = show(client, "/", timezone.now() + AHEAD)
    page = response.content.decode()
    assert "Ferry to come" not in page
    assert "at-bar" not in page
    assert page == Client().get("/").content.decode()
    assert show(client, paper["future"].path, timezone.now() + AHEAD).status_code == 404


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        ("2099-11-27T18:00", "The site as it will be on Friday 27 November 2099, 18:00 UTC"),
        ("2099-11-27T18:00+02:00", "The site as it will be on Friday 27 November 2099, 16:00 UTC"),
        ("2020-11-27", "The site as it was on Friday 27 November 2020, 00:00 UTC"),
    ],
)
def test_bar_names_the_moment(editor, moment, words):
    response = editor.get("/", {"at": moment})
    assert words in response.content.decode()
    assert seen(response).misnested == []


def test_unreadable_moment_shows_now_and_says_so(editor, paper):
    response = editor.get("/", {"at": "<soon>"})
    page = response.content.decode()
    assert "“&lt;soon&gt;” is no moment. Write it as 2026-11-27T18:00." in page
    assert "Ferry of today" in page
    assert response["Cache-Control"] == "private, no-store"


def test_local_time_that_comes_twice_offers_both_its_moments(editor, settings):
    settings.TIME_ZONE = "Europe/Berlin"
    response = editor.get("/archive/", {"at": "2099-10-25T02:30", "section": "harbour"})
    assert "comes twice" in response.content.decode()
    asked = [link for link in links(response) if "at=2099" in link]
    assert len(asked) == 2
    for link, words in zip(asked, ("02:30 CEST", "02:30 CET"), strict=True):
        page = editor.get(link).content.decode()
        assert f"The site as it will be on Sunday 25 October 2099, {words}" in page
        assert parse_qs(urlsplit(link).query)["section"] == ["harbour"]


def test_links_keep_the_moment_and_those_that_lead_away_do_not_get_it(editor, paper):
    ahead = timezone.now() + AHEAD
    response = show(editor, "/archive/?section=harbour", ahead)
    bar_link = "/archive/?section=harbour"
    for link in links(response):
        if link == bar_link or link.startswith(("#", "mailto:", "http")):
            continue
        assert parse_qs(urlsplit(link).query)["at"] == [iso(ahead)], link
    fields = seen(response).all("input", name="at")
    assert {field.get("value", "")[:16] for field in fields} == {iso(ahead)[:16]}
    assert bar_link in links(response)


def test_walk_from_the_front_stays_in_its_time(editor, paper):
    response = show(editor, "/", timezone.now() + AHEAD)
    link = next(link for link in links(response) if link.startswith(paper["future"].path))
    assert editor.get(link).status_code == 200


def test_page_not_found_is_of_its_time_too(editor, paper):
    response = show(editor, "/harbour/nothing-22222222/", timezone.now() + AHEAD)
    assert response.status_code == 404
    assert "Ferry to come" in response.content.decode()
    assert response["Cache-Control"] == "private, no-store"


def test_local_time_of_the_site_s_zone(editor, settings):
    settings.TIME_ZONE = "Europe/London"
    world.make_live()
    edition = world.make_scheduled(headline="At six in summer")
    Edition.objects.filter(pk=edition.pk).update(live_from=datetime(2099, 7, 1, 17, tzinfo=UTC))
    Edition.objects.filter(pk=edition.pk).update(first_published=datetime(2099, 7, 1, 17, tzinfo=UTC))
    assert "At six in summer" in editor.get("/?at=2099-07-01T18:00").content.decode()
    assert "At six in summer" not in editor.get("/?at=2099-07-01T17:59").content.decode()
    assert "comes twice" in editor.get("/?at=2026-10-25T01:30").content.decode()
    assert "does not exist" in editor.get("/?at=2026-03-29T01:30").content.decode()


def test_admin_and_forms_that_post_know_no_moment(editor, paper):
    response = editor.get("/admin/?at=2099-01-01")
    assert response.status_code == 200
    assert "at-bar" not in response.content.decode()


def test_rewriting_changes_addresses_and_nothing_else():
    page = (
        "<p title='<a href=\"/x\">'>\n<a class=\"a\" href='/one?x=1&amp;y=2#z' rel=next>1</a><script>var a = '<a href=\"/no\">'"
        '</script><!-- <a href="/no"> --><a>none</a><a data-href="/no" href="?p=2">2</a><form method="POST"></form><form></form>'
    )
    changed = rewritten(page, lambda address: f"{address}!<&>", {"at": '"'})
    assert changed == (
        '<p title=\'<a href="/x">\'>\n<a class="a" href="/one?x=1&amp;y=2#z!&lt;&amp;&gt;" rel=next>1</a><script>var a = \'<a href="/no">\''
        '</script><!-- <a href="/no"> --><a>none</a><a data-href="/no" href="?p=2!&lt;&amp;&gt;">2</a><form method="POST"></form>'
        '<form><input type="hidden" name="at" value="&quot;"></form>'
    )
