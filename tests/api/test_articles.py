"""Articles for programs: what is live, with all that readers see of it, and nothing else."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from articles.models import Correction, Edition, Picture
from articles.publishing import workflow
from tests import world
from tests.api.asking import ask, refused

pytestmark = pytest.mark.django_db


def ids(data):
    return [row["id"] for row in data["results"]]


def id_of(edition):
    return edition.article.public_id


def picture(**fields):
    return Picture.objects.create(
        **{"title": "For the desk", "digest": "a" * 64, "width": 1200, "height": 800, "alt": "A quay", **fields}
    )


def test_the_list_has_what_is_live_newest_first(client):
    stories = [world.make_live(ago=timedelta(hours=hours)) for hours in (3, 1, 2)]
    world.make_scheduled()
    workflow.withdraw(world.make_live().article, by=None)
    data = ask(client, "/articles/")
    assert ids(data) == [id_of(stories[1]), id_of(stories[2]), id_of(stories[0])]
    assert data["next"] is None


def test_an_article_is_told_as_it_is_printed(client):
    edition = world.make_live(
        headline="Zeppelin lands",
        kind="opinion",
        kicker="Air",
        section=world.make_section(name="World", slug="world"),
        authors=[world.make_author(name="Mara Lindqvist", slug="mara")],
        topics=[world.make_topic(name="Airships", slug="airships")],
        publisher=world.make_source(name="Harbour Agency", slug="harbour-agency"),
        original_url="https://agency.example/1",
        lead_picture=picture(credit="M. L."),
        body='<p>It came, see <a href="/world/x/">here</a>.</p>',
    )
    (row,) = ask(client, "/articles/")["results"]
    assert row["url"] == f"http://testserver{edition.path}"
    assert (row["kind"], row["label"], row["headline"]) == ("opinion", "Opinion", "Zeppelin lands")
    assert row["section"] == {"slug": "world", "name": "World", "url": "http://testserver/world/"}
    assert [author["name"] for author in row["authors"]] == ["Mara Lindqvist"]
    assert [topic["slug"] for topic in row["topics"]] == ["airships"]
    assert (row["publisher"]["name"], row["original_url"]) == ("Harbour Agency", "https://agency.example/1")
    assert (row["lead_picture"]["alt"], row["lead_picture"]["credit"]) == ("A quay", "M. L.")
    assert "body_html" not in row
    whole = ask(client, f"/articles/{id_of(edition)}/")
    assert row.items() <= whole.items()
    assert 'href="http://testserver/world/x/"' in whole["body_html"]
    assert whole["body_text"] == edition.body_text


def test_the_id_outlives_section_slug_and_headline_and_updated_moves_with_substance_only(client):
    edition = world.make_live(ago=timedelta(days=1))
    article = edition.article
    before = ask(client, f"/articles/{article.public_id}/")
    article.headline, article.slug, article.section = "Balloon lands", "balloon", world.make_section()
    article.save()
    workflow.publish(article, by=None, substantive=False)
    small = ask(client, f"/articles/{article.public_id}/")
    assert (small["headline"], small["updated"], small["edition"]) == ("Balloon lands", before["updated"], 2)
    article.headline = "Balloon lands again"
    article.save()
    workflow.publish(article, by=None, substantive=True)
    assert ask(client, f"/articles/{article.public_id}/")["updated"] > before["updated"]


def test_a_publisher_whom_readers_may_not_know_is_not_named_nor_is_the_address_of_the_original(client):
    agency = world.make_source(name="Harbour Agency")
    edition = world.make_live(publisher=agency, original_url="https://agency.example/1")
    agency.public = False
    agency.save()
    text = client.get(f"/api/v1/articles/{id_of(edition)}/").content.decode()
    assert "Harbour Agency" not in text
    assert "agency.example" not in text


def test_a_picture_whose_licence_ended_is_not_told(client):
    edition = world.make_live(lead_picture=picture())
    Picture.objects.update(licence_until=date(2020, 1, 1))
    assert ask(client, f"/articles/{id_of(edition)}/")["lead_picture"] is None


def test_corrections_and_translations_stand_with_the_article(client):
    edition = world.make_live()
    french = world.make_live(language="fr", translation_of=edition.article)
    Correction.objects.create(article=edition.article, text="Built in 1962.", wrong="1926", right="1962")
    Correction.objects.create(article=edition.article, text="Later.", made=timezone.now() + timedelta(hours=1))
    data = ask(client, f"/articles/{id_of(edition)}/")
    assert [(one["text"], one["wrong"], one["right"]) for one in data["corrections"]] == [
        ("Built in 1962.", "1926", "1962")
    ]
    assert data["translations"] == [{"language": "fr", "url": f"http://testserver{french.path}"}]
    response = client.get(f"/api/v1/articles/{id_of(edition)}/")
    assert "Later" not in response.content.decode()
    assert response["X-Page-Until"]


def test_what_was_withdrawn_is_gone_with_its_reason_and_what_never_was_is_not_found(client):
    edition = world.make_live(headline="Zanzibar")
    workflow.withdraw(edition.article, by=None, reason="The document was forged.")
    for end in ("", "ninjs.json", "comments/"):
        problem = refused(client, f"/articles/{id_of(edition)}/{end}", 410)
        assert "Zanzibar" not in str(problem)
    assert "The document was forged." in refused(client, f"/articles/{id_of(edition)}/", 410)["detail"]
    refused(client, f"/articles/{id_of(world.make_scheduled())}/", 404)
    refused(client, "/articles/nonesuch/", 404)


def test_each_filter_narrows_the_list_and_together_they_narrow_it_further(client):
    section, topic, author = world.make_section(), world.make_topic(), world.make_author()
    source = world.make_source()
    wanted = world.make_live(
        section=section, topics=[topic], authors=[author], publisher=source, kind="analysis", language="fr",
        headline="Zeppelin lands",
    )  # fmt: skip
    world.make_live(kind="analysis", ago=timedelta(days=40))
    ways = {
        "section": section.slug, "topic": topic.slug, "author": author.slug, "source": source.slug, "language": "fr",
        "text": "zeppelin",
    }  # fmt: skip
    for name, value in ways.items():
        assert ids(ask(client, "/articles/", **{name: value})) == [id_of(wanted)], name
    assert len(ids(ask(client, "/articles/", kind="analysis"))) == 2
    assert ids(ask(client, "/articles/", kind="analysis", **ways)) == [id_of(wanted)]
    assert ids(ask(client, "/articles/", **{**ways, "section": "nonesuch"})) == []


def test_moments_narrow_the_list_since_included_and_until_not(client):
    first, second = world.make_live(ago=timedelta(days=2)), world.make_live(ago=timedelta(days=1))
    moment = second.first_published
    assert ids(ask(client, "/articles/", since=moment.isoformat())) == [id_of(second)]
    assert ids(ask(client, "/articles/", until=moment.isoformat())) == [id_of(first)]
    assert len(ids(ask(client, "/articles/", since="2020-01-01"))) == 2
    problem = refused(client, "/articles/", since="2026-06-01", until="2026-05-01")
    assert list(problem["errors"]) == ["until"]


@pytest.mark.parametrize("query", [{}, {"text": "harbour"}])
def test_pages_lead_through_all_rows_once_and_hold_their_place(client, query):
    stories = [world.make_live(ago=timedelta(hours=hours)) for hours in range(1, 8)]
    Edition.objects.update(first_published=stories[-1].first_published)  # nothing but the key tells them apart
    data = ask(client, "/articles/", limit=3, **query)
    found = ids(data)
    world.make_live()  # on top, which moves nobody
    while data["next"]:
        response = client.get(data["next"])
        data = response.json()
        found += ids(data)
        assert ("Link" in response.headers) == bool(data["next"])
    assert sorted(found) == sorted(id_of(story) for story in stories)
    assert len(found) == 7


def test_a_page_has_a_hundred_at_most(client):
    assert "limit" in refused(client, "/articles/", limit=101)["errors"]
    assert "limit" in refused(client, "/articles/", limit=0)["errors"]
    for _number in range(3):
        world.make_live()
    assert len(ids(ask(client, "/articles/", limit=2))) == 2


def test_the_list_costs_the_same_for_two_rows_and_for_twenty(client, django_assert_num_queries):
    for rows in (2, 18):
        for _number in range(rows):
            world.make_live(authors=[world.make_author()], topics=[world.make_topic()], lead_picture=None)
        with django_assert_num_queries(5):
            ask(client, "/articles/", limit=50)


def test_an_article_costs_eight_queries_at_most(client, django_assert_max_num_queries):
    inside = picture(digest="b" * 64)
    edition = world.make_live(
        authors=[world.make_author()],
        topics=[world.make_topic()],
        lead_picture=picture(),
        body=f'<p>Look.</p><figure data-picture="{inside.pk}"></figure>',
    )
    for number in range(5):
        Correction.objects.create(article=edition.article, text=f"Number {number}.")
    with django_assert_max_num_queries(9):
        ask(client, f"/articles/{id_of(edition)}/")
    with django_assert_max_num_queries(9):
        ask(client, f"/articles/{id_of(edition)}/ninjs.json")
