"""The verbs of the sweep: who may, what is written, what can be taken back, and two editors at once."""

import threading

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection

from articles.models import AuditEntry, Role, SectionRight, Source, Statement
from articles.publishing import revisions
from articles.publishing.steps import WorkflowRefused
from articles.sourcing import sweep
from articles.sourcing.sweep import NewSource, sweep_of
from articles.text.sanitise import paragraphs_to_html
from tests.world import make_article, make_section, make_source, make_user

pytestmark = pytest.mark.django_db

SAID = "“We sail tonight,” harbour master Ines Calder said."
AGAIN = "Ms Calder said the pier was closed."


@pytest.fixture
def story():
    article = make_article(body=paragraphs_to_html([SAID, AGAIN, "Residents said it was loud."]))
    sweep.refresh(article)
    revisions.record(article, user=None)
    return article


@pytest.fixture
def ada():
    return make_user("ada", "Reporter")


def said(story, words=SAID):
    return story.statements.get(words=words)


VERBS = {
    "accept": lambda story, by: sweep.accept(said(story), by=by),
    "accept_all_high": lambda story, by: sweep.accept_all_high(story, by=by),
    "change_source": lambda story, by: sweep.change_source(said(story), by=by, new=NewSource("Tom Brandt")),
    "reject": lambda story, by: sweep.reject(said(story), by=by),
    "waive": lambda story, by: sweep.waive(said(story), by=by, reason="A song."),
    "mark": lambda story, by: sweep.mark(story, by=by, paragraph=2, start=0, end=9),
}


@pytest.mark.parametrize("verb", VERBS)
def test_each_verb_leaves_a_step_an_entry_a_version_and_a_revision_and_can_be_taken_back(story, ada, verb):
    before = list(story.statements.order_by("pk").values())
    version, recorded, sources = story.version, story.revisions.count(), Source.objects.count()
    done = VERBS[verb](story, ada)
    story.refresh_from_db()
    assert (done.before, done.version, story.version) == (version, version + 1, version + 1)
    assert story.revisions.count() == recorded + 1
    assert story.revisions.order_by("-number")[0].user == ada
    assert done.message
    assert AuditEntry.objects.filter(actor=ada, object_id=story.pk).count() == 1
    sweep.undo(story, by=ada)
    assert list(story.statements.order_by("pk").values()) == before
    assert Source.objects.count() == sources
    assert not Role.objects.exists()
    with pytest.raises(WorkflowRefused, match="no decision of yours"):
        sweep.undo(story, by=ada)


@pytest.mark.parametrize("verb", VERBS)
def test_whoever_may_not_is_refused_and_nothing_changes(story, verb):
    limited = make_user("limited", "Editor")
    SectionRight.objects.create(user=limited, section=make_section())
    before = list(story.statements.values())
    for user in (make_user("cleo", "Moderator"), limited):
        with pytest.raises(PermissionDenied):
            VERBS[verb](story, user)
    assert list(story.statements.values()) == before


def test_the_log_holds_numbers_and_neither_words_nor_names(story, ada):
    for decide in VERBS.values():
        decide(story, ada)
        sweep.undo(story, by=ada)
    for entry in AuditEntry.objects.filter(object_id=story.pk):
        assert "Calder" not in f"{entry.before} {entry.after}"
        assert "sail" not in f"{entry.before} {entry.after}"


def test_accepting_makes_one_source_with_its_role_and_takes_it_for_the_same_name_in_the_story(story, ada):
    first = sweep.accept(said(story), by=ada).statements[0]
    second = sweep.accept(said(story, AGAIN), by=ada).statements[0]
    assert first.source == second.source == Source.objects.get(name="Ines Calder")
    assert (first.role.title, first.source.private_individual, first.decided_by) == ("harbour master", False, ada)
    assert Role.objects.count() == 1


def test_one_full_name_is_taken_and_several_are_offered(story, ada):
    one = make_source(name="Ines Calder")
    assert sweep.accept(said(story), by=ada).statements[0].source == one
    sweep.undo(story, by=ada)
    make_source(name="Ines Calder", aliases=["Calder"])
    with pytest.raises(WorkflowRefused, match="Choose one of them"):
        sweep.accept(said(story), by=ada)


