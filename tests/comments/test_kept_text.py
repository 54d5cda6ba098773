"""Whatever goes wrong between typing and storing, the typed words come back."""

import time
from contextlib import contextmanager
from urllib.parse import urlencode

import pytest
from django.db import connection

from articles.comments.views import MAX_BODY
from articles.models import Comment
from articles.page_cache import availability
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
        found_back()


def found_back():
    """All is well within five seconds: who found the database down looks for it in the background."""
    until = time.monotonic() + 5
    while availability.is_down():
        assert time.monotonic() < until, "the database is there again, and counts as down"
        time.sleep(0.05)


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


@pytest.mark.django_db(transaction=True)
def test_when_the_database_goes_away_between_judging_and_writing(tmp_path, monkeypatch):
    from articles.comments import posting

    edition = world.make_live(comment_policy="open")
    parent = world.make_comment(edition)
    visitor = Visitor(edition)
    form = visitor.open(parent=parent.pk)
    with monkeypatch.context() as patch:
        write = posting.counted

        def write_without_database(*args):
            with database_out_of_reach(tmp_path):
                return write(*args)

        patch.setattr(posting, "counted", write_without_database)
        response = visitor.send(form, text=TYPED, passage=edition.headline)
    assert response.status_code == 503
    assert response["Retry-After"] == "30"
    assert_typed_words_are_back(response, name=WORDS["name"])
    assert Comment.objects.count() == 1
    assert visitor.submit(controls(response)).status_code == 303
    answer = Comment.objects.get(parent=parent)
    assert (answer.text, answer.passage) == (TYPED.strip(), edition.headline)


@pytest.mark.django_db
def test_after_too_many_in_a_short_time_and_sending_again_works_later(settings):
    settings.COMMENT_RATES = True
    visitor = Visitor(world.make_live(comment_policy="open"))
    for number in range(5):
        assert visitor.post(text=f"Thought number {number} of an afternoon.").status_code == 303
    response = visitor.post(text=TYPED)
    assert response.status_code == 429
    assert 0 < int(response["Retry-After"]) <= 61
    assert_typed_words_are_back(response, name=WORDS["name"])
    settings.COMMENT_RATES = False
    assert visitor.submit(controls(response)).status_code == 303


@pytest.mark.django_db
def test_after_a_wrong_token_the_comment_answered_and_the_words_of_the_story_come_back_too():
    edition = world.make_live(comment_policy="open")
    parent = world.make_comment(edition)
    visitor = Visitor(edition)
    response = visitor.send(
        visitor.open(parent=parent.pk), text=TYPED, passage=edition.headline, csrfmiddlewaretoken="x" * 32
    )
    assert response.status_code == 403
    assert visitor.submit(controls(response)).status_code == 303
    answer = Comment.objects.get(parent=parent)
    assert (answer.text, answer.passage) == (TYPED.strip(), edition.headline)


@pytest.mark.django_db
def test_when_the_comment_answered_went_meanwhile():
    edition = world.make_live(comment_policy="open")
    parent = world.make_comment(edition)
    visitor = Visitor(edition)
    form = visitor.open(parent=parent.pk)
    Comment.objects.filter(pk=parent.pk).update(status="rejected")
    response = visitor.send(form, text=TYPED)
    assert response.status_code == 422
    assert_typed_words_are_back(response, name=WORDS["name"])


def raw(visitor, content_type, **sent):
    """The form as a program sends it that writes another encoding than UTF-8."""
    data = {**controls(visitor.open()), **WORDS, **sent}
    body = urlencode(data, encoding="windows-1252")
    return visitor.client.post(visitor.url, body, content_type=f"application/x-www-form-urlencoded{content_type}")


LATIN = "Die Fähre fuhr über die Förde – „pünktlich“."


@pytest.mark.django_db
def test_a_form_that_names_another_encoding_comes_back_readable_and_can_be_sent():
    visitor = Visitor(world.make_live(comment_policy="open"))
    response = raw(visitor, "; charset=windows-1252", text=LATIN)
    assert response.status_code == 415
    assert response["Cache-Control"] == "no-store"
    assert controls(response)["text"] == LATIN
    assert not Comment.objects.exists()
    assert visitor.submit(controls(response)).status_code == 303
    assert Comment.objects.get().text == LATIN


