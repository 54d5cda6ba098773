"""The front page at the desk and the preview link in a real browser: by keyboard, by mouse, without script, for axe."""

import re
from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse

from articles.fronts import banners, drafting
from articles.fronts.composing import Place
from articles.models import Approval, FrontEdition
from tests.browser.desk_page import TAGS, complaints_of, sign_in
from tests.fronts.people import front_editor
from tests.reading.pages import headlines
from tests.world import make_article, make_live, make_section, timezone

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]

PAGE = reverse("admin:articles_slot_changelist")


@pytest.fixture
def newsroom(live_server):
    """A front editor, two sections, four stories, three of them in the draft's top, one pinned with other words."""
    front_editor("fia")
    sections = [
        make_section(name=name, slug=name.lower(), position=place) for place, name in enumerate(("World", "Harbour"))
    ]
    stories = [
        make_live(headline=f"Story {name}", section=sections[place % 2], ago=timedelta(hours=place + 1))
        for place, name in enumerate(("one", "two", "three", "four"))
    ]
    until = timezone.now() + timedelta(days=1)
    places = [
        Place(article=stories[0].article_id, headline="Other words here", pinned_until=until),
        Place(article=stories[1].article_id),
        Place(),
        Place(sections[0].pk, stories[2].article_id),
    ]
    drafting.save(places, by=None, seen=drafting.version_of([]))
    return stories


def opened(context, live_server):
    """A page of the desk's front page, signed in; `page.complaints` gathers what the console says."""
    page = context.new_page()
    page.complaints = complaints_of(page)
    page.goto(f"{live_server.url}{PAGE}")
    sign_in(page, "fia")
    page.get_by_role("heading", name="Front page").wait_for()
    return page


def titles(page):
    return [text.strip() for text in page.locator(".place-title").all_inner_texts()]


def numbers(page):
    return [text.strip() for text in page.locator(".place-number").all_inner_texts()]


def saved_titles():
    return [slot.headline or (slot.article.headline if slot.article else "") for slot in drafting.draft()]


def test_places_are_moved_by_keyboard_and_launched(browser, newsroom, live_server, client):
    page = opened(browser.new_context(), live_server)
    assert titles(page) == ["Other words here", "Story two", "the newest", "Story three"]
    box = page.get_by_label("Headline here").first
    box.focus()
    page.keyboard.press("Alt+ArrowDown")
    assert titles(page)[:2] == ["Story two", "Other words here"]
    assert numbers(page) == ["Top 1", "Top 2", "Top 3", "World 1"]
    assert "Moved to Top, place 2 of 3" in page.get_by_role("status").first.inner_text()
    assert page.evaluate("document.activeElement.value") == "Other words here"
    page.keyboard.press("Alt+ArrowDown")
    page.keyboard.press("Alt+ArrowDown")
    assert numbers(page) == ["Top 1", "Top 2", "World 1", "World 2"]
    assert titles(page)[2:] == ["Other words here", "Story three"]
    page.keyboard.press("Alt+ArrowUp")
    combobox = page.get_by_role("combobox", name="Story:").first
    combobox.focus()
    page.keyboard.press("Alt+ArrowUp")
    assert "first place of the page" in page.get_by_role("status").first.inner_text()
    assert page.get_by_role("listbox").count() == 0
    page.get_by_role("button", name="Save and launch now").click()
    page.get_by_text("Front page 1 is live.").wait_for()
    assert saved_titles() == ["Story two", "", "Other words here", "Story three"]
    assert headlines(client.get("/"))[0] == newsroom[1].path
    assert page.complaints == []


def test_places_are_dragged_into_another_zone(browser, newsroom, live_server):
    page = opened(browser.new_context(viewport={"width": 1280, "height": 1600}), live_server)
    page.locator(".grip").nth(1).drag_to(page.locator("[data-name=Harbour]").locator("xpath=.."))
    assert numbers(page) == ["Top 1", "Top 2", "World 1", "Harbour 1"]
    page.get_by_role("button", name="Save the draft").last.click()
    page.get_by_text("Saved. Readers see it when it is launched.").wait_for()
    assert saved_titles() == ["Other words here", "", "Story three", "Story two"]
    assert page.complaints == []


def test_a_story_is_chosen_by_the_combobox_and_only_one_that_readers_see(browser, newsroom, live_server):
    make_article(headline="Story of nobody")
    page = opened(browser.new_context(), live_server)
    box = page.get_by_role("combobox", name="Story:").nth(2)
    box.focus()
    box.press_sequentially("story")
    page.get_by_role("option", name="Story four").wait_for()
    assert page.get_by_role("option", name="Story of nobody").count() == 0
    page.get_by_role("option", name="Story four").click()
    page.get_by_role("button", name="Save the draft").last.click()
    page.get_by_text("Saved. Readers see it when it is launched.").wait_for()
    assert saved_titles()[2] == "Story four"
    assert page.complaints == []


