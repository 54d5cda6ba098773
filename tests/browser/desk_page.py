"""A page of the desk in a browser: signed in by its form, what its console complains of, and what axe finds in it."""

from __future__ import annotations

from collections.abc import Collection

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

PASSWORD = "a long password of words"  # of everybody whom tests.world makes
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def complaints_of(page: Page, kinds: Collection[str] = ("error", "warning")) -> list[str]:
    """What the console says of these kinds and what no script caught, from now on: a list that grows."""
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type in kinds else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    return complaints


def sign_in(page: Page, name: str) -> None:
    """By the form that the page shows."""
    page.get_by_label("Username").fill(name)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()


def findings(page: Page) -> list[str]:
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": TAGS}}).response["violations"]
    return [f"{rule['id']}: {node['html'][:160]}" for rule in found for node in rule["nodes"]]
