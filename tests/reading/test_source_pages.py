"""The page of a source: roles, every public statement newest first, filters, feed, former addresses; and the index."""

import json
import re
from datetime import date, timedelta

import pytest
from django.utils import timezone
from django.utils.html import escape
from django.utils.http import http_date

from articles.models import Edition, Role, Source, SourceAddress, Statement
from articles.page_cache import UNTIL_HEADER
from articles.publishing import workflow
from tests import world
from tests.reading.pages import links

pytestmark = pytest.mark.django_db


def quoted(source, words="The ferry left at noon", *, ago=timedelta(hours=1), article=None, **columns):
    article = world.make_article(body=f"<p>{escape(words)}, said somebody.</p>", **(article or {}))
    world.make_statement(article, source=source, words=words, **columns)
    edition = world.publish_past_the_checks(article)
    moment = timezone.now() - ago
    Edition.objects.filter(pk=edition.pk).update(live_from=moment, first_published=moment, updated=moment)
    return Edition.objects.get(pk=edition.pk)


def words_on(response):
    return [row.words for row in response.context["statements"].rows]


def test_statements_stand_newest_story_first_whenever_they_were_entered(client):
    source = world.make_source()
    quoted(source, "Said today")
    quoted(source, "Said long ago", ago=timedelta(days=400))
    quoted(source, "Said last week", ago=timedelta(days=7))
    assert words_on(client.get(source.get_absolute_url())) == ["Said today", "Said last week", "Said long ago"]


def test_the_day_is_told_both_ways_with_whom_and_through_whom(client):
    source = world.make_source()
    agency = world.make_source(name="Harbour Agency")
    quoted(source, said_on=date(2016, 9, 29), said_when="on Thursday", addressee="reporters", conduit=agency)
    content = client.get(source.get_absolute_url()).content.decode()
    assert "to reporters, on Thursday, 29 September 2016, told Harbour Agency" in content


def test_a_conduit_that_may_not_be_named_is_not_told(client):
    source = world.make_source()
    quoted(source, conduit=world.make_source(name="Whisper Agency", public=False))
    assert "Whisper" not in client.get(source.get_absolute_url()).content.decode()


def test_roles_are_told_from_when_until_when(client):
    source = world.make_source()
    quoted(source)
    Role.objects.create(source=source, title="pilot", held_until=date(2014, 1, 1))
    Role.objects.create(source=source, title="harbour master", held_from=date(2014, 1, 1))
    content = client.get(source.get_absolute_url()).content.decode()
    assert re.search(r"harbour master</bdi> <span[^>]*>2014–</span>.*pilot</bdi> <span[^>]*>–2014", content, re.DOTALL)


def test_an_affiliation_without_a_page_is_named_and_not_linked(client):
    employer = world.make_source(name="Port of Westport", private_individual=True)
    source = world.make_source(affiliation=employer)
    quoted(source)
    content = client.get(source.get_absolute_url()).content.decode()
    assert "Port of Westport" in content
    assert employer.get_absolute_url() not in content


def test_an_affiliation_that_no_reader_has_met_is_named_and_linked_nowhere_until_a_live_story_names_it(client):
    employer = world.make_source(name="Port of Westport", kind="organisation")
    source = world.make_source(affiliation=employer)
    quoted(source)
    page, address = source.get_absolute_url(), employer.get_absolute_url()
    assert client.get(address).status_code == 404
    content = client.get(page).content.decode()
    assert "Port of Westport" in content
    assert address not in content
    planned = world.make_scheduled(publisher=employer)
    response = client.get(page)
    assert address not in response.content.decode()
    assert response[UNTIL_HEADER] == http_date(planned.live_from.timestamp())
    quoted(employer)
    assert client.get(address).status_code == 200
    assert client.get(page).content.decode().count(address) == 2  # for readers, and for machines


def test_statements_are_narrowed_by_year_topic_and_kind(client):
    source, ferries = world.make_source(), world.make_topic(name="Ferries", slug="ferries")
    quoted(source, "About ferries", article={"topics": [ferries]}, kind="direct")
    old = quoted(source, "Said long ago", ago=timedelta(days=800), kind="paraphrase")
    path = source.get_absolute_url()
    assert words_on(client.get(path, {"topic": "ferries"})) == ["About ferries"]
    assert words_on(client.get(path, {"year": old.first_published.year})) == ["Said long ago"]
    assert words_on(client.get(path, {"kind": "direct"})) == ["About ferries"]
    none = client.get(path, {"kind": "direct", "year": old.first_published.year})
    assert words_on(none) == []
    assert "No statement has all of this." in none.content.decode()


