"""Another holds the lock that a write needs: readers read on, who writes is told soon, and no typed word is lost."""

import threading

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.db import OperationalError, connection
from django.test import Client, RequestFactory

from newsroom import databases, failures
from tests.comments.visitor import controls
from tests.world import make_live, make_user


@pytest.mark.parametrize(("nobody", "seconds"), [("0", 3), ("1", 20)])
def test_a_request_waits_shortly_for_the_lock_and_a_command_long(monkeypatch, tmp_path, nobody, seconds):
    monkeypatch.setenv("NEWSROOM_SERVES_NOBODY", nobody)
    for name in ("DATABASE_URL", "DATABASE_STATEMENT_TIMEOUT"):
        monkeypatch.delenv(name, raising=False)
    assert databases.database(tmp_path)["OPTIONS"]["timeout"] == seconds


HOLD = {"sqlite": "BEGIN IMMEDIATE", "postgresql": "BEGIN; LOCK TABLE articles_comment, auth_user IN EXCLUSIVE MODE"}
PATIENCE = {"sqlite": "PRAGMA busy_timeout = 100", "postgresql": "SET lock_timeout = 100"}


@pytest.fixture
def lock_held(transactional_db):
    """Another connection holds what a write needs from when this is called; ours waits 0.1 s only."""
    holding, done = threading.Event(), threading.Event()

    def hold():
        other = connection.copy()
        with other.cursor() as cursor:
            cursor.execute(HOLD[connection.vendor])
            holding.set()
            done.wait(30)
            cursor.execute("ROLLBACK")
        other.close()

    thread = threading.Thread(target=hold)

    def start():
        with connection.cursor() as cursor:
            cursor.execute(PATIENCE[connection.vendor])
        thread.start()
        assert holding.wait(10)

    yield start
    done.set()
    thread.join(10)
    with connection.cursor() as cursor:
        cursor.execute(PATIENCE[connection.vendor].replace("100", "20000"))


def test_a_reader_reads_while_the_lock_is_held(lock_held, client):
    edition = make_live(headline="Ferry leaves at noon")
    lock_held()
    assert client.get("/").status_code == 200
    assert client.get(edition.path).status_code == 200


def test_a_comment_that_meets_the_lock_is_given_back(lock_held, client):
    edition = make_live(comment_policy="held")
    path = f"/comments/{edition.article.public_id}/post/"
    form = controls(client.get(path))
    lock_held()
    response = client.post(path, form | {"name": "Ada", "email": "ada@example.org", "text": "Words typed slowly."})
    assert response.status_code == 503
    assert "Words typed slowly." in response.content.decode()


def test_signing_in_against_the_lock_is_answered_with_the_503_page(lock_held):
    client = Client(raise_request_exception=False)
    make_user("editor", "Editor")
    lock_held()
    response = client.post("/admin/login/", {"username": "editor", "password": "a long password of words"})
    assert response.status_code == 503
    assert response["Retry-After"] == str(failures.RETRY_AFTER)


@pytest.mark.django_db
def test_a_session_that_cannot_be_stored_is_the_503_page_too(monkeypatch, settings):
    # It is stored after the view, outside of what DatabaseDownMiddleware sees.
    def locked(self, must_create=False):
        raise OperationalError("database is locked")

    settings.SESSION_SAVE_EVERY_REQUEST = True
    client = Client(raise_request_exception=False)
    client.force_login(make_user("editor", "Editor"))
    monkeypatch.setattr(SessionStore, "save", locked)  # what both engines store with
    response = client.get("/admin/")
    assert response.status_code == 503
    assert response["Retry-After"] == str(failures.RETRY_AFTER)


def test_any_other_failure_stays_a_500():
    try:
        raise RuntimeError("on purpose")
    except RuntimeError:
        assert failures.server_error(RequestFactory().get("/")).status_code == 500
