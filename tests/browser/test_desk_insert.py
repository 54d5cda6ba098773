"""Pictures, pull quotes, quotes with a speaker and embeds are put into a body by keyboard alone. In Chromium, policy on."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from articles.models import Article, Edition, Picture
from tests.browser.test_autosave import TAGS, Desk
from tests.world import make_article, make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]

BODY = "<p>The ferry left at noon.</p><p>It came back at dusk.</p>"
VIDEO = "https://www.youtube.com/watch?v=abc"


@pytest.fixture
def desk(page, live_server):
    make_user("ada", "Editor")
    for number, title in enumerate(["Quay in the rain", "Pier at night"]):
        Picture.objects.create(
            title=title, digest=str(number) * 64, width=1600, height=900, alt="Seen from the sea", credit="I. Alba"
        )
    desk = Desk(page, live_server, "ada", make_article(headline="Ferry leaves", body=BODY)).open()
    page.locator(".prose-menubar").wait_for()
    yield desk
    assert desk.complaints == []


def body(desk):
    return desk.page.locator(".ProseMirror[aria-label=Body]")


def at_the_first_paragraph(desk):
    body(desk).click()
    settled(desk)
    desk.page.keyboard.press("Control+Home")
    settled(desk)


def settled(desk):
    """The editor follows the focus and the caret by timers of 20 ms. Nobody's fingers are faster; a test under load is."""
    desk.page.evaluate("new Promise((done) => setTimeout(done, 60))")


def press(desk, name):
    """The button of the menu, by keyboard."""
    button = desk.page.locator(".prose-menubar").get_by_role("button", name=name, exact=True)
    settled(desk)
    button.focus()
    expect(button).to_be_focused()
    desk.page.keyboard.press("Enter")
    return desk.page.get_by_role("dialog", name=name)


def saved(desk) -> str:
    desk.page.get_by_role("button", name="Save and stay").click()
    desk.page.get_by_text("was changed successfully").wait_for()
    return Article.objects.get(pk=desk.article.pk).body


def choose_picture(desk, dialog, term, title):
    box = dialog.get_by_role("combobox")
    expect(box).to_be_focused()
    desk.page.keyboard.type(term)
    desk.page.get_by_role("option", name=title).wait_for()
    desk.page.keyboard.press("ArrowDown")
    desk.page.keyboard.press("Enter")
    expect(box).to_have_value(title)


def test_picture_is_chosen_by_its_words_and_changed_for_another(desk):
    first, second = Picture.objects.order_by("pk")
    at_the_first_paragraph(desk)
    dialog = press(desk, "Picture of the library")
    dialog.get_by_role("button", name="Put it in").press("Enter")
    expect(dialog.get_by_role("alert")).to_contain_text("Choose a picture")
    choose_picture(desk, dialog, "rain", "Quay in the rain")
    dialog.get_by_label("Caption").fill("The quay on Friday")
    dialog.get_by_label("Description").fill("Rain on stones")
    desk.page.keyboard.press("Enter")
    expect(dialog).to_be_hidden()
    expect(body(desk)).to_be_focused()
    caption = "<figcaption>The quay on Friday</figcaption></figure>"
    made = f'<figure data-picture="{first.pk}" data-alt="Rain on stones">{caption}'
    assert saved(desk) == BODY.replace("noon.</p>", f"noon.</p>{made}")

    body(desk).locator("figcaption").click()
    dialog = press(desk, "Picture of the library")
    expect(dialog.get_by_label("Caption")).to_have_value("The quay on Friday")
    expect(dialog.get_by_label("Description")).to_have_value("Rain on stones")
    dialog.get_by_role("combobox").press("Control+a")
    choose_picture(desk, dialog, "night", "Pier at night")
    dialog.get_by_label("Here it adds nothing").check()
    dialog.get_by_role("button", name="Put it in").press("Enter")
    expect(dialog).to_be_hidden()
    now = f'<figure data-picture="{second.pk}" data-alt="">{caption}'
    assert saved(desk) == BODY.replace("noon.</p>", f"noon.</p>{now}")


