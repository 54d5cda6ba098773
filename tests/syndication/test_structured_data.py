"""NewsArticle for machines: complete, and no text can leave its script element."""

import json
import re
from datetime import timedelta
from html.parser import HTMLParser

import pytest
from hypothesis import example, given
from hypothesis import settings as settings_of_hypothesis
from hypothesis import strategies as st

from articles.models import Correction, Picture, Source
from articles.pictures.renditions import renditions_of
from articles.syndication.structured_data import news_article, script_json
from tests.world import make_author, make_live, make_section, make_source, make_topic

pytestmark = pytest.mark.django_db

ELEMENT = re.compile(r'<script type="application/ld\+json">(.*)</script>', re.DOTALL)


def read(markup):
    return json.loads(ELEMENT.fullmatch(markup)[1])


def test_a_story_says_what_it_is_who_wrote_it_and_when():
    author = make_author(name="Mara Lindqvist", slug="mara-lindqvist")
    edition = make_live(headline="Zeppelin lands", section=make_section(name="Air"), language="en", authors=[author])
    data = read(news_article(edition, authors=[author], publisher=None))
    assert data["@type"] == "NewsArticle"
    assert data["headline"] == "Zeppelin lands"
    assert data["mainEntityOfPage"]["@id"] == f"http://testserver{edition.path}"
    assert "image" not in data
    assert data["author"] == [
        {"@type": "Person", "name": "Mara Lindqvist", "url": "http://testserver/authors/mara-lindqvist/"}
    ]
    assert data["datePublished"] == edition.first_published.isoformat()
    assert data["articleSection"] == "Air"
    assert data["inLanguage"] == "en"


def test_the_lead_picture_is_said_in_both_shapes_with_size_words_and_credit():
    picture = Picture(digest="1" * 64, width=2000, height=1000, caption="A quay.", credit="M. Lindqvist")
    images = read(news_article(make_live(), authors=[], publisher=None, picture=picture))["image"]
    assert [(image["width"], image["height"]) for image in images] == [(960, 640), (1280, 640)]
    names = {f"renditions/{'1' * 20}/{name}" for name in ("card-50-50-960.jpg", "1280.jpg")}
    assert {image["url"].removeprefix("http://testserver/media/") for image in images} == names
    assert {rendition.name for shape in ("card", "full") for rendition in renditions_of(picture, shape)} >= names
    assert {(image["@type"], image["caption"], image["creditText"]) for image in images} == {
        ("ImageObject", "A quay.", "M. Lindqvist")
    }


@pytest.mark.parametrize(
    ("kind", "type_name"),
    [("opinion", "OpinionNewsArticle"), ("analysis", "AnalysisNewsArticle"), ("sponsored", "AdvertiserContentArticle")],
)
def test_opinion_analysis_and_sponsored_are_named_so(kind, type_name):
    assert read(news_article(make_live(kind=kind), authors=[], publisher=None))["@type"] == type_name


def test_the_day_of_change_moves_only_with_what_is_substantive():
    edition = make_live()
    edition.updated = edition.first_published + timedelta(days=1)
    assert read(news_article(edition, authors=[], publisher=None))["dateModified"] == edition.updated.isoformat()


def test_a_correction_is_said():
    edition = make_live()
    correction = Correction(article=edition.article, text="The pier was built in 1962, not 1926.")
    data = read(news_article(edition, authors=[], publisher=None, corrections=[correction]))
    assert data["correction"][0]["text"] == "The pier was built in 1962, not 1926."


def test_the_publisher_of_the_copy_is_named_when_readers_may_know_it():
    agency = make_source(name="Harbour Agency", kind="organisation")
    edition = make_live(publisher=agency, original_url="https://agency.example/1")
    data = read(news_article(edition, authors=[], publisher=agency))
    assert data["sourceOrganization"]["name"] == "Harbour Agency"
    assert data["author"][0]["name"] == "Harbour Agency"
    assert data["isBasedOn"] == "https://agency.example/1"


@pytest.mark.parametrize("hidden", [{"public": False}, {"kind": "unnamed"}])
def test_a_source_that_readers_may_not_know_is_never_named(hidden):
    agency = make_source(name="Quiet Agency", slug="quiet-agency", **hidden)
    edition = make_live(publisher=agency, original_url="https://quiet.example/1")
    markup = news_article(edition, authors=[], publisher=agency)
    assert "quiet" not in markup.lower()


PAYLOADS = [
    "</script><script>alert(1)</script>", "</SCRIPT x", "<!--<script>", "-->", "]]>", "&lt;/script&gt;", "\u2028alert(1)\u2029",
    '"}</script>', "\\u003c/script>", "\\", "{{ x }}", "\x00\x01", "🦆 é ع",
]  # fmt: skip


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_text_can_close_the_script_element(payload):
    edition = make_live()
    edition.headline = edition.standfirst = edition.byline = edition.language = edition.section.name = payload
    edition.path = f"/x/{payload}/"
    correction = Correction(article=edition.article, text=payload)
    author = make_author()
    author.name = payload
    markup = news_article(
        edition,
        authors=[author],
        publisher=Source(name=payload, slug="x"),
        picture=Picture(digest="1" * 64, width=640, height=400, caption=payload, credit=payload),
        corrections=[correction],
    )
    seen = []
    parser = HTMLParser()
    parser.handle_starttag = lambda tag, attrs: seen.append(tag)
    parser.feed(markup + "<p>after</p>")
    assert seen == ["script", "p"]
    inside = ELEMENT.fullmatch(markup)[1]
    assert not set("<>&\u2028\u2029") & set(inside)
    assert json.loads(inside)["headline"] == payload


def test_the_page_names_the_way_to_it():
    edition = make_live(headline="Zeppelin lands", section=make_section(name="Air", slug="air"))
    trail = read(news_article(edition, authors=[], publisher=None))["mainEntityOfPage"]["breadcrumb"]
    assert [(step["position"], step["name"], step["item"]) for step in trail["itemListElement"]] == [
        (1, "Newsroom", "http://testserver/"),
        (2, "Air", "http://testserver/air/"),
        (3, "Zeppelin lands", f"http://testserver{edition.path}"),
    ]


def test_the_newsroom_s_rules_are_named_where_it_has_set_them(settings):
    edition = make_live()
    plain = read(news_article(edition, authors=[], publisher=None))["publisher"]
    assert set(plain) == {"@type", "name", "url"}
    settings.POLICY_URLS = {"correctionsPolicy": "/corrections/", "ethicsPolicy": "https://x.example/ethics"}
    told = read(news_article(edition, authors=[], publisher=None))["publisher"]
    assert told["correctionsPolicy"] == "http://testserver/corrections/"
    assert told["ethicsPolicy"] == "https://x.example/ethics"


def test_how_it_was_reported_and_what_it_is_about_are_said():
    edition = make_live(how_reported="We read the log.", body="<p>One two three.</p>")
    data = read(news_article(edition, authors=[], publisher=None, topics=[make_topic(name="Airships")], comments=3))
    assert (data["backstory"], data["keywords"], data["wordCount"]) == ("We read the log.", ["Airships"], 3)
    assert data["commentCount"] == 3
    assert data["isAccessibleForFree"] is True


@given(st.recursive(st.text() | st.none(), lambda inside: st.lists(inside) | st.dictionaries(st.text(), inside)))
@example("</script><!--\u2028]]>&lt;")
@settings_of_hypothesis(max_examples=200, deadline=None)
def test_whatever_is_said_the_script_element_keeps_it_and_says_the_same(data):
    written = script_json(data)
    assert not set("<>&\u2028\u2029") & set(written)
    assert json.loads(written) == data
