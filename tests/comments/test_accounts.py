"""Readers' accounts: a code by mail, no password, nothing told to strangers, and the desk kept apart."""

import re
from datetime import timedelta
from http import HTTPStatus
from uuid import uuid4

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from articles.comments.accounts.who import writer_of
from articles.models import AuditEntry
from newsroom import environment
from tests.comments.accounts import code_of_last_mail, fill, make_reader, sign_in, signed_in
from tests.desk.forms import fields_of
from tests.world import make_live, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def mail_is_set_up(settings):
    settings.READERS_GET_MAIL = True


@pytest.fixture(autouse=True)
def attempts_of_other_tests_do_not_count(settings):
    """A cache of this test's own: the suite's may be a Redis that all its processes share."""
    memory = "django.core.cache.backends.locmem.LocMemCache"
    settings.CACHES = {"default": {"BACKEND": memory, "LOCATION": uuid4().hex}}


@pytest.fixture
def visitor():
    return Client(enforce_csrf_checks=True)


def is_signed_in(client: Client) -> bool:
    return client.get("/account/").status_code == HTTPStatus.OK


def test_a_reader_signs_up_by_name_and_address_and_the_code_of_a_mail(visitor):
    asked = fill(visitor, "/account/signup/", first_name="Ada Reader", email="Ada@Example.org")
    assert asked["Location"] == "/account/signup/code/"
    assert not is_signed_in(visitor)
    done = fill(visitor, asked["Location"], code=code_of_last_mail().lower().replace("-", " "), action="verify")
    assert done["Location"] == "/account/"
    page = visitor.get("/account/")
    assert "Ada Reader" in page.text
    user = User.objects.get()
    assert (user.first_name, user.email, user.has_usable_password()) == ("Ada Reader", "ada@example.org", False)
    assert (user.is_staff, user.is_superuser) == (False, False)
    assert "ada" not in user.username.lower()
    assert EmailAddress.objects.get().verified


def test_a_reader_signs_in_by_a_code_and_comes_back_to_where_they_were(visitor):
    make_reader()
    answer = sign_in(visitor, "ada@example.org", "/comments/own/")
    assert answer["Location"] == "/comments/own/"
    assert is_signed_in(visitor)


def test_a_wrong_code_does_not_sign_in_and_the_third_ends_the_try(visitor):
    make_reader()
    asked = fill(visitor, "/account/login/", login="ada@example.org")
    for _time in range(2):
        wrong = fill(visitor, asked["Location"], code="WRONG-CODE", action="verify")
        assert wrong.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
        assert "This is not the code" in wrong.text
    assert fill(visitor, asked["Location"], code="WRONG-CODE", action="verify")["Location"] == "/account/login/"
    assert "many tries in a short time" in visitor.get("/account/login/").text
    assert not is_signed_in(visitor)


def test_a_code_is_over_after_a_quarter_of_an_hour(visitor, settings):
    make_reader()
    settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT = -1
    asked = fill(visitor, "/account/login/", login="ada@example.org")
    assert visitor.get(asked["Location"])["Location"] == "/account/login/"


def test_the_pages_are_the_same_whether_an_address_has_an_account_or_not():
    make_reader()
    seen = []
    for address in ("ada@example.org", "who@example.org"):
        client = Client()
        asked = fill(client, "/account/login/", login=address)
        page = client.get(asked["Location"]).text.replace(address, "ADDRESS")
        seen.append((asked.status_code, asked["Location"], re.sub(r'value="[^"]{40,}"', "", page)))
    assert seen[0] == seen[1]
    assert len(mail.outbox) == 2
    assert "No account has it" in mail.outbox[1].body


