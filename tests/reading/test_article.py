import json
import re
from datetime import date, timedelta

import pytest

from articles.models import Correction, Edition, Picture, Role, Statement
from articles.publishing import workflow
from articles.publishing.models.article import Kind
from tests import world
from tests.reading.pages import headlines, links, seen

pytestmark = pytest.mark.django_db


def said(article, source, **fields):
    words = fields.pop("words", "The ferry left at noon")
    return Statement.objects.create(article=article, source=source, words=words, **{"state": "accepted", **fields})


def test_the_furniture_stands_in_its_order(client):
    source = world.make_source(name="Anneke Vos")
    article = world.make_article(
        headline="Ferry strike goes on",
        standfirst="Crews want a second pair of hands.",
        kicker="Ports",
        kind=Kind.ANALYSIS,
        dateline="WESTPORT",
        authors=[world.make_author(name="Mara Lindqvist")],
        topics=[world.make_topic(name="Ferries")],
        publisher=world.make_source(name="Harbour Post"),
        original_url="https://harbour.example/1",
        original_date=date(2016, 9, 29),
        licence="CC BY 4.0",
    )
    said(article, source, role=Role.objects.create(source=source, title="speaker of the crews"))
    edition = workflow.publish(article, by=None)
    Correction.objects.create(article=article, text="The wrong pier was named.")
    world.make_live(section=article.section, headline="Another one of the section")
    content = client.get(edition.path).content.decode()
    body = content[content.index("<main") :]
    places = [
        body.index(words)
        for words in (
            "Analysis",
            "Ports",
            "<h1>Ferry strike goes on",
            "Crews want a second pair",
            "Mara Lindqvist",
            "WESTPORT",
            "Published",
            "The wrong pier was named.",
            "story-body",
            "Sources in this story",
            "First published by",
            "Harbour Post",
            "29 September 2016",
            "https://harbour.example/1",
            "CC BY 4.0",
            "<bdi>Anneke Vos",
            "speaker of the crews",
            "Ferries",
            "Another one of the section",
            "No comments yet",
            "Post a comment",
        )
    ]
    assert places == sorted(places)


@pytest.mark.parametrize(
    ("number", "printed"),
    [(0, None), (1, "By A1"), (2, "By A1 and A2"), (3, "By A1, A2 and A3"), (5, "By A1, A2, A3, A4 and A5")],
)
def test_authors_read_as_the_language_has_it(client, number, printed):
    edition = world.make_live(authors=[world.make_author(name=f"A{place + 1}") for place in range(number)])
    content = client.get(edition.path).content.decode()
    byline = re.search(r'<p class="byline">(.*?)</p>', content)
    assert (re.sub(r"<[^>]+>", "", byline[1]) if byline else None) == printed


def test_a_printed_byline_stands_where_no_author_has_a_page(client):
    edition = world.make_live(byline="By our correspondent in Westport")
    assert "<bdi>By our correspondent in Westport</bdi>" in client.get(edition.path).content.decode()


@pytest.mark.parametrize("kind", [Kind.OPINION, Kind.ANALYSIS, Kind.SPONSORED])
def test_what_is_not_news_is_labelled_on_its_page_and_in_every_list(client, kind):
    edition = world.make_live(kind=kind)
    for path in (edition.path, "/", edition.section.get_absolute_url()):
        assert f'<strong class="label label-{kind}">' in client.get(path).content.decode()


def test_a_correction_of_spelling_does_not_move_updated(client):
    edition = world.make_live(ago=timedelta(hours=3))
    assert "Updated" not in client.get(edition.path).content.decode()
    workflow.publish(edition.article, by=None, substantive=False)
    assert "Updated" not in client.get(edition.path).content.decode()
    workflow.publish(edition.article, by=None, substantive=True)
    assert "Updated" in client.get(edition.path).content.decode()


def test_times_carry_their_offset_and_name_their_zone(client, settings):
    settings.TIME_ZONE = "Asia/Kathmandu"
    edition = world.make_live()
    content = client.get(edition.path).content.decode()
    assert re.search(
        r'<time datetime="\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.?\d*\+05:45">\d+ \w+ \d{4}, \d\d:\d\d \+0545<', content
    )


def test_a_publisher_who_may_not_be_named_takes_the_address_of_the_original_along(client):
    publisher = world.make_source(name="Whisper Gazette", public=False)
    edition = world.make_live(publisher=publisher, original_url="https://whisper.example/1", licence="Whisper terms")
    content = client.get(edition.path).content.decode()
    assert "hisper" not in content


def test_who_spoke_off_the_record_is_not_among_the_sources(client):
    article = world.make_article()
    for name, level, public in (
        ("Olga Open", "on_record", True),
        ("Nadja Never", "off_record", True),
        ("Nils Not", "not_for_attribution", True),
        ("Sam Secret", "on_record", False),
    ):
        said(article, world.make_source(name=name, public=public), attribution_level=level)
    said(article, world.make_source(name="Sue Suggested"), state="suggested")
    content = client.get(world.publish_past_the_checks(article).path).content.decode()
    assert "Olga Open" in content
    assert not re.search("Nadja|Nils|Sam Secret|Suggested", content)


def test_a_source_of_the_working_copy_waits_for_the_next_edition(client):
    edition = world.make_live()
    said(edition.article, world.make_source(name="Late Comer"))
    assert "Late Comer" not in client.get(edition.path).content.decode()
    workflow.publish(edition.article, by=None)
    assert "Late Comer" in client.get(edition.path).content.decode()


