import base64
import hashlib
import re

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.db import OperationalError
from django.test import Client, RequestFactory
from django.utils import translation

from newsroom import failures
from tests import world
from tests.comments.visitor import controls
from tests.reading.pages import headlines, seen

STATIC_PAGES = ("400.html", "405.html", "500.html", "503.html")


@pytest.mark.django_db
def test_not_found_offers_a_search_and_the_five_newest(client):
    editions = [world.make_live(ago=world.timedelta(hours=hour + 1)) for hour in range(6)]
    planned = world.make_scheduled()
    response = client.get("/no/such/page")
    page = seen(response)
    assert response.status_code == 404
    assert page.all("form", action="/search/", method="get")
    assert page.all("input", name="q", type="search")
    assert headlines(response) == [edition.path for edition in editions[:5]]
    assert planned.headline not in response.content.decode()


@pytest.mark.django_db
def test_forbidden_says_so_in_the_paper_s_own_frame():
    response = failures.forbidden(RequestFactory().get("/"), PermissionDenied("Only <editors> do this."))
    assert response.status_code == 403
    assert "Only &lt;editors&gt; do this." in response.content.decode()


@pytest.mark.django_db
def test_a_reader_s_form_without_its_token_comes_back_filled_in_and_can_be_sent():
    client = Client(enforce_csrf_checks=True)
    edition = world.make_live(comment_policy="held")
    path = f"/comments/{edition.article.public_id}/post/"
    form = controls(client.get(path))
    words = {"name": "Ada <b>Reader", "email": "ada@example.org", "text": "\nFirst line.\n\n“Second” & <last>."}
    typed = form | words
    typed.pop("csrfmiddlewaretoken")
    refused = client.post(path, typed)
    assert refused.status_code == 403
    assert refused["Cache-Control"] == "no-store"
    page = seen(refused)
    assert page.all("form", action=path, method="post")
    again = controls(refused)
    assert {name: again[name].strip() for name in words} == {name: value.strip() for name, value in words.items()}
    assert client.post(path, again).status_code in {200, 302, 303}
    assert list(edition.article.comments.values_list("author_name", flat=True)) == ["Ada <b>Reader"]


@pytest.mark.django_db
def test_on_the_desk_the_words_are_only_shown_to_be_copied():
    response = Client(enforce_csrf_checks=True).post(
        "/admin/login/", {"username": "editor", "password": "hunter2", "body": "Long words, typed by hand."}
    )
    page = seen(response)
    assert response.status_code == 403
    assert not page.all("form")
    assert [found for found in page.all("textarea") if "readonly" not in found] == []
    assert "Long words, typed by hand." in response.content.decode()
    assert "hunter2" not in response.content.decode()


@pytest.mark.django_db
def test_a_database_that_does_not_answer_gives_a_503_and_when_to_come_back(client, monkeypatch):
    # The view's first query fails as it does when the server is gone; DatabaseDownMiddleware turns that into the page.
    def fail(at):
        raise OperationalError("could not connect to server")

    monkeypatch.setattr("articles.reading.front.launched", fail)
    response = client.get("/")
    assert response.status_code == 503
    assert response["Retry-After"] == str(failures.RETRY_AFTER)
    assert response["Cache-Control"] == "no-store"
    assert response.content.decode() == failures.static_page("503.html", 503).content.decode()


@pytest.mark.parametrize("name", STATIC_PAGES)
def test_pages_for_the_worst_day_need_no_context_no_asset_and_no_database(name):
    """Without the mark `django_db` a query is an error."""
    response = failures.static_page(name, 500)
    assert len(response.content) <= 15_000
    assert not re.search(r"{%|{{|url\(|@import", response.content.decode())
    page = seen(response)
    assert not [tag for tag, _attributes in page.elements if tag in {"link", "script", "img", "iframe"}]
    assert not [attributes for _tag, attributes in page.elements if "style" in attributes]
    assert len(page.texts["h1"]) == 1
    assert page.texts["title"] == page.texts["h1"]
    assert page.all("html", lang="en", dir="ltr")
    assert page.all("meta", name="robots", content="noindex")
    assert page.all("a", href="/")
    assert not page.misnested


def own_hash(content: str) -> str:
    [style] = re.findall(r"<style>(.*?)</style>", content, re.DOTALL)
    return f"'sha256-{base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()}'"


@pytest.mark.django_db
def test_their_one_style_element_is_allowed_by_its_hash_and_nothing_else_is(client, monkeypatch):
    def fail(at):
        raise OperationalError("could not connect to server")

    monkeypatch.setattr("articles.reading.front.launched", fail)
    response = client.get("/")
    policy = dict(rule.split(" ", 1) for rule in response["Content-Security-Policy"].split("; "))
    assert policy["style-src"] == own_hash(response.content.decode())
    assert policy["default-src"] == "'none'"
    assert "script-src" not in policy
    assert "unsafe" not in response["Content-Security-Policy"]


@pytest.mark.parametrize(("language", "direction"), [("ar", "rtl"), ("fr", "ltr")])
def test_they_speak_the_site_s_language_and_never_the_one_that_was_active(settings, language, direction):
    settings.LANGUAGE_CODE = language
    with translation.override("ru"):
        page = seen(failures.static_page("503.html", 503))
    assert page.all("html", lang=language, dir=direction)


def test_a_web_server_gets_them_as_files_that_state_their_policy(tmp_path, capsys):
    call_command("failure_pages", str(tmp_path / "failures"))
    printed = capsys.readouterr().out
    written = sorted((tmp_path / "failures").iterdir())
    assert [file.name for file in written] == ["500.html", "503.html"]
    for file in written:
        content = file.read_text(encoding="utf-8")
        assert len(content.encode()) <= 15_000
        [policy] = re.findall(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">', content)
        assert "default-src 'none'" in policy
        assert f"style-src {own_hash(content)}" in policy
        assert content.index(policy) < content.index("<style>")
        assert f"{file} {own_hash(content)}" in printed


def test_a_request_that_cannot_be_understood_gets_its_own_page():
    assert failures.bad_request(RequestFactory().get("/")).status_code == 400
    assert failures.server_error(RequestFactory().get("/")).status_code == 500
