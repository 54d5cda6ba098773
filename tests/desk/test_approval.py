"""A second person: where a section asks for one, nothing is published that someone else has not agreed to."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from articles.models import Approval, AuditEntry, Edition, Notice
from articles.publishing import revisions, workflow
from articles.publishing.approvals import approve
from articles.publishing.checks import problems_of
from articles.publishing.consent import is_approved
from articles.publishing.workflow import WorkflowRefused
from tests.desk.forms import buttons_of, fields_of, messages_of
from tests.world import make_article, make_section, make_user

MISSING = "approval.missing"


@pytest.fixture
def ines(db):
    return make_user("ines", "Editor")


@pytest.fixture
def omar(db):
    return make_user("omar", "Editor")


def written(by, **fields):
    """A story of a section that asks for a second person, last saved by `by`."""
    article = make_article(section=make_section(needs_approval=True), **fields)
    revisions.record(article, user=by)
    return article


def problems(article) -> set[str]:
    return {problem.id for problem in problems_of(article)}


def url_of(article) -> str:
    return reverse("admin:articles_article_change", args=[article.pk])


def press(client, article, verb, **changes):
    return client.post(
        url_of(article), {**fields_of(client.get(url_of(article))), "_verb": verb, **changes}, follow=True
    )


def test_story_without_approval_is_refused_and_with_one_published(ines, omar):
    article = written(ines)
    with pytest.raises(WorkflowRefused, match="second person"):
        workflow.publish(article, by=ines)
    with pytest.raises(WorkflowRefused, match="second person"):
        workflow.publish(article, by=None)
    approval = approve(article, by=omar, note="Names checked.")
    assert approval.revision == article.revisions.first()
    assert workflow.publish(article, by=ines).revision == approval.revision
    entry = AuditEntry.objects.get(verb="approve")
    assert (entry.actor, entry.note, entry.after) == (omar, "Names checked.", {"revision": 1})


def test_other_sections_ask_for_nobody(db):
    assert MISSING not in problems(make_article())


def test_who_wrote_the_text_does_not_approve_it(ines):
    article = written(ines)
    with pytest.raises(WorkflowRefused, match="someone else must approve"):
        approve(article, by=ines)
    assert not Approval.objects.exists()


def test_changed_word_needs_a_new_approval(ines, omar):
    article = written(ines)
    approve(article, by=omar)
    article.body = "<p>Something else.</p>"
    article.save()
    assert MISSING in problems(article)
    revisions.record(article, user=omar)
    with pytest.raises(WorkflowRefused, match="someone else must approve"):
        approve(article, by=omar)
    approve(article, by=ines)
    assert MISSING not in problems(article)


@pytest.mark.parametrize(
    "planning", [{"stage": "ready"}, {"wanted_length": 900}, {"planned_for": "2026-12-01"}, {"reporter": "omar"}]
)
def test_planning_changes_no_word_and_needs_no_new_approval(ines, omar, planning):
    article = written(ines)
    approve(article, by=omar)
    for name, value in planning.items():
        setattr(article, name, omar if value == "omar" else value)
    article.save()
    revisions.record(article, user=omar)
    assert article.revisions.count() == 2
    assert is_approved(article)


def test_planning_by_the_approver_does_not_make_them_the_writer(ines, omar):
    article = written(ines)
    article.stage = "ready"
    article.save()
    revisions.record(article, user=omar)
    approve(article, by=omar)
    assert is_approved(article)


def test_going_back_to_an_approved_text_through_another_needs_a_new_approval(ines, omar):
    article = written(ines, body="<p>First words.</p>")
    approve(article, by=omar)
    for body in ("<p>Other words.</p>", "<p>First words.</p>"):
        article.body = body
        article.save()
        revisions.record(article, user=ines)
    assert not is_approved(article)


def test_same_person_approves_once(ines, omar):
    article = written(ines)
    approve(article, by=omar)
    with pytest.raises(WorkflowRefused, match="already"):
        approve(article, by=omar)
    assert Approval.objects.count() == 1


def test_yes_of_a_preview_link_does_not_stand_for_a_second_person(ines):
    article = written(ines)
    Approval.objects.create(revision=article.revisions.get(), name="R. Osei")
    assert MISSING in problems(article)


@pytest.mark.parametrize("group", ["Reporter", "Moderator"])
def test_who_may_not_approve_is_refused(ines, group):
    with pytest.raises(PermissionDenied):
        approve(written(ines), by=make_user("somebody", group))


def test_legal_hold_and_background_are_refused(db):
    assert "legal.hold" in problems(make_article(legal_hold=True))
    assert "publication.never" in problems(make_article(not_for_publication=True))
    with pytest.raises(WorkflowRefused, match="legal hold"):
        workflow.publish(make_article(legal_hold=True), by=None)
    with pytest.raises(WorkflowRefused, match="not for publication"):
        workflow.publish(make_article(not_for_publication=True), by=None)
    assert not Edition.objects.exists()


def test_reporter_puts_a_story_on_hold_and_does_not_lift_it(reporter, editor):
    article = make_article()
    fields = fields_of(reporter.get(url_of(article)))
    reporter.post(url_of(article), fields | {"legal_hold": "on", "_save": "1"})
    article.refresh_from_db()
    assert article.legal_hold
    fields = {name: value for name, value in fields_of(reporter.get(url_of(article))).items() if name != "legal_hold"}
    response = reporter.post(url_of(article), fields | {"_save": "1"})
    assert "legal_hold" in response.context["adminform"].form.errors
    fields = {name: value for name, value in fields_of(editor.get(url_of(article))).items() if name != "legal_hold"}
    editor.post(url_of(article), fields | {"_save": "1"})
    article.refresh_from_db()
    assert not article.legal_hold


def test_button_approves_and_the_reporter_hears_of_it(editor, ines):
    reporter = make_user("noor", "Reporter")
    article = written(ines, reporter=reporter)
    response = press(editor, article, "approve")
    assert "Approved. The text may be published as it stands." in messages_of(response)
    assert Approval.objects.get().user == editor.user
    notice = Notice.objects.get()
    assert (notice.user, notice.kind, notice.text) == (reporter, "approved", f"editor approved “{article.headline}”.")
    assert "<b>editor</b>" in editor.get(url_of(article)).content.decode()


def test_button_refuses_whoever_changes_the_text_with_it_and_keeps_the_change(editor, ines):
    article = written(ines)
    response = press(editor, article, "approve", headline="My own words")
    article.refresh_from_db()
    assert article.headline == "My own words"
    assert any("someone else must approve" in message for message in messages_of(response))
    assert not Approval.objects.exists()


def test_button_is_offered_where_a_second_person_is_asked_for_to_those_who_may(editor, reporter, ines):
    assert "approve" in buttons_of(editor.get(url_of(written(ines))))["_verb"]
    assert "approve" not in buttons_of(editor.get(url_of(make_article())))["_verb"]
    assert "approve" not in buttons_of(reporter.get(url_of(written(ines)))).get("_verb", [])
    assert reporter.post(url_of(written(ines)), {"_verb": "approve"}).status_code == 403


def test_section_is_told_to_ask_for_a_second_person(editor):
    section = make_section()
    url = reverse("admin:articles_section_change", args=[section.pk])
    editor.post(url, fields_of(editor.get(url), "section_form") | {"needs_approval": "on"})
    section.refresh_from_db()
    assert section.needs_approval
