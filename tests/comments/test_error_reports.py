"""A reader marks words and says what is wrong; an editor has a task beside the text; the reader hears what came of it."""

import re
import threading

import pytest
from django.core import mail
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from articles.comments.errors import deciding, reporting
from articles.models import AuditEntry, ErrorReport, Notice, SectionRight
from articles.publishing.steps import WorkflowRefused
from tests.desk.conftest import desk, editor, reporter  # noqa: F401 - fixtures
from tests.desk.forms import fields_of
from tests.world import make_live, make_section, make_user

BODY = "<p>The port was built in 1961, the council’s minutes show.</p><p>It “never” closed.</p>"
TYPED = {
    "passage": "The port was built in 1961",
    "words": "It was 1962, says the plaque.",
    "name": "Ines",
    "email": "ines@example.org",
}


@pytest.fixture(autouse=True)
def mail_can_be_sent(settings):
    settings.READERS_GET_MAIL = True


@pytest.fixture
def edition():
    return make_live(headline="A port and its years", body=BODY)


def url(edition) -> str:
    return f"/comments/{edition.article.public_id}/error/"


def send(client, edition, **changed):
    return client.post(url(edition), {**TYPED, **changed})


def key_on(page) -> dict[str, str]:
    return {"key": re.search(r'name="key" value="([^"]+)"', page.content.decode())[1]}


def made(edition, **fields) -> ErrorReport:
    given = {**TYPED, "key": str(ErrorReport.objects.count()), **fields}
    return reporting.report(edition, **given)


@pytest.mark.django_db
def test_story_leads_to_the_form_which_needs_no_script(client, edition):
    assert url(edition) in client.get(edition.path).content.decode()
    page = client.get(url(edition), {"passage": "The port was built in 1961"})
    assert page.status_code == 200
    assert page["Cache-Control"] == "no-store"
    assert "The port was built in 1961</textarea>" in page.content.decode()
    answer = client.post(url(edition), {**key_on(page), **TYPED})
    assert answer.status_code == 303
    assert "is with the editors" in client.get(answer["Location"]).content.decode()
    report = ErrorReport.objects.get()
    assert (report.article, report.edition, report.paragraph) == (edition.article, edition, 0)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("typed", "paragraph", "kept"),
    [
        ("the council's  minutes\nshow", 0, "the council’s minutes show"),
        ('It "never" closed', 1, "It “never” closed"),
        ("A port and its years", None, "A port and its years"),
    ],
)
def test_words_are_found_whatever_marks_the_keyboard_has(client, edition, typed, paragraph, kept):
    assert send(client, edition, passage=typed).status_code == 303
    report = ErrorReport.objects.get()
    assert (report.paragraph, report.passage) == (paragraph, kept)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"passage": "The port burnt down"}, "not in the story as it stands now"),
        ({"passage": ""}, "Copy the words that are wrong"),
        ({"passage": "\u200b\u2800"}, "Copy the words that are wrong"),
        ({"passage": "x" * 501}, "the most is 500"),
        ({"words": " "}, "Say what is wrong"),
        ({"words": "y" * 2001}, "the most is 2000"),
        ({"email": "nobody"}, "name@example.org"),
        ({"website": "spam.example"}, "Website"),
        ({"name": "n" * 81}, "the most is 80"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_comes_back(client, edition, changed, told):
    answer = send(client, edition, **changed)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert told in page
    if "words" not in changed:
        assert TYPED["words"] in page
    assert not ErrorReport.objects.exists()


@pytest.mark.django_db
def test_name_and_address_may_be_left_out(client, edition):
    assert send(client, edition, name="", email="").status_code == 303


@pytest.mark.django_db
def test_same_form_sent_twice_is_one_report(client, edition):
    page = key_on(client.get(url(edition)))
    for _time in range(3):
        assert client.post(url(edition), {**page, **TYPED}).status_code == 303
    assert ErrorReport.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_same_form_from_ten_threads_is_one_report(edition):
    errors = []

    def run():
        try:
            reporting.report(edition, **TYPED, key="k" * 32)
        except Exception as error:  # noqa: BLE001 - whatever it is, the test shows it
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _each in range(10)]
    [thread.start() for thread in threads]
    [thread.join(60) for thread in threads]
    assert errors == []
    assert ErrorReport.objects.count() == 1


@pytest.mark.django_db
def test_too_many_in_an_hour_wait_with_their_text(client, edition):
    for number in range(reporting.MOST_BY_ONE):
        made(edition, key=f"before {number}")
    answer = send(client, edition)
    assert (answer.status_code, answer["Retry-After"]) == (429, "3600")
    assert TYPED["words"] in answer.content.decode()


@pytest.mark.django_db
def test_no_story_no_form_and_none_for_a_withdrawn_one(client, edition):
    assert client.get("/comments/nothing/error/").status_code == 404
    from articles.publishing import workflow

    workflow.withdraw(edition.article, by=None, reason="Retold.")
    assert client.get(url(edition)).status_code == 410
    assert send(client, edition).status_code == 410
    assert client.put(url(edition)).status_code == 405


@pytest.mark.django_db
def test_words_for_a_story_that_was_withdrawn_meanwhile_come_back(client, edition):
    from articles.publishing import workflow

    workflow.withdraw(edition.article, by=None, reason="Retold.")
    answer = send(client, edition)
    assert answer.status_code == 410
    assert TYPED["words"] in answer.content.decode()
    assert TYPED["passage"] in answer.content.decode()


