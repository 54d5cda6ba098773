"""The keys of the desk's lists and start page, and the sheet that names them."""

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from playwright.sync_api import expect

from tests.browser.test_desk import newsroom

__all__ = ["newsroom"]  # the fixture

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LIST = "admin:articles_article_changelist"


@pytest.fixture
def desk_page(newsroom, live_server):
    """Signed in as the editor; goes to an address of the desk by its name."""
    client = Client()
    assert client.login(username="editor", password="a long password of words")
    name = settings.SESSION_COOKIE_NAME
    newsroom.context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": live_server.url}])

    def go(address):
        newsroom.goto(f"{live_server.url}{reverse(address)}")
        return newsroom

    return go


def test_list_is_searched_walked_and_left_by_keys(desk_page):
    page = desk_page(LIST)
    expect(page.get_by_role("button", name="Keyboard shortcuts")).to_be_visible()
    page.keyboard.press("/")
    expect(page.locator("#searchbar")).to_be_focused()
    page.keyboard.type("n/j?")
    expect(page.locator("#searchbar")).to_have_value("n/j?")
    page.locator("#searchbar").blur()
    page.keyboard.press("j")
    expect(page.locator("#result_list tbody th a").first).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url("**/change/**")
    assert page.complaints == []


def test_sheet_names_the_keys_and_switches_them_off(desk_page):
    page = desk_page("admin:index")
    page.keyboard.press("?")
    sheet = page.get_by_role("dialog", name="Keyboard shortcuts")
    expect(sheet).to_contain_text("Search in the list")
    sheet.get_by_label("Keys without Ctrl work").uncheck()
    page.keyboard.press("Escape")
    page.keyboard.press("n")
    page.keyboard.press("?")
    expect(sheet).not_to_be_visible()
    assert page.url.endswith(reverse("admin:index"))
    desk_page(LIST).keyboard.press("?")
    expect(sheet).not_to_be_visible()
    page.get_by_role("button", name="Keyboard shortcuts").click()
    sheet.get_by_label("Keys without Ctrl work").check()
    page.keyboard.press("Escape")
    page.keyboard.press("n")
    page.wait_for_url(f"**{reverse('admin:articles_article_add')}")
