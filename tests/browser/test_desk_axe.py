"""Every page of the desk in Chromium: axe finds nothing, light and dark, wide and on a telephone, the policy holds, no page jumps."""

import time

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from tests.browser.desk_page import findings
from tests.desk.addresses import ADDRESSES
from tests.desk.test_role_matrix import client_of, rows

__all__ = ["rows"]  # the fixture

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# Adds up how far the page jumped while it loaded, as browsers reckon it (Cumulative Layout Shift; 0.1 is called good).
JUMPS = """
window.jumped = 0;
new PerformanceObserver((list) => {
  for (const shift of list.getEntries()) if (!shift.hadRecentInput) window.jumped += shift.value;
}).observe({type: "layout-shift", buffered: true});
"""
JUMP = 0.01
HEIGHT = 900

OWN_PAGE = {"articles_slot_preview"}  # a readers' page, judged with them


def pages_of(client: Client, rows) -> dict[str, str]:
    """The addresses that answer an administrator with a page of the desk."""
    found = {}
    for name, address in ADDRESSES.items():
        url = reverse(f"admin:{name}", args=[rows["mine"][address.kind].pk] if address.kind else [])
        answer = client.get(url)
        if name not in OWN_PAGE and answer.status_code == 200 and answer["Content-Type"].startswith("text/html"):
            found[name] = url
        answer.close()  # a file is open until then
    return found


def picture_comes_late(route) -> None:
    """A slow line: what keeps no room for its pictures jumps, on a fast machine as well."""
    if route.request.resource_type == "image":
        time.sleep(0.1)
    route.continue_()


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 1280), ("light", 768), ("dark", 390)])
def test_axe_and_the_policy_find_nothing_on_any_page_and_none_jumps(browser, live_server, rows, scheme, width):
    client = client_of("administrator", rows)
    context = browser.new_context(color_scheme=scheme, viewport={"width": width, "height": HEIGHT})
    context.add_init_script(JUMPS)
    context.route(lambda url: True, picture_comes_late)
    page, said, wrong = context.new_page(), [], {}
    page.on("console", lambda message: said.append(message.text) if message.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(f"{live_server.url}{reverse('admin:login')}")
    wrong["login"] = findings(page)
    name = settings.SESSION_COOKIE_NAME
    context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": live_server.url}])
    for address, url in pages_of(client, rows).items():
        said.clear()
        page.set_viewport_size({"width": width, "height": HEIGHT})
        page.goto(f"{live_server.url}{url}")
        page.wait_for_timeout(100)
        jumped = page.evaluate("window.jumped")
        # As high as the page: otherwise axe takes what the save bar hides half of for a target too small.
        page.set_viewport_size({"width": width, "height": page.evaluate("document.documentElement.scrollHeight")})
        overflows = page.evaluate("document.documentElement.scrollWidth > innerWidth")
        seen = {"scrolls sideways": overflows, f"jumps by {jumped:.3f}": jumped > JUMP}
        wrong[address] = [*findings(page), *said, *(what for what, is_so in seen.items() if is_so)]
    context.close()
    wrong = {address: found for address, found in wrong.items() if found}
    assert wrong == {}, "\n".join(f"{address}: {found}" for address, found in wrong.items())