def test_signing_up_with_a_known_address_says_so_in_the_mail_only():
    make_reader()
    seen = []
    for address in ("ada@example.org", "who@example.org"):
        client = Client()
        asked = fill(client, "/account/signup/", first_name="Somebody", email=address)
        page = client.get(asked["Location"]).text.replace(address, "ADDRESS")
        seen.append((asked.status_code, asked["Location"], re.sub(r'value="[^"]{40,}"', "", page)))
    assert seen[0] == seen[1]
    assert "There is one already" in mail.outbox[0].body
    assert User.objects.filter(email="ada@example.org").count() == 1


@pytest.mark.parametrize("way", ["login", "signup"])
def test_the_desk_does_not_get_in_by_a_mailed_code(visitor, way):
    make_user("editor", "Editor", email="editor@example.org")
    typed = {"login": "editor@example.org"} if way == "login" else {"first_name": "E", "email": "editor@example.org"}
    asked = fill(visitor, f"/account/{way}/", **typed)
    assert asked.status_code == HTTPStatus.FOUND
    assert "/admin/" in mail.outbox[-1].body
    assert "Your code" not in mail.outbox[-1].body
    assert User.objects.count() == 1


def test_a_reader_who_joins_the_desk_loses_the_session_that_a_code_began():
    user = make_reader()
    client = signed_in(user)
    assert is_signed_in(client)
    User.objects.filter(pk=user.pk).update(is_staff=True)
    assert not is_signed_in(client)
    assert client.get("/admin/").status_code == HTTPStatus.FOUND


def test_a_reader_does_not_reach_the_desk():
    client = signed_in(make_reader())
    for name in ("index", "articles_article_changelist", "articles_comment_changelist", "auth_user_changelist"):
        answer = client.get(reverse(f"admin:{name}"))
        assert answer.status_code == HTTPStatus.FOUND
        assert answer["Location"].startswith("/admin/login/")


def test_the_desk_signs_in_by_password_as_before():
    make_user("editor", "Editor")
    client = Client()
    client.post("/admin/login/", {"username": "editor", "password": "a long password of words"})
    assert client.get("/admin/").status_code == HTTPStatus.OK
    assert "signed in at the desk" in client.get("/account/").text
    assert client.get("/account/passkeys/add/")["Location"] == "/account/"


def test_a_password_opens_no_account_of_a_reader(visitor):
    user = make_reader()
    user.set_password("a password that somebody set")
    user.save()
    answer = fill(visitor, "/account/login/", login="ada@example.org", password="a password that somebody set")
    assert answer["Location"] == "/account/login/code/"
    assert not is_signed_in(visitor)


def test_a_closed_account_gets_no_code(visitor):
    user = make_reader()
    User.objects.filter(pk=user.pk).update(is_active=False)
    fill(visitor, "/account/login/", login="ada@example.org")
    assert "Your code" not in mail.outbox[-1].body


@pytest.mark.parametrize(
    "path", ["password/change/", "password/reset/", "password/set/", "email/", "2fa/totp/activate/"]
)
def test_what_is_not_used_has_no_page(path):
    client = signed_in(make_reader())
    assert client.get(f"/account/{path}").status_code == HTTPStatus.NOT_FOUND


@pytest.mark.parametrize(
    ("path", "in_it"),
    [
        ("/account/login/", False),
        ("/account/signup/", False),
        ("/account/inactive/", False),
        ("/account/", True),
        ("/account/logout/", True),
        ("/account/passkeys/add/", True),
    ],
)
def test_pages_are_private_not_indexed_and_without_inline_code(path, in_it):
    client = signed_in(make_reader()) if in_it else Client()
    page = client.get(path)
    assert page.status_code == HTTPStatus.OK
    assert page["Cache-Control"] == "private, no-store"
    assert page["X-Robots-Tag"] == "noindex"
    assert '<meta name="robots" content="noindex">' in page.text
    assert "<style" not in page.text
    assert "style=" not in page.text
    scripts = re.findall(r"<script[^>]*>", page.text)
    assert [each for each in scripts if "src=" not in each and 'type="application/json"' not in each] == []
    assert not re.search(r"\son\w+=", page.text)
    assert 'class="masthead"' in page.text


