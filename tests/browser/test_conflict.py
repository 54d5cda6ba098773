"""Two editors in two browsers: the second to save sees both versions, picks, and nothing is lost. No script needed."""

import pytest
from django.urls import reverse

from articles.models import Article
from articles.publishing import revisions
from tests.browser.desk_page import findings, sign_in
from tests.world import make_article, make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

BODY = "<p>The ferry left at noon.</p><p>Nobody was on the pier.</p><p>It came back at dusk.</p>"


@pytest.fixture
def article(db):
    article = make_article(headline="Ferry leaves", body=BODY)
    revisions.record(article, user=None)
    return article


@pytest.fixture
def people(browser, live_server, article):
    """Two pages in two contexts, each signed in and before the form; `complaints` gathers what the consoles say."""
    pages, complaints = [], []
    url = f"{live_server.url}{reverse('admin:articles_article_change', args=[article.pk])}"
    for name in ("ines", "tomas"):
        make_user(name, "Editor")
        page = browser.new_context().new_page()
        page.complaints = complaints
        page.on("console", lambda said: complaints.append(said.text) if said.type in {"error", "warning"} else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(url)
        sign_in(page, name)
        page.get_by_label("Headline:", exact=True).wait_for()
        pages.append(page)
    yield pages
    for page in pages:
        page.context.close()


def save(page):
    page.get_by_role("button", name="Save and stay").click()


def type_in_body(page, keys: str, text: str):
    page.locator(".ProseMirror[aria-label=Body]").click()  # until it stands the plain field bears the same name
    page.keyboard.press(keys)
    page.keyboard.type(text)


def collide(ines, tomas):
    tomas.get_by_label("Headline:", exact=True).fill("Ferry leaves harbour")
    type_in_body(tomas, "Control+End", " Nine people were aboard.")
    save(tomas)
    tomas.get_by_text("was changed successfully").wait_for()
    ines.get_by_label("Headline:", exact=True).fill("Ferry leaves town")
    type_in_body(ines, "Control+Home", "On Friday: ")
    save(ines)
    ines.get_by_text("Nothing was saved.").wait_for()


def test_second_save_is_merged_by_keyboard_and_loses_nothing(people, article):
    ines, tomas = people
    collide(ines, tomas)
    assert Article.objects.get().headline == "Ferry leaves harbour"
    ines.get_by_role("group", name="Headline").get_by_label("Yours").focus()
    ines.keyboard.press("Space")
    ines.get_by_role("button", name="Save the merge").press("Enter")
    ines.get_by_text("was changed successfully").wait_for()
    merged = Article.objects.get()
    assert merged.headline == "Ferry leaves town"
    assert merged.body == BODY.replace("The ferry", "On Friday: The ferry").replace(
        "at dusk.", "at dusk. Nine people were aboard."
    )
    assert [line for line in ines.complaints if "409" not in line] == []


def test_browser_asks_for_a_pick_before_it_sends(people, article):
    ines, tomas = people
    collide(ines, tomas)
    ines.get_by_role("button", name="Save the merge").click()
    assert ines.get_by_role("group", name="Headline").is_visible()
    assert Article.objects.get().headline == "Ferry leaves harbour"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_of_two_versions_pass_axe_at_every_width(people, article, live_server, scheme):
    ines, tomas = people
    ines.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # nothing is looked at while it fades
    collide(ines, tomas)
    found = {"conflict": findings(ines)}
    for width in (390, 768, 1280):
        ines.set_viewport_size({"width": width, "height": 900})
        assert ines.evaluate("document.documentElement.scrollWidth <= innerWidth"), width
    pages = {
        "history": reverse("admin:articles_article_history", args=[article.pk]),
        "compare": reverse("admin:articles_article_compare", args=[article.pk], query={"old": 1}),
        "restore": reverse("admin:articles_article_restore_revision", args=[article.pk], query={"revision": 1}),
        "milestone": reverse("admin:articles_article_milestone", args=[article.pk], query={"revision": 1}),
    }
    for name, address in pages.items():
        ines.goto(f"{live_server.url}{address}")
        found[name] = findings(ines)
        for width in (390, 1280):
            ines.set_viewport_size({"width": width, "height": 900})
            assert ines.evaluate("document.documentElement.scrollWidth <= innerWidth"), (name, width)
    assert {name: rules for name, rules in found.items() if rules} == {}
    assert [line for line in ines.complaints if "409" not in line] == []


def test_two_revisions_are_compared_and_one_restored(people, article, live_server):
    _ines, tomas = people
    tomas.get_by_label("Headline:", exact=True).fill("Ferry leaves harbour")
    save(tomas)
    tomas.get_by_text("was changed successfully").wait_for()
    tomas.goto(f"{live_server.url}{reverse('admin:articles_article_history', args=[article.pk])}")
    tomas.get_by_role("button", name="Compare the two chosen").click()
    assert "harbour" in tomas.locator("ins").first.inner_text()
    tomas.get_by_role("link", name="Restore revision 1…").click()
    tomas.get_by_role("button", name="Restore it").click()
    tomas.get_by_text("is the working copy again").wait_for()
    assert Article.objects.get().headline == "Ferry leaves"
