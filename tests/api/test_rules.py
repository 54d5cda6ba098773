"""What holds for every address of the interface: described, the same for everyone, errors in words, bounded."""

import pytest
from django.db import OperationalError
from django.urls import reverse
from openapi_spec_validator import OpenAPIV31SpecValidator

from articles.api import openapi
from articles.api.endpoints import ENDPOINTS
from articles.api.schemas import SCHEMAS
from articles.api.urls import urlpatterns
from articles.models import Correction
from tests import world
from tests.api.asking import ROOT, ask, refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def paths():
    """An address of each kind, by its path as it is described, with the parameters it needs."""
    author, topic, source = world.make_author(), world.make_topic(), world.make_source()
    article = world.make_article(authors=[author], topics=[topic], publisher=source, comment_policy="open")
    world.make_statement(article, source=source, words=article.body[3:40])
    edition = world.workflow.publish(article, by=None)
    world.make_comment(edition)
    Correction.objects.create(article=article, text="It was the other pier.")
    slugs = {"sections": article.section.slug, "topics": topic.slug, "authors": author.slug, "sources": source.slug}
    found = {}
    for endpoint in ENDPOINTS:
        slug = slugs.get(endpoint.path.split("/")[1], "")
        path = endpoint.path.replace("{public_id}", article.public_id).replace("{slug}", slug)
        found[endpoint.path] = f"{path}?article={article.public_id}" if endpoint.required else path
    return found


def test_the_description_is_openapi(client):
    data = client.get(f"{ROOT}/openapi.json").json()
    OpenAPIV31SpecValidator(data).validate()
    assert data["servers"] == [{"url": "http://testserver/api/v1"}]


def test_every_address_is_described_and_every_description_has_its_address(paths):
    described = {(endpoint.path, endpoint.name) for endpoint in ENDPOINTS}
    routed = {
        ("/" + str(pattern.pattern).removeprefix("api/v1/").replace("<slug:", "{").replace(">", "}"), pattern.name)
        for pattern in urlpatterns
        if pattern.name not in {"api", "api_description", "api_nothing", "oembed"}
    }
    assert described == routed


def test_every_schema_is_used_and_every_parameter_explains_itself():
    text = str(openapi.document())
    assert [name for name in SCHEMAS if f"#/components/schemas/{name}'" not in text] == []
    for path in openapi.document()["paths"].values():
        for parameter in path["get"]["parameters"]:
            assert parameter["in"] == "path" or len(parameter["description"]) > 10, parameter


def test_each_answers_as_described_with_something_to_tell(client, paths):
    for path in paths.values():
        response = client.get(f"{ROOT}{path}")
        data = ask(client, *path.split("?")[:1], **dict([path.split("?")[1].split("=")] if "?" in path else []))
        assert response["Content-Type"] == "application/json"
        assert data.get("results", True), path


def test_each_is_public_the_same_for_everyone_and_costs_a_304(client, admin_client, paths):
    for path in paths.values():
        first = client.get(f"{ROOT}{path}")
        assert first["Cache-Control"].startswith("public"), path
        assert first["Surrogate-Key"], path
        assert first["Access-Control-Allow-Origin"] == "*"
        assert "Access-Control-Allow-Credentials" not in first.headers
        assert not first.cookies
        assert client.get(f"{ROOT}{path}", headers={"if-none-match": first["ETag"]}).status_code == 304, path
        assert admin_client.get(f"{ROOT}{path}").content == first.content


def test_a_parameter_that_is_not_known_is_refused_and_the_known_ones_are_named(client, paths):
    for path in paths.values():
        problem = refused(client, path.partition("?")[0], article="x", sectoin="world")
        assert "no such parameter" in problem["errors"]["sectoin"][0], path
    assert "section" in refused(client, "/articles/", sectoin="world")["errors"]["sectoin"][0]


