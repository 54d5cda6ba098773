"""An article as ninjs 3.1: valid by IPTC's own schema, complete, and with nothing that readers may not know."""

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from articles.models import Picture
from tests import world

pytestmark = pytest.mark.django_db

SCHEMA = json.loads((Path(__file__).parent / "ninjs-schema_3.1.json").read_text("utf-8"))


def ninjs(client, edition):
    response = client.get(f"/api/v1/articles/{edition.article.public_id}/ninjs.json")
    assert response.status_code == 200
    data = response.json()
    Draft202012Validator(SCHEMA, format_checker=Draft202012Validator.FORMAT_CHECKER).validate(data)
    return data


def test_the_schema_does_refuse_what_is_no_ninjs():
    validator = Draft202012Validator(SCHEMA, format_checker=Draft202012Validator.FORMAT_CHECKER)
    for wrong in ({}, {"uri": "urn:x:y", "nonsense": 1}, {"uri": "urn:x:y", "headlines": [{"role": "main"}]}):
        assert list(validator.iter_errors(wrong)), wrong


def test_a_story_with_everything_is_valid_and_says_it_all(client, settings):
    settings.POLICY_URLS = {"correctionsPolicy": "/corrections/", "ethicsPolicy": "https://x.example/ethics"}
    lead = Picture.objects.create(
        title="For the desk", digest="a" * 64, width=1200, height=800, alt="A quay", caption="The quay", credit="M. L."
    )
    person, office = world.make_source(name="Anneke Vos"), world.make_source(name="The Port", kind="organisation")
    article = world.make_article(
        headline="Zeppelin lands",
        kind="opinion",
        kicker="Air",
        dateline="WESTPORT",
        licence="CC BY 4.0",
        authors=[world.make_author(name="Mara Lindqvist")],
        topics=[world.make_topic(name="Airships")],
        publisher=world.make_source(name="Harbour Agency", kind="publication"),
        lead_picture=lead,
        body="<p>“It came”, she said. “It went”, said the port.</p>",
    )
    world.make_statement(article, source=person, words="It came")
    world.make_statement(article, source=office, words="It went")
    data = ninjs(client, world.publish_past_the_checks(article))
    assert data["standard"]["version"] == "3.1"
    assert data["uri"].startswith("urn:uuid:")
    assert (data["title"], data["headlines"][0]["value"]) == ("Opinion: Zeppelin lands", "Zeppelin lands")
    assert data["genres"][0]["uri"] == "http://cv.iptc.org/newscodes/genre/Opinion"
    assert (data["by"], data["located"], data["usageTerms"]) == ("Mara Lindqvist", "WESTPORT", "CC BY 4.0")
    assert data["copyrightHolder"] == "Harbour Agency"
    assert [body["contentType"] for body in data["bodies"]] == ["text/html", "text/plain"]
    assert [each["name"] for each in data["people"]] == ["Anneke Vos"]
    assert [each["name"] for each in data["organisations"]] == ["The Port"]
    assert [each["name"] for each in data["infoSources"]] == ["Anneke Vos", "The Port", "Harbour Agency"]
    assert [each["role"] for each in data["trustIndicators"]] == [
        "https://schema.org/correctionsPolicy",
        "https://schema.org/ethicsPolicy",
    ]
    (picture,) = data["associations"]
    assert (picture["type"], picture["by"], picture["renditions"][0]["width"]) == ("picture", "M. L.", 960)


def test_the_plainest_story_is_valid(client):
    data = ninjs(client, world.make_live(standfirst="", language=""))
    assert "associations" not in data
    assert data["copyrightHolder"] == "Newsroom"


def test_whoever_is_only_described_is_no_info_source(client):
    source = world.make_source(name="Anneke Vos")
    article = world.make_article(body="<p>“It came”, an official said.</p>")
    world.make_statement(
        article, source=source, words="It came", attribution_level="background", described_as="an official"
    )
    assert "Anneke" not in json.dumps(ninjs(client, world.publish_past_the_checks(article)))


def test_the_identity_outlives_the_address(client):
    edition = world.make_live()
    before = ninjs(client, edition)["uri"]
    article = edition.article
    article.slug, article.section = "other", world.make_section()
    article.save()
    world.workflow.publish(article, by=None)
    assert ninjs(client, edition)["uri"] == before
