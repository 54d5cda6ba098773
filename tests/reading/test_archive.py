"""The archive: every live story, narrowed by what the address says, telling nothing of what is not public."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from articles.models import Edition, Statement
from articles.publishing import workflow
from tests.world import (
    make_article,
    make_author,
    make_live,
    make_scheduled,
    make_section,
    make_source,
    make_topic,
    past_the_checks,
)

pytestmark = pytest.mark.django_db


def ask(client, **parameters):
    response = client.get("/archive/", parameters)
    assert response.status_code == 200
    return response.content.decode()


def shown(page, *editions):
    """Which of `editions` the page lists, in its order."""
    return sorted(
        (edition for edition in editions if edition.path in page), key=lambda edition: page.index(edition.path)
    )


def on_day(edition, year, month, day, hour=12):
    moment = datetime(year, month, day, hour, tzinfo=UTC)
    Edition.objects.filter(pk=edition.pk).update(first_published=moment, live_from=moment, updated=moment)
    return edition


def speak(edition, source, **fields):
    """An accepted statement of `source` in the live edition."""
    article = edition.article
    Statement.objects.create(article=article, source=source, words="The ferry left at noon", state="accepted", **fields)
    return workflow.publish(article, by=None)


def test_every_live_story_is_there_newest_first(client):
    older, newer = make_live(ago=timedelta(days=2)), make_live(ago=timedelta(days=1))
    planned = make_scheduled()
    gone = workflow.withdraw(make_live().article, by=None)
    assert shown(ask(client), older, newer, planned, gone) == [newer, older]


def test_a_section_topic_author_and_kind_narrow_it(client):
    section, topic, author = make_section(), make_topic(), make_author()
    wanted = make_live(section=section, topics=[topic, make_topic()], authors=[author], kind="opinion")
    other = make_live(topics=[make_topic()], authors=[make_author()])
    for name, value in (
        ("section", section.slug),
        ("topic", topic.slug),
        ("author", author.slug),
        ("kind", "opinion"),
    ):
        assert shown(ask(client, **{name: value}), wanted, other) == [wanted], name
    page = ask(client, section=section.slug, topic=topic.slug, author=author.slug, kind="opinion")
    assert shown(page, wanted, other) == [wanted]


def test_a_source_is_found_as_publisher_and_as_speaker(client):
    agency = make_source(name="Harbour Agency")
    published = make_live(publisher=agency)
    spoken = speak(make_live(), agency)
    other = make_live(publisher=make_source())
    assert set(shown(ask(client, source=agency.slug), published, spoken, other)) == {published, spoken}


def test_days_are_those_of_the_site_and_both_ends_are_in(client, settings):
    settings.TIME_ZONE = "Asia/Tokyo"
    timezone.get_default_timezone.cache_clear()
    try:
        before = on_day(make_live(), 2026, 3, 9, 14)  # 23:00 on the 9th in Tokyo
        first = on_day(make_live(), 2026, 3, 9, 15)  # 0:00 on the 10th
        last = on_day(make_live(), 2026, 3, 11, 14)  # 23:00 on the 11th
        after = on_day(make_live(), 2026, 3, 11, 15)
        page = ask(client, since="2026-03-10", until="2026-03-11")
        assert shown(page, before, first, last, after) == [last, first]
        assert shown(ask(client, since="2026-03-10"), before, first, last, after) == [after, last, first]
        assert shown(ask(client, until="2026-03-11"), before, first, last, after) == [last, first, before]
    finally:
        timezone.get_default_timezone.cache_clear()


def test_words_narrow_it_together_with_the_rest(client):
    section = make_section()
    wanted = make_live(headline="Zeppelin lands", section=section)
    other = make_live(headline="Zeppelin starts")
    third = make_live(headline="Balloon", section=section)
    assert shown(ask(client, text="zeppelin"), wanted, other, third) == [other, wanted]
    assert shown(ask(client, text="zeppelin", section=section.slug), wanted, other, third) == [wanted]
    assert "No story has all of this" in ask(client, text="tractor")
    assert "No story has all of this" in ask(client, text="🦆")


def test_what_is_chosen_is_listed_and_each_can_be_removed(client):
    section = make_section(name="World & Sea")
    make_live(section=section, kind="opinion")
    page = ask(client, section=section.slug, kind="opinion", since="2026-01-02")
    assert (
        'href="/archive/?kind=opinion&amp;since=2026-01-02"><span class="chosen-label">Section:</span> <bdi>World &amp; Sea'
        in page
    )
    assert f'href="/archive/?section={section.slug}&amp;since=2026-01-02"><span class="chosen-label">Kind:' in page
    assert (
        f'href="/archive/?section={section.slug}&amp;kind=opinion"><span class="chosen-label">From:</span> <bdi>2 January 2026'
        in page
    )
    assert f'<option value="{section.slug}" selected>' in page
    assert 'value="2026-01-02"' in page


def test_pages_go_on_by_key_and_keep_what_was_chosen(client):
    section = make_section()
    editions = [make_live(section=section, ago=timedelta(hours=number + 1)) for number in range(33)]
    first = client.get("/archive/", {"section": section.slug})
    older = first.context["older"]
    assert f"section={section.slug}&before=" in older
    assert older.replace("&", "&amp;") in first.content.decode()
    make_live(section=section)  # a new story at the top moves nothing
    second = client.get(older)
    assert [e.pk for e in first.context["page"].rows] == [e.pk for e in editions[:30]]
    assert [e.pk for e in second.context["page"].rows] == [e.pk for e in editions[30:]]
    assert second.context["older"] == ""


def test_pages_go_on_with_words_too(client):
    editions = [make_live(headline="Zeppelin", ago=timedelta(hours=number + 1)) for number in range(32)]
    first = client.get("/archive/", {"text": "zeppelin"})
    second = client.get(first.context["older"])
    rows = [*first.context["page"].rows, *second.context["page"].rows]
    assert [row.pk for row in rows] == [edition.pk for edition in editions]


def test_choices_name_only_what_live_stories_show(client):
    secret = {"name": "Quenelle Secret"}
    make_article(
        section=make_section(slug="quenelle-section", name="A Part of the Paper"),
        topics=[make_topic(slug="quenelle-topic", **secret)],
        authors=[make_author(slug="quenelle-author", **secret)],
        publisher=make_source(slug="quenelle-source", **secret),
    )
    make_scheduled(topics=[make_topic(name="Quenelle Plan", slug="quenelle-plan")])
    workflow.withdraw(make_live(authors=[make_author(name="Quenelle Gone", slug="quenelle-gone")]).article, by=None)
    live = make_live(topics=[make_topic(name="Airships")], publisher=make_source(name="Harbour Agency"))
    names = {
        name: [label for _value, label in client.get("/archive/").context["form"].fields[name].choices]
        for name in ("section", "topic", "author", "source")
    }
    assert names == {
        "section": ["any", live.section.name],
        "topic": ["any", "Airships"],
        "author": ["any"],
        "source": ["any", "Harbour Agency"],
    }
    for name in ("topic", "author", "source"):
        page = ask(client, **{name: f"quenelle-{name}"})
        assert "Quenelle Secret" not in page
        assert "No story has “quenelle-" in page


@pytest.mark.parametrize("hidden", [{"public": False}, {"kind": "unnamed"}])
def test_a_source_that_readers_may_not_know_is_no_choice(client, hidden):
    source = make_source(name="Quiet Voice", slug="quiet-voice", **hidden)
    edition = make_live(publisher=source)
    page = ask(client, source="quiet-voice")
    assert "Quiet Voice" not in page
    assert edition.path not in page


def test_a_source_that_spoke_off_the_record_does_not_find_the_story(client):
    source = make_source(name="Known Elsewhere", slug="known-elsewhere")
    open_story = make_live(publisher=source)
    with past_the_checks():
        off_record = speak(make_live(), source, attribution_level="off_record")
    assert shown(ask(client, source="known-elsewhere"), open_story, off_record) == [open_story]


@pytest.mark.parametrize(
    "parameters",
    [
        {"since": "yesterday"},
        {"since": "2026-02-30"},
        {"until": "9999-12-31"},
        {"since": "0001-01-01"},
        {"since": "2026-03-02", "until": "2026-03-01"},
        {"kind": "gossip"},
        {"kind": "\x00"},
        {"section": "\x00"},
        {"section": "no-such"},
        {"topic": "a" * 5000},
        {"author": "'; DROP TABLE articles_edition; --"},
        {"source": "%00\ud7ff"},
        {"since": "\x00"},
        {"until": "٢٠٢٦-٠١-٠١x"},
    ],
)
def test_what_cannot_be_read_is_said_in_words_beside_the_field(client, parameters):
    edition = make_live()
    page = ask(client, **parameters)
    assert 'role="alert"' in page
    assert 'class="errorlist"' in page
    assert edition.path not in page, "a list that ignores what was asked would mislead"


@pytest.mark.parametrize(
    "parameters", [{"text": "NEAR("}, {"text": "\x00"}, {"nonsense": "1"}, {"section": ""}, {"text": "x" * 9000}]
)
def test_anything_else_is_no_error(client, parameters):
    make_live()
    assert 'role="alert"' not in ask(client, **parameters)


@pytest.mark.parametrize("cursor", ["x", "1-", "0-0-0", "\x00"])
def test_a_cursor_that_no_page_wrote_is_not_found(client, cursor):
    assert client.get("/archive/", {"before": cursor}).status_code == 404


def test_the_list_of_choices_is_bounded_and_has_the_chosen_one(client, monkeypatch):
    monkeypatch.setattr("articles.reading.archive_choices.LISTED", 2)
    topics = [make_topic(name=f"Topic {letter}", slug=f"topic-{letter}") for letter in "abcd"]
    edition = make_live(topics=topics)
    response = client.get("/archive/", {"topic": "topic-d"})
    assert [value for value, _label in response.context["form"].fields["topic"].choices] == [
        "", "topic-a", "topic-b", "topic-d",
    ]  # fmt: skip
    assert edition.path in response.content.decode()


def test_a_narrowed_list_is_not_for_search_engines_and_the_whole_one_is(client):
    make_live(kind="opinion")
    assert "noindex" not in ask(client)
    assert "noindex" in ask(client, kind="opinion")
    assert "noindex" in ask(client, kind="gossip")


def test_the_page_is_the_same_for_everyone_and_says_what_it_shows(client):
    planned = make_scheduled(ahead=timedelta(hours=2))
    response = client.get("/archive/")
    assert not response.cookies
    assert response["Cache-Control"].startswith("public")
    assert {"front", "sections", "sources"} <= set(response["Surrogate-Key"].split())
    assert planned.live_from.strftime("%H:%M:%S") in response["X-Page-Until"]
    assert "<script" not in response.content.decode()


def test_an_empty_archive_says_what_will_be_here(client):
    assert "Nothing has been published yet" in ask(client)


@pytest.mark.parametrize(("parameters", "count"), [({}, 7), ({"text": "harbour"}, 7)])
def test_queries_do_not_grow_with_stories(client, django_assert_num_queries, parameters, count):
    for rows in (2, 18):
        for _number in range(rows):
            speaker = make_source()
            speak(make_live(authors=[make_author()], topics=[make_topic()], publisher=make_source()), speaker)
        with django_assert_num_queries(count):
            ask(client, **parameters)


@pytest.mark.parametrize("last", [2022, 2003])
def test_the_years_of_a_long_archive_cost_one_query_more_and_never_two(client, django_assert_num_queries, last):
    for year in range(2025, last, -1):
        on_day(make_live(), year, 3, 9)
    with django_assert_num_queries(8):
        response = client.get("/archive/")
    assert [year.year for year in response.context["years"]] == list(range(2025, last, -1))


def test_every_filter_at_once_costs_no_more_queries(client, django_assert_num_queries):
    source, author, topic = make_source(), make_author(), make_topic()
    edition = make_live(publisher=source, authors=[author], topics=[topic], headline="Zeppelin")
    section = edition.section.slug
    with django_assert_num_queries(7):
        page = ask(
            client, text="zeppelin", section=section, topic=topic.slug, author=author.slug,
            source=source.slug, kind="news", since="2020-01-01", until="2990-01-01",
        )  # fmt: skip
    assert edition.path in page


def test_no_label_of_a_form_ends_in_a_colon(client):
    """One way on all pages: as in the form of a comment, of search, of a preview."""
    labels = re.findall(r"<label[^>]*>([^<]*)</label>", client.get("/archive/").content.decode())
    assert len(labels) == 9
    assert not [label for label in labels if label.endswith(":")]


def options(client, name, **parameters):
    """The choices of a list as a reader sees them: by value, what is written and whether it can be chosen."""
    page = ask(client, **parameters)
    listed = re.search(rf'<select name="{name}".*?</select>', page, re.DOTALL)[0]
    found = re.findall(r'<option value="([^"]*)"([^>]*)>([^<]*)</option>', listed)
    return {value: (words, "disabled" not in marks) for value, marks, words in found if value}


def test_each_choice_says_how_many_stories_it_leads_to_and_one_without_any_cannot_be_chosen(client):
    sea, town, agency = make_section(name="Sea"), make_section(name="Town"), make_source(name="Agency", slug="agency")
    topic, author = make_topic(name="Ferries"), make_author(name="Ada")
    for _number in range(2):
        make_live(section=sea, kind="opinion", topics=[topic], authors=[author], publisher=agency)
    make_live(section=town, kind="news", language="fr")
    assert options(client, "section") == {sea.slug: ("Sea (2)", True), town.slug: ("Town (1)", True)}
    kinds = options(client, "kind", section=town.slug)
    assert kinds["news"] == ("News (1)", True)
    assert kinds["opinion"] == ("Opinion", False)
    assert options(client, "section", section=town.slug)[sea.slug] == ("Sea (2)", True), "what it would lead to instead"
    assert options(client, "topic", section=town.slug)[topic.slug] == ("Ferries", False)
    assert options(client, "topic")[topic.slug] == ("Ferries (2)", True)
    assert options(client, "author")[author.slug] == ("Ada (2)", True)
    assert options(client, "source")["agency"] == ("Agency (2)", True)
    assert options(client, "language")["fr"] == ("français (1)", True)
    assert options(client, "language")["ar"] == ("العربيّة", False)


def test_a_source_that_publishes_and_speaks_in_a_story_counts_it_once_and_off_the_record_not_at_all(client):
    agency = make_source(name="Agency", slug="agency")
    speak(make_live(publisher=agency), agency)
    with past_the_checks():
        speak(make_live(), agency, attribution_level="off_record")
    assert options(client, "source")["agency"] == ("Agency (1)", True)


def test_what_is_chosen_is_counted_with_the_words_too(client):
    section = make_section()
    make_live(headline="Zeppelin lands", section=section)
    make_live(headline="Zeppelin starts")
    make_live(headline="Balloon", section=section)
    assert options(client, "section", text="zeppelin")[section.slug][0].endswith("(1)")
    assert '<p class="counted" role="status">2 stories.</p>' in ask(client, text="zeppelin")


def test_counting_stops_and_says_so(client, monkeypatch):
    monkeypatch.setattr("articles.reading.archive_counts.COUNTED", 2)
    monkeypatch.setattr("articles.reading.archive.COUNTED", 2)
    sea, town = make_section(name="Sea"), make_section(name="Town")
    make_live(section=town, ago=timedelta(days=9))
    for _number in range(3):
        make_live(section=sea)
    sections = options(client, "section")
    assert sections == {sea.slug: ("Sea (3+)", True), town.slug: ("Town", True)}, "not counted is not none"
    assert "More than 2 stories." in ask(client, section=sea.slug)


def test_a_language_narrows_it(client):
    wanted, other = make_live(language="fr"), make_live(language="en")
    assert shown(ask(client, language="fr"), wanted, other) == [wanted]
    assert "No story has “tlh”" in ask(client, language="tlh")


def test_newer_pages_go_back_by_key_to_the_same_stories(client):
    editions = [make_live(ago=timedelta(hours=number + 1)) for number in range(65)]
    first = client.get("/archive/")
    second = client.get(first.context["older"])
    third = client.get(second.context["older"])
    make_live()
    assert third.context["older"] == ""
    back = client.get(third.context["newer"])
    assert [row.pk for row in back.context["page"].rows] == [edition.pk for edition in editions[30:60]]
    assert client.get(back.context["older"]).context["page"].rows == third.context["page"].rows
    newest = client.get(back.context["newer"])
    assert newest.context["page"].is_first is False or newest.context["newer"] == ""
    assert editions[0] in newest.context["page"].rows


def test_a_word_of_very_many_stories_fills_every_page(client, monkeypatch):
    monkeypatch.setattr("articles.search.backend.MOST_HITS", 5)
    editions = [make_live(headline="Zeppelin", ago=timedelta(hours=number + 1)) for number in range(40)]
    first = client.get("/archive/", {"text": "zeppelin"})
    second = client.get(first.context["older"])
    assert [row.pk for row in first.context["page"].rows] == [edition.pk for edition in editions[:30]]
    assert [row.pk for row in second.context["page"].rows] == [edition.pk for edition in editions[30:]]
    assert first.context["counts"] is None