@pytest.mark.parametrize("path", ["/account/", "/account/passkeys/add/", "/account/passkeys/1/remove/"])
def test_whoever_is_not_signed_in_is_led_to_the_sign_in_and_back(client, path):
    assert client.get(path)["Location"] == f"/account/login/?next={path}"


def test_nobody_is_sent_to_another_site_after_signing_in(visitor):
    make_reader()
    assert sign_in(visitor, "ada@example.org", "https://evil.example/")["Location"] == "/account/"


def test_a_wrong_method_is_told_before_the_token_is_asked(visitor):
    answer = visitor.put("/account/login/")
    assert (answer.status_code, answer["Allow"]) == (HTTPStatus.METHOD_NOT_ALLOWED, "GET, HEAD, POST, OPTIONS")


def test_signing_out_takes_a_post(visitor):
    make_reader()
    sign_in(visitor, "ada@example.org")
    assert "Sign out?" in visitor.get("/account/logout/").text
    assert is_signed_in(visitor)
    assert fill(visitor, "/account/logout/")["Location"] == "/"
    assert not is_signed_in(visitor)


def test_the_name_can_be_changed_and_a_name_of_nothing_is_refused_with_the_reason():
    user = make_reader()
    client = signed_in(user)
    wrong = client.post("/account/", {"name": "\u200b\u3164"})
    assert wrong.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "Enter the name to show" in wrong.text
    long = client.post("/account/", {"name": "x" * 81})
    assert "the most is 80" in long.text
    assert "x" * 81 in long.text
    assert client.post("/account/", {"name": "  Ada \u202e L. "}).status_code == HTTPStatus.SEE_OTHER
    user.refresh_from_db()
    assert user.first_name == "Ada L."


def test_a_writer_is_the_account_with_its_name_and_address(rf):
    request = rf.get("/")
    request.user = make_reader()
    writer = writer_of(request)
    assert (writer.name, writer.email, writer.user) == ("Ada Reader", "ada@example.org", request.user)
    request.user = make_user("editor", "Editor", first_name="Eve", last_name="Editor", email="Eve@Example.org")
    assert (writer_of(request).name, writer_of(request).email) == ("Eve Editor", "eve@example.org")


def test_a_guest_is_no_writer(rf):
    from django.contrib.auth.models import AnonymousUser

    request = rf.get("/")
    request.user = AnonymousUser()
    assert writer_of(request) is None


def test_when_readers_sign_in_is_not_in_the_log(visitor):
    make_reader()
    sign_in(visitor, "ada@example.org")
    fill(visitor, "/account/logout/")
    assert not AuditEntry.objects.exists()


def test_a_session_lasts_a_month_and_does_not_hold_the_address(visitor):
    make_reader()
    sign_in(visitor, "ada@example.org")
    session = Session.objects.get(session_key=visitor.cookies["sessionid"].value)
    assert "ada@" not in repr(session.get_decoded())
    assert session.expire_date > timezone.now() + timedelta(days=29)


def test_without_mail_the_pages_say_what_to_do(client, settings):
    settings.READERS_GET_MAIL = False
    for path in ("/account/login/", "/account/signup/"):
        for page in (client.get(path), client.post(path, {"login": "ada@example.org"})):
            assert page.status_code == HTTPStatus.SERVICE_UNAVAILABLE
            assert "EMAIL_URL" in page.text
            assert "comment without an account" in page.text
    assert mail.outbox == []


def test_mail_that_cannot_be_sent_is_told_and_is_no_crash(client, monkeypatch):
    make_reader()

    def refuse(self, messages):
        raise OSError("no route to the mail server")

    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", refuse)
    page = fill(client, "/account/login/", login="ada@example.org")
    assert page.status_code == HTTPStatus.SERVICE_UNAVAILABLE
    assert "could not be sent" in page.text


