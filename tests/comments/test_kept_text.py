"""Whatever goes wrong between typing and storing, the typed words come back."""

from contextlib import contextmanager

import pytest
from django.db import connection

from articles.comments.views import MAX_BODY
from articles.models import Comment
from articles.publishing import workflow
from tests import world
from tests.comments.visitor import WORDS, Visitor, controls

TYPED = "\nMy “long” thought <b>& more</b>,\nin two lines.\n\nAnd a second paragraph: " + "word " * 300


@contextmanager
def database_out_of_reach(tmp_path):
    """The connection of this process leads nowhere: a folder that is not there, a port nobody listens on."""
    known = dict(connection.settings_dict)
    connection.close()
    if connection.vendor == "postgresql":
        connection.close_pool()
        lost = {"HOST": "127.0.0.1", "PORT": "1"}
    else:
        lost = {"NAME": str(tmp_path / "no such folder" / "db.sqlite3")}
    connection.settings_dict.update(lost)
    try:
        yield
    finally:
        connection.close()
        if connection.vendor == "postgresql":
            connection.close_pool()
        connection.settings_dict.update(known)


def assert_typed_words_are_back(response, *, name=None):
    """In a field that a person can copy from, letter by letter; browsers send line ends as CRLF."""
    kept = controls(response)
    assert TYPED.strip() in (kept.get("text") or kept.get("id_text")).replace("\r\n", "\n")
    if name is not None:
        assert kept["name"] == name


@pytest.mark.django_db
@pytest.mark.parametrize("wrong", [{"email": "no address"}, {"name": ""}, {"website": "x"}, {"parent": "77"}])
def test_after_an_error_in_the_form(wrong):
    response = Visitor(world.make_live(comment_policy="open")).post(text=TYPED, **wrong)
    assert response.status_code == 422
    assert_typed_words_are_back(response, name=wrong.get("name", WORDS["name"]))


@pytest.mark.django_db
def test_after_a_text_that_is_too_long():
    response = Visitor(world.make_live(comment_policy="open")).post(text=TYPED + "x" * 5000)
    assert response.status_code == 422
    assert_typed_words_are_back(response)
    assert len(controls(response)["text"]) >= len(TYPED) + 5000


@pytest.mark.django_db
@pytest.mark.parametrize("token", [None, "", "forged", "f" * 64])
def test_after_a_token_that_is_missing_or_wrong_and_sending_again_works(token):
    edition = world.make_live(comment_policy="open")
    visitor = Visitor(edition)
    response = visitor.post(text=TYPED, csrfmiddlewaretoken=token)
    assert response.status_code == 403
    assert_typed_words_are_back(response, name=WORDS["name"])
    assert not Comment.objects.exists()
    again = visitor.submit(controls(response))
    assert again.status_code == 303
    assert Comment.objects.get().text == TYPED.strip()


@pytest.mark.django_db
def test_after_a_form_without_its_cookie():
    visitor = Visitor(world.make_live(comment_policy="open"))
    form = visitor.open()
    visitor.client.cookies.clear()
    response = visitor.send(form, text=TYPED)
    assert response.status_code == 403
    assert_typed_words_are_back(response)


@pytest.mark.django_db
def test_from_a_foreign_site_nothing_is_stored():
    visitor = Visitor(world.make_live(comment_policy="open"))
    data = controls(visitor.open()) | WORDS
    for origin in ("https://evil.example", "null"):
        assert visitor.client.post(visitor.url, data, headers={"origin": origin}).status_code == 403
    assert not Comment.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("policy", ["closed", "off"])
@pytest.mark.parametrize("also_wrong", [{}, {"email": "no address"}])
def test_when_the_story_was_closed_meanwhile(policy, also_wrong):
    edition = world.make_live(comment_policy="open")
    visitor = Visitor(edition)
    form = visitor.open()
    edition.article.comment_policy = policy
    edition.article.save()
    response = visitor.send(form, text=TYPED, **also_wrong)
    assert response.status_code == 403
    assert_typed_words_are_back(response)


@pytest.mark.django_db
def test_when_the_story_was_withdrawn_meanwhile():
    edition = world.make_live(comment_policy="open")
    visitor = Visitor(edition)
    form = visitor.open()
    workflow.withdraw(edition.article, by=None)
    response = visitor.send(form, text=TYPED)
    assert response.status_code == 410
    assert response["Cache-Control"] == "no-store"
    assert_typed_words_are_back(response)


@pytest.mark.django_db
def test_when_the_whole_request_was_too_large():
    response = Visitor(world.make_live(comment_policy="open")).post(text=TYPED + "x" * MAX_BODY)
    assert response.status_code == 413
    assert_typed_words_are_back(response, name=WORDS["name"])
    assert len(controls(response)["text"]) >= len(TYPED) + MAX_BODY


@pytest.mark.django_db(transaction=True)
def test_when_the_database_is_out_of_reach_and_sending_again_works_once_it_is_back(tmp_path):
    edition = world.make_live(comment_policy="open")
    visitor = Visitor(edition)
    form = visitor.open()
    with database_out_of_reach(tmp_path):
        response = visitor.send(form, text=TYPED)
        assert visitor.open().status_code == 503
    assert response.status_code == 503
    assert response["Retry-After"] == "30"
    assert response["Cache-Control"] == "no-store"
    assert "Our database does not answer. Nothing is lost" in response.text
    assert_typed_words_are_back(response, name=WORDS["name"])
    assert not Comment.objects.exists()
    assert visitor.submit(controls(response)).status_code == 303
    assert visitor.send(form, text=TYPED).status_code == 303
    assert Comment.objects.get().text == TYPED.strip()


@pytest.mark.django_db(transaction=True)
def test_when_the_database_goes_away_while_the_form_is_shown_again(tmp_path, monkeypatch):
    """The frame of the form asks for the sections: that failure is one of the database, too."""
    from articles.comments import views

    visitor = Visitor(world.make_live(comment_policy="open"))
    form = visitor.open()
    render = views.form_page
    with monkeypatch.context() as patch:

        def render_without_database(*args, **kwargs):
            with database_out_of_reach(tmp_path):
                return render(*args, **kwargs)

        patch.setattr(views, "form_page", render_without_database)
        response = visitor.send(form, text=TYPED, email="no address")
    assert response.status_code == 503
    assert_typed_words_are_back(response)
