from datetime import date, timedelta

import pytest

from articles.models import Role, Source, Statement
from articles.publishing import workflow
from tests import world
from tests.reading.pages import headlines, links, seen

pytestmark = pytest.mark.django_db


def quoted(source, words="The ferry left at noon", article_fields=None, **fields):
    """A live edition in which `source` is quoted."""
    article = world.make_article(**(article_fields or {}))
    Statement.objects.create(article=article, source=source, words=words, **{"state": "accepted", **fields})
    return world.publish_past_the_checks(article)


def test_a_source_has_a_page_with_what_it_said_and_the_stories_that_name_it(client):
    source = world.make_source(name="Anneke Vos", description="Speaks for the crews.", website="https://crews.example/")
    role = Role.objects.create(
        source=source,
        title="speaker",
        organisation="Union of Crews",
        held_from=date(2014, 1, 1),
        held_until=date(2019, 1, 1),
    )
    edition = quoted(source, role=role, said_on=date(2016, 9, 29), addressee="reporters")
    response = client.get(source.get_absolute_url())
    content = response.content.decode()
    assert response.status_code == 200
    for words in (
        "Anneke Vos",
        "Speaks for the crews.",
        "speaker, Union of Crews",
        "2014–2019",
        "The ferry left at noon",
        "reporters",
        "29 September 2016",
        "https://crews.example/",
    ):
        assert words in content
    assert headlines(response) == [edition.path]
    assert links(response).count(edition.path) == 2


def test_a_publisher_has_a_page_with_the_stories_it_published(client):
    publisher = world.make_source(kind=Source.Kind.PUBLICATION)
    edition = world.make_live(publisher=publisher)
    assert headlines(client.get(publisher.get_absolute_url())) == [edition.path]


@pytest.mark.parametrize(
    ("source_fields", "statement_fields"),
    [
        ({"public": False}, {}),
        ({"kind": Source.Kind.UNNAMED}, {}),
        ({}, {"attribution_level": "off_record"}),
        ({}, {"attribution_level": "not_for_attribution"}),
        ({}, {"state": "suggested"}),
        ({}, {"state": "rejected"}),
    ],
)
def test_a_source_that_may_not_be_named_has_no_page_and_no_line_in_the_index(client, source_fields, statement_fields):
    source = world.make_source(name="Sam Secret", **source_fields)
    quoted(source, **statement_fields)
    assert client.get(source.get_absolute_url()).status_code == 404
    assert "Sam Secret" not in client.get("/sources/").content.decode()


def test_a_publisher_that_is_not_public_has_no_page(client):
    publisher = world.make_source(name="Whisper Gazette", public=False)
    world.make_live(publisher=publisher)
    assert client.get(publisher.get_absolute_url()).status_code == 404
    assert "Whisper" not in client.get("/sources/").content.decode()


def test_a_source_that_turns_confidential_vanishes_at_once(client):
    source = world.make_source(name="Anneke Vos")
    edition = quoted(source)
    Source.objects.update(public=False)
    assert client.get(source.get_absolute_url()).status_code == 404
    for path in ("/sources/", edition.path, "/"):
        assert "Anneke Vos" not in client.get(path).content.decode()


def test_the_source_of_a_draft_or_a_planned_or_a_withdrawn_story_stays_unknown(client):
    source = world.make_source(name="Anneke Vos")
    draft = world.make_article(publisher=source)
    Statement.objects.create(article=draft, source=source, words="The ferry left", state="accepted")
    workflow.schedule(draft, by=None, at=world.timezone.now() + timedelta(hours=1))
    gone = quoted(source)
    workflow.withdraw(gone.article, by=None)
    assert client.get(source.get_absolute_url()).status_code == 404
    assert "Anneke Vos" not in client.get("/sources/").content.decode()


def test_words_that_only_the_working_copy_has_are_not_shown(client):
    source = world.make_source()
    edition = quoted(source)
    Statement.objects.create(article=edition.article, source=source, words="What nobody has read yet", state="accepted")
    content = client.get(source.get_absolute_url()).content.decode()
    assert "The ferry left at noon" in content
    assert "nobody has read yet" not in content


def test_statements_go_on_page_by_page(client):
    source = world.make_source()
    for _place in range(32):
        quoted(source)
    first = client.get(source.get_absolute_url())
    older = [href for href in links(first) if href.startswith("?said_before=")]
    assert seen(first).elements.count(("figure", {"class": "quoted"})) == 30
    second = client.get(source.get_absolute_url() + older[0])
    assert seen(second).elements.count(("figure", {"class": "quoted"})) == 2
    for cursor in ("x", "-1", "9" * 19, "9" * 30, "²"):
        assert client.get(source.get_absolute_url(), {"said_before": cursor}).status_code == 404


def test_the_index_is_alphabetical_and_goes_on_by_key(client, monkeypatch):
    monkeypatch.setattr("articles.reading.sources.INDEX_PAGE", 2)
    for name in ("Delta", "Alpha", "Charlie", "Bravo", "Alpha"):
        world.make_live(publisher=world.make_source(name=name))
    names, path = [], "/sources/"
    while path:
        response = client.get(path)
        page = response.context["page"]
        names += [source.name for source in page.rows]
        path = page.older and f"/sources/?after={page.older}"
    assert names == ["Alpha", "Alpha", "Bravo", "Charlie", "Delta"]


@pytest.mark.parametrize("cursor", ["x", "€", "====", "A" * 3000, "LTE", "AAAA", "%00"])
def test_a_cursor_of_the_index_nobody_ever_wrote_is_not_found(client, cursor):
    assert client.get("/sources/", {"after": cursor}).status_code == 404


def test_an_empty_index_says_what_will_be_there(client):
    world.make_source(name="Nobody named me")
    content = client.get("/sources/").content.decode()
    assert "No source has been named in a published story yet." in content
    assert "Nobody named me" not in content


def test_contact_details_and_notes_reach_no_page(client):
    source = world.make_source(contact="+47 000 CANARY", notes="CANARY met in the park", aliases=["CANARY"])
    edition = quoted(source)
    for path in (source.get_absolute_url(), "/sources/", edition.path):
        assert "CANARY" not in client.get(path).content.decode()


@pytest.mark.parametrize("number", [2, 20])
def test_any_number_of_statements_and_roles_costs_seven_queries(client, django_assert_num_queries, number):
    source = world.make_source()
    for place in range(number):
        role = Role.objects.create(source=source, title=f"title {place}")
        quoted(source, role=role, conduit=world.make_source(), article_fields={"authors": [world.make_author()]})
    with django_assert_num_queries(7):
        client.get(source.get_absolute_url())
    with django_assert_num_queries(3):
        client.get("/sources/")
