"""The twelve tasks of a reader without script, in Chromium with JavaScript switched off; and what axe says of the pages."""

from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone

from articles.models import Comment, Report
from tests import world

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OVERFLOWS = "document.documentElement.scrollWidth > innerWidth"


def ago(minutes):
    return timezone.now() - timedelta(minutes=minutes)


@pytest.fixture
def edition():
    """Thirty threads; the first has twelve answers, a passage, a badge, a featured answer; another was deleted."""
    edition = world.make_live(comment_policy="open")
    firsts = [
        world.make_comment(
            edition, author_name=f"Reader {number:02}", text=f"Thread {number:02}.", posted=ago(99 - number)
        )
        for number in range(30)
    ]
    for number in range(12):
        reply(edition, firsts[0], text=f"Answer {number:02}.", posted=ago(60 - number))
    reply(edition, firsts[1], text="An answer stands.")
    Comment.objects.filter(pk=firsts[0].pk).update(
        passage="It came back.", badge="source", recommendations=3, edited_at=ago(90), featured_at=ago(5)
    )
    Comment.objects.filter(pk=firsts[1].pk).update(status="deleted", text="", author_name="")
    return edition


def reply(edition, parent, **fields):
    return world.make_comment(edition, parent=parent, thread=parent.thread or parent, **fields)


@pytest.fixture
def page(browser, live_server):
    context = browser.new_context(
        java_script_enabled=False, viewport={"width": 360, "height": 800}, base_url=live_server.url
    )
    yield context.new_page()
    context.close()


def comment_saying(page, words):
    return page.locator(".thread .comment").filter(has_text=words).first


def fill_in(page, **words):
    for label, typed in {"Your name": "Ines Reader", "Your e-mail": "ines@example.org", **words}.items():
        page.get_by_label(label, exact=True).fill(typed)


def test_reads_sorts_and_turns_the_pages(page, edition):
    page.goto(edition.path)
    assert page.locator(".thread").count() == 25
    assert "Thread 00." in page.locator(".featured").inner_text()
    assert page.get_by_text("This comment was deleted by its writer.").count() == 1
    page.get_by_role("link", name="Newest first").click()
    assert "Thread 29." in page.locator(".thread").first.inner_text()
    page.get_by_role("link", name="Most recommended").click()
    assert "Thread 00." in page.locator(".thread").first.inner_text()
    page.get_by_role("navigation", name="Pages of comments").get_by_role("link", name="Page 2").click()
    assert page.locator(".thread").count() == 5
    assert page.locator(".comments-pager [aria-current]").inner_text().endswith("2")
    page.go_back()
    page.get_by_role("link", name="Oldest").click()
    assert page.url.endswith(f"/comments/{edition.article.public_id}/")


def test_a_permalink_opens_its_thread_with_the_comment_marked(page, edition):
    late = Comment.objects.get(text="Answer 11.")
    page.goto(f"/comments/{edition.article.public_id}/{late.pk}/")
    assert page.url.endswith(f"#comment-{late.pk}")
    marked = page.locator(f"#comment-{late.pk}")
    assert marked.evaluate("each => each.matches(':target')")
    assert marked.evaluate("each => getComputedStyle(each).outlineStyle") == "solid"
    page.get_by_role("link", name="All comments on this story").click()
    assert page.locator(".thread").count() == 25


def test_previews_and_posts(page, edition):
    page.goto(edition.path)
    page.get_by_role("link", name="Post a comment", exact=True).click()
    fill_in(page, **{"Your comment": "The *third* pier was closed."})
    page.get_by_role("button", name="Preview").click()
    assert page.get_by_text("third pier was closed").count() == 1
    assert not Comment.objects.filter(author_name="Ines Reader").exists()
    page.get_by_role("button", name="Post comment").first.click()
    posted = Comment.objects.get(author_name="Ines Reader")
    assert page.url.endswith(f"#comment-{posted.pk}")
    assert posted.status == "approved"


