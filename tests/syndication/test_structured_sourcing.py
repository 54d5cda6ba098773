"""What machines read of the sourcing of a story: checked by a small checker of types and required properties."""

import json
import re
from datetime import date

import pytest

from articles.models import Evidence, Source, Statement
from tests import world

pytestmark = pytest.mark.django_db

THINGS = {"Person", "Organization", "NewsMediaOrganization"}
REQUIRED = {
    "NewsArticle": {"headline", "url", "datePublished", "publisher"},
    "Quotation": {"text"},
    "Person": {"name"},
    "Organization": {"name"},
    "NewsMediaOrganization": {"name"},
    "CreativeWork": set(),
    "CorrectionComment": {"text"},
    "ImageObject": {"url"},
    "WebPage": {"breadcrumb"},
    "BreadcrumbList": {"itemListElement"},
    "ListItem": {"position", "name", "item"},
}
# What each property may hold, by schema.org: text, or things of these types.
RANGES = {
    "citation": {"CreativeWork", "Quotation"},
    "spokenByCharacter": {"Person", "Organization"},
    "isPartOf": {"CreativeWork"},
    "isBasedOn": {"CreativeWork"},
    "publisher": {"Organization", "NewsMediaOrganization"},
    "author": {"Person", "Organization"},
    "sourceOrganization": {"Organization"},
    "mainEntityOfPage": {"WebPage"},
    "breadcrumb": {"BreadcrumbList"},
    "itemListElement": {"ListItem"},
}


def problems(thing, told):
    """What is wrong with a thing and all in it. `told` collects the types by `@id`, for references."""
    found = [f"{thing['@type']} without {name}" for name in REQUIRED[thing["@type"]] - thing.keys()]
    if "@id" in thing:
        told[thing["@id"]] = thing["@type"]
    for name, value in thing.items():
        for item in value if isinstance(value, list) else [value]:
            if item in ("", None, {}, []):
                found.append(f"{name} is empty")
            if not isinstance(item, dict):
                continue
            if item.keys() == {"@id"}:
                kind = told.get(item["@id"], f"nothing told of {item['@id']}")
            else:
                kind = item["@type"]
                found += problems(item, told)
            if name in RANGES and kind not in RANGES[name]:
                found.append(f"{name} holds {kind}")
    return found


def read(client, edition):
    content = client.get(edition.path).content.decode()
    data = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', content, re.DOTALL)[1])
    assert problems(data, {}) == []
    return data


def story(*statements, **fields):
    article = world.make_article(**fields)
    for columns in statements:
        world.make_statement(article, **{"kind": "direct", **columns})
    return world.publish_past_the_checks(article)


def test_a_quotation_says_its_words_and_who_spoke(client):
    source = world.make_source(name="Anneke Vos", slug="anneke-vos")
    columns = {"source": source, "words": "“Nine days,”", "quotes": ["Nine days,"], "said_on": date(2016, 9, 29)}
    first, second = read(client, story(columns, {**columns, "words": "“Ten,”", "quotes": []}))["citation"]
    assert first["@type"] == "Quotation"
    assert first["text"] == "Nine days,"
    assert first["dateCreated"] == "2016-09-29"
    page = "http://testserver/sources/anneke-vos/"
    assert first["spokenByCharacter"] == {"@type": "Person", "@id": "#speaker-1", "name": "Anneke Vos", "url": page}
    assert (second["text"], second["spokenByCharacter"]) == ("Ten,", {"@id": "#speaker-1"})


def test_a_quotation_in_pieces_is_one(client):
    quotation = read(client, story({"words": 'He said "a" and "b".', "quotes": ["a", "b"], "kind": "partial"}))[
        "citation"
    ][0]
    assert quotation["text"] == "a … b"


