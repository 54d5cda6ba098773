"""A source that is quoted every day for years: no page of it, public or of the desk, reads more for that."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles.models import Article, Edition, Source, Statement
from articles.sourcing import identities, sealing
from articles.sourcing.source_desk.merging import merge
from tests.desk.conftest import desk, editor  # noqa: F401 - fixtures
from tests.world import make_article, make_source, make_topic, make_user, publish_past_the_checks

pytestmark = pytest.mark.django_db
STORIES, EACH = 20, 30


def often_quoted(name: str, stories: int, each: int) -> Source:
    """A source with `stories` live stories and `each` statements on the record in every one of them."""
    source, topic, rows = make_source(name=name), make_topic(), []
    for _story in range(stories):
        said = [f"Boat {number} left the harbour on time and came back." for number in range(each)]
        article = make_article(topics=[topic], body="".join(f"<p>{words}</p>" for words in said))
        rows += [
            Statement(article=article, source=source, words=words, state="accepted", paragraph=number, end=len(words))
            for number, words in enumerate(said)
        ]
    Statement.objects.bulk_create(rows)
    for article in Article.objects.filter(statements__source=source).distinct():
        publish_past_the_checks(article)
    return source


def pages_of(source: Source) -> dict[str, str]:
    desk_pages = {
        name: reverse(f"admin:articles_source_{name}", args=[source.pk]) for name in ("change", "said", "history")
    }
    return {
        "page": source.get_absolute_url(),
        "page of a year": f"{source.get_absolute_url()}?year=2026&kind=paraphrase",
        "feed": reverse("feed_source", args=[source.slug]),
        "index": "/sources/",
        "removal": reverse("source_removal", args=[source.slug]),
        **desk_pages,
    }


def cost(client, url: str) -> tuple[int, int]:
    """Queries, and how many statements an answer shows."""
    client.get(url)  # what is asked once in a process: content types, the site's sections
    with CaptureQueriesContext(connection) as asked:
        response = client.get(url)
    assert response.status_code == 200
    return len(asked), len(re.findall(r"Boat \d+ left", response.content.decode()))


def test_pages_of_a_source_cost_the_same_for_three_statements_and_six_hundred(editor):  # noqa: F811
    few, many = often_quoted("Ines Calder", 1, 3), often_quoted("Bram Okell", STORIES, EACH)
    assert many.statements.count() == STORIES * EACH
    for name, url in pages_of(many).items():
        (queries, _shown), (more, shown) = cost(editor, pages_of(few)[name]), cost(editor, url)
        assert more <= queries + 1, name  # one more: the stories or statements that follow have a page of their own
        assert more <= 16, name
        assert shown <= 100, name  # sixty, and twenty pairs that may contradict each other


def test_merging_a_source_costs_the_same_whatever_it_said():
    kept, few, many = make_source(), often_quoted("Ines Calder", 1, 3), often_quoted("Bram Okell", 5, EACH)
    asked = []
    for gone in (few, many):
        with CaptureQueriesContext(connection) as queries:
            merge(kept, gone, by=None)
        asked.append(len(queries))
    assert asked[1] <= asked[0]
    assert kept.statements.count() == 3 + 5 * EACH


def test_sealing_a_source_costs_the_same_whatever_it_said(settings):
    settings.SOURCE_KEYS = [sealing.make_key()]
    keeper, asked = make_user("keeper", "Editor"), []
    for source, alias in ((often_quoted("Ines Calder", 1, 3), "A"), (often_quoted("Bram Okell", 5, EACH), "B")):
        with CaptureQueriesContext(connection) as queries:
            identities.protect(
                source, identities.Identity(source.name), alias=f"Clerk {alias}", keepers=[keeper], by=keeper
            )
        asked.append(len(queries))
    assert asked[1] <= asked[0] + 1
    assert not Edition.objects.filter(sources__name="Bram Okell").exists()
