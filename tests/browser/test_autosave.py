"""An editor types, loses the line, comes back, meets a colleague: nothing typed is lost. In Chromium, policy on."""

import re
from importlib import import_module

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.contrib.sessions.models import Session
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from articles.desk import presence
from articles.desk.models import Autosave, Notice
from articles.models import Article, Edition
from tests.browser.desk_page import PASSWORD, TAGS, sign_in
from tests.world import make_article, make_section, make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]

SHIFTS = """() => {
  window.shifted = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shifted += entry.value;
  }).observe({ type: "layout-shift", buffered: true });
}"""


class Desk:
    """A person at the desk in a browser of their own, with `story` to work on."""

    def __init__(self, page, live_server, name, article):
        self.page, self.host, self.article, self.complaints = page, live_server.url, article, []
        page.set_default_timeout(10_000)
        page.on("console", self.complain)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.goto(f"{self.host}{reverse('admin:login')}")
        sign_in(page, name)
        page.wait_for_url("**/admin/")

    def complain(self, message):
        expected = "Failed to load resource" in message.text  # the line is cut on purpose, and refusals are 4xx
        if message.type in {"error", "warning"} and not expected:
            self.complaints.append(message.text)

    def open(self):
        self.page.goto(f"{self.host}{reverse('admin:articles_article_change', args=[self.article.pk])}")
        self.body().wait_for()
        return self

    def body(self):
        """The rich editor once it stands; the plain field that it hides bears the same name until then."""
        return self.page.locator(".ProseMirror[aria-label=Body]")

    def says(self, words, timeout=8_000):
        expect(self.page.locator("#save-state")).to_contain_text(words, timeout=timeout)

    def headline(self):
        return self.page.get_by_label("Headline:", exact=True)

    def type_in_body(self, words):
        self.body().click()
        self.page.keyboard.press("Control+Home")
        self.page.keyboard.type(words)

    def findings(self) -> list[str]:
        """On a window as high as the page: otherwise what the save bar hides half of counts as a target too small."""
        size = self.page.viewport_size
        self.page.set_viewport_size(size | {"height": self.page.evaluate("document.documentElement.scrollHeight")})
        found = Axe().run(self.page, options={"runOnly": {"type": "tag", "values": TAGS}}).response["violations"]
        self.page.set_viewport_size(size)
        return [f"{rule['id']}: {node['html'][:120]}" for rule in found for node in rule["nodes"]]


@pytest.fixture
def story():
    make_user("ada", "Editor", first_name="Ada", last_name="Quist")
    make_user("ben", "Editor", first_name="Ben", last_name="Osei")
    make_section(name="Harbour", slug="harbour")
    return make_article(headline="The ferry left at noon")


@pytest.fixture
def ada(page, live_server, story):
    desk = Desk(page, live_server, "ada", story)
    yield desk
    assert desk.complaints == []


@pytest.fixture
def ben(browser, live_server, story):
    context = browser.new_context()
    yield Desk(context.new_page(), live_server, "ben", story)
    context.close()


def test_typing_reaches_the_server_by_itself_and_only_what_changed(ada):
    ada.open().type_in_body("Today. ")
    ada.says("Saved")
    kept = Autosave.objects.get()
    assert list(kept.fields) == ["body"]
    assert kept.fields["body"].startswith("<p>Today. The ferry")
    assert Article.objects.get().version == 1


def test_line_that_is_down_keeps_the_words_here_and_sends_them_when_it_is_back(ada):
    ada.open()
    ada.page.context.set_offline(True)
    ada.headline().fill("Typed on the train")
    ada.says("No connection – kept in this browser")
    assert not Autosave.objects.exists()
    assert "Typed on the train" in ada.page.evaluate("JSON.stringify(localStorage)")
    ada.page.context.set_offline(False)
    ada.says("Saved")
    assert Autosave.objects.get().fields == {"headline": "Typed on the train"}
    assert "Typed on the train" not in ada.page.evaluate("JSON.stringify(localStorage)")