def test_everything_works_without_script(browser, newsroom, live_server):
    page = opened(browser.new_context(java_script_enabled=False), live_server)
    page.get_by_role("button", name="Move down: Top 1").click()
    assert titles(page)[:2] == ["Story two", "Other words here"]
    page.get_by_role("button", name="Add a place: Harbour").click()
    assert numbers(page)[-1] == "Harbour 1"
    page.get_by_role("button", name="Remove: World 1").click()
    assert numbers(page) == ["Top 1", "Top 2", "Top 3", "Harbour 1"]
    page.get_by_label("Headline here").first.fill("Typed without script")
    page.keyboard.press("Enter")
    page.get_by_text("Saved. Readers see it when it is launched.").wait_for()
    assert saved_titles()[0] == "Typed without script"
    page.get_by_role("button", name="Save and launch now").click()
    page.get_by_text("Front page 1 is live.").wait_for()
    page.get_by_role("button", name="Use front page 1 again").click()
    page.get_by_text("Front page 1 is the draft now").wait_for()
    assert FrontEdition.objects.count() == 1


def test_a_link_is_made_read_and_the_text_approved_by_someone_without_an_account(browser, newsroom, live_server):
    page = opened(browser.new_context(), live_server)
    page.goto(f"{live_server.url}{reverse('admin:articles_article_previews', args=[newsroom[0].article_id])}")
    page.get_by_label("For whom").fill("Lawyer, R. Osei")
    page.get_by_label("May approve the text").check()
    page.get_by_role("button", name="Make a link").click()
    address = page.get_by_label("Copy it now").input_value()
    path = re.sub(r"^https?://[^/]+", "", address)
    assert page.complaints == []

    reader = browser.new_context().new_page()
    asked, said = [], []
    reader.on("request", lambda request: asked.append((request.url, request.headers.get("referer", ""))))
    reader.on("console", lambda message: said.append(message.text))
    reader.goto(f"{live_server.url}{path}")
    assert reader.get_by_text("Preview, not published").is_visible()
    assert all(not referrer for _url, referrer in asked)
    reader.get_by_role("link", name="Approve this text").click()
    reader.get_by_label("Your name").fill("Rosa Osei")
    reader.get_by_role("button", name="Approve").click()
    reader.wait_for_url(f"**{path}")
    assert reader.get_by_text("Approved", exact=True).is_visible()
    assert Approval.objects.get().name == "Rosa Osei"
    assert said == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 768, 1280])
def test_axe_finds_nothing_and_nothing_scrolls_sideways(browser, newsroom, live_server, scheme, width, screenshots):
    banners.show(
        by=None,
        text="Port of Westport closed",
        article=newsroom[3].article,
        live_until=timezone.now() + timedelta(hours=1),
    )
    context = browser.new_context(bypass_csp=True, color_scheme=scheme, viewport={"width": width, "height": 900})
    page = opened(context, live_server)
    page.get_by_role("button", name="Save and launch now").click()
    article = newsroom[0].article_id
    addresses = {
        "front page": PAGE,
        "draft": reverse("admin:articles_slot_preview"),
        "links": reverse("admin:articles_article_previews", args=[article]),
        "banners": reverse("admin:articles_banner_changelist"),
        "banner": reverse("admin:articles_banner_add"),
        "fronts": reverse("admin:articles_frontedition_changelist"),
    }
    found = {}
    page.goto(f"{live_server.url}{addresses['links']}")
    page.get_by_label("For whom").fill("Lawyer, R. Osei")
    page.get_by_label("May approve the text").check()
    page.get_by_role("button", name="Make a link").click()
    link = re.sub(r"^https?://[^/]+", "", page.get_by_label("Copy it now").input_value())
    found["link made"] = findings(page)
    screenshots(page, f"made-{scheme}-{width}")
    addresses |= {"preview": link, "approve": f"{link}approve/", "gone": "/preview/gone/", "readers": "/"}
    for name, address in addresses.items():
        page.goto(f"{live_server.url}{address}")
        page.wait_for_timeout(150)
        found[name] = findings(page)
        screenshots(page, f"{name.replace(' ', '-')}-{scheme}-{width}")
    assert {name: rules for name, rules in found.items() if rules} == {}


def findings(page) -> list[str]:
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": TAGS}}).response["violations"]
    sideways = ["scrolls sideways"] * page.evaluate("document.documentElement.scrollWidth > innerWidth")
    return [f"{rule['id']}: {node['html'][:160]}" for rule in found for node in rule["nodes"]] + sideways


@pytest.fixture
def screenshots(tmp_path):
    """For whoever wants to look: the pages as pictures, in the test's own folder."""

    def take(page, name):
        page.screenshot(path=tmp_path / f"{name}.png", full_page=True)

    return take
