"""The desk's start page: what is mine, what is late, what waits for me; and nothing I may not see."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from articles.desk import notes, start
from articles.publishing import revisions
from articles.publishing.approvals import approve
from tests.world import make_article, make_comment, make_live, make_scheduled, make_section, make_user

INDEX = "admin:index"
HOUR = timedelta(hours=1)


def headlines(stories) -> list[str]:
    return [story.headline for story in stories]


def part(response, name) -> str:
    """The words of one box of the page."""
    page = response.content.decode()
    begin = page.index(f'aria-labelledby="start-{name}"')
    return page[begin : page.index("</section>", begin)]


def test_mine_are_the_stories_given_to_me_that_are_not_live_soonest_due_first(db):
    ines = make_user("ines", "Reporter")
    now = timezone.now()
    make_article(headline="Later", reporter=ines, due=now + 2 * HOUR)
    make_article(headline="Some day", editor=ines)
    make_article(headline="Soon", reporter=ines, due=now + HOUR)
    make_article(headline="Another’s", reporter=make_user("omar", "Reporter"))
    make_article(headline="Background", reporter=ines, not_for_publication=True)
    make_live(headline="Out already", reporter=ines)
    make_scheduled(headline="Going out", reporter=ines)
    assert headlines(start.work_of(ines).mine) == ["Soon", "Later", "Some day"]


def test_late_is_what_is_due_and_not_live_all_of_it_for_those_who_publish(db):
    ines, omar = make_user("ines", "Reporter"), make_user("omar", "Editor")
    now = timezone.now()
    make_article(headline="Late", reporter=ines, due=now - HOUR)
    make_article(headline="Later still", due=now - 2 * HOUR)
    make_article(headline="In time", reporter=ines, due=now + HOUR)
    make_live(headline="Out already", reporter=ines, due=now - HOUR)
    assert headlines(start.work_of(ines).late) == ["Late"]
    assert headlines(start.work_of(omar).late) == ["Later still", "Late"]


def test_story_handed_in_waits_for_its_editor(db):
    omar = make_user("omar", "Editor")
    make_article(headline="Handed in", editor=omar, stage="in_edit")
    make_article(headline="Being written", editor=omar, stage="draft")
    work = start.work_of(omar)
    assert headlines(work.to_edit) == ["Handed in"]
    assert headlines(work.mine) == ["Being written"]


def test_story_waits_for_a_second_person_until_one_agreed(db):
    ines, omar = make_user("ines", "Editor"), make_user("omar", "Editor")
    story = make_article(headline="Two pairs of eyes", section=make_section(needs_approval=True), stage="in_edit")
    revisions.record(story, user=ines)
    assert headlines(start.to_approve(omar)) == ["Two pairs of eyes"]
    assert start.to_approve(ines) == []  # her own words
    assert start.to_approve(make_user("noor", "Reporter")) == []
    approve(story, by=omar)
    story.stage = "ready"
    story.save()
    revisions.record(story, user=ines)
    assert start.to_approve(omar) == []
    story.body = "<p>New words.</p>"
    story.save()
    revisions.record(story, user=ines)
    assert headlines(start.to_approve(omar)) == ["Two pairs of eyes"]


def test_mention_waits_until_the_thread_is_resolved(db):
    ines, omar = make_user("ines", "Editor"), make_user("omar", "Editor")
    story = make_article()
    first = notes.write(story, by=ines, text="Says who?").note
    answer = notes.write(story, by=ines, text="@omar do you know?", parent=first).note
    assert list(start.mentions_of(omar)) == [answer]
    notes.resolve(first, by=ines)
    assert list(start.mentions_of(omar)) == []


def test_page_shows_every_list_and_the_ways_to_the_other_pages(editor):
    now = timezone.now()
    make_article(headline="Mine to write", reporter=editor.user)
    make_article(headline="Mine to edit", editor=editor.user, stage="in_edit")
    make_article(headline="Somebody’s late one", due=now - HOUR)
    make_scheduled(headline="Going out")
    make_comment(make_live(), status="waiting", reasons=[])
    page = editor.get(reverse(INDEX))
    assert "Mine to write" in part(page, "mine")
    assert "Mine to edit" in part(page, "awaiting")
    assert "Somebody’s late one" in part(page, "late")
    assert "Going out" in part(page, "planned")
    assert ">1<" in part(page, "waiting")
    for name in ("budget", "calendar"):
        assert reverse(f"admin:articles_article_{name}") in page.content.decode()


def test_empty_desk_says_so(reporter):
    page = reporter.get(reverse(INDEX))
    assert "Nothing waits for you." in part(page, "awaiting")
    assert "No story is given to you." in part(page, "mine")
    assert "Nothing is late." in part(page, "late")


def test_who_may_not_read_articles_is_shown_none(desk):
    make_article(headline="Secret", due=timezone.now() - HOUR)
    stranger = desk(name="stranger", is_staff=True)
    page = stranger.get(reverse(INDEX))
    assert page.status_code == 200
    assert "Secret" not in page.content.decode()


@pytest.mark.parametrize("group", ["Editor", "Reporter", "Moderator"])
def test_page_costs_at_most_twelve_queries_at_any_size(desk, group, django_assert_max_num_queries):
    person = desk(group)
    counts = []
    section = make_section(needs_approval=True)
    writer = make_user("writer", "Editor")
    for rows in (2, 58):
        for number in range(rows):
            story = make_article(
                section=section, stage="in_edit", reporter=writer, due=timezone.now() - HOUR if number % 2 else None
            )
            make_article(editor=person.user, stage="in_edit")
            revisions.record(story, user=writer)
            notes.write(story, by=writer, text=f"@ines see this, number {number}")
            make_scheduled()
        person.get(reverse(INDEX))
        with django_assert_max_num_queries(12) as counted:
            person.get(reverse(INDEX))
        counts.append(len(counted))
    assert counts[0] == counts[1]
