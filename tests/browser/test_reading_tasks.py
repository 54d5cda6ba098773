"""Twelve tasks of a reader on a phone without JavaScript: from the front page to who said it, and back in time."""

import re

import pytest

from articles.models import Correction, Statement
from articles.publishing import workflow
from tests import world

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]

HEADLINE = "Freighter brings flour to the islands"
SAID = "The freighter leaves each morning at six"


@pytest.fixture
def edition():
    """A story with all that a reader may follow, and forty others behind it."""
    harbour, city = world.make_section(name="Harbour", slug="harbour"), world.make_section(name="City", slug="city")
    speaker = world.make_source(name="Anneke Vos", slug="anneke-vos")
    others = [world.make_live(section=harbour, headline=f"Ferry news of day {number:02}") for number in range(40)]
    world.make_live(section=city, headline="Flour mill mends its roof")
    article = world.make_article(
        section=harbour,
        headline=HEADLINE,
        authors=[world.make_author(name="Mara Lindqvist", slug="mara-lindqvist")],
        topics=[world.make_topic(name="Ferries", slug="ferries")],
        comment_policy="open",
        body=f"<p>“{SAID}”, said Anneke Vos of the harbour.</p><p>It carries flour and fuel.</p>",
    )
    Statement.objects.create(article=article, source=speaker, words=SAID, quotes=[SAID], state="accepted")
    workflow.publish(article, by=None)
    Correction.objects.create(article=article, text="The freighter sails daily.", wrong="weekly", right="each morning")
    article.body += "<p>And medicine.</p>"
    article.save()
    french = world.make_article(headline="Le cargo apporte la farine", language="fr", translation_of=article)
    workflow.publish(french, by=None)
    assert len(others) == 40
    return workflow.publish(article, by=None)


@pytest.fixture
def page(browser, live_server, edition):
    context = browser.new_context(
        java_script_enabled=False, viewport={"width": 360, "height": 800}, base_url=live_server.url
    )
    page = context.new_page()
    page.goto("/")
    yield page
    context.close()


def follow(page, name, **where):
    """Press the link of exactly this name; `within` says where on the page."""
    place = page.locator(where["within"]) if "within" in where else page
    place.get_by_role("link", name=name, exact=True).first.click()


def heading(page) -> str:
    return page.get_by_role("heading", level=1).inner_text()


def search_for(page, words):
    page.goto("/")
    follow(page, "Search", within="header")
    page.get_by_label("Words to look for").fill(words)
    page.get_by_role("button", name="Search", exact=True).click()


def test_opens_a_story_from_the_front_page_by_its_headline(page):
    follow(page, HEADLINE)
    assert heading(page) == HEADLINE


def test_goes_to_a_section_and_turns_its_pages(page):
    follow(page, "Harbour", within="header")
    assert heading(page) == "Harbour"
    first = set(page.locator(".card-headline").all_inner_texts())
    follow(page, "Older stories")
    assert not first & set(page.locator(".card-headline").all_inner_texts())
    follow(page, "Back to the newest")
    assert set(page.locator(".card-headline").all_inner_texts()) == first


def test_finds_a_story_by_a_word_typed_nearly_right(page):
    search_for(page, "freigther")
    assert "Showing results for “freighter”" in page.get_by_role("status").inner_text()
    follow(page, HEADLINE)
    assert heading(page) == HEADLINE


def test_narrows_what_was_found_and_takes_it_back(page):
    search_for(page, "flour")
    assert page.locator(".result").count() == 2
    page.get_by_text("Narrow the results").click()
    follow(page, "City", within=".facets")
    assert page.locator(".result").count() == 1
    page.get_by_role("link", name=re.compile("City")).and_(page.locator(".chosen a")).click()
    assert page.locator(".result").count() == 2


def test_finds_what_somebody_said(page):
    search_for(page, "freighter")
    page.get_by_role("radio").nth(1).check()
    page.get_by_role("button", name="Search", exact=True).click()
    assert SAID in page.locator("blockquote").first.inner_text()
    follow(page, HEADLINE, within="figcaption")
    assert heading(page) == HEADLINE


def test_filters_the_archive_and_removes_a_filter(page):
    page.goto("/archive/")
    page.get_by_label("Author").select_option(label="Mara Lindqvist (1)")
    page.get_by_role("button", name="Show stories").click()
    assert page.locator(".stories .card-headline").all_inner_texts() == [HEADLINE]
    page.locator(".chosen li a").click()
    assert page.locator(".stories .card-headline").count() == 30


def test_looks_through_the_archive_by_year_month_and_day(page, edition):
    page.goto("/archive/")
    for part in ("%Y", "%m", "%d"):
        written = edition.first_published.strftime(part)
        page.locator(f".calendar a[href*='/{written}/']").first.click()
    assert page.url.endswith(f"/archive/{edition.first_published:%Y/%m/%d}/")
    assert page.locator(".card-headline").count() > 0


def test_goes_from_a_quote_to_who_said_it_and_to_all_they_said(page):
    follow(page, HEADLINE)
    page.locator(".story-body a[href^='#']").first.click()
    assert page.locator(":target").count() == 1
    follow(page, "Anneke Vos", within="main")
    assert heading(page) == "Anneke Vos"
    assert SAID in page.locator("main").inner_text()


def test_sees_what_was_corrected_and_how_the_story_changed(page):
    follow(page, HEADLINE)
    assert "The freighter sails daily." in page.locator("#corrections, .box-corrections").first.inner_text()
    follow(page, "History of this article")
    assert "And medicine." in page.locator("main").inner_text()


def test_goes_to_the_topic_the_author_and_the_other_language(page):
    for name, there in (("Ferries", "Ferries"), ("Mara Lindqvist", "Mara Lindqvist"), ("français", "Le cargo apporte")):
        page.goto("/")
        follow(page, HEADLINE)
        follow(page, name, within="article.story")
        assert heading(page).startswith(there)


def test_reports_an_error_in_a_sentence(page):
    follow(page, HEADLINE)
    follow(page, "Tell us of an error")
    form = page.locator("main form")
    form.get_by_role("textbox").first.fill("It carries flour and fuel.")
    form.get_by_role("textbox").nth(1).fill("It carries no fuel since May.")
    form.get_by_role("button").first.click()
    assert "/error/thanks/" in page.url


def test_finds_on_from_an_address_that_does_not_exist(page):
    assert page.goto("/harbour/no-such-story/").status == 404
    assert page.locator("main .card-headline").count() == 5
    page.locator("main input[type=search]").fill("flour")
    page.locator("main form").get_by_role("button").click()
    assert page.locator(".result").count() == 2
