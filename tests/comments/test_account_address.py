"""A reader changes the address of the account: by a code mailed to the new one, and everything of theirs goes along."""

import re
from http import HTTPStatus
from uuid import uuid4

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.models import User
from django.core import mail
from django.db import connection
from django.test import Client
from django.utils import timezone

from articles.comments.judging import bans
from articles.comments.mailing.models import MailConsent
from articles.comments.own import erasing, moving
from articles.comments.own.readers import reader_by
from articles.models import (
    AuditEntry,
    Ban,
    Comment,
    ErrorReport,
    ReaderWarning,
    RemovalRequest,
    Report,
    StatementOfReasons,
    VerifiedSource,
)
from tests.comments.accounts import code_of_last_mail, fill, make_reader, sign_in
from tests.world import make_comment, make_live, make_source, make_user

pytestmark = pytest.mark.django_db
URL = "/account/address/"
OLD, NEW = "quokka@example.org", "zanzibar@example.org"


@pytest.fixture(autouse=True)
def mail_is_set_up(settings):
    settings.READERS_GET_MAIL = True
    memory = "django.core.cache.backends.locmem.LocMemCache"
    settings.CACHES = {"default": {"BACKEND": memory, "LOCATION": uuid4().hex}}


@pytest.fixture
def reader():
    return make_reader("Ada Reader", OLD)


@pytest.fixture
def browser(reader):
    client = Client(enforce_csrf_checks=True)
    sign_in(client, OLD)
    mail.outbox.clear()
    return client


def change(client: Client, new: str = NEW):
    asked = fill(client, URL, email=new)
    assert asked["Location"] == "/account/signup/code/", asked.text
    return fill(client, asked["Location"], code=code_of_last_mail(), action="verify")


def addresses(user: User) -> list[tuple[str, bool, bool]]:
    return list(EmailAddress.objects.filter(user=user).values_list("email", "verified", "primary"))


def test_the_code_of_the_new_address_changes_it_and_the_old_one_is_told(browser, reader):
    assert f"{URL}" in browser.get("/account/").text
    assert change(browser, " Zanzibar@Example.ORG ")["Location"] == "/account/"
    reader.refresh_from_db()
    assert (reader.email, addresses(reader)) == (NEW, [(NEW, True, True)])
    asked, told = mail.outbox
    assert (asked.to, told.to) == ([NEW], [OLD])
    assert NEW not in told.body + told.subject
    assert NEW in browser.get("/account/").text


def test_afterwards_the_new_address_signs_in_and_the_old_one_does_not(browser, reader):
    change(browser)
    other = Client()
    assert sign_in(other, NEW)["Location"] == "/account/"
    mail.outbox.clear()
    fill(Client(), "/account/login/", login=OLD)
    assert "No account has it" in mail.outbox[-1].body


def test_nothing_changes_without_the_code(browser, reader):
    asked = fill(browser, URL, email=NEW)
    wrong = fill(browser, asked["Location"], code="WRONG-CODE", action="verify")
    assert wrong.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    reader.refresh_from_db()
    assert (reader.email, addresses(reader)) == (OLD, [(OLD, True, True)])
    assert 'href="/account/"' in browser.get(asked["Location"]).text


@pytest.mark.parametrize(
    ("typed", "words"),
    [("", "Enter your e-mail address"), ("nobody", "like name@example.org"), (OLD.upper(), "of your account already")],
)
def test_what_cannot_be_an_address_comes_back_with_a_word(browser, typed, words):
    page = fill(browser, URL, email=typed)
    assert page.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert words in page.text
    assert f'value="{typed}"' in page.text or not typed
    assert mail.outbox == []


@pytest.mark.parametrize("taken_by", ["a reader", "the desk", "the desk, in capitals"])
def test_an_address_of_another_account_gets_no_code_and_the_page_does_not_tell(browser, reader, taken_by):
    if taken_by == "a reader":
        other = make_reader("Bo Reader", NEW)
    else:
        other = make_user("chief", "Editor", email=NEW.upper() if "capitals" in taken_by else NEW)
    before = User.objects.filter(pk=other.pk).values().get()
    asked = fill(browser, URL, email=NEW)
    assert asked["Location"] == "/account/signup/code/"
    assert NEW in browser.get(asked["Location"]).text
    (told,) = mail.outbox
    assert "Your code" not in told.body
    kept = dict(browser.session["account_email_verification_code"])
    answer = fill(browser, asked["Location"], code="ABCDEF", action="verify")
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "user_id" not in kept
    reader.refresh_from_db()
    assert reader.email == OLD
    assert User.objects.filter(pk=other.pk).values().get() == before