@pytest.mark.parametrize(
    "asked",
    [{"year": "x"}, {"year": "99999"}, {"year": "٢٠١٦"}, {"topic": "no-such"}, {"topic": "\x00"}, {"kind": "shout"}],
)
def test_what_is_no_choice_is_said_to_be_none_as_in_the_archive(client, asked):
    source = world.make_source()
    quoted(source)
    response, archive = client.get(source.get_absolute_url(), asked), client.get("/archive/", {"kind": "shout"})
    assert response.status_code == archive.status_code == 200
    assert words_on(response) == []
    for page in (response, archive):
        assert "Something in the form cannot be used." in page.content.decode()
        assert 'class="errorlist"' in page.content.decode()


def test_the_index_tells_the_present_role_and_how_much_was_said(client):
    source = world.make_source(name="Anneke Vos", description="Speaks for the crews.")
    Role.objects.create(source=source, title="pilot", held_until=date(2014, 1, 1))
    Role.objects.create(source=source, title="speaker", organisation="Union of Crews")
    for _number in range(2):
        quoted(source)
    world.make_statement(world.make_article(), source=source)  # of a draft
    world.make_live(publisher=world.make_source(name="Harbour Post", description="Daily of Westport."))
    lines = re.findall(r'<span class="source-about">(.*?)</span>', client.get("/sources/").content.decode(), re.DOTALL)
    assert lines == ["<bdi>speaker, Union of Crews</bdi> · 2 statements", "<bdi>Daily of Westport.</bdi>"]


def test_a_story_of_another_direction_keeps_its_title_apart_from_the_line_around_it(client):
    source = world.make_source()
    quoted(source, "لن نغلق الرصيف", article={"headline": "العبّارات تعود", "language": "ar", "direction": "rtl"})
    content = client.get(source.get_absolute_url()).content.decode()
    assert re.search(r'In: <cite lang="ar"><a [^>]*><bdi>العبّارات تعود</bdi></a></cite>', content)


def test_a_topic_that_only_a_draft_has_is_no_choice(client):
    source = world.make_source()
    for _place in range(5):
        quoted(source)
    draft = world.make_article(topics=[world.make_topic(name="Secret merger")])
    world.make_statement(draft, source=source)
    assert "Secret merger" not in client.get(source.get_absolute_url()).content.decode()


def test_narrowed_statements_go_on_page_by_page(client):
    source = world.make_source()
    for _place in range(32):
        quoted(source, kind="direct")
    quoted(source, kind="paraphrase")
    first = client.get(source.get_absolute_url(), {"kind": "direct"})
    older = next(href for href in links(first) if "said_before=" in href)
    assert "kind=direct" in older
    assert len(words_on(client.get(source.get_absolute_url() + older))) == 2


def test_a_former_address_leads_to_the_present_one_in_one_step(client):
    source = world.make_source(slug="anneke-vos")
    quoted(source)
    SourceAddress.objects.create(slug="a-vos", source=source)
    response = client.get("/sources/a-vos/")
    assert (response.status_code, response["Location"]) == (301, "/sources/anneke-vos/")
    assert client.get(response["Location"]).status_code == 200


@pytest.mark.parametrize("hidden", [{"public": False}, {"private_individual": True}, {"protected": True}, None])
def test_a_former_address_of_what_has_no_page_leads_nowhere(client, hidden):
    source = world.make_source(slug="anneke-vos", **(hidden or {}))
    if hidden is not None:
        quoted(source)
    SourceAddress.objects.create(slug="a-vos", source=source)
    for path in (
        "/sources/a-vos/",
        "/sources/anneke-vos/",
        "/sources/anneke-vos/statements.rss",
        "/sources/anneke-vos/removal/",
    ):
        assert client.get(path).status_code == 404, path


