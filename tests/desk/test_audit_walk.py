"""Every address of the desk that changes something leaves exactly one entry in the audit log, and the right one."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.contrib.auth.models import User as Account
from django.urls import reverse
from django.utils import timezone

from articles.desk.models import Presence
from articles.models import (
    AuditEntry,
    Ban,
    Banner,
    Comment,
    Correction,
    Discussion,
    ListedWord,
    StageMove,
    Statement,
    VerifiedSource,
)
from articles.pictures.uploads import ingest
from articles.publishing import workflow
from tests.desk.addresses import ADDRESSES
from tests.desk.forms import fields_of
from tests.importing.papers import STORY
from tests.pictures.drawing import drawn
from tests.world import (
    make_article,
    make_author,
    make_comment,
    make_live,
    make_section,
    make_source,
    make_statement,
    make_topic,
    make_user,
)

CHANGING = {name: address for name, address in ADDRESSES.items() if address.verb}
SECRET = "a phrase for one test alone"
SOON = "2100-01-01T12:00"


def a_banner() -> Banner:
    now = timezone.now()
    return Banner.objects.create(text="Port closed", live_from=now, live_until=now + timedelta(hours=1))


ROWS = {
    "article": make_article,
    "author": make_author,
    "ban": lambda: Ban.objects.create(who="a" * 64, reason="Threats."),
    "banner": a_banner,
    "correction": lambda: Correction.objects.create(article=make_article(), text="It was the other pier."),
    "discussion": lambda: Discussion.objects.create(article=make_article()),
    "group": lambda: Group.objects.create(name="Night desk"),
    "listedword": lambda: ListedWord.objects.create(word="casino"),
    "picture": lambda: ingest(drawn(), alt="The pier"),
    "section": make_section,
    "source": make_source,
    "stagemove": StageMove.objects.first,
    "statement": lambda: Statement.objects.create(article=make_article(), words="The ferry left"),
    "topic": make_topic,
    "user": lambda: make_user("otto"),
    "verifiedsource": lambda: VerifiedSource.objects.create(source=make_source(), email="a@b.example", note="met"),
}
# What is typed into the empty form, and into the form of a row.
ADDED = {
    "article": lambda: {"headline": "A fresh story", "body": "<p>Words.</p>", "section": make_section().pk},
    "author": lambda: {"name": "Mara Lindqvist", "slug": "mara"},
    "ban": lambda: {"email": "eve@example.org", "reason": "Threats."},
    "banner": lambda: {"text": "Port of Westport closed by storm"},
    "group": lambda: {"name": "Day desk"},
    "listedword": lambda: {"word": "Casino bonus", "verdict": "hold"},
    "picture": lambda: {"file": drawn(), "alt": "The pier"},
    "section": lambda: {"name": "Harbour", "slug": "harbour"},
    "source": lambda: {"name": "Harbour Post", "slug": "harbour-post"},
    "stagemove": lambda: {"group": Group.objects.create(name="x").pk, "from_stage": "draft", "to_stage": "ready"},
    "topic": lambda: {"name": "Ferries", "slug": "ferries"},
    "verifiedsource": lambda: {"source": make_source(public=True).pk, "email": "c@d.example", "note": "met"},
    "user": lambda: {"username": "otto", "usable_password": "true", "password1": SECRET, "password2": SECRET},
}
CHANGED = {
    "article": {"headline": "A new turn", "stage": "draft"},
    "author": {"title": "Shipping correspondent"},
    "ban": {"reason": "Threats, twice."},
    "banner": {"text": "Port open again"},
    "correction": {"text": "It was the west pier."},
    "discussion": {"state": "closed", "note": "The trial is on."},
    "group": {"name": "Late desk"},
    "listedword": {"note": "Spam of March."},
    "picture": {"caption": "The pier at noon"},
    "section": {"description": "Boats."},
    "source": {"description": "A daily."},
    "stagemove": {"from_stage": "ready", "to_stage": "pitch"},
    "statement": {"cue": "warned"},
    "topic": {"description": "Boats."},
    "user": {"first_name": "Otto"},
    "verifiedsource": {"take_back": "on"},
}


def at_story(page: str, data: dict | None = None, *, row=lambda: make_live().article):
    """A change made on a page of a story: its form as it was served, every warning ticked, `data` filled in."""

    def change(client):
        target = row()
        url = reverse(f"admin:articles_article_{page}", args=[target.pk])
        before = AuditEntry.objects.count()
        served = client.get(url)
        ticked = (
            re.findall(r'name="ticked" value="([^"]*)"', served.content.decode()) if served.status_code == 200 else []
        )
        client.post(url, {"csrfmiddlewaretoken": "as a browser", "ticked": ticked, **(data or {})})
        return before

    return change


def withdrawn():
    article = make_live().article
    workflow.withdraw(article, by=None)
    return article


def held_by_another():
    article, now = make_article(), timezone.now()
    Presence.objects.create(article=article, user=make_user("ines", "Editor"), since=now, seen=now, owner=True)
    return article


def decide(verb: str):
    def change(client):
        comment = make_comment(make_live(), status=Comment.Status.WAITING)
        before = AuditEntry.objects.count()
        client.post(reverse(f"admin:articles_comment_{verb}", args=[comment.pk]))
        return before

    return change


def decide_in_the_queue(client):
    comment = make_comment(make_live(), status=Comment.Status.WAITING)
    before = AuditEntry.objects.count()
    client.post(reverse("admin:articles_comment_decide"), {"verb": "approve", "comment": comment.pk})
    return before


def answer_a_comment(client):
    comment = make_comment(make_live())
    before = AuditEntry.objects.count()
    client.post(reverse("admin:articles_comment_reply", args=[comment.pk]), {"text": "Thank you."})
    return before


def close_a_conversation(client):
    article = make_live().article
    before = AuditEntry.objects.count()
    client.post(reverse("admin:articles_comment_conversation", args=[article.pk]), {"state": "closed"})
    return before


def import_pasted(client):
    url = reverse("admin:articles_importeddocument_import")
    shown = client.post(url, {"text": STORY}).content.decode()
    carried = dict(re.findall(r'type="hidden" name="(document|file_name|section)"(?: value="([^"]*)")?', shown))
    before = AuditEntry.objects.count()
    client.post(url, {**carried, "confirm": "1"})
    return before


def taken_out(name: str):
    """A file is taken by asking for it: what leaves the house is a change for the record."""

    def change(client):
        before = AuditEntry.objects.count()
        client.get(reverse(f"admin:articles_source_export_{name}"))
        return before

    return change


def new_password(client):
    url = reverse("admin:auth_user_password_change", args=[make_user("otto").pk])
    client.post(url, {"usable_password": "true", "password1": SECRET, "password2": SECRET, "set-password": "1"})
    return 0


def agree_to_an_unnamed_source(client):
    source = make_source(kind="unnamed", anonymity_reason="because she fears for her job")
    article = make_article()
    Statement.objects.create(article=article, source=source, words="The ferry left", state="accepted")
    url = reverse("admin:articles_article_unnamed", args=[article.pk])
    client.post(url, {"do": "agree", "source": source.pk})
    return 0


def open_the_terms(client):
    statement = make_statement(source=make_source(attribution_level="background"))
    url = reverse("admin:articles_statement_terms", args=[statement.pk])
    client.post(url, {"level": "on_record", "why": "Agreed by phone."})
    return 0


def upload_several(client):
    client.post(reverse("admin:articles_picture_several"), {"files": [drawn()], "credit": "Mara Lindqvist"})
    return 0


def use_the_other_of_two_alike(client):
    first, second = ingest(drawn()), ingest(drawn((600, 400)))
    client.post(reverse("admin:articles_picture_alike", args=[second.pk]), {"use": first.pk})
    return 0


RECIPES = {
    "articles_picture_several": upload_several,
    "articles_picture_alike": use_the_other_of_two_alike,
    "articles_source_export_csv": taken_out("csv"),
    "articles_source_export_json": taken_out("json"),
    "articles_article_unnamed": agree_to_an_unnamed_source,
    "articles_statement_terms": open_the_terms,
    "articles_article_publish": at_story("publish", row=make_article),
    "articles_article_schedule": at_story("schedule", {"at": SOON}, row=make_article),
    "articles_article_end": at_story("end", {"at": SOON}),
    "articles_article_restore": at_story("restore", row=withdrawn),
    "articles_article_withdraw": at_story("withdraw", {"reason": "Forged."}),
    "articles_article_correct": at_story("correct", {"kind": "correction", "text": "It was the other pier."}),
    "articles_article_take_over": at_story("take_over", row=held_by_another),
    "articles_article_previews": at_story("previews", {"label": "Lawyer, R. Osei", "lasts": "24"}, row=make_article),
    "articles_article_notes": at_story("notes", {"do": "write", "text": "Call the pier again."}, row=make_article),
    "articles_comment_approve": decide("approve"),
    "articles_comment_decide": decide_in_the_queue,
    "articles_comment_reply": answer_a_comment,
    "articles_comment_conversation": close_a_conversation,
    "articles_comment_reject": decide("reject"),
    "articles_importeddocument_import": import_pasted,
    "auth_user_password_change": new_password,
}


def by_form(client, name: str) -> int:
    """Adding, changing or deleting a row by Django's own addresses."""
    _app, model, verb = name.split("_")
    row = None if verb == "add" else ROWS[model]()
    given = ADDED[model]() if verb == "add" else {"post": "yes"} if verb == "delete" else CHANGED[model]
    before = AuditEntry.objects.count()
    url = reverse(f"admin:{name}", args=[row.pk] if row else [])
    data = {} if verb == "delete" else fields_of(client.get(url), f"{model}_form")
    response = client.post(url, {**data, **given})
    assert response.status_code == 302, response.context_data.get("errors") if hasattr(response, "context_data") else ""
    return before


@pytest.mark.parametrize("name", CHANGING)
def test_change_leaves_exactly_one_entry(desk, name):
    root = desk(name="root", is_staff=True, is_superuser=True)
    before = RECIPES[name](root) if name in RECIPES else by_form(root, name)
    entries = AuditEntry.objects.order_by("pk")[before:]
    assert [entry.verb for entry in entries] == CHANGING[name].verb.split()
    assert (entries[0].actor, entries[0].origin) == (root.user, "127.0.0.1")
    assert SECRET not in str(AuditEntry.objects.values())
    assert Account.objects.filter(pk=root.user.pk).exists()


QUIET = {name: address for name, address in ADDRESSES.items() if not address.verb and address.kind == ""}


@pytest.mark.parametrize("name", QUIET)
def test_looking_leaves_no_entry(desk, name):
    root = desk(name="root", is_staff=True, is_superuser=True)
    root.get(reverse(f"admin:{name}"))
    assert not AuditEntry.objects.exists()