@pytest.mark.django_db
@pytest.mark.parametrize("wrong", [{}, {"email": "no address"}, {"preview": "on"}])
def test_bytes_that_are_no_utf_8_are_not_posted_but_offered_as_old_programs_mean_them(wrong):
    visitor = Visitor(world.make_live(comment_policy="open"))
    response = raw(visitor, "", text=LATIN, **wrong)
    assert response.status_code == 400
    assert response["Cache-Control"] == "no-store"
    assert "Some letters of your comment did not come through" in response.text
    assert not Comment.objects.exists()
    assert controls(response)["text"] == LATIN
    again = visitor.submit({**controls(response), "email": WORDS["email"]})
    assert again.status_code == 303
    assert Comment.objects.get().text == LATIN


@pytest.mark.django_db
@pytest.mark.parametrize("escape", [True, False])
def test_one_byte_that_is_no_utf_8_spoils_neither_the_letters_nor_the_fields_beside_it(escape):
    visitor = Visitor(world.make_live(comment_policy="open"))
    text = "Сказал «нет» – 5 € für alle \N{GRINNING FACE}"
    typed = {**controls(visitor.open()), **WORDS, "text": text, "name": "Zoë"}
    body = urlencode(typed).encode().replace(b"+f%C3%BCr+", b"+f%FCr+" if escape else b"+f\xfcr+")
    kind = "application/x-www-form-urlencoded"
    response = visitor.client.generic("POST", visitor.url, body, content_type=kind)
    assert response.status_code == 400
    back = controls(response)
    assert (back["text"], back["name"]) == (text, "Zoë")


@pytest.mark.django_db
def test_bytes_that_are_nothing_in_any_encoding_are_marked_as_lost():
    visitor = Visitor(world.make_live(comment_policy="open"))
    body = urlencode({**controls(visitor.open()), **WORDS, "text": "One BYTE two"}).encode().replace(b"BYTE", b"%81%FF")
    kind = "application/x-www-form-urlencoded"
    response = visitor.client.generic("POST", visitor.url, body, content_type=kind)
    assert response.status_code == 400
    assert controls(response)["text"] == "One \N{REPLACEMENT CHARACTER}ÿ two"


@pytest.mark.django_db
def test_an_edit_of_bytes_that_are_no_utf_8_changes_nothing_and_comes_back():
    visitor = Visitor(world.make_live(comment_policy="open"))
    visitor.post(text="As it was.")
    comment = Comment.objects.get()
    url = f"/comments/{comment.article.public_id}/{comment.pk}/edit/"
    data = {**controls(visitor.client.get(url)), "text": LATIN}
    kind = "application/x-www-form-urlencoded"
    response = visitor.client.generic("POST", url, urlencode(data, encoding="windows-1252"), content_type=kind)
    assert response.status_code == 400
    assert controls(response)["text"] == LATIN
    comment.refresh_from_db()
    assert comment.text == "As it was."


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["utf-8", "UTF-8", "utf8", "no-such-encoding"])
def test_utf_8_by_any_name_is_taken_and_an_unknown_encoding_is_taken_for_it(name):
    visitor = Visitor(world.make_live(comment_policy="open"))
    data = urlencode({**controls(visitor.open()), **WORDS, "text": LATIN})
    kind = f"application/x-www-form-urlencoded; charset={name}"
    assert visitor.client.generic("POST", visitor.url, data.encode(), content_type=kind).status_code == 303
    assert Comment.objects.get().text == LATIN


@pytest.mark.django_db
def test_a_nul_in_any_field_is_no_error_and_takes_no_other_letter_along():
    visitor = Visitor(world.make_live(comment_policy="open"))
    nul = {"text": "One\x00 two.", "name": "Ada\x00", "passage": "\x00", "website": "\x00", "key": "\x00"}
    assert visitor.post(**nul).status_code == 303
    comment = Comment.objects.get()
    assert (comment.text, comment.author_name) == ("One two.", "Ada")
    response = visitor.post(email="ada\x00@example.org", text=TYPED)
    assert response.status_code == 422
    assert_typed_words_are_back(response)


@pytest.mark.django_db
def test_a_body_without_any_length_is_not_taken_and_nothing_breaks():
    """No server hands a body over then; the form is as if it were empty, and without its token."""
    visitor = Visitor(world.make_live(comment_policy="open"))
    data = urlencode({**controls(visitor.open()), **WORDS})
    kind = "application/x-www-form-urlencoded"
    response = visitor.client.post(visitor.url, data, content_type=kind, CONTENT_LENGTH="")
    assert response.status_code == 411
    assert not Comment.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("policy", ["held", "newcomers"])
def test_what_waits_is_stored_whole_before_the_thanks(policy):
    visitor = Visitor(world.make_live(comment_policy=policy))
    assert "/thanks/" in visitor.post(text=TYPED)["Location"]
    assert Comment.objects.get().text == TYPED.strip()
