"""The source desk: how much we lean on few, what one source said everywhere, and what may contradict."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from articles.sourcing.source_desk import reliance, said
from tests.world import make_article, make_live, make_section, make_source, make_statement, make_topic, make_user

pytestmark = pytest.mark.django_db


def story(section, *sources):
    edition = make_live(section=section)
    for source in sources:
        make_statement(edition.article, source=source)
    return edition


def test_figures_of_a_section_count_single_sources_and_unnamed_ones():
    harbour, first, second = make_section(name="Harbour"), make_source(), make_source(kind="unnamed")
    story(harbour, first)
    story(harbour, first, second)
    make_statement(make_article(section=harbour), source=first)  # a draft: readers do not see it
    whole, section = reliance.by_section()
    assert (section.stories, section.single, section.statements, section.unnamed) == (2, 1, 3, 1)
    assert (whole.stories, whole.statements) == (2, 3)
    assert section.single_share == 0.5


def test_share_of_the_ten_most_heard_leaves_the_eleventh_out():
    harbour, often = make_section(), make_source()
    story(harbour, often, often, *[make_source() for _each in range(10)])
    assert reliance.by_section()[0].top == 11  # two of the first, one each of nine others
    assert reliance.most_heard()[0] == {"source": often.pk, "name": often.name, "number": 2, "stories": 1}


def test_the_share_of_the_ten_is_told_where_there_are_more_than_ten_sources():
    few, many = make_section(name="Few"), make_section(name="Many")
    story(few, *[make_source() for _each in range(10)])
    story(many, *[make_source() for _each in range(11)])
    whole, first, second = reliance.by_section()
    assert [row.has_top for row in (whole, first, second)] == [True, False, True]
    assert (first.sources, second.sources, second.top) == (10, 11, 10)


def test_stories_before_the_window_do_not_count():
    edition = story(make_section(), make_source())
    type(edition).objects.filter(pk=edition.pk).update(first_published=timezone.now() - timedelta(days=91))
    assert reliance.by_section()[0].stories == 0


def test_empty_paper_has_no_shares():
    (whole,) = reliance.by_section()
    assert (whole.single_share, whole.top_share, whole.unnamed_share) == (0, 0, 0)


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        ("The ferry terminal will cost 40 million.", "The ferry terminal will cost 14 million.", "numbers"),
        ("The harbour board approved the ferry terminal.", "The harbour board never approved the ferry terminal.", "denial"),
        ("The ferry terminal will cost 40 million.", "The ferry terminal costs 40 million, no more.", "denial"),
        ("The ferry terminal will cost 40 million.", "The ferry terminal will open in spring.", ""),
        ("Fish prices rose by 4 percent.", "The ferry terminal will cost 14 million.", ""),
    ],
)  # fmt: skip
def test_pair_is_shown_when_it_shares_its_subject_and_differs(one, other, why):
    assert said.may_contradict(one, other) == why


def test_what_a_source_said_is_told_by_topic_and_day():
    source, ferries, fish = make_source(), make_topic(name="Ferries"), make_topic(name="Fish")
    late = make_statement(
        make_article(topics=[ferries]), source=source, said_on=date(2026, 5, 2), words="40 ferries terminal harbour."
    )
    early = make_statement(
        make_article(topics=[ferries]), source=source, said_on=date(2026, 5, 1), words="14 ferries terminal harbour."
    )
    make_statement(make_article(topics=[fish]), source=source)
    make_statement(make_article(topics=[ferries]), source=source, state="suggested")
    found = said.said_on(source, ferries.pk)
    assert [statement.pk for statement in found.statements] == [early.pk, late.pk]
    assert [(pair.earlier.pk, pair.later.pk, pair.why) for pair in found.pairs] == [(early.pk, late.pk, "numbers")]
    assert [(row["name"], row["number"]) for row in said.topics_of(source)] == [("Ferries", 2), ("Fish", 1)]


@pytest.mark.parametrize("name", ["desk", "duplicates"])
def test_pages_cost_the_same_for_two_and_sixty(client, name, django_assert_max_num_queries):
    client.force_login(make_user("omar", "Editor"))
    url = reverse(f"admin:articles_source_{name}")
    client.get(url)
    for number in range(30):
        story(make_section(), make_source(name=f"Twin {number}", slug=f"one-{number}"))
        make_source(name=f"Twin {number}", slug=f"two-{number}")
    with django_assert_max_num_queries(12):
        shown = client.get(url).content.decode()
    assert "Twin 29" in shown or "<strong>30</strong>" in shown


def test_page_of_what_was_said_takes_any_topic(client, django_assert_max_num_queries):
    client.force_login(make_user("omar", "Editor"))
    source = make_source()
    for _each in range(20):
        make_statement(make_article(topics=[make_topic()]), source=source)
    url = reverse("admin:articles_source_said", args=[source.pk])
    with django_assert_max_num_queries(12):
        assert client.get(url).status_code == 200
    for topic in ("x", "-1", "9" * 40, "０"):
        assert client.get(url, {"topic": topic}).status_code == 200


def test_source_that_is_gone_is_not_found(client):
    client.force_login(make_user("omar", "Editor"))
    assert client.get(reverse("admin:articles_source_said", args=[999_999])).status_code == 404
