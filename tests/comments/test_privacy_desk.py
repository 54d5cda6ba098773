"""The desk finds a reader by the whole address, hands on what is kept, and erases it; others may not."""

import json
from http import HTTPStatus

import pytest
from django.test import Client

from articles.comments.own import erasing, exporting
from articles.models import AuditEntry, Comment
from tests.comments.accounts import make_reader
from tests.world import make_comment, make_live, make_user

pytestmark = pytest.mark.django_db
URL = "/admin/articles/comment/reader-data/"
EMAIL = "ada@example.org"


def desk(*groups: str) -> Client:
    client = Client()
    client.force_login(make_user("somebody", *groups), "django.contrib.auth.backends.ModelBackend")
    return client


def test_a_moderator_sees_how_much_there_is_under_an_address():
    edition = make_live()
    make_reader()
    for _number in range(3):
        make_comment(edition, author_email=EMAIL)
    page = desk("Moderator").post(URL, {"email": " ADA@Example.org ", "verb": "look"})
    assert "3 comments" in page.text
    assert "1 account" in page.text


def test_a_part_of_an_address_finds_nothing_and_none_is_told():
    make_comment(make_live(), author_email=EMAIL)
    client = desk("Moderator")
    assert "There is nothing" in client.post(URL, {"email": "da@example.org"}).text
    wrong = client.post(URL, {"email": "ada"})
    assert wrong.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert 'value="ada"' in wrong.text


def test_the_export_is_a_file_and_in_the_log():
    make_comment(make_live(), author_email=EMAIL, text="My own words.")
    make_comment(make_live(), text="Of somebody else.")
    answer = desk("Moderator").post(URL, {"email": EMAIL, "verb": "export"})
    assert "attachment" in answer["Content-Disposition"]
    assert EMAIL not in answer["Content-Disposition"]
    data = json.loads(answer.content)
    assert [comment["text"] for comment in data["comments"]] == ["My own words."]
    entry = AuditEntry.objects.get(verb="export_reader")
    assert (entry.actor_name, entry.after["comments"]) == ("somebody", 1)
    assert EMAIL not in str(AuditEntry.objects.values())


def test_erasing_wants_a_tick_and_says_how_much_went():
    make_comment(make_live(), author_email=EMAIL)
    client = desk("Moderator")
    unsure = client.post(URL, {"email": EMAIL, "verb": "erase"})
    assert unsure.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "what is erased is gone" in unsure.text
    assert Comment.objects.get().author_email == EMAIL
    done = client.post(URL, {"email": EMAIL, "verb": "erase", "sure": "on"}, follow=True)
    assert "Erased: 1 comments" in done.text
    assert EMAIL not in done.text
    assert Comment.objects.get().status == "deleted"
    assert AuditEntry.objects.get(verb="erase_reader").actor_name == "somebody"
    assert EMAIL not in str(list(AuditEntry.objects.values()))


@pytest.mark.parametrize("verb", ["look", "export", "erase"])
def test_a_reporter_may_not(verb):
    make_comment(make_live(), author_email=EMAIL)
    client = desk("Reporter")
    assert client.get(URL).status_code == HTTPStatus.FORBIDDEN
    assert client.post(URL, {"email": EMAIL, "verb": verb, "sure": "on"}).status_code == HTTPStatus.FORBIDDEN
    assert Comment.objects.get().author_email == EMAIL


@pytest.mark.parametrize("verb", [erasing.erase_reader, exporting.export_reader])
def test_the_verbs_themselves_ask_for_the_right(verb):
    from django.core.exceptions import PermissionDenied

    with pytest.raises(PermissionDenied):
        verb(EMAIL, by=make_user("rita", "Reporter"))
    assert not AuditEntry.objects.filter(object_type="reader").exists()


def test_a_moderator_of_one_section_may_since_a_reader_is_no_sections():
    make_comment(make_live(), author_email=EMAIL)
    assert erasing.erase_reader(EMAIL, by=make_user("mo", "Moderator")).comments == 1


def test_an_account_of_the_desk_under_the_address_is_said_to_stay():
    make_user("editor", "Editor", email=EMAIL)
    assert "An account of the desk has this address" in desk("Moderator").post(URL, {"email": EMAIL}).text
