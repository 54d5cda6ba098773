"""Sitemaps: every live story, nothing else, absolute addresses."""

from datetime import UTC, date, datetime, timedelta
from xml.etree import ElementTree

import pytest
from django.utils import timezone

from articles.models import Edition, Picture
from articles.publishing import workflow
from tests.world import make_live, make_scheduled, make_section

pytestmark = pytest.mark.django_db

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"


def month_of(edition):
    return f"/sitemaps/{timezone.localtime(edition.first_published):%Y-%m}.xml"


def urls(client, path):
    response = client.get(path)
    assert response.status_code == 200
    assert response["Content-Type"] == "application/xml; charset=utf-8"
    tree = ElementTree.fromstring(response.content)
    return {url.findtext(f"{SITEMAP}loc"): url for url in tree.findall(f"{SITEMAP}url")}


def test_the_sitemap_has_live_stories_with_their_last_substantive_change(client):
    edition = make_live()
    Edition.objects.filter(pk=edition.pk).update(updated=edition.first_published + timedelta(minutes=5))
    edition.refresh_from_db()
    planned = make_scheduled()
    gone = workflow.withdraw(make_live().article, by=None)
    found = urls(client, month_of(edition))
    assert found[f"http://testserver{edition.path}"].findtext(f"{SITEMAP}lastmod") == edition.updated.isoformat()
    assert not {f"http://testserver{planned.path}", f"http://testserver{gone.path}"} & set(found)


def test_the_sitemap_has_the_standing_pages_and_the_sections(client):
    section = make_section()
    found = urls(client, "/sitemaps/pages.xml")
    assert {"http://testserver/", "http://testserver/archive/", f"http://testserver/{section.slug}/"} <= set(found)


def index(client):
    tree = ElementTree.fromstring(client.get("/sitemap.xml").content)
    assert tree.tag == f"{SITEMAP}sitemapindex"
    return [item.findtext(f"{SITEMAP}loc").removeprefix("http://testserver") for item in tree]


def test_the_index_leads_to_the_pages_and_to_each_month_with_a_live_story_newest_first(client, monkeypatch):
    monkeypatch.setattr("articles.syndication.sitemaps.MONTHS_AT_ONCE", 2)
    newest = make_live()
    older, gone, oldest = (make_live(ago=timedelta(days=days)) for days in (100, 200, 300))
    workflow.withdraw(gone.article, by=None)
    make_scheduled(ahead=timedelta(days=100))
    expected = ["/sitemaps/pages.xml", *(month_of(edition) for edition in (newest, older, oldest))]
    assert index(client) == expected
    assert [client.get(address).status_code for address in expected] == [200] * 4


def test_every_live_story_is_in_the_sitemap_of_its_month_and_in_no_other(client):
    stories = [make_live(ago=timedelta(days=days)) for days in (0, 1, 40, 41, 400)]
    found = [path for address in index(client)[1:] for path in urls(client, address)]
    assert sorted(found) == sorted(f"http://testserver{story.path}" for story in stories)


def test_months_go_by_the_newsroom_s_clock(client, settings):
    edition = make_live()
    Edition.objects.update(first_published=datetime(2026, 5, 31, 23, 30, tzinfo=UTC))
    settings.TIME_ZONE = "Europe/Riga"
    assert set(urls(client, "/sitemaps/2026-06.xml")) == {f"http://testserver{edition.path}"}
    assert urls(client, "/sitemaps/2026-05.xml") == {}


def test_an_empty_paper_has_an_index_of_its_pages(client):
    assert index(client) == ["/sitemaps/pages.xml"]


@pytest.mark.parametrize("month", ["2026-13", "2026-00", "0000-01", "2026", "pages-x", "2026-1", "9999-12"])
def test_what_is_no_month_is_not_found(client, month):
    assert client.get(f"/sitemaps/{month}.xml").status_code == (200 if month == "9999-12" else 404)


def test_a_sitemap_stays_within_the_limit_of_one_file_and_says_what_it_leaves_out(client, monkeypatch, caplog):
    monkeypatch.setattr("articles.syndication.sitemaps.MAX_ADDRESSES", 5)
    stories = [make_live(ago=timedelta(seconds=number)) for number in range(7)]
    assert set(urls(client, month_of(stories[0]))) == {f"http://testserver{story.path}" for story in stories[:5]}
    assert "its oldest are left out" in caplog.text