def test_machines_read_who_it_is_and_what_was_quoted(client):
    employer = world.make_source(name="Port of Westport", kind="organisation")
    source = world.make_source(name="Anneke Vos", affiliation=employer, website="https://vos.example/")
    Role.objects.create(source=source, title="harbour master")
    quoted(source, "“Nine days,”", kind="direct", quotes=["Nine days,"], said_on=date(2016, 9, 29))
    quoted(source, "She said it was late", kind="paraphrase")
    content = client.get(source.get_absolute_url()).content.decode()
    graph = json.loads(re.search(r'ld\+json">(.*?)</script>', content)[1])["@graph"]
    person, quotation = graph
    assert (person["@type"], person["name"], person["jobTitle"]) == ("Person", "Anneke Vos", ["harbour master"])
    assert person["affiliation"]["name"] == "Port of Westport"
    assert quotation["text"] == "Nine days,"
    assert quotation["spokenByCharacter"] == {"@id": person["@id"]}
    assert quotation["dateCreated"] == "2016-09-29"


def test_the_feed_tells_what_was_said_with_identities_that_stay(client):
    source = world.make_source(name="Anneke Vos")
    edition = quoted(source, "Nine <days> & nights", article={"headline": "Ferry strike"})
    path = f"{source.get_absolute_url()}statements.rss"
    response = client.get(path)
    content = response.content.decode()
    assert response["Content-Type"].startswith("application/rss+xml")
    assert f"http://testserver{edition.path}" in content
    assert "Anneke Vos: Nine &lt;days&gt; &amp; nights" in content
    assert "Ferry strike" in content
    assert client.get(path).content == response.content
    assert f'href="{path}"' in client.get(source.get_absolute_url()).content.decode()
    assert f"source:{source.pk}" in response["Surrogate-Key"]


def test_the_index_is_searched_by_the_beginning_of_any_word_of_a_name(client):
    for name in ("Ines Calder", "Anneke Vos", "Áine O’Brien"):
        quoted(world.make_source(name=name))
    for typed, name in (
        ("cal", "Ines Calder"),
        ("INES C", "Ines Calder"),
        ("obrien", "Áine O’Brien"),
        ("aine", "Áine O’Brien"),
    ):
        rows = client.get("/sources/", {"q": typed}).context["page"].rows
        assert [row.name for row in rows] == [name], typed
    content = client.get("/sources/", {"q": "lder"}).content.decode()
    assert "No source is called “<bdi>lder</bdi>”" in content


def test_the_search_of_the_index_knows_only_what_readers_met(client):
    for fields in ({"public": False}, {"protected": True}, {"private_individual": True}):
        quoted(world.make_source(name="Ines Secret", **fields))
    world.make_source(name="Ines Unmet")
    assert client.get("/sources/", {"q": "ines"}).context["page"].rows == []


def test_the_search_of_the_index_goes_on_by_key(client, monkeypatch):
    monkeypatch.setattr("articles.reading.sources.INDEX_PAGE", 2)
    for name in ("Vos A", "Vos B", "Vos C", "Okell"):
        quoted(world.make_source(name=name))
    first = client.get("/sources/", {"q": "vos"})
    older = next(href for href in links(first) if "after=" in href)
    assert [row.name for row in client.get("/sources/" + older).context["page"].rows] == ["Vos C"]


@pytest.mark.parametrize("number", [2, 20])
def test_pages_and_feed_and_index_cost_the_same_for_any_number(client, django_assert_max_num_queries, number):
    source = world.make_source(affiliation=world.make_source())
    for place in range(number):
        role = Role.objects.create(source=source, title=f"title {place}")
        quoted(source, role=role, conduit=world.make_source(), article={"topics": [world.make_topic()]})
        quoted(world.make_source(name=f"Vos {place}"))
    for path, most in (
        (source.get_absolute_url(), 8),
        (f"{source.get_absolute_url()}?kind=paraphrase", 8),
        (f"{source.get_absolute_url()}statements.rss", 3),
        ("/sources/?q=vos", 3),
    ):
        with django_assert_max_num_queries(most):
            assert client.get(path).status_code == 200


def test_a_withdrawn_story_takes_its_statements_along(client):
    source = world.make_source(kind=Source.Kind.ORGANISATION)
    gone = quoted(source, "Said and gone")
    quoted(source, "Said and stays")
    workflow.withdraw(gone.article, by=None)
    assert words_on(client.get(source.get_absolute_url())) == ["Said and stays"]
    assert Statement.objects.count() == 2
