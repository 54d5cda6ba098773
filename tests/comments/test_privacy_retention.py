"""What is older than it is needed goes by a command that may run at any time, twice, or only say what it would do."""

from __future__ import annotations

from datetime import timedelta
from io import StringIO

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.utils import timezone

from articles.comments.desk.models import ReaderWarning
from articles.comments.mailing.models import AnswerMail
from articles.models import AuditEntry, Comment, ErrorReport, Report, StatementOfReasons
from tests.comments.accounts import make_reader
from tests.world import make_comment, make_live, make_user

pytestmark = pytest.mark.django_db


def ago(days: int):
    return timezone.now() - timedelta(days=days)


def purge(*options: str) -> dict[str, str]:
    out = StringIO()
    call_command("purge_comment_data", *options, stdout=out)
    return dict(line.split(": ") for line in out.getvalue().splitlines())


@pytest.fixture
def edition():
    return make_live()


def test_texts_of_rejected_comments_go_and_the_comment_stays_rejected(edition):
    old = make_comment(edition, status="rejected", decided_at=ago(181), passage="a pier", reasons=[{"rule": "word"}])
    young = make_comment(edition, status="rejected", decided_at=ago(179))
    shown = make_comment(edition, decided_at=ago(900))
    assert purge()["texts of rejected comments"] == "1"
    old.refresh_from_db()
    assert (old.status, old.text, old.passage, old.digest, old.reasons) == ("rejected", "[removed]", "", None, [])
    for comment in (young, shown):
        text = comment.text
        comment.refresh_from_db()
        assert comment.text == text


def test_what_is_in_dispute_stays(edition):
    reported = make_comment(edition, status="rejected", decided_at=ago(400), open_reports=1)
    appealed = make_comment(edition, status="rejected", decided_at=ago(400))
    StatementOfReasons.objects.create(
        comment=appealed,
        email="a@b.example",
        measure="removed",
        ground="law",
        rule="1",
        facts="x",
        appeal="open",
        appealed_at=ago(390),
        created=ago(400),
    )
    report = Report.objects.create(comment=reported, why="spam", words="It is.", created=ago(400))
    purge()
    assert not Comment.objects.filter(text="[removed]").exists()
    assert StatementOfReasons.objects.get().email == "a@b.example"
    assert Report.objects.get() == report


def test_addresses_of_guests_go_unless_they_want_mail_or_have_an_account(edition):
    old = {"posted": ago(366), "author_email": "ada@example.org"}
    guest = make_comment(edition, **old, key="k")
    young = make_comment(edition, author_email="ada@example.org", posted=ago(364))
    told = make_comment(edition, **old, tell="each")
    reader = make_comment(edition, **old, user=make_reader())
    assert purge()["addresses of guests"] == "1"
    addresses = dict(Comment.objects.values_list("pk", "author_email"))
    assert addresses == {
        guest.pk: "",
        young.pk: "ada@example.org",
        told.pk: "ada@example.org",
        reader.pk: "ada@example.org",
    }
    guest.refresh_from_db()
    assert (guest.key, bool(guest.text), bool(guest.author_name)) == (None, True, True)


def test_settled_reports_go_and_of_those_on_law_the_words_and_who_sent_them(edition):
    comment = make_comment(edition)
    settled = {"comment": comment, "state": "upheld", "decided_at": ago(366), "words": "It is.", "email": "a@b.example"}
    Report.objects.create(why="spam", **settled)
    legal = Report.objects.create(why="illegal", name="Bo", **settled)
    Report.objects.create(why="abuse", **settled | {"decided_at": ago(10)})
    ErrorReport.objects.create(
        article=edition.article, passage="p", words="w", name="Bo", email="a@b.example", key="k", decided_at=ago(366)
    )
    purge()
    assert sorted(Report.objects.values_list("why", flat=True)) == ["abuse", "illegal"]
    legal.refresh_from_db()
    assert (legal.words, legal.name, legal.email, legal.state) == ("[removed]", "", "", "upheld")
    assert (ErrorReport.objects.get().email, ErrorReport.objects.get().words) == ("", "w")


def test_mails_warnings_and_accounts_that_were_never_proved_go(edition):
    first = make_comment(edition)
    answer = make_comment(edition, parent=first, thread=first)
    AnswerMail.objects.create(comment=first, reply=answer, due=ago(40), sent_at=ago(31))
    AnswerMail.objects.create(comment=answer, reply=first, due=ago(40))
    ReaderWarning.objects.create(who="w", words="x", created=ago(366))
    unproved = make_reader("No One", "no@example.org")
    unproved.emailaddress_set.update(verified=False)
    waiting = make_reader("Some One", "so@example.org")
    waiting.emailaddress_set.update(verified=False)
    User.objects.filter(pk=unproved.pk).update(date_joined=ago(2))
    editor = make_user("editor", "Editor")
    proved = make_reader()
    User.objects.filter(pk__in=[editor.pk, proved.pk]).update(date_joined=ago(900))
    purge()
    assert AnswerMail.objects.get().sent_at is None
    assert not ReaderWarning.objects.exists()
    assert set(User.objects.all()) == {waiting, editor, proved}


def test_a_dry_run_says_the_same_numbers_and_changes_nothing(edition):
    make_comment(edition, status="rejected", decided_at=ago(400))
    said = purge("--dry-run")
    assert said["texts of rejected comments"] == "1 would go"
    assert not Comment.objects.filter(text="[removed]").exists()
    assert not AuditEntry.objects.filter(verb="purge_comments").exists()


def test_a_second_run_finds_nothing_and_leaves_no_entry(edition):
    make_comment(edition, status="rejected", decided_at=ago(400), posted=ago(400))
    purge()
    assert set(purge().values()) == {"0"}
    entry = AuditEntry.objects.get(verb="purge_comments")
    assert entry.after["texts of rejected comments"] == 1


def test_days_come_from_the_option_then_the_environment_and_nought_is_never(edition, monkeypatch):
    make_comment(edition, status="rejected", decided_at=ago(10))
    monkeypatch.setenv("KEEP_REJECTED_DAYS", "5")
    assert purge("--dry-run")["texts of rejected comments"] == "1 would go"
    assert purge("--dry-run", "--rejected", "20")["texts of rejected comments"] == "0 would go"
    assert "texts of rejected comments" not in purge("--dry-run", "--rejected", "0")


@pytest.mark.parametrize("word", ["soon", "-1", "1e3", "9" * 9])
def test_days_that_are_none_are_told(monkeypatch, word):
    monkeypatch.setenv("KEEP_REJECTED_DAYS", word)
    with pytest.raises(CommandError, match="KEEP_REJECTED_DAYS"):
        purge()
    with pytest.raises(CommandError, match="from 0"):
        purge("--rejected", "36501")


def test_more_rows_than_a_batch_go_as_well(edition, monkeypatch):
    monkeypatch.setattr("articles.comments.own.retention.BATCH", 2)
    for _number in range(5):
        make_comment(edition, status="rejected", decided_at=ago(400))
    assert purge()["texts of rejected comments"] == "5"
