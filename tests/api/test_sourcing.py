"""Statements, corrections and comments for programs: on the terms on which readers get them."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.comments import moderation
from articles.models import Correction, Evidence, Role
from articles.publishing import workflow
from tests import world
from tests.api.asking import ask, refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def source():
    return world.make_source(name="Anneke Vos", slug="anneke-vos")


def quoting(source, words="The ferry left at noon", **fields):
    """The live edition of a story in which `source` says `words`."""
    article = world.make_article(body=f"<p>“{words}”, she said.</p><p>So it was.</p>")
    statement = world.make_statement(article, source=source, words=words, quotes=[f"“{words}”"], **fields)
    return world.publish_past_the_checks(article), statement


def test_a_statement_says_who_said_what_where(client, source):
    role = Role.objects.create(source=source, title="harbour master", organisation="Port of Westport")
    edition, statement = quoting(source, kind="direct", role=role, addressee="reporters")
    Evidence.objects.create(statement=statement, kind="address", url="https://x.example/1", public=True)
    Evidence.objects.create(statement=statement, kind="note", description="A secret note", public=False)
    (row,) = ask(client, "/statements/", source="anneke-vos")["results"]
    assert row["words"] == "The ferry left at noon"
    assert row["speaker"]["name"] == "Anneke Vos"
    assert row["speaker"]["role"] == "harbour master, Port of Westport"
    assert row["speaker"]["url"] == "http://testserver/sources/anneke-vos/"
    assert row["circumstances"] == ["to reporters"]
    assert [each["url"] for each in row["evidence"]] == ["https://x.example/1"]
    assert row["article"]["id"] == edition.article.public_id
    assert ask(client, "/statements/", article=edition.article.public_id)["results"] == [row]
    assert str(statement.pk) != row["id"]


def test_somebody_on_background_is_described_and_found_by_no_name(client, source):
    edition, _statement = quoting(
        source, attribution_level="background", described_as="a port official", addressee="a friend of Anneke"
    )
    (row,) = ask(client, "/statements/", article=edition.article.public_id)["results"]
    assert row["speaker"] == {
        "name": "a port official", "is_named": False, "role": None, "slug": None, "url": None, "why_unnamed": None,
    }  # fmt: skip
    assert (row["circumstances"], row["evidence"], row["said_on"]) == ([], [], None)
    assert ask(client, "/statements/", source="anneke-vos")["results"] == []


@pytest.mark.parametrize(
    "fields", [{"state": "suggested"}, {"attribution_level": "off_record"}, {"words": "Not there"}]
)
def test_what_is_not_public_or_does_not_stand_in_print_is_not_told(client, source, fields):
    article = world.make_article(body="<p>“The ferry left at noon”, she said.</p>")
    world.make_statement(article, source=source, **{"words": "The ferry left at noon", **fields})
    edition = world.publish_past_the_checks(article)
    for query in ({"source": "anneke-vos"}, {"article": edition.article.public_id}):
        assert ask(client, "/statements/", **query)["results"] == []


def test_statements_are_asked_of_an_article_or_of_a_source(client):
    assert "`article` or `source`" in refused(client, "/statements/")["detail"]


def test_statements_are_paged_and_cost_the_same_for_two_and_twenty(client, source, django_assert_max_num_queries):
    costs = []
    for rows in (2, 18):
        for number in range(rows):
            quoting(source, words=f"The ferry left pier {number} of {rows}")
        with django_assert_max_num_queries(5) as queries:
            data = ask(client, "/statements/", source="anneke-vos", limit=7)
        costs.append(len(queries))
    assert costs[0] == costs[1]
    found = [row["id"] for row in data["results"]]
    while data["next"]:
        data = client.get(data["next"]).json()
        found += [row["id"] for row in data["results"]]
    assert len(found) == len(set(found)) == 20


def test_corrections_are_those_of_live_articles_told_so_far(client):
    edition, gone = world.make_live(), world.make_live()
    told = Correction.objects.create(article=edition.article, text="Wrong.", kind="clarification")
    Correction.objects.create(article=edition.article, text="Later.", made=timezone.now() + timedelta(hours=1))
    Correction.objects.create(article=gone.article, text="Of another.")
    Correction.objects.create(article=world.make_scheduled().article, text="Planned.")
    workflow.withdraw(gone.article, by=None)
    (row,) = ask(client, "/corrections/")["results"]
    assert (row["id"], row["article"]["id"]) == (told.pk, edition.article.public_id)
    assert ask(client, "/corrections/", kind="retraction")["results"] == []
    assert len(ask(client, "/corrections/", article=edition.article.public_id)["results"]) == 1


def test_comments_are_what_readers_see_and_never_an_address(client):
    edition = world.make_live(comment_policy="open")
    first = world.make_comment(edition, text="One & <b>", author_email="secret@example.org")
    answer = world.make_comment(edition, parent=first, thread=first, author_name="")
    rejected = world.make_comment(edition, text="CANARY")
    world.make_comment(edition, parent=rejected, thread=rejected, text="CANARY")
    moderation.reject(rejected, by=None)
    world.make_comment(edition, status="waiting", text="CANARY")
    path = f"/articles/{edition.article.public_id}/comments/"
    rows = ask(client, path)["results"]
    assert [row["id"] for row in rows] == [answer.pk, first.pk]
    assert (rows[0]["name"], rows[0]["in_reply_to"], rows[1]["text"]) == (None, first.pk, "One & <b>")
    text = client.get(f"/api/v1{path}").content.decode()
    assert "CANARY" not in text
    assert "secret@" not in text


def test_comments_cost_the_same_for_two_and_twenty_and_are_none_where_they_are_off(client, django_assert_num_queries):
    edition = world.make_live(comment_policy="open")
    path = f"/articles/{edition.article.public_id}/comments/"
    for rows in (2, 18):
        for _number in range(rows):
            world.make_comment(edition)
        with django_assert_num_queries(4):
            ask(client, path)
    off = world.make_live(comment_policy="off")
    assert "not taken" in refused(client, f"/articles/{off.article.public_id}/comments/", 404)["detail"]