def test_a_parameter_that_is_given_twice_is_refused(client):
    response = client.get(f"{ROOT}/articles/?kind=news&kind=opinion")
    assert response.json()["errors"] == {"kind": ["It is given more than once."]}


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ({"kind": "gossip"}, "none of: news, analysis"),
        ({"since": "yesterday"}, "ISO 8601"),
        ({"since": "0001-01-01"}, "between the years"),
        ({"limit": "many"}, "whole number"),
        ({"before": "x"}, "`next` gave"),
        ({"section": "\x00"}, "Null characters"),
        ({"text": "x" * 501}, "at most 500"),
    ],
)
def test_a_value_that_makes_no_sense_is_refused_in_words(client, query, words):
    errors = refused(client, "/articles/", **query)["errors"]
    assert words in str(errors[next(iter(query))])


def test_lists_by_name_refuse_a_cursor_of_nobody_s(client):
    for name in ("sections", "topics", "authors", "sources"):
        assert "before" in refused(client, f"/{name}/", before="MS0A")["errors"]


def test_what_is_none_of_its_addresses_says_where_they_are_described(client):
    for path in ("/nothing/", "/articles", "/articles/x/y/z/"):
        assert "http://testserver/api/v1/openapi.json" in refused(client, path, 404)["detail"]


def test_the_first_address_leads_to_the_others(client):
    data = client.get(f"{ROOT}/").json()
    assert data["description"] == "http://testserver/api/v1/openapi.json"
    assert set(data) == {
        "articles", "sections", "topics", "authors", "sources", "statements", "corrections", "description",
    }  # fmt: skip


def test_a_database_that_is_away_is_said_in_words(client, monkeypatch):
    def away(*args, **kwargs):
        raise OperationalError("gone")

    monkeypatch.setattr("articles.api.articles.rows", away)
    problem = refused(client, "/articles/", 503)
    assert "Try again" in problem["detail"]


def test_names_are_paged_in_their_order(client):
    for name in ("Ćma", "B", "a", "B 2", "Z"):
        world.make_section(name=name, slug=f"s-{ord(name[0])}-{len(name)}")
    data = ask(client, "/sections/", limit=2)
    found = [row["name"] for row in data["results"]]
    while data["next"]:
        data = client.get(data["next"]).json()
        found += [row["name"] for row in data["results"]]
    assert len(found) == 5
    assert set(found) == {"Ćma", "B", "a", "B 2", "Z"}


@pytest.mark.parametrize(
    ("path", "make"),
    [
        ("topics", lambda: world.make_live(topics=[world.make_topic()])),
        ("authors", lambda: world.make_live(authors=[world.make_author()])),
        ("sources", lambda: world.make_live(publisher=world.make_source())),
        ("sections", world.make_section),
        ("corrections", lambda: Correction.objects.create(article=world.make_live().article, text="Wrong.")),
    ],
)
def test_lists_cost_the_same_for_two_rows_and_for_twenty(client, django_assert_max_num_queries, path, make):
    costs = []
    for rows in (2, 18):
        for _number in range(rows):
            make()
        with django_assert_max_num_queries(4) as queries:
            data = ask(client, f"/{path}/", limit=50)
        costs.append(len(queries))
    assert len(data["results"]) == 20
    assert costs[0] == costs[1]


def test_a_topic_an_author_or_a_source_that_only_drafts_know_answers_like_none(client):
    world.make_scheduled(topics=[world.make_topic(slug="t")], authors=[world.make_author(slug="a")])
    world.make_article(publisher=world.make_source(slug="s"))
    for path, slug in (("topics", "t"), ("authors", "a"), ("sources", "s")):
        assert ask(client, f"/{path}/")["results"] == []
        assert refused(client, f"/{path}/{slug}/", 404) == refused(client, f"/{path}/nonesuch/", 404)
        query = {path.removesuffix("s"): slug}
        assert ask(client, "/articles/", **query)["results"] == []


def test_editors_ask_at_a_moment_and_nobody_else_does(client, admin_client):
    planned = world.make_scheduled()
    at = (planned.live_from).isoformat()
    assert "at" in refused(client, "/articles/", at=at)["errors"]
    response = admin_client.get(reverse("api_articles"), {"at": at})
    assert [row["id"] for row in response.json()["results"]] == [planned.article.public_id]
    assert response["Cache-Control"] == "private, no-store"
