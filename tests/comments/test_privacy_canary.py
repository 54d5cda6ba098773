"""Erasing a reader leaves no trace in any table, cache or file; the threads keep their shape."""

from __future__ import annotations

from datetime import timedelta
from importlib import import_module
from itertools import chain
from pathlib import Path

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.conf import settings as django_settings
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.utils import timezone

from articles.comments.desk.models import ReaderWarning
from articles.comments.judging import bans
from articles.comments.mailing.models import AnswerMail, MailConsent
from articles.comments.own import erasing, exporting
from articles.comments.own.readers import Reader
from articles.comments.responding.who import digest_of_account
from articles.models import (
    AuditEntry,
    Ban,
    Comment,
    Discussion,
    ErrorReport,
    FixItem,
    Recommendation,
    RemovalRequest,
    Report,
    StatementOfReasons,
    VerifiedSource,
)
from tests.comments.accounts import fill, make_reader, sign_in
from tests.comments.visitor import Visitor
from tests.world import make_comment, make_fix, make_live, make_source, make_user

NAME, EMAIL = "Quokka Zanzibar", "quokka.zanzibar@example.org"
WORDS = "The kumquat wharf was shut"
TRACES = ["quokka", "zanzibar", "kumquat"]


@pytest.fixture(autouse=True)
def mail_is_set_up(settings):
    settings.READERS_GET_MAIL = True
    settings.ACCOUNT_RATE_LIMITS = False  # one address signs in often here; the suite's processes may share a Redis


def make_traces() -> dict[str, Comment]:
    """Everything the conversation may keep of one reader, with an account and as a guest, by every way in."""
    edition = make_live(comment_policy="open")
    user = make_reader(NAME, EMAIL)
    Authenticator.objects.create(user=user, type="webauthn", data={"name": "Quokka's phone", "credential": {}})
    signed = Client()
    sign_in(signed, EMAIL)
    fill(Client(), "/account/login/", login=EMAIL)  # somebody who did not enter the code: the address is in a session
    Visitor(edition).post(name=NAME, email=EMAIL, text=f"{WORDS} on Monday, too.")
    first = make_comment(
        edition,
        author_name=NAME,
        author_email=EMAIL,
        user=user,
        text=f"{WORDS} again.\n\nA second paragraph.",
        passage="kumquat wharf",
        reasons=[{"rule": "word", "match": "kumquat"}],
        digest="d" * 32,
        tell="each",
    )
    answer = make_comment(
        edition, parent=first, thread=first, text=f"> {WORDS} again.\n\nI do not think so.", author_name="Bo Reader"
    )
    deeper = make_comment(edition, parent=answer, thread=first, author_name=NAME, author_email=EMAIL, text=WORDS)
    MailConsent.objects.create(email=EMAIL, asked_at=timezone.now(), agreed_at=timezone.now())
    AnswerMail.objects.create(comment=first, reply=answer, due=timezone.now())
    old = make_comment(edition, author_name=NAME, author_email=EMAIL, user=user, text=WORDS, status="rejected")
    Report.objects.create(
        comment=answer, why="illegal", words=f"Said to {NAME}", law="kumquat law", name=NAME, email=EMAIL
    )
    Report.objects.create(comment=answer, why="spam", words="kumquat", user=user, who="w" * 20)
    Report.objects.create(comment=first, why="abuse", words=f"{NAME} is rude")
    ErrorReport.objects.create(
        article=edition.article,
        edition=edition,
        passage="The ferry left",
        words=f"{WORDS}!",
        name=NAME,
        email=EMAIL.upper(),
        key="k",
    )
    StatementOfReasons.objects.create(
        comment=old,
        email=EMAIL,
        measure="removed",
        ground="terms",
        rule="3",
        facts=f"“{WORDS}” is an insult.",
        appeal="open",
        appealed_at=timezone.now(),
        appeal_words=WORDS,
        appeal_answer=f"Dear {NAME}",
    )
    ReaderWarning.objects.create(who=bans.digest_of(EMAIL), words=f"Dear {NAME}", comment=old)
    Ban.objects.create(
        who=bans.digest_of(EMAIL), reason="Threats.", comment=old, until=timezone.now() + timedelta(days=1)
    )
    FixItem.objects.create(fix=make_fix(), kind="comment", comment=first, label=f"{NAME}: a story", passage=WORDS)
    editor = make_user("editor", "Editor")
    for row in (first, user):
        LogEntry.objects.create(
            user=editor,
            content_type=ContentType.objects.get_for_model(type(row)),
            object_id=str(row.pk),
            object_repr=f"{NAME}: {WORDS}"[:200],
            action_flag=CHANGE,
            change_message=NAME,
        )
    check_identity(editor)
    Recommendation.objects.create(comment=answer, who=digest_of_account(user))
    Comment.objects.filter(pk=answer.pk).update(recommendations=1)
    return {"first": first, "answer": answer, "deeper": deeper, "old": old}