def test_few_quotations_are_whole_and_many_are_short_and_the_first_ones(client):
    long = "The harbour was closed at noon because the tide gates did not open when the pilots had asked for them"
    source = world.make_source(name="Anneke Vos", slug="anneke-vos")
    said = [{"source": source, "words": f"“Number {number}. {long}.”", "paragraph": number} for number in range(60)]
    few = read(client, story(*said[:5]))["citation"]
    assert [quotation["text"] for quotation in few] == [f"Number {number}. {long}." for number in range(5)]
    many = read(client, story(*said))["citation"]
    assert [quotation["text"].split(".")[0] for quotation in many] == [f"Number {number}" for number in range(30)]
    assert all(long[:20] in quotation["text"] and quotation["text"].endswith("…") for quotation in many)
    assert len(json.dumps(many)) <= 6_000


def test_a_paraphrase_is_no_quotation(client):
    assert "citation" not in read(client, story({"kind": "paraphrase"}))


def test_a_document_is_cited_as_a_work_and_speaks_not(client):
    report = world.make_source(name="Flood review", kind=Source.Kind.DOCUMENT)
    other = world.make_source(name="Tide tables", kind=Source.Kind.DOCUMENT)
    quotation, work = read(client, story({"source": report}, {"source": other, "kind": "paraphrase"}))["citation"]
    assert quotation["isPartOf"]["name"] == "Flood review"
    assert (work["@type"], work["name"]) == ("CreativeWork", "Tide tables")


def test_public_evidence_is_cited(client):
    edition = story({"kind": "paraphrase"})
    statement = Statement.objects.get()
    Evidence.objects.create(statement=statement, url="https://port.example/m", description="Minutes", public=True)
    Evidence.objects.create(statement=statement, url="https://private.example/")
    assert read(client, edition)["citation"] == [
        {"@type": "CreativeWork", "url": "https://port.example/m", "name": "Minutes"}
    ]


def test_a_speaker_without_a_page_has_no_address(client):
    source = world.make_source(name="Jo Bystander", private_individual=True)
    spoken = read(client, story({"source": source}))["citation"][0]["spokenByCharacter"]
    assert spoken == {"@type": "Person", "name": "Jo Bystander"}


def test_somebody_described_is_nobody_s_entity(client):
    source = world.make_source(name="Sam Secret")
    columns = {"source": source, "attribution_level": "background", "described_as": "a port official"}
    quotation = read(client, story(columns))["citation"][0]
    assert quotation["creditText"] == "a port official"
    assert "spokenByCharacter" not in quotation


@pytest.mark.parametrize(
    ("source_fields", "columns"),
    [
        ({"public": False}, {}),
        ({"protected": True}, {}),
        ({"kind": Source.Kind.UNNAMED}, {}),
        ({}, {"attribution_level": "not_for_attribution"}),
        ({}, {"attribution_level": "off_record"}),
        ({}, {"state": "suggested"}),
    ],
)
def test_no_one_that_readers_may_not_know_is_in_it(client, source_fields, columns):
    source = world.make_source(name="Sam Secret", slug="sam-secret", **source_fields)
    edition = story({"source": source, **columns})
    assert "ecret" not in json.dumps(read(client, edition))


def test_syndicated_copy_is_based_on_its_original(client):
    publisher = world.make_source(name="Harbour Post", kind=Source.Kind.PUBLICATION)
    with_address = story({}, publisher=publisher, original_url="https://post.example/1")
    assert read(client, with_address)["isBasedOn"] == "https://post.example/1"
    without = read(client, story({}, publisher=publisher, original_date=date(2016, 9, 29)))["isBasedOn"]
    assert (without["publisher"]["name"], without["datePublished"]) == ("Harbour Post", "2016-09-29")
    assert "isBasedOn" not in read(client, story({}))


def test_a_publisher_without_a_page_has_no_address(client):
    publisher = world.make_source(name="Harbour Post", private_individual=True)
    assert "url" not in read(client, story({}, publisher=publisher))["sourceOrganization"]
