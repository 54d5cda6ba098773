"""An editor's hour in a real browser: sign in, write, save, publish; no breach of the policy, nothing axe would report."""

import importlib
import re
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import connection
from django.urls import reverse
from playwright.sync_api import expect

from articles.models import Article, Comment, Edition, Topic
from tests.browser.desk_page import complaints_of, findings, sign_in
from tests.world import make_comment, make_live, make_section, make_source, make_topic, make_user

groups = importlib.import_module("articles.migrations.0002_groups")
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def newsroom(live_server, page):
    """A page at the sign-in of a small newsroom; `page.complaints` gathers what the console says."""
    groups.make_groups(apps, SimpleNamespace(connection=connection))  # the test before emptied the database
    make_user("editor", "Editor")
    for name in ("World", "Harbour"):
        make_section(name=name, slug=name.lower())
    make_source(name="Harbour Post")
    make_topic(name="Ferries")
    make_topic(name="Fisheries")
    make_comment(make_live(), status="waiting", reasons=[{"rule": "newcomer"}])
    page.complaints = complaints_of(page)
    page.goto(f"{live_server.url}{reverse('admin:login')}")
    return page


def rich_body(page):
    """The rich editor once it stands; the plain field that it hides bears the same name until then."""
    return page.locator(".ProseMirror[aria-label=Body]")


def pick(page, label, term, name):
    """Choose by keyboard alone, as the WAI-ARIA pattern has it."""
    box = page.get_by_role("combobox", name=f"{label}:", exact=True)
    box.focus()
    box.press_sequentially(term)
    page.get_by_role("option", name=name).wait_for()
    box.press("ArrowDown")
    box.press("Enter")


def test_editor_writes_saves_and_publishes_by_keyboard(newsroom):
    page = newsroom
    sign_in(page, "editor")
    page.get_by_role("button", name="Write an article").click()
    page.get_by_label("Headline:", exact=True).fill("Ferry strike enters third week")
    page.get_by_label("Standfirst:", exact=True).fill("No boat has left for the islands since Monday.")
    body = rich_body(page)
    body.click()
    page.keyboard.type("The ferry left at ")
    page.keyboard.press("Control+b")
    page.keyboard.type("noon")
    page.keyboard.press("Control+b")
    page.keyboard.type(".")
    pick(page, "Section", "harb", "Harbour")
    pick(page, "Topics", "ferr", "Ferries")
    pick(page, "Topics", "fish", "Fisheries")
    pick(page, "Publisher", "post", "Harbour Post")
    page.get_by_role("button", name="Save and stay").click()
    page.get_by_text("was added successfully").wait_for()

    article = Article.objects.get(headline="Ferry strike enters third week")
    assert article.body == "<p>The ferry left at <strong>noon</strong>.</p>"
    assert (article.section.name, article.publisher.name) == ("Harbour", "Harbour Post")
    assert sorted(topic.name for topic in article.topics.all()) == ["Ferries", "Fisheries"]

    rich_body(page).click()
    page.keyboard.press("Control+End")
    page.keyboard.type(" It came back.")
    page.get_by_role("button", name="Remove Fisheries").click()
    page.get_by_role("button", name="Save and publish").click()
    page.get_by_text("Edition 1 is live.").wait_for()
    edition = Edition.objects.live().get(article=article)
    assert edition.body_text == "The ferry left at noon. It came back."
    assert [topic.name for topic in edition.topics.all()] == ["Ferries"]
    assert page.complaints == []


REFERRING = (
    '<p>The master said <span data-statement="12">the ferry <strong>left</strong> at noon</span>.</p>'
    '<figure data-picture="3"><figcaption>The pier</figcaption></figure><figure data-picture="4"></figure>'
    '<aside data-pullquote=""><p>It came back.</p></aside><blockquote><p lang="ar" dir="rtl">عاد القارب</p></blockquote>'
)


def test_rich_editor_keeps_what_the_body_refers_to(newsroom, live_server):
    page = newsroom
    edition = make_live(body=REFERRING)
    sign_in(page, "editor")
    page.goto(f"{live_server.url}{reverse('admin:articles_article_change', args=[edition.article_id])}")
    rich_body(page).click()
    page.keyboard.press("Control+Home")
    page.keyboard.type("Today. ")
    page.get_by_role("button", name="Save and stay").click()
    page.get_by_text("was changed successfully").wait_for()
    body = Article.objects.get(pk=edition.article_id).body
    assert body == REFERRING.replace("<p>The master", "<p>Today. The master")
    assert page.complaints == []


def test_table_in_the_body_keeps_the_policy(newsroom):
    page = newsroom
    sign_in(page, "editor")
    page.goto(page.url.rstrip("/") + "/articles/article/add/")
    rich_body(page).click()
    page.keyboard.type("Fares")
    page.locator(".prose-menubar__button", has_text="grid_on").or_(page.locator("[title*=able]")).first.click()
    page.wait_for_timeout(300)
    assert page.complaints == []


def test_comment_is_approved_with_one_click(newsroom):
    page = newsroom
    sign_in(page, "editor")
    comment = Comment.objects.get()
    page.get_by_role("link", name="Open the queue").click()
    row = page.get_by_role("listitem", name=comment.author_name)
    expect(row).to_contain_text(comment.text)
    row.get_by_role("button", name=re.compile("^Approve A?$")).click()
    expect(page.get_by_role("status")).to_have_text("1 comment approved.")
    expect(row.get_by_role("button")).to_have_count(0)  # it stands there as decided, with nothing more to press
    page.get_by_role("link", name="Look for more").click()
    page.get_by_text("Nothing needs eyes here.").wait_for()
    comment.refresh_from_db()
    assert (comment.status, comment.decided_by.username) == ("approved", "editor")
    assert page.complaints == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_and_the_policy_find_nothing(newsroom, live_server, scheme):
    page = newsroom
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # nothing is looked at while it fades
    found = {"login": findings(page)}
    sign_in(page, "editor")
    edition = Edition.objects.first()
    names = [
        "index",
        "articles_article_changelist",
        "articles_article_add",
        "articles_comment_changelist",
        "articles_source_add",
        "articles_picture_add",
        "articles_auditentry_changelist",
        "password_change",
    ]
    addresses = {name: reverse(f"admin:{name}") for name in names} | {
        name: reverse(f"admin:articles_article_{name}", args=[edition.article_id])
        for name in ("change", "history", "schedule", "withdraw")
    }
    addresses["delete"] = reverse("admin:articles_topic_delete", args=[Topic.objects.first().pk])
    for name, address in addresses.items():
        page.goto(f"{live_server.url}{address}")
        page.wait_for_timeout(200)
        found[name] = findings(page)
    assert {name: rules for name, rules in found.items() if rules} == {}
    assert page.complaints == []


@pytest.mark.parametrize("width", [390, 768, 1280])
def test_no_page_scrolls_sideways(newsroom, live_server, width):
    page = newsroom
    sign_in(page, "editor")
    page.set_viewport_size({"width": width, "height": 900})
    article = Edition.objects.get().article_id
    for address in (
        reverse("admin:index"),
        reverse("admin:articles_article_changelist"),
        reverse("admin:articles_article_change", args=[article]),
        reverse("admin:articles_comment_changelist"),
        reverse("admin:articles_source_add"),
    ):
        page.goto(f"{live_server.url}{address}")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address
