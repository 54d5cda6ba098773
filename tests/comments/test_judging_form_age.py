"""The form's age: signed into its key. Too quick waits, too old comes back renewed with the text."""

import pytest

from articles.comments.judging import stamps
from articles.models import Comment
from tests import world
from tests.comments.visitor import WORDS, Visitor, controls

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def three_seconds(settings):
    settings.COMMENT_FORM_SECONDS = 3


def post_with(key, **sent):
    visitor = Visitor(world.make_live(comment_policy="open"))
    return visitor, visitor.post(key=key, **sent)


def test_a_form_sent_at_once_waits_and_says_so_to_the_moderator():
    post_with(stamps.new_key())
    comment = Comment.objects.get()
    assert comment.status == "waiting"
    assert comment.reasons_in_words[0].startswith("sent faster than anyone types, or not by our form (sent after 0.")


def test_a_form_that_was_typed_into_appears():
    post_with(stamps.new_key(aged=20))
    assert Comment.objects.get().status == "approved"


@pytest.mark.parametrize("key", [None, "", "f" * 43, f"{'A' * 22}:0193f2a4c1d:{'B' * 28}"])
def test_a_form_without_our_stamp_waits(key):
    _visitor, response = post_with(key)
    assert response.status_code == 303
    assert Comment.objects.get().status == "waiting"


def test_a_stamp_made_older_by_hand_is_none():
    word, made, signature = stamps.new_key().split(":")
    assert stamps.age_of(f"{word}:{int(made, 16) - 60_000:010x}:{signature}") is None


def test_a_form_of_yesterday_comes_back_with_the_text_and_can_be_sent():
    visitor, response = post_with(stamps.new_key(aged=25 * 60 * 60), text="A long thought")
    assert response.status_code == 422
    assert "This form was open for more than a day" in response.text
    assert controls(response)["text"] == "A long thought"
    assert not Comment.objects.exists()
    assert visitor.submit(controls(response)).status_code == 303
    assert Comment.objects.get().status == "approved"


def test_keys_fit_their_columns_and_outlive_a_change_of_the_secret_key(settings):
    key = stamps.new_key(aged=5)
    assert len(key) <= 64
    assert stamps.KEY.fullmatch(key)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another" * 10
    assert 5 <= stamps.age_of(key) < 60


def test_the_wait_is_not_told_to_the_reader():
    visitor, response = post_with(stamps.new_key())
    assert "because=" not in response["Location"]
    assert "Wait" not in visitor.client.get(response["Location"]).text
    assert WORDS["text"] not in visitor.client.get(response["Location"]).text
