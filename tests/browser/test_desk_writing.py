"""Two people in one story that has everything: topics, authors, statements, a picture. In Chromium, policy on."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from articles.desk.models import Autosave
from articles.models import Article, Picture, Statement
from articles.publishing import history, revisions
from tests.browser.test_autosave import PASSWORD, Desk
from tests.world import make_article, make_author, make_section, make_source, make_topic, make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]

BODY = "<p>The ferry left at noon.</p><p>Nobody was on the pier.</p><p>It came back at dusk.</p>"


@pytest.fixture
def story():
    """As published stories are: with rows of every kind, and the revision that the form began with."""
    make_user("ada", "Editor", first_name="Ada", last_name="Quist")
    make_user("ben", "Reporter", first_name="Ben", last_name="Osei")
    picture = Picture.objects.create(
        title="Quay", digest="1" * 64, width=1600, height=900, alt="A quay", credit="I. Alba"
    )
    article = make_article(
        headline="Ferry leaves", body=BODY, section=make_section(name="Harbour"), lead_picture=picture, stage="draft"
    )
    article.topics.set([make_topic(name="Fish"), make_topic(name="Ships")])
    article.article_authors.create(author=make_author(name="Ines Alba"), position=0)
    Statement.objects.create(
        article=article, words="It left.", source=make_source(name="Rosa Lind"), state="accepted", paragraph=0
    )
    revisions.record(article, user=None)
    return article


@pytest.fixture
def ada(page, live_server, story):
    desk = Desk(page, live_server, "ada", story)
    yield desk
    assert desk.complaints == []


@pytest.fixture
def ben(browser, live_server, story):
    context = browser.new_context()
    desk = Desk(context.new_page(), live_server, "ben", story)
    yield desk
    context.close()
    assert desk.complaints == []


def save(desk):
    desk.page.get_by_role("button", name="Save and stay").click()
    desk.page.get_by_text("was changed successfully").wait_for()


def save_too_late(desk):
    desk.page.get_by_role("button", name="Save and stay").click()
    desk.page.get_by_text("Nothing was saved.").wait_for()


def merge(desk):
    desk.page.get_by_role("button", name="Save the merge").click()


def test_story_with_rows_of_every_kind_is_merged_and_a_third_save_meanwhile_is_seen(ada, ben, story):
    ada.open(), ben.open()
    ada.headline().fill("Ferry leaves harbour")
    save(ada)
    ben.headline().fill("Ferry leaves town")
    ben.type_in_body("On Friday: ")
    ben.says("Saved")  # the autosave of a form that is out of date is kept, and writes nothing
    save_too_late(ben)
    expect(ben.page.get_by_role("alert")).to_contain_text("saved by Ada Quist")
    ada.page.get_by_label("Kicker:", exact=True).fill("Islands")  # a third save, while the second is being picked
    ada.headline().fill("Ferry leaves port")
    save(ada)
    ben.page.get_by_role("group", name="Headline").get_by_label("Yours").check()
    merge(ben)
    ben.page.get_by_text("Nothing was saved.").wait_for()
    expect(ben.page.get_by_role("group", name="Headline")).to_contain_text("port")
    assert Article.objects.get().headline == "Ferry leaves port"
    ben.page.get_by_role("group", name="Headline").get_by_label("Yours").check()
    merge(ben)
    ben.page.get_by_text("was changed successfully").wait_for()
    merged = Article.objects.get()
    assert (merged.headline, merged.kicker) == ("Ferry leaves town", "Islands")
    assert merged.body.startswith("<p>On Friday: The ferry left")
    assert merged.lead_picture_id == story.lead_picture_id
    assert sorted(topic.name for topic in merged.topics.all()) == ["Fish", "Ships"]
    assert [row.author.name for row in merged.article_authors.all()] == ["Ines Alba"]
    assert Statement.objects.get().words == "It left."
    assert not Autosave.objects.exists()
    kept = [row.content["headline"] for row in merged.revisions.order_by("number")]
    assert kept == ["Ferry leaves", "Ferry leaves harbour", "Ferry leaves port", "Ferry leaves town"]


def test_two_versions_are_picked_without_script(ada, browser, live_server, story):
    context = browser.new_context(java_script_enabled=False)
    plain = Desk(context.new_page(), live_server, "ben", story)
    page = plain.page
    page.goto(f"{plain.host}{reverse('admin:articles_article_change', args=[story.pk])}")
    ada.open().headline().fill("Ferry leaves harbour")
    save(ada)
    plain.headline().fill("Ferry leaves town")
    save_too_late(plain)
    page.get_by_role("group", name="Headline").get_by_label("As it stands now").check()
    merge(plain)
    page.get_by_text("was changed successfully").wait_for()
    assert Article.objects.get().headline == "Ferry leaves harbour"
    context.close()


def test_words_come_back_after_a_night_without_script(browser, live_server, story):
    context = browser.new_context(java_script_enabled=False)
    plain = Desk(context.new_page(), live_server, "ben", story)
    page = plain.page
    page.goto(f"{plain.host}{reverse('admin:articles_article_change', args=[story.pk])}")
    context.clear_cookies(name="sessionid")
    plain.headline().fill("Typed in the night")
    page.get_by_role("button", name="Save and stay").click()
    page.get_by_label("Username").fill("ben")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in and show my words").click()
    page.get_by_text("Not saved yet.").wait_for()
    expect(plain.headline()).to_have_value("Typed in the night")
    assert Article.objects.get().headline == "Ferry leaves"
    save(plain)
    assert Article.objects.get().headline == "Typed in the night"
    context.close()


def test_change_by_many_at_once_is_noticed_by_the_save_of_an_open_form(ada, ben, story):
    ben.open().headline().fill("Typed before the change")
    Article.objects.filter(pk=story.pk).update(stage="in_edit")
    save_too_late(ben)
    expect(ben.page.get_by_text("joined below")).to_be_visible()
    merge(ben)
    ben.page.get_by_text("was changed successfully").wait_for()
    story.refresh_from_db()
    assert (story.headline, story.stage) == ("Typed before the change", "in_edit")


def test_moved_paragraph_and_changed_rows_are_told_as_such_and_undone_by_a_restore(ada, story):
    first = story.revisions.get()
    blocks = BODY.replace("</p><p>", "</p>|<p>").split("|")
    story.body = "".join([blocks[2], blocks[0], blocks[1]])
    story.save()
    Statement.objects.update(words="It left at one.")
    revisions.record(story, user=None)
    ada.page.goto(f"{ada.host}{reverse('admin:articles_article_history', args=[story.pk])}")
    ada.page.get_by_role("button", name="Compare the two chosen").click()
    expect(ada.page.get_by_text("moved")).not_to_have_count(0)
    statements = ada.page.locator("section, fieldset, div", has=ada.page.get_by_role("heading", name="Statements")).last
    expect(statements.locator("ins")).to_contain_text("at one")
    ada.page.get_by_role("link", name="Restore revision 1…").click()
    ada.page.get_by_role("button", name="Restore it").click()
    ada.page.get_by_text("is the working copy again").wait_for()
    story.refresh_from_db()
    assert story.body == BODY
    assert Statement.objects.get().words == "It left."
    assert [line.revision.number for line in history.page_of(story).lines] == [3, 2, first.number]


def test_story_goes_from_hand_to_hand_until_it_may_be_published(ada, ben, browser, story):
    """Assigned, asked about, held, read and approved by a lawyer without an account, held no more."""
    Article.objects.update(lead_picture=None)  # it has no file to be shown to the lawyer
    page = ada.open().page
    box = page.get_by_role("combobox", name="Reporter:", exact=True)
    box.press_sequentially("osei")
    page.get_by_role("option", name="Ben Osei (ben)").wait_for()
    box.press("ArrowDown")
    box.press("Enter")
    page.get_by_label("Due:").fill("2031-03-01T17:00")
    page.get_by_label("Legal hold").check()
    save(ada)
    page.get_by_label("On the words:").fill("Nobody was on the pier")
    page.get_by_label("Note:", exact=True).fill("Who counted, @ben?")
    page.get_by_role("button", name="Write the note").click()
    page.get_by_text("Told: ben.").wait_for()
    page.get_by_role("button", name=re.compile("publish")).first.click()
    page.wait_for_load_state()
    expect(page.locator("body")).to_contain_text("legal hold")
    assert not story.editions.exists()

    ben.page.goto(f"{ben.host}{reverse('admin:articles_notice_changelist')}")
    for words in (
        "Ada Quist gave you the story",
        "It is due 1 March, 17:00 UTC",
        "Ada Quist mentioned you",
        "Who counted",
    ):
        expect(ben.page.locator("#result_list")).to_contain_text(words)

    page.goto(f"{ada.host}{reverse('admin:articles_article_previews', args=[story.pk])}")
    page.get_by_label("For whom").fill("Lawyer, R. Osei")
    page.get_by_label("May approve").check()
    page.get_by_role("button", name="Make a link").click()
    address = page.get_by_label("Copy it now").input_value()
    outsider = browser.new_context()
    lawyer = outsider.new_page()
    lawyer.goto(f"{ada.host}/{address.split('/', 3)[3]}")
    expect(lawyer.locator("h1").first).to_contain_text("Ferry leaves")
    lawyer.set_default_timeout(10_000)
    lawyer.get_by_role("link", name="Approve this text…").click()
    lawyer.get_by_label("name").fill("R. Osei")
    lawyer.get_by_role("button", name="Approve").click()
    lawyer.wait_for_url("**/preview/*/")
    page.goto(f"{ada.host}{reverse('admin:articles_article_previews', args=[story.pk])}")
    expect(page.get_by_role("row", name=re.compile("Lawyer"))).to_contain_text("R. Osei")
    page.get_by_role("button", name="Revoke").click()
    page.get_by_text("does not work any more").wait_for()
    assert lawyer.reload().status in {404, 410}
    outsider.close()
