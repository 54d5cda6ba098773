"""What the script adds for readers: acts in place, characters counted, passages quoted, new comments told; at most 10 KB."""

import re
from pathlib import Path

import pytest
from django.conf import settings

from articles.models import Comment, Report
from tests import world

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]


@pytest.fixture
def edition():
    edition = world.make_live(comment_policy="open")
    for number in range(3):
        world.make_comment(edition, author_name=f"Reader {number}", text=f"Thread {number}.")
    return edition


@pytest.fixture
def context(browser, live_server):
    context = browser.new_context(viewport={"width": 1280, "height": 800}, base_url=live_server.url)
    yield context
    context.close()


@pytest.fixture
def page(context):
    """A page of which nothing may be said on the console, the policy's refusals included."""
    page, said = context.new_page(), []
    page.on("console", lambda message: said.append(message.text) if "status of 422" not in message.text else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    yield page
    assert said == []


def first_comment(page):
    return page.locator(".thread .comment").first


def test_the_script_is_small():
    scripts = Path(settings.BASE_DIR, "static", "js").glob("comments*.js")
    assert sum(script.stat().st_size for script in scripts) <= 10_240


def test_recommending_stays_on_the_page_and_is_told(page, edition):
    page.goto(edition.path)
    comment = first_comment(page)
    for words, number in (("You recommend this comment.", 1), ("You no longer recommend this comment.", 0)):
        comment.get_by_role("link", name="Recommend").click()
        comment.get_by_role("status").get_by_text(words).wait_for()
        assert Comment.objects.get(text="Thread 0.").recommendations == number
        assert comment.locator(".comment-recommended").count() == number
    assert page.url.endswith(edition.path)


def test_reporting_stays_on_the_page_and_keeps_what_was_typed(page, edition):
    page.goto(edition.path)
    first_comment(page).get_by_role("link", name="Report").click()
    page.get_by_label("Something else").check()
    page.get_by_role("button", name="Send the report").click()
    page.get_by_role("alert").wait_for()
    assert page.get_by_label("Something else").is_checked()
    page.get_by_label("In your words").fill("It is about another town.")
    page.get_by_role("button", name="Send the report").click()
    page.get_by_role("heading", name="Thank you").wait_for()
    assert page.url.endswith(edition.path)
    assert Report.objects.get().words == "It is about another town."


def test_an_answer_is_written_and_appears_in_place(page, edition):
    page.goto(edition.path)
    first_comment(page).get_by_role("link", name="Reply").click()
    page.get_by_label("Your comment", exact=True).fill("I saw that, too.")
    page.get_by_label("Your name", exact=True).fill("Ines Reader")
    page.get_by_label("Your e-mail", exact=True).fill("ines@example.org")
    page.get_by_role("button", name="Post comment").click()
    page.locator(".replies").get_by_text("I saw that, too.").wait_for()
    assert page.url.endswith(edition.path)
    assert page.evaluate("document.activeElement.textContent").count("I saw that, too.") == 1
    assert page.locator(".comment-here").count() == 0
    assert Comment.objects.get(author_name="Ines Reader").parent.text == "Thread 0."


def test_characters_are_counted_when_few_are_left(page, edition):
    page.goto(edition.path)
    first_comment(page).get_by_role("link", name="Report").click()
    words, left = page.get_by_label("In your words"), page.locator(".characters-left").first
    words.fill("x" * 100)
    page.wait_for_timeout(800)
    assert left.inner_text() == ""
    words.fill("x" * 1990)
    left.get_by_text("10 characters left").wait_for()
    words.fill("😀" * 2003)
    left.get_by_text("3 characters too many").wait_for()


def test_a_marked_passage_can_be_quoted(page, edition):
    page.goto(edition.path)
    page.locator(".story-body p", has_text="It came back.").last.select_text()
    link = page.get_by_role("link", name="Quote this in a comment")
    link.wait_for()
    assert link.get_attribute("href").endswith("/post/?passage=It%20came%20back.")
    page.locator("h1").select_text()
    link.wait_for(state="detached")


def test_new_comments_are_told_after_a_minute_and_not_sooner(context, page, edition):
    asked = []
    page.on("request", lambda request: asked.append(request.url) if "/new/" in request.url else None)
    page.clock.install()
    page.goto(edition.path)
    for number in range(2):
        world.make_comment(edition, text=f"New {number}.")
    page.clock.run_for(50_000)
    assert asked == []
    page.clock.run_for(30_000)
    link = page.locator("[role=status].comments-news").get_by_role("link", name="2 new comments")
    link.wait_for()
    assert len(asked) == 1
    link.click()
    page.wait_for_url(re.compile("#comment-"), wait_until="commit")
    assert page.locator(".comment:target").inner_text().count("New 0.") == 1


def test_an_open_page_asks_more_and_more_seldom_and_stops_after_an_hour(page, edition):
    asked = []
    page.on("request", lambda request: asked.append(request.url) if "/new/" in request.url else None)
    page.clock.install()
    page.goto(edition.path)
    for _minute in range(180):
        page.clock.run_for(60_000)
    assert 4 <= len(asked) <= 8


def test_a_page_that_nobody_looks_at_asks_nothing(page, edition):
    asked = []
    page.on("request", lambda request: asked.append(request.url) if "/new/" in request.url else None)
    page.add_init_script("Object.defineProperty(document, 'hidden', {get: () => true})")
    page.clock.install()
    page.goto(edition.path)
    page.clock.run_for(600_000)
    assert asked == []


def test_what_is_typed_in_one_place_is_not_lost_by_opening_another(page, edition):
    page.goto(edition.path)
    replies = page.locator("a.comment-reply")
    replies.nth(0).click()
    page.locator(".comment-here textarea").first.fill("An answer that took an hour")
    replies.nth(1).click()
    page.locator(".comment-here").get_by_text("You are writing here").wait_for()
    assert page.locator(".comment-here textarea").first.input_value() == "An answer that took an hour"
    page.locator(".comment-here textarea").first.fill("")
    replies.nth(1).click()
    page.locator(".comment-answered").get_by_text("Thread 1.").wait_for(state="attached")