def test_the_longest_lines_of_a_whole_file_stay_below_fifty_megabytes(client):
    picture = Picture.objects.create(title="Quay", digest="a" * 64, width=1200, height=800, alt="A quay", master="m")
    edition = make_live(lead_picture=picture)
    Edition.objects.update(path=f"/{'s' * 60}/{'w' * 237}/")
    response = client.get(month_of(edition))
    assert "<image:loc>http://testserver/media/renditions/aaaa" in response.content.decode()
    assert len(response.content) * 50_000 < 50 * 2**20


def test_a_picture_whose_licence_ended_is_in_no_sitemap(client):
    picture = Picture.objects.create(
        title="Quay", digest="a" * 64, width=1200, height=800, master="m", original="o", licence_until=date(2020, 1, 1)
    )
    edition = make_live()
    Edition.objects.update(lead_picture=picture)
    assert "image:loc" not in client.get(month_of(edition)).content.decode()


def test_the_news_sitemap_holds_two_days_and_no_more(client, monkeypatch):
    fresh = make_live(headline="Fresh & <new>", language="ar", ago=timedelta(hours=47))
    make_live(ago=timedelta(hours=49))
    make_scheduled()
    found = urls(client, "/news-sitemap.xml")
    assert set(found) == {f"http://testserver{fresh.path}"}
    news = found[f"http://testserver{fresh.path}"].find(f"{NEWS}news")
    assert news.findtext(f"{NEWS}title") == "Fresh & <new>"
    assert news.findtext(f"{NEWS}publication/{NEWS}language") == "ar"
    monkeypatch.setattr("articles.syndication.sitemaps.MAX_NEWS", 1)
    newest = make_live()
    assert set(urls(client, "/news-sitemap.xml")) == {f"http://testserver{newest.path}"}


def test_the_news_sitemap_changes_by_itself_when_its_oldest_story_leaves(client):
    edition = make_live(ago=timedelta(hours=47))
    response = client.get("/news-sitemap.xml")
    leaves = edition.first_published + timedelta(days=2)
    assert leaves.strftime("%H:%M:%S") in response["X-Page-Until"]


def test_a_headline_with_control_characters_does_not_break_the_news_sitemap(client):
    edition = make_live(headline="Bad \x02\ufffe headline")
    assert f"http://testserver{edition.path}" in urls(client, "/news-sitemap.xml")


@pytest.mark.parametrize(
    "path", ["/sitemap.xml", "/sitemaps/pages.xml", "/news-sitemap.xml", "/robots.txt", "/humans.txt"]
)
def test_asked_again_they_cost_a_304_and_set_no_cookie(client, path):
    make_live()
    first = client.get(path)
    assert client.get(path, headers={"if-none-match": first["ETag"]}).status_code == 304
    assert not first.cookies
    assert first["Cache-Control"].startswith("public")


def test_a_month_costs_the_same_for_two_stories_and_twenty(client, django_assert_num_queries):
    for rows in (2, 18):
        edition = [make_live() for _number in range(rows)][-1]
        with django_assert_num_queries(3):
            client.get(month_of(edition))


@pytest.mark.parametrize(
    ("path", "count"), [("/sitemap.xml", 5), ("/sitemaps/pages.xml", 1), ("/news-sitemap.xml", 3), ("/robots.txt", 0)]
)
def test_queries_do_not_grow_with_stories(client, django_assert_num_queries, path, count):
    for rows in (2, 18):
        for _number in range(rows):
            make_live()
        with django_assert_num_queries(count):
            client.get(path)


def test_what_was_paid_for_is_no_news_and_an_opinion_is_called_one(client):
    make_live(headline="Ferries back", kind="opinion")
    paid = make_live(headline="Our fine ferries", kind="sponsored")
    content = client.get("/news-sitemap.xml").content.decode()
    assert "<news:title>Opinion: Ferries back</news:title>" in content
    assert paid.path not in content
    assert paid.path in client.get(month_of(paid)).content.decode()