def check_identity(editor) -> None:
    """The desk found that the reader speaks for a source; a page about that source should go, too, they ask."""
    source = make_source(name="Nora Keel", slug="nora-keel", kind="person", public=True)
    at_the_desk = Client()
    at_the_desk.force_login(editor, "django.contrib.auth.backends.ModelBackend")
    told = {"source": source.pk, "email": EMAIL.title(), "note": f"called {NAME} back"}
    assert at_the_desk.post("/admin/articles/verifiedsource/add/", told).status_code == 302
    for number, answer in enumerate(("", f"Dear {NAME}")):
        RemovalRequest.objects.create(
            source=source,
            name=NAME,
            email=EMAIL.title(),
            text=f"Take down what {NAME} said",
            key=f"kumquat {number}",
            answer=answer,
            state="refused" if answer else "open",
        )


def tables() -> dict[str, str]:
    """Every row of every table, and what is packed in the sessions, as text."""
    dumped = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            rows = [[bytes(value) if isinstance(value, memoryview) else value for value in row] for row in cursor]
            dumped[table] = repr(rows)
    dumped["sessions, unpacked"] = repr([session.get_decoded() for session in Session.objects.all()])
    return dumped


def caches() -> dict[str, str]:
    kept = getattr(cache, "_cache", None)
    if kept is None or not hasattr(kept, "items"):
        client = cache._cache.get_client()  # Redis
        return {"cache": repr([(key, client.get(key)) for key in client.scan_iter() if client.type(key) == b"string"])}
    return {"cache": repr(dict(kept))}


def files() -> dict[str, str]:
    """The bytes of everything that the newsroom wrote, the database's own file and journal included."""
    folders = [Path(django_settings.VAR_DIR), Path(django_settings.STORAGES["default"]["OPTIONS"]["location"]).parent]
    found = chain.from_iterable(folder.rglob("*") for folder in folders if folder.exists())
    if connection.vendor == "sqlite":
        name = str(connection.settings_dict["NAME"])
        found = chain(found, [Path(name), Path(name + "-wal")])
    return {str(path): path.read_bytes().decode("latin-1") for path in found if path.is_file()}


def found_in(*dumps: dict[str, str]) -> dict[str, list[str]]:
    seen = {}
    for dump in dumps:
        for place, content in dump.items():
            if traces := [trace for trace in TRACES if trace in content.lower()]:
                seen[place] = traces
    return seen


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("way", ["desk", "account"])
def test_nothing_of_an_erased_reader_is_left_anywhere(way):
    made = make_traces()
    before = found_in(tables(), caches())
    assert {
        "account_emailaddress",
        "articles_comment",
        "articles_errorreport",
        "articles_fixitem",
        "articles_report",
        "articles_readerwarning",
        "articles_removalrequest",
        "articles_statementofreasons",
        "articles_verifiedsource",
        "auth_user",
        "django_admin_log",
        "mfa_authenticator",
        "sessions, unpacked",
    } <= set(before)
    assert ("cache" in before) == bool(django_settings.REDIS_URL)  # where the sessions stand once more
    if connection.vendor == "sqlite":
        assert found_in(files())
    shape = list(Comment.objects.order_by("pk").values_list("pk", "article", "thread", "parent", "posted"))
    if way == "desk":
        erasing.erase_reader(f" {EMAIL.title()} ", by=make_user("chief", "Editor"))
    else:
        client = Client()
        sign_in(client, EMAIL)
        assert "It is erased" in fill(client, "/comments/own/erase/").text
    assert found_in(tables(), caches(), files()) == {}
    assert list(Comment.objects.order_by("pk").values_list("pk", "article", "thread", "parent", "posted")) == shape
    made["answer"].refresh_from_db()
    assert (made["answer"].recommendations, Recommendation.objects.count()) == (0, 0)
    assert made["answer"].text == "> …\n\nI do not think so."
    page = Client().get(f"/comments/{made['answer'].article.public_id}/{made['first'].pk}/")
    assert "I do not think so." in page.text
    assert Discussion.objects.get(article=made["first"].article_id).comment_count == 1
    assert VerifiedSource.objects.get().revoked_at is not None
    assert set(RemovalRequest.objects.values_list("state", flat=True)) == {"open", "refused"}


