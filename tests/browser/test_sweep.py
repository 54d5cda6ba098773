"""The sweep in a browser: every attribution of the source document resolved by keyboard, beside the form, without a conflict."""

from pathlib import Path

import pytest
from django.urls import reverse

from articles.importing.importer import import_bytes
from articles.models import Article, Statement
from tests.browser.desk_page import complaints_of, findings, sign_in
from tests.world import make_source, make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
DOCUMENT = Path(__file__).parents[3] / "shared" / "source_document.txt"
OPEN = "#sweep [data-open]"


@pytest.fixture
def story(db) -> Article:
    if not DOCUMENT.exists():
        pytest.skip("needs ../shared/source_document.txt")
    return import_bytes(DOCUMENT.read_bytes(), file_name=DOCUMENT.name, by=None).article


@pytest.fixture
def form(live_server, page, story):
    """The form of the imported story, signed in; `page.complaints` gathers what the console says."""
    make_user("editor", "Editor")
    page.complaints = complaints_of(page, {"error"})
    page.goto(f"{live_server.url}{reverse('admin:login')}")
    sign_in(page, "editor")
    page.goto(f"{live_server.url}{reverse('admin:articles_article_change', args=[story.pk])}")
    page.locator(".sweep-open").wait_for()
    return page


def decided(page) -> None:
    """The panel has come back after a verb."""
    page.locator("#sweep:not([aria-busy])").wait_for()


def press(page, key: str, *, left: int) -> None:
    page.keyboard.press(key)
    page.locator(f"#sweep-title .badge:text-is('{left}')").wait_for()
    decided(page)


def test_source_document_is_resolved_by_keyboard_and_saved(form, story):
    form.locator(".sweep-open").click()
    sure = story.statements.filter(state="suggested", tier="high").count()
    number = form.locator(OPEN).count()
    assert number >= 20
    assert sure >= number / 2
    form.keyboard.press("Shift+A")
    form.locator("[data-sweep-status]", has_text="accepted").wait_for()
    decided(form)
    left = form.locator(OPEN).count()
    assert left < number
    while left:
        left -= 1
        press(form, "a", left=left)
    assert not Statement.objects.filter(article=story, state="suggested").exists()
    form.keyboard.press("Escape")
    form.get_by_label("Headline:").fill("Russia to carry on bombing Aleppo")
    form.get_by_role("button", name="Save and stay").click()
    form.get_by_text("was changed successfully").wait_for()
    story.refresh_from_db()
    assert story.headline == "Russia to carry on bombing Aleppo"
    assert form.complaints == []


def test_other_source_new_source_waive_not_a_quote_and_back_by_keyboard(form, story):
    make_source(name="Kremlin press office", kind="organisation")
    form.locator(".sweep-open").click()
    number = form.locator(OPEN).count()
    form.keyboard.press("o")
    form.keyboard.type("kremlin press office")
    press(form, "Enter", left=number - 1)
    form.keyboard.press("n")
    form.keyboard.press("ControlOrMeta+A")
    form.keyboard.type("Ministry of Harbours")
    press(form, "Enter", left=number - 2)
    form.keyboard.press("w")
    form.keyboard.type("Said in a crowd.")
    press(form, "Enter", left=number - 3)
    press(form, "q", left=number - 4)
    press(form, "z", left=number - 3)
    states = list(story.statements.order_by("paragraph", "start", "pk").values_list("state", "source__name")[:4])
    assert states == [
        ("accepted", "Kremlin press office"),
        ("accepted", "Ministry of Harbours"),
        ("waived", None),
        ("suggested", None),
    ]
    assert form.complaints == []


def test_keys_work_on_the_page_of_its_own_from_the_first_moment(form, story, live_server):
    form.goto(f"{live_server.url}{reverse('admin:articles_article_sweep', args=[story.pk])}")
    form.locator("#sweep .sweep-row.current").wait_for()
    number = form.locator(OPEN).count()
    press(form, "a", left=number - 1)
    assert story.statements.filter(state="accepted").count() == 1
    assert form.complaints == []


def test_a_number_accepts_the_candidate_that_bears_it(form, story):
    kirby = make_source(name="Jim Kirby", kind="person")
    Statement.objects.filter(article=story, suggested__speaker="John Kirby").update(suggested={"speaker": "Kirby"})
    form.reload()
    form.locator(".sweep-open").click()
    row = form.locator(OPEN).filter(has_text="Jim Kirby").first
    row.locator(".sweep-words").click()
    number = form.locator(OPEN).count()
    form.keyboard.press("a")
    row.locator("[data-sweep-refusal]", has_text="may be meant").wait_for()
    assert form.evaluate("() => document.activeElement.name") == "source"
    press(form, "1", left=number - 1)
    assert story.statements.filter(source=kirby, state="accepted").count() == 1


def test_refusal_is_told_and_what_was_typed_stays(form):
    form.locator(".sweep-open").click()
    form.keyboard.press("o")
    form.keyboard.type("Nobody Known")
    form.keyboard.press("Enter")
    form.locator("[data-sweep-refusal]", has_text="No source is called").wait_for()
    assert form.locator("#sweep details[open] [data-source-name]").input_value() == "Nobody Known"


def test_selected_words_are_marked(form, story):
    make_source(name="Ada Holm")
    form.locator(".prose-editor .ProseMirror[contenteditable] > p").first.select_text()
    form.locator(".sweep-open").click()
    form.get_by_text("Mark a passage by hand").click()
    form.get_by_role("button", name="Take the selected words").click()
    form.keyboard.type("Ada Holm")
    form.get_by_role("button", name="Mark it").first.click()
    form.locator("[data-sweep-status]", has_text="Marked").wait_for()
    assert story.statements.get(source__name="Ada Holm").paragraph == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 768, 390])
def test_drawer_and_page_of_its_own_have_no_finding(form, story, live_server, scheme, width):
    form.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # nothing is looked at while it fades
    form.set_viewport_size({"width": width, "height": 900})
    form.locator(".sweep-open").click()
    form.keyboard.press("o")
    assert findings(form) == []
    form.goto(f"{live_server.url}{reverse('admin:articles_article_sweep', args=[story.pk])}")
    form.locator("#sweep .sweep-keys").wait_for()
    assert findings(form) == []
    assert form.evaluate("() => document.documentElement.scrollWidth <= innerWidth")


def test_on_a_small_screen_heading_close_and_take_back_stay_in_sight(form):
    form.set_viewport_size({"width": 390, "height": 844})
    form.locator(".sweep-open").click()
    form.keyboard.press("a")
    form.locator("[data-sweep-status]", has_text="Accepted").wait_for()
    decided(form)
    form.locator("#sweep").evaluate("panel => { panel.scrollTop = panel.scrollHeight }")
    panel = form.locator("#sweep").bounding_box()
    for name in ("#sweep-title", ".sweep-close", "#sweep button[value=undo]"):
        box = form.locator(name).bounding_box()
        assert panel["y"] <= box["y"] < panel["y"] + panel["height"] / 2, name
    form.keyboard.press("j")
    row = form.locator(".sweep-row.current").bounding_box()
    assert (
        row["y"]
        >= form.locator(".sweep-top").bounding_box()["y"] + form.locator(".sweep-top").bounding_box()["height"] - 1
    )
