"""The workflow of the desk in a real browser: the start page, planning, notes, the budget and the calendar."""

import importlib
from datetime import timedelta
from types import SimpleNamespace

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.apps import apps
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from articles.desk import notes
from articles.models import Article, Note
from articles.text.anchors import Anchor
from tests.browser.desk_page import TAGS, complaints_of, sign_in
from tests.world import make_article, make_scheduled, make_section, make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
BODY = "<p>The ferry left the pier at <strong>noon</strong>, said the harbour master.</p><p>It came back at six.</p>"


@pytest.fixture
def desk_page(live_server, page):
    """A signed-in editor's browser; `page.story` has two notes, `page.complaints` gathers what the console says."""
    for name, make in (("0002_groups", "make_groups"), ("0005_desk_rights", "make_desk_rights")):
        migration = importlib.import_module(f"articles.migrations.{name}")
        getattr(migration, make)(apps, SimpleNamespace(connection=connection))
    omar, ines = make_user("omar", "Editor"), make_user("ines", "Reporter", first_name="Ines", last_name="Alba")
    section, now = make_section(name="Harbour", slug="harbour", needs_approval=True), timezone.now()
    page.story = make_article(headline="Ferry back", body=BODY, section=section, editor=omar, stage="in_edit")
    notes.write(page.story, by=ines, text="Says who? @omar", anchor=Anchor("pier at noon"))
    notes.write(page.story, by=ines, text="Gone by now.", anchor=Anchor("words that left"))
    make_article(
        headline="Late one", section=section, reporter=ines, due=now - timedelta(hours=2), planned_for=now.date()
    )
    make_scheduled(headline="Going out", section=make_section(), planned_for=now.date())
    page.complaints = complaints_of(page)
    page.goto(f"{live_server.url}{reverse('admin:login')}")
    sign_in(page, "omar")
    page.form_url = f"{live_server.url}{reverse('admin:articles_article_change', args=[page.story.pk])}"
    return page


def open_form(page):
    page.goto(page.form_url)
    page.get_by_role("button", name="Write the note").wait_for()


def select_words(page, words):
    """As by the keyboard: a selection within the editor's first paragraph."""
    page.locator(".ProseMirror[aria-label=Body]").click()  # until it stands the plain field bears the same name
    page.evaluate(
        """(words) => {
            const node = document.querySelector("[contenteditable] p").firstChild, at = node.data.indexOf(words);
            getSelection().setBaseAndExtent(node, at, node, at + words.length);
        }""",
        words,
    )
    page.wait_for_timeout(100)


def test_note_on_selected_words_loses_nothing_typed_above(desk_page):
    page = desk_page
    open_form(page)
    page.get_by_label("Headline:", exact=True).fill("Typed and not saved")
    select_words(page, "left the pier")
    page.get_by_role("button", name="Note on the selected words").click()
    assert page.get_by_label("On the words:").input_value() == "left the pier"
    page.get_by_label("Note:", exact=True).fill("Which pier?")
    page.get_by_role("button", name="Write the note").click()
    page.get_by_text("The note is written.").wait_for()
    note = Note.objects.get(text="Which pier?")
    assert (note.quote, note.before) == ("left the pier", "The ferry ")
    assert page.get_by_label("Headline:", exact=True).input_value() == "Typed and not saved"
    assert Article.objects.get(pk=page.story.pk).headline == "Ferry back"
    assert page.complaints == []


def test_note_is_answered_and_resolved_by_keyboard(desk_page):
    page = desk_page
    open_form(page)
    thread = page.locator(".thread", has_text="Says who?")
    thread.get_by_text("Answer", exact=True).focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type("The harbour master.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.get_by_text("The harbour master.", exact=True).wait_for()
    page.locator(".thread", has_text="Says who?").get_by_role("button", name="Resolve").press("Enter")
    page.get_by_text("1 resolved note").wait_for()
    assert Note.objects.get(text__startswith="Says who?").resolved_at is not None
    assert page.complaints == []


def test_passage_of_a_note_is_shown_in_the_text_and_an_orphan_says_it_is_one(desk_page):
    page = desk_page
    open_form(page)
    page.locator(".thread", has_text="Says who?").get_by_role("button", name="Show in the text").click()
    page.wait_for_timeout(300)  # the editor is given the focus first, then the selection
    assert page.evaluate("getSelection().toString()") == "pier at noon"
    orphan = page.locator(".thread", has_text="Gone by now.")
    assert "These words are no longer in the text." in orphan.inner_text()
    assert page.complaints == []


def test_note_that_cannot_be_sent_keeps_its_words(desk_page):
    page = desk_page
    open_form(page)
    page.get_by_label("Note:", exact=True).fill("Written in a tunnel.")
    page.context.set_offline(True)
    page.get_by_role("button", name="Write the note").click()
    page.get_by_text("Not sent. Your words are still here").wait_for()
    assert page.get_by_label("Note:", exact=True).input_value() == "Written in a tunnel."
    page.context.set_offline(False)
    page.get_by_role("button", name="Write the note").click()
    page.get_by_text("The note is written.").wait_for()
    assert Note.objects.filter(text="Written in a tunnel.").count() == 1


def test_story_is_given_to_someone_by_name(desk_page):
    page = desk_page
    open_form(page)
    box = page.get_by_role("combobox", name="Reporter:", exact=True)
    box.focus()
    box.press_sequentially("alba")
    page.get_by_role("option", name="Ines Alba (ines)").wait_for()
    box.press("ArrowDown")
    box.press("Enter")
    page.get_by_label("Stage:").select_option("ready")
    page.get_by_role("button", name="Save and stay").click()
    page.get_by_text("was changed successfully").wait_for()
    story = Article.objects.get(pk=page.story.pk)
    assert (story.reporter.username, story.stage) == ("ines", "ready")
    assert page.complaints == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_and_the_policy_find_nothing(desk_page, live_server, scheme):
    page = desk_page
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # nothing is looked at while it fades
    names = ["index", "articles_article_budget", "articles_article_calendar", "articles_notice_changelist"]
    names += ["articles_stagemove_changelist", "articles_article_changelist"]
    addresses = {name: live_server.url + reverse(f"admin:{name}") for name in names}
    addresses["week"] = addresses["articles_article_calendar"] + "?view=week"
    addresses["notes"] = live_server.url + reverse("admin:articles_article_notes", args=[page.story.pk])
    addresses["form"] = page.form_url
    found = {}
    for name, address in addresses.items():
        page.goto(address)
        page.wait_for_timeout(500)
        rules = Axe().run(page, options={"runOnly": {"type": "tag", "values": TAGS}}).response["violations"]
        found[name] = [f"{rule['id']}: {node['html'][:120]}" for rule in rules for node in rule["nodes"]]
    assert {name: rules for name, rules in found.items() if rules} == {}
    assert page.complaints == []


@pytest.mark.parametrize("width", [390, 768, 1280])
def test_no_page_scrolls_sideways(desk_page, live_server, width):
    page = desk_page
    page.set_viewport_size({"width": width, "height": 900})
    names = ["index", "articles_article_budget", "articles_article_calendar", "articles_notice_changelist"]
    for address in [*(live_server.url + reverse(f"admin:{name}") for name in names), page.form_url]:
        page.goto(address)
        page.wait_for_timeout(200)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address