@pytest.mark.redis
@pytest.mark.django_db(transaction=True)
def test_a_request_during_the_erasure_leaves_no_session_in_the_cache(monkeypatch):
    make_traces()
    session_store = import_module(django_settings.SESSION_ENGINE).SessionStore
    keys = list(Session.objects.values_list("session_key", flat=True))
    forget = erasing.forget_sessions

    def seen_meanwhile(*args):
        """Another request of that browser, to which the session is there until the erasure commits."""
        still_there = {key: session_store(key).load() for key in keys}
        done = forget(*args)
        assert "cache" not in found_in(caches())
        for key, content in still_there.items():
            session_store(key)._cache.set(session_store(key).cache_key, content)
        assert "cache" in found_in(caches())
        return done

    monkeypatch.setattr(erasing, "forget_sessions", seen_meanwhile)
    erasing.erase_reader(EMAIL, by=None)
    assert found_in(tables(), caches()) == {}


@pytest.mark.django_db
def test_a_ban_outlives_the_erasure_without_naming_anybody():
    make_comment(make_live(), author_email=EMAIL)
    Ban.objects.create(who=bans.digest_of(EMAIL), reason="Threats.")
    erasing.erase_reader(EMAIL, by=None)
    assert bans.told_to(EMAIL)


@pytest.mark.django_db
def test_erasing_again_does_nothing_and_is_noted():
    make_comment(make_live(), author_email=EMAIL)
    assert erasing.erase_reader(EMAIL, by=None).comments == 1
    assert not erasing.erase_reader(EMAIL, by=None)
    assert AuditEntry.objects.filter(verb="erase_reader").count() == 2


@pytest.mark.django_db
def test_other_readers_keep_everything():
    edition = make_live()
    make_comment(edition, author_email=EMAIL)
    other = make_comment(edition, author_email="x" + EMAIL, text="Words of another.")
    guest = make_comment(edition, author_email="", text="Words of nobody.")
    reader = make_reader("Bo Reader", "bo@example.org")
    report = Report.objects.create(comment=other, why="spam", words="It is.", email="bo@example.org")
    erasing.erase_reader(EMAIL, by=None)
    for row in (other, guest, reader, report):
        row.refresh_from_db()
    assert (other.text, guest.text, report.words) == ("Words of another.", "Words of nobody.", "It is.")


@pytest.mark.django_db
def test_a_browser_alone_has_only_its_own_comments_erased():
    edition = make_live()
    mine, more = (make_comment(edition, author_email=EMAIL) for _each in range(2))
    erasing.erase_own(Reader(ids=(mine.pk,)))
    statuses = Comment.objects.order_by("pk").values_list("status", flat=True)
    assert list(statuses) == ["deleted", "approved"]
    assert Comment.objects.get(pk=more.pk).author_email == EMAIL


@pytest.mark.django_db
def test_an_account_of_the_desk_stays():
    editor = make_user("editor", "Editor", email=EMAIL)
    comment = make_comment(make_live(), user=editor, author_email=EMAIL)
    erasing.erase_reader(EMAIL, by=None)
    editor.refresh_from_db()
    comment.refresh_from_db()
    assert (editor.email, comment.status, comment.user) == (EMAIL, "deleted", None)


@pytest.mark.django_db(transaction=True)
def test_an_account_of_the_desk_that_stays_speaks_for_no_source_any_more():
    editor = make_user("editor", "Editor", email=EMAIL)
    EmailAddress.objects.create(user=editor, email=EMAIL, verified=True, primary=True)
    source = make_source(name="Nora Keel", slug="nora-keel", kind="person", public=True)
    identity = VerifiedSource.objects.create(source=source, email=EMAIL, note="called back")
    other = VerifiedSource.objects.create(source=source, email="x" + EMAIL, note="called back")
    comment = make_comment(make_live(), user=editor, badge="source")
    assert erasing.erase_reader(EMAIL, by=None).elsewhere == 1
    for row in (identity, other, comment):
        row.refresh_from_db()
    assert (identity.email, other.email, other.revoked_at) == ("", "x" + EMAIL, None)
    assert comment.badge == "staff"


@pytest.mark.django_db
def test_what_fails_halfway_erases_nothing(monkeypatch):
    comment = make_comment(make_live(), author_email=EMAIL)

    def fail(*args):
        raise RuntimeError("halfway")

    monkeypatch.setattr(erasing, "forget_sessions", fail)
    with pytest.raises(RuntimeError):
        erasing.erase_reader(EMAIL, by=None)
    comment.refresh_from_db()
    assert (comment.status, comment.author_email) == ("approved", EMAIL)


@pytest.mark.django_db
def test_the_export_holds_everything_that_the_erasure_takes():
    make_traces()
    data = str(exporting.export_reader(EMAIL, by=None))
    for part in (
        NAME,
        EMAIL,
        f"{WORDS} again.",
        "A second paragraph.",
        "kumquat law",
        "is an insult",
        "Quokka's phone",
        f"called {NAME} back",
        f"Take down what {NAME} said",
    ):
        assert part in data
    assert "Bo Reader" not in data
    assert "is rude" not in data
