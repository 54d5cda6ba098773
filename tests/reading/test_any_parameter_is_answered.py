"""Whatever stands in the query of an address, it is answered: never a 500, on no database."""

import pytest
from django.urls import reverse

from articles.models import Statement
from articles.publishing import revisions, workflow
from tests import world

pytestmark = pytest.mark.django_db

# As they stand in an address: NUL, half of a pair of surrogates, bytes of no encoding, other digits, and far too much.
ODD = {
    "nul": "%00",
    "nul inside": "2026-11-27T18:00%00",
    "many nuls": "%00" * 3_000,
    "lone surrogate": "%ed%a0%80",
    "no encoding": "%ff%fe",
    "non-character": "%ef%bf%bf",
    "line separator": "%e2%80%a8",
    "arabic digits": "%d9%a1%d9%a2",
    "100,000 letters": "x" * 100_000,
    "100,000 digits": "1" * 100_000,
    "100,000 signs": "%22-*" * 25_000,
    "beyond 64 bits": "9" * 30,
    "last cursor": "ffffffffffffff-fffffffffffffff",
    "no number": "NaN",
    "half a cursor": "-",
    "base 64 of a nul": "MS0A",
}


@pytest.fixture
def pages():
    """Each page with the names it takes."""
    source, author, topic = world.make_source(), world.make_author(), world.make_topic()
    article = world.make_article(authors=[author], topics=[topic], publisher=source)
    Statement.objects.create(article=article, source=source, words="The ferry left at noon", state="accepted")
    workflow.publish(article, by=None)
    edition = workflow.publish(article, by=None)
    comment = world.make_comment(edition)
    public_id = article.public_id
    return {
        "/archive/": "text section topic author source kind language since until before after",
        f"/archive/{edition.first_published:%Y}/": "before",
        f"/archive/{edition.first_published:%Y/%m}/": "before",
        f"/archive/{edition.first_published:%Y/%m/%d}/": "before",
        "/search/": "q order page in speaker section kind year language",
        "/corrections/": "before kind",
        "/sources/": "after q",
        source.get_absolute_url(): "before said_before year topic kind",
        f"{source.get_absolute_url()}statements.rss": "x",
        f"{source.get_absolute_url()}removal/": "x",
        author.get_absolute_url(): "before",
        topic.get_absolute_url(): "before",
        article.section.get_absolute_url(): "before",
        edition.path: "edition",
        f"/history/{public_id}/": "before",
        f"/comments/{public_id}/": "page",
        f"/comments/{public_id}/{comment.pk}/": "page",
        f"/comments/{public_id}/thanks/": "because",
        f"/comments/{public_id}/post/": "parent",
        "/": "x",
        "/feeds/all.rss": "x",
        "/feeds/corrections.rss": "x",
        f"/feeds/sections/{article.section.slug}.atom": "x",
        f"/comments/{public_id}/feed.json": "x",
        "/sitemap.xml": "x",
        "/sitemaps/2026-11.xml": "x",
        "/oembed/": "url format maxwidth maxheight",
        "/api/v1/articles/": "text section topic author source kind language since until limit before x",
        f"/api/v1/articles/{public_id}/": "x",
        f"/api/v1/articles/{public_id}/comments/": "limit before",
        "/api/v1/statements/": "article source kind since until before",
        "/api/v1/corrections/": "article kind since until before",
        "/api/v1/sections/": "before limit",
        "/api/v1/sources/": "before limit",
        "/news-sitemap.xml": "x",
    }


@pytest.mark.parametrize("odd", ODD)
def test_no_reader_s_parameter_is_an_error(client, pages, odd):
    for path, names in pages.items():
        for name in names.split():
            status = client.get(f"{path}?{name}={ODD[odd]}").status_code
            # What oEmbed's standard says to who asks for a form that there is not: 501.
            assert status < 500 or (status, path, name) == (501, "/oembed/", "format"), (path, name)


@pytest.mark.parametrize("odd", ODD)
def test_no_moment_is_an_error_for_readers_or_for_the_desk(client, admin_client, pages, odd):
    for path in pages:
        for who in (client, admin_client):
            assert who.get(f"{path}?at={ODD[odd]}").status_code < 500, path


@pytest.mark.parametrize("odd", ODD)
def test_no_parameter_of_the_desk_s_history_is_an_error(admin_client, odd):
    article = world.make_article()
    revisions.record(article, user=None)
    compare = reverse("admin:articles_article_compare", args=[article.pk])
    history = reverse("admin:articles_article_history", args=[article.pk])
    for path, name in ((compare, "old"), (compare, "new"), (history, "before")):
        assert admin_client.get(f"{path}?{name}={ODD[odd]}").status_code < 500, (path, name)


@pytest.mark.parametrize("word", ["%00", "a%00b", "%ff", "%ed%a0%80", "x" * 10_000])
def test_no_word_of_a_path_is_an_error(client, word):
    world.make_live()
    for way in (
        "/%s/",
        "/a/%s/",
        "/preview/%s/",
        "/media/%s",
        "/media/renditions/%s.jpg",
        "/history/%s/",
        "/sources/%s/",
    ):
        assert client.get(way.replace("%s", word)).status_code in {404, 301, 400}, way
