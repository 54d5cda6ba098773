"""A reader in Chromium: an account by a mailed code, a passkey made and used; axe finds nothing; without script the code."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core import mail
from django.utils import timezone

from articles.models import Comment
from tests.comments.accounts import code_of_last_mail, make_reader
from tests.world import make_comment, make_live

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OVERFLOWS = "document.documentElement.scrollWidth > innerWidth"
KEY = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture(autouse=True)
def mail_is_set_up(settings):
    settings.READERS_GET_MAIL = True
    settings.ACCOUNT_RATE_LIMITS = False  # one address signs in often here


def sign_in(page, url: str) -> None:
    page.goto(f"{url}/account/login/?next=/comments/own/")
    page.get_by_label("Your e-mail").fill("ada@example.org")
    page.get_by_role("button", name="Mail me a code").click()
    page.get_by_label("The code").wait_for()
    page.get_by_label("The code").fill(code_of_last_mail())
    page.get_by_role("button", name="Go on").click()
    page.wait_for_url(re.compile(r"^[^?]*/comments/own/$"))


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_an_account_is_made_and_used_with_and_without_script(live_server, browser, script):
    page = browser.new_context(java_script_enabled=script, viewport={"width": 360, "height": 740}).new_page()
    page.goto(f"{live_server.url}/account/signup/")
    page.get_by_label("Your name").fill("Ada Reader")
    page.get_by_label("Your e-mail").fill("ada@example.org")
    page.keyboard.press("Enter")
    page.get_by_label("The code").wait_for()
    page.get_by_label("The code").fill(code_of_last_mail())
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/account/$"))
    assert page.get_by_label("Your name").input_value() == "Ada Reader"


def test_a_passkey_is_made_and_signs_in(live_server, browser):
    make_reader()
    context = browser.new_context()
    page = context.new_page()
    wrong = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda message: wrong.append(message.text) if "Content Security" in message.text else None)
    session = context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})
    sign_in(page, live_server.url)
    page.goto(f"{live_server.url}/account/passkeys/add/")
    page.get_by_label("What to call it").fill("My phone")
    page.get_by_role("button", name="Make the passkey").click()
    page.wait_for_url(re.compile(r"/account/$"))
    assert page.get_by_text("My phone").first.is_visible()
    assert "passkey was added" in mail.outbox[-1].subject
    page.goto(f"{live_server.url}/account/logout/")
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url(f"{live_server.url}/")
    page.goto(f"{live_server.url}/account/login/?next=/comments/own/")
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url(re.compile(r"^[^?]*/comments/own/$"))
    assert page.get_by_text("What you wrote with your account.").is_visible()
    assert wrong == []


def test_without_script_the_passkey_says_so_and_offers_no_button(live_server, browser):
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(f"{live_server.url}/account/login/")
    assert page.get_by_text("A passkey needs JavaScript").is_visible()
    assert not page.get_by_text("Use a passkey").is_visible()


def test_a_passkey_that_is_refused_leaves_the_code(live_server, browser):
    context = browser.new_context()
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})  # it holds no key of ours
    page.goto(f"{live_server.url}/account/login/")
    page.get_by_role("button", name="Use a passkey").click()
    page.get_by_text("The passkey could not be used").wait_for()
    assert page.get_by_label("Your e-mail").is_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_nothing_and_nothing_scrolls_sideways(live_server, browser, scheme, width):
    user = make_reader()
    comment = make_comment(make_live(), user=user, text="نص عربي قصير للاختبار", language="ar", direction="rtl")
    context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)
    page = context.new_page()
    story = f"/comments/{comment.article.public_id}/{comment.pk}"
    found = {}
    for path in ["/account/login/", "/account/signup/", "/comments/own/"]:
        found |= looked_at(page, live_server.url + path)
    sign_in(page, live_server.url)
    Comment.objects.update(posted=timezone.now())
    inside = ["/account/", "/account/passkeys/add/", "/account/logout/", "/comments/own/", "/comments/own/erase/"]
    for path in [*inside, f"{story}/edit/", f"{story}/delete/"]:
        found |= looked_at(page, live_server.url + path)
    assert found == {}


def looked_at(page, url: str) -> dict:
    page.goto(url)
    results = Axe().run(page, options={"runOnly": RULES}).response["violations"]
    wrong = [(each["id"], [node["target"] for node in each["nodes"]]) for each in results]
    if page.evaluate(OVERFLOWS):
        wrong.append(("scrolls sideways", []))
    return {url: wrong} if wrong else {}
