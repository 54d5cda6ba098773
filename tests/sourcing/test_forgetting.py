"""Sealing clears what named the source elsewhere, seals what people wrote of it, and covers the log that nobody can change."""

import pytest
from django.contrib.admin.models import CHANGE, LogEntry
from django.urls import reverse

from articles.models import AnonymityConsent, AuditEntry, RemovalRequest, Role, Statement, SweepStep, VerifiedSource
from articles.publishing import audit, revisions
from articles.publishing.models import Revision
from articles.sourcing import consents, identities, sealing
from articles.sourcing.forgetting import FORMER, still_named_in
from articles.sourcing.identities import Identity
from articles.sourcing.snapshot import restore, statements_of
from articles.sourcing.source_desk import removal
from articles.sourcing.source_desk.merging import merge
from articles.sourcing.sweep import undo, verbs
from articles.sourcing.sweep.refresh import refresh
from tests.desk.conftest import desk, editor  # noqa: F401 - fixtures
from tests.sourcing.test_identities import rows_with
from tests.world import make_article, make_source, make_statement, make_user

pytestmark = pytest.mark.django_db
NAME, ALIAS = "Marit Solbakken", "Dock worker A"
READ = {"speaker": NAME, "role": "harbour pilot", "affiliation": None, "source_kind": "person"}


@pytest.fixture(autouse=True)
def key(settings):
    settings.SOURCE_KEYS = [sealing.make_key()]


@pytest.fixture
def keeper():
    return make_user("keeper", "Editor")


def named(**fields):
    return make_source(**{"name": NAME, "slug": "marit-solbakken", **fields})


def seal(source, by):
    identities.protect(source, Identity(NAME), alias=ALIAS, keepers=[by], by=by)
    source.refresh_from_db()
    return source


def spoken(source, **fields) -> Statement:
    return make_statement(source=source, **{"state": "accepted", "suggested": READ, **fields})


def test_what_the_machine_read_of_the_speaker_goes_with_the_name(keeper):
    source = named()
    own, other = spoken(source), spoken(make_source(), suggested={"speaker": "Ines Calder"})
    seal(source, keeper)
    own.refresh_from_db()
    other.refresh_from_db()
    assert (own.suggested, other.suggested) == ({}, {"speaker": "Ines Calder"})


@pytest.mark.parametrize("verb", ["accept", "change_source"])
def test_a_statement_that_is_linked_to_a_protected_source_forgets_whom_the_text_names(keeper, verb):
    source = seal(named(), keeper)
    waiting = make_statement(state="suggested", suggested=READ, rule="a-rule")
    getattr(verbs, verb)(waiting, by=keeper, source=source)
    waiting.refresh_from_db()
    assert (waiting.source, waiting.suggested) == (source, {})


def test_taking_a_decision_back_twice_does_not_bring_the_name_beside_the_alias(keeper):
    source = seal(named(), keeper)
    statement = make_statement(state="suggested", suggested=READ, rule="a-rule")
    verbs.accept(statement, by=keeper, source=source)
    statement.refresh_from_db()
    verbs.unlink(statement, by=keeper)
    Statement.objects.update(suggested=READ)  # as the next run of the engine would
    undo(statement.article, by=keeper)
    statement.refresh_from_db()
    assert (statement.source, statement.suggested) == (source, {})
    assert "Solbakken" not in str(list(SweepStep.objects.values()))


def test_a_rerun_of_the_engine_does_not_write_it_again(keeper):
    source = seal(named(), keeper)
    article = make_article(body=f"<p>“The pilots were never asked about it,” {NAME} said on Monday.</p>")
    refresh(article)
    assert NAME in str(list(Statement.objects.values_list("suggested", flat=True)))
    Statement.objects.update(source=source, confidence=0.01)  # so that the engine has something to write
    refresh(article)
    assert "Solbakken" not in str(list(Statement.objects.values_list("suggested", flat=True)))


def test_a_revision_holds_no_name_of_a_linked_speaker_and_restoring_an_old_one_brings_none(keeper):
    source = named()
    statement = spoken(source)
    old = [row | {"suggested": READ} for row in statements_of(statement.article)]
    revisions.record(statement.article, user=keeper)
    assert "Solbakken" not in str(Revision.objects.latest("pk").content["statements"])
    seal(source, keeper)
    restore(statement.article, old, keeper)
    statement.refresh_from_db()
    assert statement.suggested == {}


def test_a_suggestion_without_a_source_keeps_what_was_read_in_its_revision():
    waiting = make_statement(state="suggested", suggested=READ)
    Statement.objects.update(source=None)
    assert statements_of(waiting.article)[0]["suggested"] == READ


def test_requests_consents_and_accounts_are_sealed_with_the_identity(keeper):
    source = named()
    asked = removal.ask(source, name=NAME, email="marit@example.org", text="I am Marit, take it down.", key="one")
    told = spoken(source, described_as="a pilot", attribution_level="background")
    AnonymityConsent.objects.create(article=told.article, source=source, user=keeper, note="I rang Solbakken myself")
    plain = AnonymityConsent.objects.create(article=make_article(), source=source, user=keeper, note="Heard the tape")
    VerifiedSource.objects.create(source=source, email="marit@example.org", note="Called back")
    seal(source, keeper)
    assert rows_with("Solbakken", "marit@example.org", "I am Marit") == ["AuditEntry"]  # which is covered, see below
    plain.refresh_from_db()
    assert plain.note == "Heard the tape"
    assert VerifiedSource.objects.get().revoked_at is not None
    kept = identities.look(source, by=keeper, reason="a call").notes
    for words in (f"{NAME}, marit@example.org: I am Marit, take it down.", "I rang Solbakken myself", "Called back"):
        assert words in kept
    asked.refresh_from_db()
    assert removal.decide(asked, grant=True, answer="Done.", by=None).state == RemovalRequest.State.GRANTED


