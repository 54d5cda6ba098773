"""An editor with a deadline in a real browser: publish, mend, schedule, take back, move, correct; with script and without."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.models import CheckTick, Edition
from articles.pictures.uploads import ingest
from tests.browser.test_verb_pages import desk, look, url_of
from tests.pictures.drawing import drawn
from tests.world import make_article, make_live

__all__ = ["desk"]  # a fixture
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def at_the_article(desk, article):
    desk.goto(desk.root + url_of(article))
    return desk


def press(desk, name: str) -> None:
    desk.get_by_role("button", name=name, exact=True).click()


def local(moment) -> str:
    return timezone.localtime(moment).strftime("%Y-%m-%dT%H:%M")


def days(number: int):
    return (timezone.now() + timedelta(days=number)).replace(second=0, microsecond=0)


def test_story_goes_live_gets_a_later_edition_and_an_end_and_is_taken_back(desk, client):
    article, end = make_article(headline="Ferry strike enters third week"), days(3)
    at_the_article(desk, article)
    press(desk, "Save and publish")
    desk.get_by_text("Edition 1 is live.").wait_for()
    assert client.get(article.address()).status_code == 200
    desk.get_by_label("Headline:").fill("Ferry strike is over")
    press(desk, "Schedule…")
    desk.get_by_label("Goes live at:").fill(local(days(2)))
    press(desk, "Schedule")
    desk.get_by_text("Scheduled: readers see it from").wait_for()
    assert "third week" in client.get(article.address(), follow=True).content.decode()
    press(desk, "Plan an end…")
    desk.get_by_label("Ends at:").fill(local(days(1)))
    press(desk, "Plan the end")
    desk.get_by_text("which is not before that end").wait_for()
    desk.get_by_label("Ends at:").fill(local(end))
    press(desk, "Plan the end")
    desk.get_by_text("Readers see it until").wait_for()
    states = desk.locator(".field-readers .badge").all_inner_texts()
    assert [words.split()[0] for words in states] == ["live", "scheduled", "ends"]
    assert all(words.endswith("UTC") for words in states)
    press(desk, "Cancel the schedule")
    desk.get_by_text("The schedule is cancelled.").wait_for()
    assert Edition.objects.get().live_until == end
    press(desk, "Withdraw…")
    desk.get_by_label("Reason, shown to readers:").fill("The agency took it back.")
    press(desk, "Withdraw the story")
    desk.get_by_text("Withdrawn.").wait_for()
    gone = client.get(Edition.objects.get().path)
    assert gone.status_code == 410
    assert "The agency took it back." in gone.content.decode()
    press(desk, "Bring back…")
    press(desk, "Bring it back")
    desk.get_by_text("Edition 2 is live.").wait_for()
    assert client.get(Edition.objects.get(number=2).path).status_code == 200
    assert desk.complaints == []


def test_checks_lead_to_what_blocks_and_ask_for_the_rest(desk):
    article = make_article(lead_picture=ingest(drawn(), alt="", credit="Jo Bay"), standfirst="")
    at_the_article(desk, article)
    press(desk, "Save and publish")
    desk.get_by_text("has no alternative text.").wait_for()
    desk.get_by_role("link", name="What the checks find").click()
    assert desk.locator("ul.checks code").all_inner_texts() == ["standfirst.missing", "picture.alt"]
    look(desk, "checks")
    desk.get_by_role("link", name="Open “").click()
    desk.get_by_label("Alternative text").fill("A ferry at the quay")
    press(desk, "Save")
    at_the_article(desk, article)
    press(desk, "Save and publish")
    desk.get_by_role("button", name="Publish anyway").wait_for()
    press(desk, "Publish anyway")
    desk.get_by_text("Tick each warning to go on").wait_for()
    desk.get_by_label("There is no standfirst.").check()
    press(desk, "Publish anyway")
    desk.get_by_text("Edition 1 is live.").wait_for()
    assert CheckTick.objects.get().user.username == "editor"
    assert desk.complaints == []


def test_time_that_comes_twice_is_chosen_beside_the_field(desk, settings):
    settings.TIME_ZONE = "Europe/Berlin"
    article = make_article()
    desk.goto(desk.root + url_of(article, "schedule"))
    desk.get_by_label("Goes live at:").fill("2099-10-25T02:30")
    press(desk, "Schedule")
    desk.get_by_text("25 October 2099, 02:30 comes twice").wait_for()
    look(desk, "twice")
    desk.get_by_label("02:30 CET (UTC+01:00)").check()
    press(desk, "Schedule")
    desk.get_by_text("Sunday 25 October 2099, 02:30 CET").wait_for()
    assert Edition.objects.get().live_from.isoformat() == "2099-10-25T01:30:00+00:00"
    desk.get_by_label("Embargo until:").fill("2099-10-25T02:30")
    press(desk, "Save and stay")
    desk.get_by_label("02:30 CEST (UTC+02:00)").check()
    press(desk, "Save and stay")
    desk.get_by_text("was changed successfully").wait_for()
    article.refresh_from_db()
    assert article.embargo_until.isoformat() == "2099-10-25T00:30:00+00:00"
    assert desk.complaints == []


def test_changed_slug_leads_readers_on_from_where_the_story_stood(desk):
    edition = make_live(headline="Ferry strike")
    at_the_article(desk, edition.article)
    desk.get_by_label("Slug:").fill("ferries-sail-again")
    press(desk, "Save and publish edition 2")
    desk.get_by_text("Edition 2 is live.").wait_for()
    desk.goto(desk.root + edition.path)
    assert "/ferries-sail-again-" in desk.url


def test_every_verb_works_without_script(browser, live_server, desk):
    article = make_article(standfirst="")
    page = browser.new_context(java_script_enabled=False, storage_state=desk.context.storage_state()).new_page()
    page.goto(desk.root + url_of(article))
    press(page, "Save and publish")
    page.get_by_label("There is no standfirst.").check()
    press(page, "Publish anyway")
    assert page.get_by_text("Edition 1 is live.").is_visible()
    press(page, "Schedule…")
    page.get_by_label("Goes live at:").fill(local(days(1)))
    press(page, "Schedule")
    assert page.get_by_text("Scheduled: readers see it from").is_visible()
    press(page, "Cancel the schedule")
    press(page, "Correct…")
    page.get_by_label("What readers are told:").fill("The port was built in 1962.")
    press(page, "Show the preview")
    assert page.locator(".preview-box").get_by_text("The port was built in 1962.").is_visible()
    press(page, "Correct and publish")
    assert page.get_by_text("Readers are told of the correction.").is_visible()
    press(page, "Withdraw…")
    press(page, "Withdraw the story")
    assert page.get_by_text("Withdrawn.").is_visible()
