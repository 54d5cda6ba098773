"""Notices: in the desk for one person, by mail after the commit, and never in the way of a save."""

import logging

import pytest
from django.core import mail
from django.db import transaction
from django.urls import reverse

from articles.desk import notices
from articles.models import Notice
from tests.desk.forms import fields_of, messages_of
from tests.world import make_article, make_user

LIST = "admin:articles_notice_changelist"


@pytest.fixture
def ines(db):
    return make_user("ines", "Reporter", email="ines@example.org")


def texts(response) -> list[str]:
    return [notice.text for notice in response.context["cl"].result_list]


def test_notice_is_mailed_after_the_commit_with_the_way_to_the_story(ines, django_capture_on_commit_callbacks):
    article = make_article()
    with django_capture_on_commit_callbacks(execute=True):
        notice = notices.tell(ines, Notice.Kind.ASSIGNED, "You have it.", article)
        assert mail.outbox == []
    (message,) = mail.outbox
    assert message.to == ["ines@example.org"]
    assert message.subject == "[Newsroom] You have it."
    assert f"http://testserver/admin/articles/article/{article.pk}/change/" in message.body
    notice.refresh_from_db()
    assert notice.mailed_at is not None


def test_notice_of_a_change_rolled_back_is_never_mailed(ines, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        notices.tell(ines, Notice.Kind.ASSIGNED, "You have it.")
        transaction.set_rollback(True)
    assert mail.outbox == []
    assert not Notice.objects.exists()


def test_who_has_no_address_gets_the_notice_alone(db, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        notice = notices.tell(make_user("noor", "Reporter"), Notice.Kind.ASSIGNED, "You have it.")
    assert mail.outbox == []
    assert notice.mailed_at is None


def test_without_a_mail_server_no_mail_is_tried(ines, settings, django_capture_on_commit_callbacks):
    settings.MAILERS = {"default": {"BACKEND": notices.NO_MAIL}}
    with django_capture_on_commit_callbacks(execute=True) as callbacks:
        notice = notices.tell(ines, Notice.Kind.ASSIGNED, "You have it.")
    assert callbacks == []
    notice.refresh_from_db()
    assert notice.mailed_at is None


UNREACHABLE = {
    "default": {
        "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "OPTIONS": {"host": "127.0.0.1", "port": 1, "timeout": 1},  # nothing listens on port 1
    }
}


def test_mail_server_that_is_down_blocks_no_save_and_is_logged(
    editor, ines, settings, caplog, django_capture_on_commit_callbacks
):
    settings.MAILERS = UNREACHABLE
    article = make_article()
    url = reverse("admin:articles_article_change", args=[article.pk])
    data = fields_of(editor.get(url)) | {"reporter": ines.pk, "_save": "1"}
    with caplog.at_level(logging.ERROR), django_capture_on_commit_callbacks(execute=True):
        assert editor.post(url, data).status_code == 302
    article.refresh_from_db()
    assert article.reporter == ines
    notice = Notice.objects.get()
    assert notice.mailed_at is None
    assert f"notice {notice.pk} was not mailed" in caplog.text
    assert "ConnectionRefusedError" in caplog.text


@pytest.mark.django_db(transaction=True)
def test_queue_that_is_down_is_logged_after_a_real_commit(caplog, monkeypatch):
    class Down:
        def enqueue(self, *args):
            raise ConnectionError("the queue is down")

    monkeypatch.setattr(notices, "mail", Down())
    noor = make_user("noor", "Reporter", email="noor@example.org")
    with caplog.at_level(logging.ERROR):
        notices.tell(noor, Notice.Kind.ASSIGNED, "You have it.")
    assert Notice.objects.filter(user=noor).exists()
    assert "the queue is down" in caplog.text


def test_mail_goes_out_once(ines):
    notice = Notice.objects.create(user=ines, kind="assigned", text="You have it.")
    assert notices.mail.call(notice.pk) is True
    assert notices.mail.call(notice.pk) is False
    assert len(mail.outbox) == 1


def test_words_with_line_ends_make_no_header_of_their_own(ines):
    notice = Notice.objects.create(user=ines, kind="mentioned", text="Look\nBcc: everyone@example.org")
    assert notices.mail.call(notice.pk) is True
    assert mail.outbox[0].recipients() == ["ines@example.org"]


def test_everyone_sees_their_own_notices_only(desk):
    noor, omar = desk("Reporter", name="noor"), desk("Editor", name="omar")
    notices.tell(noor.user, Notice.Kind.ASSIGNED, "For Noor.")
    other = notices.tell(omar.user, Notice.Kind.ASSIGNED, "For Omar.")
    assert texts(noor.get(reverse(LIST))) == ["For Noor."]
    assert noor.get(reverse("admin:articles_notice_change", args=[other.pk])).status_code in {302, 404}


def test_notice_is_marked_as_read_and_only_ones_own(desk):
    noor, omar = desk("Reporter", name="noor"), desk("Reporter", name="omar")
    mine = notices.tell(noor.user, Notice.Kind.ASSIGNED, "For Noor.")
    other = notices.tell(omar.user, Notice.Kind.ASSIGNED, "For Omar.")
    response = noor.post(reverse(LIST), {"action": "mark_read", "_selected_action": [mine.pk, other.pk]}, follow=True)
    mine.refresh_from_db()
    other.refresh_from_db()
    assert (mine.read_at is not None, other.read_at) == (True, None)
    assert messages_of(response) == ["1 notice marked as read."]


def test_all_are_marked_as_read_by_one_button(desk):
    noor = desk("Reporter", name="noor")
    for number in range(3):
        notices.tell(noor.user, Notice.Kind.ASSIGNED, f"Number {number}.")
    response = noor.post(reverse("admin:articles_notice_all_read"), follow=True)
    assert messages_of(response) == ["3 notices marked as read."]
    assert notices.unread(noor.user) == 0
    assert noor.get(reverse("admin:articles_notice_all_read")).status_code == 405


def test_head_of_the_desk_counts_what_is_unread(desk):
    noor = desk("Reporter", name="noor")
    notice = notices.tell(noor.user, Notice.Kind.ASSIGNED, "For Noor.")
    assert "Notices (1)" in noor.get(reverse("admin:index")).content.decode()
    notices.mark_read(Notice.objects.filter(pk=notice.pk), by=noor.user)
    page = noor.get(reverse("admin:index")).content.decode()
    assert "Notices" in page
    assert "Notices (" not in page


def test_outsiders_find_no_notices(client, db):
    client.force_login(make_user("reader"))
    assert client.get(reverse(LIST)).status_code == 302
    assert client.post(reverse("admin:articles_notice_all_read")).status_code == 302