def test_words_kept_in_the_browser_alone_are_offered_on_return(ada):
    ada.open()
    ada.page.route("**/autosave/", lambda route: route.abort())
    ada.headline().fill("Typed on the train")
    ada.says("No connection – kept in this browser")
    ada.page.goto("about:blank")
    ada.page.unroute("**/autosave/")
    ada.open()
    expect(ada.page.locator(".local-offer")).to_contain_text("Headline")
    ada.page.set_viewport_size({"width": 1280, "height": 1600})  # what stands under the offer is no finding
    assert ada.findings() == []
    ada.page.get_by_role("button", name="Continue with it").click()
    ada.page.get_by_text("Not saved yet.").wait_for()
    expect(ada.headline()).to_have_value("Typed on the train")
    ada.says("Saved")
    ada.page.get_by_role("button", name="Save and stay").click()
    ada.page.get_by_text("was changed successfully").wait_for()
    assert Article.objects.get().headline == "Typed on the train"
    assert "Typed on the train" not in ada.page.evaluate("JSON.stringify(localStorage)")
    assert ada.page.locator(".local-offer").count() == 0


def test_return_offers_what_was_typed_and_a_save_clears_it(ada):
    ada.open().headline().fill("The ferry left at one")
    ada.says("Saved")
    ada.open()
    ada.page.get_by_role("button", name=re.compile("^Continue with what you typed at")).click()
    expect(ada.headline()).to_have_value("The ferry left at one")
    ada.page.get_by_role("button", name="Save and stay").click()
    ada.page.get_by_text("was changed successfully").wait_for()
    assert Article.objects.get().headline == "The ferry left at one"
    assert not Autosave.objects.exists()
    assert ada.page.get_by_role("button", name=re.compile("^Continue with")).count() == 0
    assert ada.page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('desk-typed')).length") == 0


def test_typing_beside_an_offer_overwrites_nothing(ada):
    ada.open().headline().fill("The first words")
    ada.says("Saved")
    ada.open().headline().fill("Other words")
    ada.says("wait to be continued or discarded")
    assert Autosave.objects.get().fields == {"headline": "The first words"}
    assert "Other words" in ada.page.evaluate("JSON.stringify(localStorage)")


def test_leaving_in_the_middle_of_a_word_still_sends_it(ada):
    ada.open().headline().fill("Half a wo")
    ada.page.goto(f"{ada.host}/admin/")
    for _try in range(40):
        if Autosave.objects.exists():
            break
        ada.page.wait_for_timeout(100)
    assert Autosave.objects.get().fields == {"headline": "Half a wo"}


def test_new_article_is_kept_in_the_browser_until_it_is_saved(ada):
    url = f"{ada.host}{reverse('admin:articles_article_add')}"
    ada.page.goto(url)
    ada.body().wait_for()
    ada.headline().fill("Brand new")
    ada.type_in_body("First words")
    ada.says("Draft kept in this browser")
    ada.page.goto(url)
    ada.page.get_by_role("button", name="Continue with it").click()
    ada.page.get_by_text("Not saved yet.").wait_for()
    expect(ada.headline()).to_have_value("Brand new")
    expect(ada.body()).to_contain_text("First words")
    box = ada.page.get_by_role("combobox", name="Section:", exact=True)
    box.focus()
    box.press_sequentially("harb")
    ada.page.get_by_role("option", name="Harbour").wait_for()
    box.press("ArrowDown")
    box.press("Enter")
    ada.page.get_by_role("button", name="Save and stay").click()
    ada.page.get_by_text("was added successfully").wait_for()
    assert Article.objects.filter(headline="Brand new", body="<p>First words</p>").exists()
    ada.page.goto(url)
    assert ada.page.locator(".local-offer").count() == 0


def end_sessions() -> None:
    """Wherever they are kept: with Redis a copy stands in the cache."""
    store = import_module(settings.SESSION_ENGINE).SessionStore
    for session in Session.objects.all():
        store(session.session_key).delete()


def test_session_that_ended_overnight_gives_the_words_back(ada):
    ada.open()
    end_sessions()
    ada.headline().fill("Typed in the night")
    ada.says("signed out")
    ada.page.get_by_role("button", name="Save and stay").click()
    ada.page.get_by_text("Your words are kept in this page").wait_for()
    assert ada.findings() == []
    ada.page.get_by_label("Username").fill("ada")
    ada.page.get_by_label("Password").fill(PASSWORD)
    ada.page.get_by_role("button", name="Sign in and show my words").click()
    ada.page.get_by_text("Not saved yet.").wait_for()
    expect(ada.headline()).to_have_value("Typed in the night")
    assert Article.objects.get().headline == "The ferry left at noon"
    ada.says("Saved")
    ada.page.get_by_role("button", name="Save and stay").click()
    ada.page.get_by_text("was changed successfully").wait_for()
    assert Article.objects.get().headline == "Typed in the night"
    assert ada.page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('desk-typed')).length") == 0


