"""Correcting: the note and the mended text go out together or not at all, and readers meet it where they look."""

import json
import re
from datetime import timedelta
from xml.etree import ElementTree

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from articles.models import AuditEntry, Correction, Edition
from articles.publishing import workflow
from articles.publishing.correcting import correct
from articles.publishing.workflow import WarningsToTick, WorkflowRefused
from tests import world

pytestmark = pytest.mark.django_db

NOTE = {"kind": "correction", "text": "The port was built in 1962, not in 1926.", "wrong": "1926", "right": "1962"}


@pytest.fixture
def edition():
    edition = world.make_live(body="<p>The port was built in 1926.</p>")
    edition.article.body = "<p>The port was built in 1962.</p>"
    edition.article.save()
    return edition


def page_of(client, edition) -> str:
    return client.get(edition.path).content.decode()


def test_note_and_mended_text_go_out_in_one_step(client, edition):
    correction, corrected = correct(edition.article, by=None, **NOTE)
    assert (corrected.number, corrected.body_text, corrected.substantive) == (2, "The port was built in 1962.", True)
    assert (correction.kind, correction.wrong, correction.right, correction.made) == (
        "correction", "1926", "1962", corrected.live_from,
    )  # fmt: skip
    page = page_of(client, edition)
    assert NOTE["text"] in page
    assert "The port was built in 1962.</p>" in page
    assert "Updated" in page


@pytest.mark.parametrize(
    ("kind", "is_on_top"), [("correction", True), ("retraction", True), ("clarification", False), ("update", False)]
)
def test_grave_ones_stand_above_the_text_the_others_below(client, edition, kind, is_on_top):
    correct(edition.article, by=None, **{**NOTE, "kind": kind})
    page = page_of(client, edition)
    assert (page.index(NOTE["text"], page.index("</h1>")) < page.index("story-body")) is is_on_top


def test_machines_are_told_too(client, edition):
    correct(edition.article, by=None, **NOTE)
    data = json.loads(re.search(r'ld\+json">(.*?)</script>', page_of(client, edition), re.DOTALL)[1])
    assert [item["text"] for item in data["correction"]] == [NOTE["text"]]


def test_page_of_corrections_shows_wrong_and_right_and_is_narrowed_by_kind(client, edition):
    correct(edition.article, by=None, **NOTE)
    correct(edition.article, by=None, kind="update", text="The mayor has answered.")
    everything = client.get("/corrections/").content.decode()
    assert all(words in everything for words in (NOTE["text"], "1926", "1962", "The mayor has answered."))
    updates = client.get("/corrections/?kind=update").content.decode()
    assert "The mayor has answered." in updates
    assert NOTE["text"] not in updates
    assert "None of this kind so far." in client.get("/corrections/?kind=retraction").content.decode()
    assert client.get("/corrections/?kind=gossip").status_code == 404


def test_older_ones_of_a_kind_stay_of_that_kind(client, edition):
    for number in range(31):
        Correction.objects.create(article=edition.article, kind="update", text=f"Update {number:02}.")
        Correction.objects.create(article=edition.article, kind="correction", text=f"Correction {number:02}.")
    page = client.get("/corrections/?kind=update")
    older = re.search(r'rel="next" href="([^"]*)"', page.content.decode())[1].replace("&amp;", "&")
    assert [row.text for row in client.get(f"/corrections/{older}").context["page"].rows] == ["Update 00."]


def test_feed_of_corrections(client, edition):
    correction, corrected = correct(edition.article, by=None, **NOTE)
    secret = world.make_article()
    Correction.objects.create(article=secret, text="Nobody may know.")
    response = client.get("/feeds/corrections.rss")
    (item,) = ElementTree.fromstring(response.content).findall("channel/item")
    assert item.findtext("title") == f"Correction: {corrected.headline}"
    assert item.findtext("link") == f"http://testserver{corrected.path}"
    assert item.findtext("guid") == f"correction:{correction.pk}"
    assert all(words in item.findtext("description") for words in (NOTE["text"], "1926", "1962"))
    assert response.content == client.get("/feeds/corrections.rss").content
    assert "corrections" in response["Surrogate-Key"].split()
    workflow.withdraw(edition.article, by=None)
    assert not ElementTree.fromstring(client.get("/feeds/corrections.rss").content).findall("channel/item")


def test_audit_log_tells_what_was_wrong_and_what_is_right():
    editor, edition = world.make_user("ada", "Editor"), world.make_live()
    correction, _edition = correct(edition.article, by=editor, **NOTE)
    assert correction.made_by == editor
    entry = AuditEntry.objects.get(verb="correct")
    assert (entry.actor, entry.before, entry.note) == (editor, {"wrong": "1926"}, NOTE["text"])
    assert (entry.after["right"], entry.after["edition"], entry.after["kind"]) == ("1962", 2, "correction")


def test_refused_publication_leaves_no_note(edition):
    edition.article.body = ""
    edition.article.save()
    with pytest.raises(WorkflowRefused):
        correct(edition.article, by=None, **NOTE)
    assert not Correction.objects.exists()
    assert Edition.objects.count() == 1


def test_warnings_ask_here_as_well(edition):
    edition.article.standfirst = ""
    edition.article.save()
    editor = world.make_user("ada", "Editor")
    with pytest.raises(WarningsToTick):
        correct(edition.article, by=editor, **NOTE)
    assert not Correction.objects.exists()
    key = ("standfirst.missing", "There is no standfirst.")
    correct(edition.article, by=editor, acknowledged={key}, **NOTE)
    assert Correction.objects.count() == 1


def test_refusals_in_words(edition):
    with pytest.raises(WorkflowRefused, match="nothing to correct"):
        correct(world.make_article(), by=None, **NOTE)
    with pytest.raises(WorkflowRefused, match="what readers are to be told"):
        correct(edition.article, by=None, kind="update", text=" ")
    with pytest.raises(WorkflowRefused, match="what kind"):
        correct(edition.article, by=None, kind="gossip", text="x")
    workflow.schedule(edition.article, by=None, at=timezone.now() + timedelta(hours=1))
    with pytest.raises(WorkflowRefused, match="would be replaced"):
        correct(edition.article, by=None, **NOTE)


def test_both_rights_are_asked_for(edition):
    with pytest.raises(PermissionDenied):
        correct(edition.article, by=world.make_user("ben", "Reporter"), **NOTE)
    only_corrects = world.make_user("cara", is_staff=True)
    only_corrects.user_permissions.add(permission("add_correction"))
    with pytest.raises(PermissionDenied):
        correct(edition.article, by=only_corrects, **NOTE)
    only_publishes = world.make_user("dora", is_staff=True)
    only_publishes.user_permissions.add(permission("publish_article"))
    with pytest.raises(PermissionDenied):
        correct(edition.article, by=only_publishes, **NOTE)
    assert not Correction.objects.exists()


def permission(codename):
    from django.contrib.auth.models import Permission

    return Permission.objects.get(codename=codename)