@pytest.mark.django_db
def test_start_page_says_how_many_are_open(editor, edition):  # noqa: F811
    url = reverse("admin:articles_errorreport_changelist") + "?state__exact=open"
    assert url not in editor.get(reverse("admin:index")).content.decode()
    made(edition)
    assert url in editor.get(reverse("admin:index")).content.decode()
    assert editor.get(url).status_code == 200


@pytest.mark.django_db
def test_reporter_and_editor_of_the_story_are_told(edition):
    for role in ("reporter", "editor"):
        setattr(edition.article, role, make_user(role))
    edition.article.save()
    made(edition)
    assert {notice.user.username for notice in Notice.objects.filter(kind="error")} == {"reporter", "editor"}


@pytest.mark.django_db
def test_task_stands_beside_the_text_with_whether_its_words_still_do(editor, edition):  # noqa: F811
    report = made(edition)
    page = editor.get(reverse("admin:articles_article_change", args=[edition.article_id])).content.decode()
    assert "Readers say there is an error" in page
    assert reverse("admin:articles_errorreport_change", args=[report.pk]) in page
    assert "do not stand in the text any more" not in page
    edition.article.body = BODY.replace("1961", "1962")
    edition.article.save()
    page = editor.get(reverse("admin:articles_article_change", args=[edition.article_id])).content.decode()
    assert "do not stand in the text any more" in page


@pytest.mark.django_db
def test_correction_starts_from_the_report_and_closes_it_and_the_reader_hears(editor, edition):  # noqa: F811
    report = made(edition)
    page = editor.get(reverse("admin:articles_errorreport_change", args=[report.pk]))
    start = reverse("admin:articles_article_correct", args=[edition.article_id])
    assert f"{start}?wrong=The+port+was+built+in+1961" in page.content.decode()
    form = editor.get(start, {"wrong": report.passage})
    assert f'name="wrong" value="{report.passage}"' in form.content.decode()
    correction = edition.article.corrections.create(
        text="The port was built in 1962.", kind="correction", made=timezone.now()
    )
    decision = editor.get(reverse("admin:articles_errorreport_change", args=[report.pk]))
    offered = fields_of(decision, "errorreport_form")
    assert (offered["state"], offered["correction"]) == ("corrected", str(correction.pk))
    url = reverse("admin:articles_errorreport_change", args=[report.pk])
    assert editor.post(url, {**offered, "answer": "Thank you."}).status_code == 302
    assert deciding.tell_due(timezone.now()) == 1
    assert deciding.tell_due(timezone.now()) == 0
    (letter,) = mail.outbox
    assert letter.to == ["ines@example.org"]
    for words in ("You were right", "The port was built in 1962.", "Thank you.", edition.path):
        assert words in letter.body
    assert AuditEntry.objects.filter(verb="decide_error", object_id=report.pk).count() == 1
    assert "ines@example.org" not in str(list(AuditEntry.objects.values_list()))


@pytest.mark.django_db
def test_decision_says_what_it_lacks(editor, edition):  # noqa: F811
    report = made(edition)
    url = reverse("admin:articles_errorreport_change", args=[report.pk])
    assert "Say why it is no error" in editor.post(url, {"state": "declined"}).content.decode()
    assert "Make the correction first" in editor.post(url, {"state": "corrected"}).content.decode()
    assert "Choose one of the three" in editor.post(url, {}).content.decode()
    other = make_live(headline="Elsewhere").article.corrections.create(text="x", kind="correction", made=timezone.now())
    with pytest.raises(WorkflowRefused):
        deciding.decide(report, state="corrected", answer="", by=editor.user, correction=other)
    assert editor.post(url, {"state": "fixed"}).status_code == 302
    with pytest.raises(WorkflowRefused, match="in the meantime"):
        deciding.decide(report, state="fixed", answer="", by=editor.user)


@pytest.mark.django_db
def test_reporter_and_those_of_other_sections_read_and_do_not_decide(reporter, editor, edition):  # noqa: F811
    report = made(edition)
    url = reverse("admin:articles_errorreport_change", args=[report.pk])
    assert "Deciding is for editors" in reporter.get(url).content.decode()
    assert reporter.post(url, {"state": "fixed"}).status_code == 403
    SectionRight.objects.create(user=editor.user, section=make_section())
    assert editor.post(url, {"state": "fixed"}).status_code == 403
    report.refresh_from_db()
    assert report.state == "open"


@pytest.mark.django_db
def test_mail_that_fails_is_tried_again_and_stops_nobody_elses(edition, monkeypatch, caplog):
    reports = [made(edition, email=f"{name}@example.org", key=name) for name in ("a", "b")]
    for report in reports:
        deciding.decide(report, state="fixed", answer="", by=None)
    send_one = deciding.EmailMessage.send

    def breaks(message, *args, **kwargs):
        if message.to == ["a@example.org"]:
            raise OSError("a@example.org refused")
        return send_one(message, *args, **kwargs)

    monkeypatch.setattr(deciding.EmailMessage, "send", breaks)
    assert deciding.tell_due(timezone.now()) == 1
    assert "a@example.org" not in caplog.text
    monkeypatch.setattr(deciding.EmailMessage, "send", send_one)
    assert deciding.tell_due(timezone.now()) == 1
    assert [letter.to for letter in mail.outbox] == [["b@example.org"], ["a@example.org"]]