def here(article) -> list[str]:
    now = timezone.now()
    return [row.user.username for row in presence.rows_of(article) if presence.fresh(row, now)]


def test_second_person_is_seen_without_a_reload_and_may_take_over(ada, ben, story):
    ada.open()
    line = ada.page.locator("#presence")
    expect(line).to_have_text("Nobody else has this open.")
    ben.open()
    expect(ben.page.locator("#presence")).to_contain_text("Ada Quist has this open since")
    expect(line).to_contain_text("Ben Osei also has it open since", timeout=25_000)
    ben.headline().fill("Words that must stay")
    ben.page.get_by_role("button", name="Take over").click()
    expect(ben.page.locator("#presence")).to_contain_text("It is yours now. Ada Quist was told.")
    expect(ben.headline()).to_have_value("Words that must stay")
    assert Notice.objects.get().user.username == "ada"
    expect(ben.page.locator("#take-over")).to_be_hidden()
    ben.page.goto("about:blank")
    for _try in range(50):
        if here(story) == ["ada"]:
            break
        ben.page.wait_for_timeout(100)
    assert here(story) == ["ada"]
    ada.open()
    expect(line).to_have_text("Nobody else has this open.")


def test_keys_save_and_lead_to_publish_and_letters_stay_letters(ada):
    ada.open()
    ada.headline().click()
    ada.page.keyboard.press("End")
    ada.page.keyboard.type("? No!")
    assert ada.page.locator("#desk-keys[open]").count() == 0
    ada.page.keyboard.press("Control+s")
    ada.page.get_by_text("was changed successfully").wait_for()
    assert Article.objects.get().headline == "The ferry left at noon? No!"
    ada.body().click()
    ada.page.keyboard.press("Control+/")
    expect(ada.page.get_by_role("dialog", name="Keyboard shortcuts")).to_be_visible()
    ada.page.keyboard.press("Escape")
    ada.page.keyboard.press("Control+Shift+Enter")
    expect(ada.page.locator(".verb-publish")).to_be_focused()
    assert not Edition.objects.exists()
    ada.page.keyboard.press("?")
    expect(ada.page.get_by_role("dialog", name="Keyboard shortcuts")).to_be_visible()
    ada.page.get_by_label("alone opens this sheet").uncheck()
    ada.page.keyboard.press("Escape")
    ada.page.locator(".verb-publish").focus()
    ada.page.keyboard.press("?")
    expect(ada.page.get_by_role("dialog")).to_have_count(0)


def test_words_are_counted_while_typing_against_the_length_wanted(ada, story):
    Article.objects.filter(pk=story.pk).update(wanted_length=20, body="<p>One two three.</p><p>Four</p>")
    words = ada.open().page.locator("#words")
    expect(words).to_have_text(re.compile(r"^\s*4 of 20 words · 1 min\s*$"))
    ada.type_in_body("and " * 15)
    expect(words).to_have_text(re.compile(r"^\s*19 of 20 words · 1 min\s*$"))
    assert words.get_attribute("data-length") == "right"


@pytest.mark.parametrize("width", [1280, 390])
def test_nothing_jumps_while_the_form_loads_and_saves_itself(ada, width):
    ada.page.set_viewport_size({"width": width, "height": 900})
    ada.page.add_init_script(f"({SHIFTS})()")
    ada.open().headline().focus()
    ada.page.keyboard.type("More ")
    ada.says("Saved")
    assert ada.page.evaluate("window.shifted") < 0.01


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 768, 390])
def test_axe_finds_nothing_and_the_bar_stays_in_sight(ada, ben, scheme, width, tmp_path):
    ben.open()
    page = ada.page
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # nothing is looked at while it fades
    page.set_viewport_size({"width": width, "height": 900})
    ada.open().headline().fill("The ferry left at one")
    ada.says("Saved")
    assert ada.findings() == []
    ada.open()
    assert ada.findings() == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    bar = page.locator(".submit-row").bounding_box()
    assert 0 < bar["y"] < bar["y"] + bar["height"] <= 901
    page.screenshot(path=tmp_path / "form.png")
    page.locator("#desk-keys-open").click()
    assert ada.findings() == []
