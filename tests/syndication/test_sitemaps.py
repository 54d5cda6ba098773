"""Sitemaps and robots.txt: every live story, nothing else, absolute addresses."""

from datetime import timedelta
from xml.etree import ElementTree

import pytest

from articles.models import Edition
from articles.publishing import workflow
from tests.world import make_live, make_scheduled, make_section

pytestmark = pytest.mark.django_db

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"


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
    found = urls(client, "/sitemap.xml")
    assert found[f"http://testserver{edition.path}"].findtext(f"{SITEMAP}lastmod") == edition.updated.isoformat()
    assert not {f"http://testserver{planned.path}", f"http://testserver{gone.path}"} & set(found)


def test_the_sitemap_has_the_standing_pages_and_the_sections(client):
    section = make_section()
    found = urls(client, "/sitemap.xml")
    assert {"http://testserver/", "http://testserver/archive/", f"http://testserver/{section.slug}/"} <= set(found)


def test_the_sitemap_stays_within_the_limit_of_one_file(client, monkeypatch):
    monkeypatch.setattr("articles.syndication.sitemaps.MAX_ADDRESSES", 10)
    for _number in range(8):
        make_live(section=make_section(slug="one", name="One"))
    assert len(urls(client, "/sitemap.xml")) == 10


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


def test_robots_are_kept_from_the_desk_from_search_and_from_forms(client):
    response = client.get("/robots.txt")
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    lines = response.content.decode().split("\n")
    assert {"Disallow: /admin/", "Disallow: /search/", "Disallow: /comments/*/post/"} <= set(lines)
    assert {"Sitemap: http://testserver/sitemap.xml", "Sitemap: http://testserver/news-sitemap.xml"} <= set(lines)
    assert "Disallow: /" not in lines


@pytest.mark.parametrize("path", ["/sitemap.xml", "/news-sitemap.xml", "/robots.txt"])
def test_asked_again_they_cost_a_304_and_set_no_cookie(client, path):
    make_live()
    first = client.get(path)
    assert client.get(path, headers={"if-none-match": first["ETag"]}).status_code == 304
    assert not first.cookies
    assert first["Cache-Control"].startswith("public")


@pytest.mark.parametrize(("path", "count"), [("/sitemap.xml", 4), ("/news-sitemap.xml", 3), ("/robots.txt", 0)])
def test_queries_do_not_grow_with_stories(client, django_assert_num_queries, path, count):
    for rows in (2, 18):
        for _number in range(rows):
            make_live()
        with django_assert_num_queries(count):
            client.get(path)