def test_answers_a_comment_and_quotes_it(page, edition):
    page.goto(edition.path)
    comment_saying(page, "Thread 03.").get_by_role("link", name="Reply").click()
    page.get_by_role("link", name="Quote it in your answer").click()
    written = page.get_by_label("Your comment", exact=True).input_value()
    assert written.startswith("> Thread 03.")
    fill_in(page, **{"Your comment": written + "\n\nI saw that, too."})
    page.get_by_role("button", name="Post comment").click()
    answer = Comment.objects.get(author_name="Ines Reader")
    assert answer.parent.text == "Thread 03."
    assert page.locator(f"#comment-{answer.pk} blockquote").inner_text() == "Thread 03."
    assert "I saw that, too." in page.locator(f"#comment-{answer.pk}").inner_text()


def test_quotes_words_of_the_story(page, edition):
    page.goto(f"/comments/{edition.article.public_id}/post/?passage=It+came+back.")
    fill_in(page, **{"Your comment": "It did not."})
    page.get_by_role("button", name="Post comment").click()
    posted = Comment.objects.get(author_name="Ines Reader")
    assert posted.passage == "It came back."
    assert "It came back." in page.locator(f"#comment-{posted.pk} .comment-passage").inner_text()


def test_recommends_and_takes_it_back(page, edition):
    page.goto(edition.path)
    for button, number in (("Recommend", 1), ("Take the recommendation back", 0)):
        comment_saying(page, "Thread 04.").get_by_role("link", name="Recommend").click()
        page.get_by_role("button", name=button).click()
        assert Comment.objects.get(text="Thread 04.").recommendations == number
        assert page.url.split("#")[0].endswith(edition.path)


def test_reports_and_is_told_what_is_missing(page, edition):
    page.goto(edition.path)
    comment_saying(page, "Thread 05.").get_by_role("link", name="Report").click()
    page.get_by_label("Against the law").check()
    page.get_by_label("In your words").fill("It names a child.")
    page.get_by_role("button", name="Send the report").click()
    assert page.get_by_role("alert").get_by_role("link", name="Enter your name").count() == 1
    assert page.get_by_label("In your words").input_value() == "It names a child."
    page.get_by_label("Your name").fill("Ines Reader")
    page.get_by_label("Your e-mail").fill("ines@example.org")
    page.get_by_label("I believe in good faith").check()
    page.get_by_role("button", name="Send the report").click()
    assert page.get_by_role("heading", name="Thank you").count() == 1
    assert Report.objects.get().words == "It names a child."


def test_edits_and_deletes_their_own(page, edition):
    page.goto(f"/comments/{edition.article.public_id}/post/")
    fill_in(page, **{"Your comment": "The pier was closd."})
    page.get_by_role("button", name="Post comment").click()
    posted = Comment.objects.get(author_name="Ines Reader")
    page.goto(f"/comments/{edition.article.public_id}/{posted.pk}/edit/")
    page.get_by_role("textbox").first.fill("The pier was closed.")
    page.locator("main form button[type=submit]").first.click()
    posted.refresh_from_db()
    assert posted.text == "The pier was closed."
    assert posted.edited_at
    page.goto(f"/comments/{edition.article.public_id}/{posted.pk}/delete/")
    page.locator("main form button[type=submit]").first.click()
    posted.refresh_from_db()
    assert (posted.status, posted.text) == ("deleted", "")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_nothing_and_nothing_scrolls_sideways(browser, live_server, edition, scheme, width):
    context = browser.new_context(
        bypass_csp=True, color_scheme=scheme, viewport={"width": width, "height": 900}, base_url=live_server.url
    )
    page, found = context.new_page(), {}
    arabic = world.make_live(language="ar", direction="rtl", comment_policy="open", headline="العبّارات تعود")
    for number in range(2):
        world.make_comment(arabic, text="نعم، هذا مهم.", direction="rtl", language="ar", featured_at=ago(number))
    base = f"/comments/{edition.article.public_id}/"
    first = Comment.objects.get(text="Thread 00.")
    urls = [edition.path, arabic.path, base, f"{base}?sort=newest", f"{base}{first.pk}/"]
    urls += [f"{base}{first.pk}/{act}/" for act in ("recommend", "report", "report/thanks")] + [f"{base}99999/report/"]
    for url in urls:
        page.goto(url)
        results = Axe().run(page, options={"runOnly": {"type": "tag", "values": RULES}}).response
        found[url] = [rule["id"] for rule in results["violations"]] + ["sideways"] * page.evaluate(OVERFLOWS)
    context.close()
    assert found == {url: [] for url in urls}
