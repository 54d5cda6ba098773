"""Every page of the desk in Chromium: axe finds nothing, light and dark, wide and on a telephone, and the policy holds."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from django.urls import reverse

from tests.desk.addresses import ADDRESSES
from tests.desk.test_role_matrix import client_of, rows

__all__ = ["rows"]  # the fixture

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
NO_PAGE = {"logout", "jsi18n", "articles_importeddocument_original", "articles_article_people"}  # files and JSON
OWN_PAGE = {"articles_slot_preview"}  # a readers' page, judged with them


def pages_of(client: Client, rows) -> dict[str, str]:
    """The addresses that answer an administrator with a page of the desk."""
    found = {}
    for name, address in ADDRESSES.items():
        url = reverse(f"admin:{name}", args=[rows["mine"][address.kind].pk] if address.kind else [])
        if name not in NO_PAGE | OWN_PAGE and client.get(url).status_code == 200:
            found[name] = url
    return found


def findings(page) -> list[str]:
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": TAGS}}).response["violations"]
    return [f"{rule['id']}: {node['html'][:160]}" for rule in found for node in rule["nodes"]]


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 1280), ("light", 390), ("dark", 390)])
def test_axe_and_the_policy_find_nothing_on_any_page(browser, live_server, rows, scheme, width):
    client = client_of("administrator", rows)
    context = browser.new_context(color_scheme=scheme, viewport={"width": width, "height": 900})
    page, said, wrong = context.new_page(), [], {}
    page.on("console", lambda message: said.append(message.text) if message.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(f"{live_server.url}{reverse('admin:login')}")
    wrong["login"] = findings(page)
    name = settings.SESSION_COOKIE_NAME
    context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": live_server.url}])
    for address, url in pages_of(client, rows).items():
        said.clear()
        page.goto(f"{live_server.url}{url}")
        page.wait_for_timeout(100)
        overflows = page.evaluate("document.documentElement.scrollWidth > innerWidth")
        wrong[address] = [*findings(page), *said, *(["scrolls sideways"] if overflows else [])]
    context.close()
    wrong = {address: found for address, found in wrong.items() if found}
    assert wrong == {}, "\n".join(f"{address}: {found}" for address, found in wrong.items())
