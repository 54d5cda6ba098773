"""The pages of the verbs and the site at a moment in a real browser: what an editor does, and nothing axe would report."""

import importlib
import os
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from articles.models import Correction, Edition
from articles.publishing import workflow
from tests.browser.desk_page import complaints_of, findings, sign_in
from tests.world import make_article, make_live, make_scheduled, make_section, make_user

groups = importlib.import_module("articles.migrations.0002_groups")
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SHOTS = os.environ.get("SCREENSHOTS")  # a folder, for whoever wants to look


@pytest.fixture
def desk(live_server, page):
    """An editor's page, signed in; `page.complaints` gathers what the console says."""
    groups.make_groups(apps, SimpleNamespace(connection=connection))  # the test before emptied the database
    make_user("editor", "Editor")
    page.complaints = complaints_of(page, {"error"})
    page.goto(f"{live_server.url}{reverse('admin:login')}")
    sign_in(page, "editor")
    page.root = live_server.url
    return page


def look(page, name: str) -> None:
    """No finding in light or dark at three widths, and no sideways scrolling."""
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # nothing is looked at while it fades
        for width in (1280, 768, 390):
            page.set_viewport_size({"width": width, "height": 900})
            if SHOTS:
                page.screenshot(path=Path(SHOTS) / f"{name}-{scheme}-{width}.png", full_page=True)
            assert findings(page) == [], (name, scheme, width)
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), (name, scheme, width)
    page.set_viewport_size({"width": 1280, "height": 900})


def url_of(article, page="change") -> str:
    return reverse(f"admin:articles_article_{page}", args=[article.pk])


@pytest.mark.parametrize("name", ["publish", "schedule", "end", "correct", "withdraw", "restore"])
def test_pages_of_the_verbs_are_sound(desk, name):
    article = make_live(headline="Ferry strike enters its third week").article
    if name == "restore":
        workflow.withdraw(article, by=None)
    article.standfirst, article.headline_is_working = "", True
    article.save()
    desk.goto(desk.root + url_of(article, name))
    look(desk, name)
    assert desk.complaints == []


def test_warning_is_ticked_and_published(desk):
    article = make_article(standfirst="")
    desk.goto(desk.root + url_of(article))
    desk.get_by_role("button", name="Save and publish").click()
    desk.get_by_label("There is no standfirst.").check()
    desk.get_by_role("button", name="Publish anyway").click()
    desk.get_by_text("Edition 1 is live.").wait_for()
    assert Edition.objects.live().get().revision.ticks.get().user.username == "editor"


def test_preview_of_a_correction_follows_the_typing(desk):
    article = make_live().article
    desk.goto(desk.root + url_of(article, "correct"))
    desk.get_by_label("What readers are told:").fill("Built in 1962.\n\nNot in 1926. <b>")
    desk.get_by_label("It said:").fill("1926")
    desk.get_by_label("Kind:").select_option("retraction")
    box = desk.locator("[data-correction-preview]")
    assert box.locator("p").all_inner_texts()[1:] == ["Built in 1962.", "Not in 1926. <b>"]
    assert "Retraction" in box.inner_text()
    assert box.get_by_text("1926", exact=True).is_visible()
    assert not box.get_by_text("Right is").is_visible()
    assert not desk.get_by_role("button", name="Show the preview").is_visible()
    desk.get_by_role("button", name="Correct and publish").click()
    desk.get_by_text("Readers are told of the correction.").wait_for()
    assert Correction.objects.get().kind == "retraction"
    desk.get_by_role("link", name="View on site", exact=True).first.click()
    desk.get_by_text("This story was retracted").wait_for()
    look(desk, "corrected-story")


def test_site_at_a_moment_is_walked_from_the_start_page(desk):
    section = make_section(name="Harbour", slug="harbour")
    make_live(section=section, headline="Ferry of today")
    make_scheduled(section=section, headline="Ferry to come", ahead=timedelta(days=2))
    desk.goto(f"{desk.root}/admin/")
    look(desk, "start")
    ahead = timezone.localtime(timezone.now() + timedelta(days=3)).strftime("%Y-%m-%dT%H:%M")
    desk.get_by_label("Moment (UTC)").fill(ahead)
    desk.get_by_role("button", name="Show the site").click()
    assert desk.get_by_text("The site as it will be on").is_visible()
    look(desk, "at-a-moment")
    desk.get_by_role("link", name="Ferry to come").first.click()
    desk.get_by_role("heading", level=1, name="Ferry to come").wait_for()
    assert desk.get_by_text("The site as it will be on").is_visible()
    desk.get_by_role("link", name="Harbour").first.click()
    assert desk.get_by_role("link", name="Ferry to come").first.is_visible()
    desk.get_by_role("link", name="Back to now").click()
    assert desk.get_by_role("link", name="Ferry to come").count() == 0
    assert desk.get_by_text("The site as it will be on").count() == 0
    assert desk.complaints == []