def test_many_requests_for_one_address_are_stopped_with_what_was_typed(client):
    make_reader()
    for _time in range(3):
        assert fill(Client(), "/account/login/", login="ada@example.org").status_code == HTTPStatus.FOUND
    page = fill(client, "/account/login/", login="ada@example.org")
    assert "many tries in a short time" in page.text
    assert 'value="ada@example.org"' in page.text
    assert len(mail.outbox) == 3


def test_a_network_that_asks_too_often_is_told_when_to_come_back(settings):
    settings.ACCOUNT_RATE_LIMITS = {"login": "2/m/ip"}
    for address in ("a@example.org", "b@example.org", "c@example.org"):
        page = Client(REMOTE_ADDR="8.8.4.4").post("/account/login/", {"login": address})
    assert page.status_code == HTTPStatus.TOO_MANY_REQUESTS
    assert page["Retry-After"] == "60"
    assert 'value="c@example.org"' in page.text
    assert Client(REMOTE_ADDR="9.9.9.9").post("/account/login/", {"login": "d@example.org"}).status_code == 302


def test_no_network_address_is_kept_by_the_limits(settings):
    Client(REMOTE_ADDR="8.8.4.4").post("/account/login/", {"login": "a@example.org"})
    kept = " ".join(cache._cache)
    assert "allauth" in kept
    assert "8.8." not in kept


def test_public_pages_set_no_cookie_and_are_the_same_bytes_for_somebody_signed_in():
    edition = make_live()
    public_id = edition.article.public_id
    guest, reader = Client(), signed_in(make_reader())
    for path in ("/", edition.path, f"/comments/{public_id}/"):
        one, other = guest.get(path), reader.get(path)
        assert one.content == other.content
        for answer in (one, other):
            assert not answer.cookies
            assert "Cookie" not in answer.get("Vary", "")


def test_robots_are_kept_from_the_accounts(client):
    assert "Disallow: /account/" in client.get("/robots.txt").text


def test_the_desk_does_not_change_a_readers_name_which_the_log_would_keep():
    reader = make_reader()
    client = Client()
    client.force_login(
        make_user("chief", is_superuser=True, is_staff=True), "django.contrib.auth.backends.ModelBackend"
    )
    url = reverse("admin:auth_user_change", args=[reader.pk])
    page = client.get(url)
    assert 'name="first_name"' not in page.text
    form = fields_of(page, "user_form") | {"first_name": "Zoe", "email": "zoe@example.org", "username": "zoe"}
    assert client.post(url, form).status_code == HTTPStatus.FOUND
    reader.refresh_from_db()
    assert (reader.first_name, reader.email) == ("Ada Reader", "ada@example.org")
    assert "Zoe" not in str(list(AuditEntry.objects.values()))


def test_the_desk_can_close_a_readers_account():
    reader = make_reader()
    client, theirs = Client(), signed_in(reader)
    client.force_login(
        make_user("chief", is_superuser=True, is_staff=True), "django.contrib.auth.backends.ModelBackend"
    )
    url = reverse("admin:auth_user_change", args=[reader.pk])
    form = fields_of(client.get(url), "user_form")
    del form["is_active"]
    assert client.post(url, form).status_code == HTTPStatus.FOUND
    reader.refresh_from_db()
    assert not reader.is_active
    assert not is_signed_in(theirs)


def test_a_developer_without_mail_has_the_codes_printed_and_production_sends_none(monkeypatch):
    monkeypatch.delenv("EMAIL_URL", raising=False)
    assert environment.mailer(or_console=True)["BACKEND"].endswith("console.EmailBackend")
    assert environment.mailer(or_console=False)["BACKEND"].endswith("dummy.EmailBackend")
    monkeypatch.setenv("EMAIL_URL", "smtp://mail.example.org")
    assert environment.mailer(or_console=True)["BACKEND"].endswith("smtp.EmailBackend")
