"""The story budget of a day: by section, with lengths, stages and people; for whoever may read articles."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from articles.desk.budget import budget_of, words_in
from tests.world import make_article, make_scheduled, make_section, make_user

URL = "admin:articles_article_budget"


def tomorrow():
    return timezone.localdate() + timedelta(days=1)


def noon(day):
    return timezone.make_aware(timezone.datetime.combine(day, timezone.datetime.min.time())).replace(hour=12)


def listed(day) -> dict[str, list[str]]:
    return {part.section.name: [line.article.headline for line in part.lines] for part in budget_of(day)}


def test_day_holds_what_is_planned_scheduled_and_due_by_section_in_their_order(db):
    world = make_section(name="World", slug="world", position=1)
    harbour = make_section(name="Harbour", slug="harbour", position=2)
    day = tomorrow()
    make_article(headline="Planned", section=harbour, planned_for=day)
    make_article(headline="Leads", section=harbour, planned_for=day, priority=5)
    make_article(headline="Another day", section=harbour, planned_for=day + timedelta(days=1), due=noon(day))
    make_article(headline="Due", section=world, due=noon(day))
    make_article(headline="Nowhere", section=world)
    edition = make_scheduled(headline="Scheduled", section=world, ahead=noon(day) - timezone.now())
    assert listed(day) == {"World": ["Due", "Scheduled"], "Harbour": ["Leads", "Planned"]}
    assert [line.at for line in budget_of(day)[0].lines] == [None, edition.live_from]


def test_story_planned_and_scheduled_stands_once(db):
    day = tomorrow()
    make_scheduled(headline="Once", planned_for=day, ahead=noon(day) - timezone.now())
    assert list(listed(day).values()) == [["Once"]]


def test_lengths_are_counted_in_words_and_summed(db):
    day, section = tomorrow(), make_section()
    make_article(section=section, planned_for=day, wanted_length=300, body="<p>One two</p><p>three <b>fo</b>ur</p>")
    make_article(section=section, planned_for=day, wanted_length=None, body="<p>Five<br>six</p>")
    (part,) = budget_of(day)
    assert ([line.length for line in part.lines], part.wanted, part.length) == ([4, 2], 300, 6)


@pytest.mark.parametrize(
    ("body", "words"),
    [("", 0), ("<p>one</p>", 1), ("<ul><li>one</li><li>two</li></ul>", 2), ("<p>a<strong>b</strong>c</p>", 1)],
)
def test_tags_are_no_words_and_part_none(body, words):
    assert words_in(body) == words


def test_page_names_slug_stage_length_and_people(editor):
    ines = make_user("ines", "Reporter")
    make_article(
        headline="Ferry back", slug="ferry-back", planned_for=tomorrow(), wanted_length=450, stage="in_edit", reporter=ines,
        editor=editor.user, body="<p>Three words only</p>",
    )  # fmt: skip
    page = editor.get(reverse(URL), {"day": str(tomorrow())}).content.decode()
    for words in ("Ferry back", "ferry-back", "in edit", "450", ">3<", "ines / editor"):
        assert words in page


def test_without_a_day_it_is_today(editor):
    make_article(headline="Today’s", planned_for=timezone.localdate())
    assert "Today’s" in editor.get(reverse(URL)).content.decode()


@pytest.mark.parametrize("day", ["nonsense", "2026-02-30", "0001-01-01", "9999-12-31"])
def test_day_that_is_none_is_named_and_today_shown(editor, day):
    response = editor.get(reverse(URL), {"day": day})
    assert response.status_code == 200
    assert "Today is shown instead." in response.content.decode()


def test_moderators_read_it_and_outsiders_do_not(desk, moderator, client):
    assert moderator.get(reverse(URL)).status_code == 200
    assert desk(name="stranger", is_staff=True).get(reverse(URL)).status_code == 403
    assert client.get(reverse(URL)).status_code == 302


def test_page_costs_the_same_with_2_and_60_stories(editor, django_assert_max_num_queries):
    counts = []
    for rows in (2, 58):
        for number in range(rows):
            person = make_user(f"person{rows}-{number}", "Reporter")
            make_article(planned_for=tomorrow(), reporter=person, editor=person)
        url = reverse(URL, query={"day": str(tomorrow())})
        editor.get(url)
        with django_assert_max_num_queries(12) as counted:
            editor.get(url)
        counts.append(len(counted))
    assert counts[0] == counts[1]