def test_a_statement_of_nobody_asks_who_said_it(ada):
    story = make_article(body=paragraphs_to_html(["“It is over, and it will not come back.”"]))
    (row,) = sweep_of(story).rows
    assert (row.standing, row.refuses) == ("unlinked", True)
    made = sweep.mark(story, by=ada, paragraph=row.passage.paragraph, start=row.passage.start, end=row.passage.end)
    assert made.statements[0].kind == "direct"
    with pytest.raises(WorkflowRefused, match="names nobody"):
        sweep.accept(made.statements[0], by=ada)


def test_accepting_all_that_is_sure_leaves_surnames_and_residents_of_nobody_in_particular_private(story, ada):
    done = sweep.accept_all_high(story, by=ada)
    assert {row.source.name for row in done.statements} >= {"Ines Calder"}
    assert not Source.objects.filter(name="Residents", private_individual=False).exists()


def test_usual_terms_come_with_the_source(story, ada):
    source = make_source(name="Ines Calder", attribution_level="background")
    assert sweep.accept(said(story), by=ada, source=source).statements[0].attribution_level == "background"


def test_a_waiver_needs_a_reason(story, ada):
    with pytest.raises(WorkflowRefused, match="Say why"):
        sweep.waive(said(story), by=ada, reason="  ")


def test_what_was_decided_meanwhile_is_not_overruled_unseen(story, ada):
    seen = said(story)
    sweep.reject(said(story), by=make_user("tomas", "Editor"))
    with pytest.raises(WorkflowRefused, match="tomas decided on this statement in the meantime"):
        sweep.accept(seen, by=ada)
    assert said(story).state == "rejected"


def test_undo_does_not_overrule_somebody_who_decided_since(story, ada):
    sweep.accept(said(story), by=ada)
    sweep.waive(said(story), by=make_user("tomas", "Editor"), reason="A song.")
    with pytest.raises(WorkflowRefused, match="tomas has decided"):
        sweep.undo(story, by=ada)
    assert said(story).state == "waived"


def test_a_source_that_is_used_by_now_survives_the_undo(story, ada):
    source = sweep.accept(said(story), by=ada).statements[0].source
    other = make_article(publisher=source)
    sweep.undo(story, by=ada)
    assert other.publisher == Source.objects.get(name="Ines Calder")


def test_edited_words_are_renewed_with_their_source_and_back_again(story, ada):
    source = sweep.accept(said(story), by=ada).statements[0].source
    story.refresh_from_db()
    story.body = story.body.replace("tonight", "at noon")
    story.save()
    sweep.refresh(story)
    row = next(row for row in sweep_of(story).rows if row.standing == "stale")
    assert "at noon" in row.words_now
    now = row.passage_now
    sweep.renew(row.statement, by=ada, paragraph=now.paragraph, start=now.start, end=now.end)
    renewed = Statement.objects.get(pk=row.statement.pk)
    assert (renewed.source, renewed.stale, renewed.words) == (source, False, row.words_now)
    sweep.undo(story, by=ada)
    assert Statement.objects.get(pk=row.statement.pk).words == SAID


def test_words_that_are_not_there_cannot_be_marked(story, ada):
    for place in ({"paragraph": 9, "start": 0, "end": 4}, {"paragraph": 0, "start": 5, "end": 5}):
        with pytest.raises(WorkflowRefused, match="no such words"):
            sweep.mark(story, by=ada, **place)


def test_the_sheet_costs_the_same_few_queries_for_any_number_of_rows(django_assert_num_queries, ada):
    def counted(lines):
        story = make_article(body=paragraphs_to_html(lines))
        sweep.refresh(story)
        with django_assert_num_queries(4):
            return len(sweep_of(story, ada).rows)

    assert counted([SAID]) == 1
    assert counted([SAID.replace("tonight", f"at {hour} tonight") for hour in range(30)]) == 30


@pytest.mark.django_db(transaction=True)
def test_two_editors_who_accept_at_once_make_one_decision_and_one_source():
    story = make_article(body=paragraphs_to_html([SAID]))
    sweep.refresh(story)
    outcome, gate = [], threading.Barrier(2)
    people = [make_user(name, "Editor") for name in ("ines", "tomas")]

    def decide(by):
        statement = said(story)
        gate.wait()
        try:
            sweep.accept(statement, by=by)
            outcome.append("accepted")
        except WorkflowRefused:
            outcome.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=decide, args=[by]) for by in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcome) == ["accepted", "refused"]
    assert Source.objects.filter(name="Ines Calder").count() == 1
    assert story.sweep_steps.count() == 1