def test_an_address_that_the_desk_took_meanwhile_is_refused(browser, reader):
    asked = fill(browser, URL, email=NEW)
    code = code_of_last_mail()
    make_user("chief", "Editor", email=NEW)
    refused = fill(browser, asked["Location"], code=code, action="verify")
    assert refused["Location"] == URL
    assert "cannot be used for your account" in browser.get(URL).text
    reader.refresh_from_db()
    assert reader.email == OLD


def test_only_signed_in_readers_are_asked():
    assert Client().get(URL)["Location"] == f"/account/login/?next={URL}"
    editor = Client()
    editor.force_login(make_user("editor", "Editor", email=OLD), "django.contrib.auth.backends.ModelBackend")
    assert editor.get(URL)["Location"] == "/account/"
    assert editor.post(URL, {"email": NEW})["Location"] == "/account/"
    assert URL not in editor.get("/account/").text


def test_without_mail_the_page_says_so(browser, settings):
    settings.READERS_GET_MAIL = False
    assert browser.get(URL).status_code == HTTPStatus.SERVICE_UNAVAILABLE


def test_a_new_address_is_banned_where_the_old_one_was(browser, reader):
    Ban.objects.create(who=bans.digest_of(OLD), reason="Threats.")
    change(browser)
    assert bans.told_to(NEW)
    assert bans.told_to(OLD)


def test_comments_and_all_else_belong_to_the_reader_as_before(browser, reader):
    edition = make_live(comment_policy="open")
    theirs = make_comment(edition, user=reader, author_email=OLD, author_name="Ada Reader", text="Of the account.")
    guest = make_comment(edition, author_email=OLD, text="Before there was an account.")
    other = make_comment(edition, author_email="bo@example.org")
    made = timezone.now()
    StatementOfReasons.objects.create(comment=theirs, email=OLD, measure="removed", ground="terms", rule="3", facts="x")
    ReaderWarning.objects.create(who=bans.digest_of(OLD), words="Please.")
    Report.objects.create(comment=other, why="illegal", words="It is.", name="Ada", email=OLD)
    ErrorReport.objects.create(article=edition.article, edition=edition, passage="a", words="b", email=OLD, key="k")
    MailConsent.objects.create(email=OLD, asked_at=made, agreed_at=made)
    source = make_source(name="Nora Keel", slug="nora-keel", kind="person", public=True)
    VerifiedSource.objects.create(source=source, email=OLD, note="called back")
    RemovalRequest.objects.create(source=source, name="Ada", email=OLD, text="Please", key="r")
    change(browser)
    page = browser.get("/comments/own/").text
    assert "Of the account." in page
    assert "Before there was an account." in page
    assert set(Comment.objects.filter(pk__in=[theirs.pk, guest.pk]).values_list("author_email", flat=True)) == {NEW}
    assert Comment.objects.get(pk=other.pk).author_email == "bo@example.org"
    for model in (StatementOfReasons, Report, ErrorReport, RemovalRequest):
        assert model.objects.get().email == NEW, model
    assert MailConsent.objects.get().email == NEW
    assert MailConsent.objects.get().agreed_at == made
    assert reader_by(NEW).warnings().count() == 1
    assert VerifiedSource.objects.get().revoked_at is not None
    assert not reader_by(OLD).comments().exists()
    entry = AuditEntry.objects.get(verb="change_own_address")
    assert "@" not in str(AuditEntry.objects.filter(pk=entry.pk).values())
    assert (entry.after, entry.origin) == ({"comments": 2}, "")


@pytest.mark.django_db(transaction=True)
def test_erased_by_the_new_address_nothing_is_left_of_the_old_one(browser, reader):
    test_comments_and_all_else_belong_to_the_reader_as_before(browser, reader)
    erasing.erase_reader(NEW, by=None)
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            assert not re.search("quokka|zanzibar", repr(cursor.fetchall())), table


def test_changing_to_the_same_address_moves_nothing(reader):
    moving.move(reader, OLD, OLD)
    assert not AuditEntry.objects.filter(verb="change_own_address").exists()