def test_pull_quote_takes_the_words_that_are_selected(desk):
    at_the_first_paragraph(desk)
    desk.page.keyboard.press("Shift+End")
    dialog = press(desk, "Pull quote")
    expect(dialog.get_by_label("Words of the text")).to_have_value("The ferry left at noon.")
    dialog.get_by_role("button", name="Put it in").press("Enter")
    made = '<aside data-pullquote=""><p>The ferry left at noon.</p></aside>'
    assert saved(desk) == BODY.replace("noon.</p>", f"noon.</p>{made}", 1)


def test_quote_names_its_speaker_and_is_changed_in_the_same_dialog(desk):
    at_the_first_paragraph(desk)
    dialog = press(desk, "Quote with its speaker")
    dialog.get_by_label("Words").fill("“We wait.”\n“We have time.”")
    dialog.get_by_label("Who said it").fill("Anneke Vos")
    desk.page.keyboard.press("Enter")
    expect(dialog).to_be_hidden()
    made = "<blockquote><p>“We wait.”</p><p>“We have time.”</p><p><cite>Anneke Vos</cite></p></blockquote>"
    assert saved(desk) == BODY.replace("noon.</p>", f"noon.</p>{made}")

    body(desk).get_by_text("Anneke Vos").click()
    dialog = press(desk, "Quote with its speaker")
    expect(dialog.get_by_label("Words")).to_have_value("“We wait.”\n“We have time.”")
    dialog.get_by_label("Who said it").fill("Rosa Lind")
    desk.page.keyboard.press("Enter")
    expect(dialog).to_be_hidden()
    assert saved(desk) == BODY.replace("noon.</p>", f"noon.</p>{made}").replace("Anneke Vos", "Rosa Lind")


def test_embed_takes_only_an_address_and_readers_get_a_link_in_words(desk, live_server):
    at_the_first_paragraph(desk)
    dialog = press(desk, "Embed from another site")
    address = dialog.get_by_label("Address")
    for wrong in ("http://www.youtube.com/watch?v=abc", "https://localhost/x", "javascript:alert(1)"):
        address.fill(wrong)
        desk.page.keyboard.press("Enter")
        expect(dialog).to_be_visible()
    address.fill(VIDEO)
    dialog.get_by_label("What it shows").fill("The ferry from above")
    desk.page.keyboard.press("Enter")
    expect(dialog).to_be_hidden()
    made = f'<figure data-embed="{VIDEO}"><figcaption>The ferry from above</figcaption></figure>'
    assert saved(desk) == BODY.replace("noon.</p>", f"noon.</p>{made}")
    desk.page.get_by_role("button", name="Save and publish").click()
    desk.page.get_by_text("Edition 1 is live.").wait_for()
    asked = []
    desk.page.on("request", lambda request: asked.append(request.url))
    desk.page.goto(f"{live_server.url}{Edition.objects.get().path}")
    link = desk.page.get_by_role("link", name="Watch the video on YouTube")
    expect(link).to_have_attribute("href", VIDEO)
    assert all(url.startswith(live_server.url) for url in asked)


def test_cancelled_dialog_and_escape_change_nothing_and_give_the_text_back(desk):
    for name in ("Picture of the library", "Pull quote", "Quote with its speaker", "Embed from another site"):
        at_the_first_paragraph(desk)
        dialog = press(desk, name)
        desk.page.keyboard.press("Escape")
        expect(dialog).to_be_hidden()
        expect(body(desk)).to_be_focused()
        dialog = press(desk, name)
        dialog.get_by_role("button", name="Cancel").press("Enter")
        expect(dialog).to_be_hidden()
    assert saved(desk) == BODY


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_any_dialog(desk, scheme):
    desk.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # nothing is looked at while it fades
    found = {}
    for name in ("Picture of the library", "Pull quote", "Quote with its speaker", "Embed from another site"):
        at_the_first_paragraph(desk)
        press(desk, name)
        results = Axe().run(desk.page, options={"runOnly": {"type": "tag", "values": TAGS}}).response
        found[name] = [f"{rule['id']}: {node['html'][:90]}" for rule in results["violations"] for node in rule["nodes"]]
        desk.page.keyboard.press("Escape")
    assert {name: rules for name, rules in found.items() if rules} == {}
