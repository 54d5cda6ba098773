"""A reader has everything in a file, or erased, in one action; the log tells that it happened and nothing of them."""

import json
from http import HTTPStatus

import pytest
from django.test import Client

from articles.models import AuditEntry, Comment
from tests.comments.accounts import make_reader, signed_in
from tests.comments.test_own_comments import browser_of
from tests.world import make_comment, make_live, make_user

pytestmark = pytest.mark.django_db


def test_the_file_holds_the_comments_with_where_they_stand():
    user = make_reader()
    comment = make_comment(make_live(), user=user, author_email=user.email, text="My own words: “ü”.", status="waiting")
    answer = signed_in(user).post("/comments/own/export/")
    assert answer["Content-Type"] == "application/json"
    assert answer["Cache-Control"] == "private, no-store"
    assert "“ü”".encode() in answer.content
    data = json.loads(answer.content)
    assert [(each["comment"], each["text"], each["state"]) for each in data["comments"]] == [
        (comment.pk, "My own words: “ü”.", "waiting")
    ]
    assert data["accounts"][0]["email"] == data["standing"][0]["address"] == "ada@example.org"


def test_a_guest_has_what_their_browser_proves():
    edition = make_live()
    mine = make_comment(edition, text="My own words.")
    make_comment(edition, text="Of somebody else.", author_email=mine.author_email)
    data = json.loads(browser_of(mine).post("/comments/own/export/").content)
    assert [each["text"] for each in data["comments"]] == ["My own words."]


def test_without_any_proof_there_is_nothing_to_have_or_to_erase(client):
    make_comment(make_live())
    assert client.post("/comments/own/export/")["Location"] == "/comments/own/"
    assert client.get("/comments/own/erase/")["Location"] == "/comments/own/"
    client.post("/comments/own/erase/")
    assert Comment.objects.get().status == "approved"
    assert not AuditEntry.objects.filter(object_type="reader").exists()


def test_the_file_takes_a_post_with_a_token():
    client = Client(enforce_csrf_checks=True)
    assert client.get("/comments/own/export/").status_code == HTTPStatus.METHOD_NOT_ALLOWED
    assert client.post("/comments/own/export/").status_code == HTTPStatus.FORBIDDEN


def test_erasing_is_asked_for_with_the_numbers_and_forgets_the_browser():
    mine = make_comment(make_live(), text="My own words.")
    client = browser_of(mine)
    assert "1 comment<" in client.get("/comments/own/erase/").text
    assert Comment.objects.get().text == "My own words."
    done = client.post("/comments/own/erase/")
    assert "It is erased" in done.text
    assert Comment.objects.get().status == "deleted"
    assert client.cookies["own_comments"]["max-age"] == 0
    assert "Have it as a file" not in client.get("/comments/own/").text


def test_erasing_an_account_signs_out_everywhere():
    user = make_reader()
    here, elsewhere = signed_in(user), signed_in(user)
    here.post("/comments/own/erase/")
    for client in (here, elsewhere):
        assert client.get("/account/").status_code == HTTPStatus.FOUND
    assert not type(user).objects.filter(pk=user.pk).exists()


def test_somebody_of_the_desk_stays_signed_in_and_keeps_the_account():
    editor = make_user("editor", "Editor")
    make_comment(make_live(), user=editor)
    client = Client()
    client.force_login(editor, "django.contrib.auth.backends.ModelBackend")
    assert "stays there" in client.get("/comments/own/erase/").text
    client.post("/comments/own/erase/")
    assert Comment.objects.get().status == "deleted"
    assert client.get("/admin/").status_code == HTTPStatus.OK


def test_the_log_tells_that_it_happened_and_nothing_of_the_reader():
    user = make_reader()
    make_comment(make_live(), user=user, author_email=user.email)
    client = signed_in(user)
    client.defaults["REMOTE_ADDR"] = "8.8.4.4"
    client.post("/comments/own/export/")
    client.post("/comments/own/erase/")
    rows = list(AuditEntry.objects.filter(object_type="reader").order_by("pk").values())
    assert [(row["verb"], row["actor_name"], row["actor_id"], row["origin"]) for row in rows] == [
        ("export_own", "a reader", None, ""),
        ("erase_own", "a reader", None, ""),
    ]
    assert "ada" not in str(rows).lower()