def test_the_page_of_a_sealed_request_says_who_may_see_who_asked(editor):  # noqa: F811
    source = named()
    asked = removal.ask(source, name=NAME, email="marit@example.org", text="Please.", key="one")
    seal(source, editor.user)
    page = editor.get(reverse("admin:articles_removalrequest_change", args=[asked.pk])).content.decode()
    assert "Who asked is sealed with the identity" in page
    assert "mailto:" not in page


def entries_before(source, by) -> Statement:
    """What the log kept of a source by name before it was sealed, on every kind of object."""
    source.anonymity_reason = "because he fears for his work"
    source.save()
    statement = spoken(
        source, words=f"{NAME} counted the boats", described_as="a pilot", attribution_level="background"
    )
    consents.agree(statement.article, source, by=make_user("second", "Editor"), note="Solbakken was here")
    audit.record(by, "change", statement.article, before={"publisher": None}, after={"publisher": NAME})
    audit.record(by, "fix_statement", statement, before={"wrong": NAME}, after={"right": "somebody"}, note=NAME)
    return statement


def pages_of_the_log(statement) -> list[str]:
    pages = [
        reverse("admin:articles_auditentry_changelist"),
        reverse("admin:articles_article_history", args=[statement.article_id]),
        *(reverse("admin:articles_auditentry_change", args=[entry.pk]) for entry in AuditEntry.objects.all()),
    ]
    assert len(pages) >= 5
    return pages


def test_entries_on_stories_and_statements_are_covered_wherever_the_log_is_shown(editor):  # noqa: F811
    source = named()
    statement = entries_before(source, editor.user)
    pages = pages_of_the_log(statement)
    assert [page for page in pages if "Solbakken" in editor.get(page).content.decode()] != []
    seal(source, editor.user)
    assert [page for page in pages if "Solbakken" in editor.get(page).content.decode()] == []
    found = editor.get(reverse("admin:articles_auditentry_changelist") + "?q=Solbakken").context["cl"]
    assert list(found.result_list) == []
    assert AuditEntry.objects.filter(after__source=NAME).exists()  # covered, and not rewritten


def test_they_stay_covered_when_the_protection_has_ended(editor):  # noqa: F811
    source = named()
    statement = entries_before(source, editor.user)
    seal(source, editor.user)
    source.protected = False
    source.save()
    assert [page for page in pages_of_the_log(statement) if "Solbakken" in editor.get(page).content.decode()] == []


def test_a_record_that_was_merged_into_it_before_is_covered_as_well(editor):  # noqa: F811
    source, twin = named(), make_source(name="M. Solbakken")
    audit.record(editor.user, "change", twin, before={"name": "Solbakken"}, after={"name": "M. Solbakken"})
    entry = AuditEntry.objects.latest("pk")
    LogEntry.objects.log_actions(editor.user.pk, [twin], CHANGE, change_message="")
    merge(source, twin, by=None)
    seal(source, editor.user)
    page = editor.get(reverse("admin:articles_auditentry_change", args=[entry.pk])).content.decode()
    assert "Solbakken" not in page
    assert ALIAS in page
    assert set(LogEntry.objects.values_list("object_repr", flat=True)) == {ALIAS}


def test_a_name_that_a_source_goes_by_is_not_covered_nor_is_the_note_beside_it():
    article, source = make_article(), make_source(name="Ines Calder", aliases=["I. Calder"])
    entry = audit.record(
        None, "agree_unnamed", article, after={"source": "I. Calder", "conduit": "Nobody"}, note="Yes."
    )
    audit.cover([entry])
    assert (entry.after, entry.note) == ({"source": "I. Calder", "conduit": str(FORMER)}, str(FORMER))
    entry = audit.record(
        None, "agree_unnamed", article, after={"source": source.name, "former_source": 12}, note="Yes."
    )
    audit.cover([entry])
    assert (entry.after, entry.note) == ({"source": "Ines Calder", "former_source": 12}, "Yes.")


def test_whoever_seals_is_told_which_stories_still_hold_the_name(editor):  # noqa: F811
    source = named()
    told = spoken(source, article=make_article(headline="At the pier", body=f"<p>The boats left, {NAME} said.</p>"))
    silent = spoken(source, article=make_article(headline="At sea", body="<p>The boats left, a pilot said.</p>"))
    assert still_named_in(source, NAME) == [told.article]
    data = {"do": "seal", "alias": ALIAS, "real_name": NAME, "keepers": [editor.user.pk]}
    page = editor.post(reverse("admin:articles_source_identity", args=[source.pk]), data, follow=True).content.decode()
    assert reverse("admin:articles_article_change", args=[told.article_id]) in page
    assert reverse("admin:articles_article_change", args=[silent.article_id]) not in page
    assert "Solbakken" not in page


def test_roles_stay_for_the_editor_to_decide(keeper):
    source = named()
    Role.objects.create(source=source, title="harbour pilot")
    assert seal(source, keeper).roles.count() == 1


def test_the_log_costs_the_same_for_two_covered_entries_and_sixty(editor, django_assert_max_num_queries):  # noqa: F811
    source = named()
    statement = spoken(source)
    seal(source, editor.user)
    url = reverse("admin:articles_auditentry_changelist")
    for number in (2, 60):
        for _each in range(number):
            audit.record(None, "fix_statement", statement, before={"wrong": "a"}, after={"right": "b"})
            audit.record(None, "agree_unnamed", statement.article, after={"source": NAME})
            audit.record(None, "change", source)
        with django_assert_max_num_queries(12):
            editor.get(url)