def test_related_are_the_newest_three_of_the_section_and_never_the_story_itself(client):
    section = world.make_section()
    editions = [world.make_live(section=section, ago=timedelta(hours=hour + 1)) for hour in range(5)]
    world.make_scheduled(section=section)
    world.make_live()
    assert headlines(client.get(editions[1].path)) == [editions[place].path for place in (0, 2, 3)]


def test_a_story_in_arabic_says_so_and_runs_from_right_to_left(client):
    edition = world.make_live(
        headline="العبّارات تعود",
        language="ar",
        direction="rtl",
        authors=[world.make_author(name="A"), world.make_author(name="B")],
    )
    response = client.get(edition.path)
    page = seen(response)
    assert page.all("html", lang="ar", dir="rtl")
    assert page.all("article", class_="story", lang="ar", dir="rtl")
    assert page.all("header", class_="masthead", lang="ar", dir="rtl")
    assert "</bdi></a> و<a" in response.content.decode()
    card = seen(client.get("/"))
    assert card.all("div", class_="card-words", dir="rtl")
    assert card.all("h2", class_="card-headline", lang="ar")


def test_machines_are_told_the_canonical_address_description_and_structure(client):
    hostile = 'Crews say "no" </script><script>alert(1)</script> & go'
    edition = world.make_live(headline=hostile, standfirst="")
    response = client.get(edition.path + "?utm_source=x")
    page = seen(response)
    assert page.all("link", rel="canonical")[0]["href"] == f"http://testserver{edition.path}"
    assert page.all("meta", property="og:title")[0]["content"] == hostile
    assert page.all("meta", name="description")[0]["content"].startswith("The ferry left at noon")
    ours = {"type": "module", "src": "/static/js/comments.js"}
    assert page.all("script") == [{"type": "application/ld+json"}, ours]
    data = re.search(r'<script type="application/ld\+json">(.*?)</script>', response.content.decode())[1]
    assert json.loads(data)["headline"] == hostile


def test_the_lead_picture_is_the_one_that_search_engines_get_and_a_drawn_one_is_shared(client):
    lead = Picture.objects.create(digest="1" * 64, width=2000, height=1000, alt='A "quay"', master="m", original="o")
    response = client.get(world.make_live(lead_picture=lead).path)
    told = {found["property"]: found["content"] for found in seen(response).all("meta") if "property" in found}
    address = f"http://testserver/media/renditions/{'1' * 20}/card-50-50-960.jpg"
    assert told["og:image"].startswith("http://testserver/share/")  # see tests/syndication/test_share.py
    assert (told["og:image:width"], told["og:image:height"]) == ("1200", "630")
    data = re.search(r'<script type="application/ld\+json">(.*?)</script>', response.content.decode())[1]
    assert json.loads(data)["image"][0]["url"] == address


def test_a_story_without_a_picture_claims_none_for_search_engines(client):
    content = client.get(world.make_live().path).content.decode()
    assert '"image"' not in content


def test_unknown_parameters_change_nothing(client):
    edition = world.make_live()
    assert client.get(edition.path).content == client.get(edition.path + "?utm_source=mail&before=x").content


def test_head_answers_as_get_does_without_a_body(client):
    edition = world.make_live()
    head, get = client.head(edition.path), client.get(edition.path)
    assert (head.status_code, head.content) == (200, b"")
    assert head["Surrogate-Key"] == get["Surrogate-Key"]
    assert client.post(edition.path).status_code == 405


def test_the_page_names_what_it_shows_and_when_that_ends(client):
    author, topic, source = world.make_author(), world.make_topic(), world.make_source()
    edition = world.make_live(authors=[author], topics=[topic], publisher=source)
    planned = workflow.schedule(edition.article, by=None, at=world.timezone.now() + timedelta(hours=5))
    earlier = world.make_scheduled(section=edition.section, ahead=timedelta(hours=4))
    response = client.get(edition.path)
    assert {
        f"article:{edition.article_id}",
        f"comments:{edition.article_id}",
        f"section:{edition.section_id}",
        f"author:{author.pk}",
        f"topic:{topic.pk}",
        f"source:{source.pk}",
    } <= set(response["Surrogate-Key"].split())
    assert earlier.live_from < planned.live_from
    assert response["X-Page-Until"] == earlier.live_from.strftime("%a, %d %b %Y %H:%M:%S GMT")


@pytest.mark.parametrize("number", [2, 20])
def test_any_number_of_comments_sources_and_corrections_costs_seven_queries(client, django_assert_num_queries, number):
    section = world.make_section()
    article = world.make_article(
        section=section,
        authors=[world.make_author() for _place in range(number)],
        topics=[world.make_topic() for _place in range(number)],
        publisher=world.make_source(),
    )
    for _place in range(number):
        said(article, world.make_source())
        Correction.objects.create(article=article, text="It was the other pier.")
        world.make_live(section=section)
    edition = workflow.publish(article, by=None)
    for _place in range(number):
        world.make_comment(edition)
    with django_assert_num_queries(7):  # eight with pictures, see test_article_furniture.py
        response = client.get(edition.path)
    assert links(response).count(f"/comments/{article.public_id}/post/") >= 1
    assert Edition.objects.live().count() == number + 1
