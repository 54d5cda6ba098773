"""Merging two records of one source: everything that pointed to either leads to the one kept."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from articles.models import (
    AnonymityConsent,
    AuditEntry,
    Edition,
    Role,
    SelfDescription,
    Source,
    SourceAddress,
    SourceIdentity,
    SourceName,
    Statement,
)
from articles.publishing import revisions
from articles.publishing.steps import WorkflowRefused
from articles.sourcing.merged import present_keys
from articles.sourcing.models import AttributionLevel
from articles.sourcing.snapshot import STATEMENTS
from articles.sourcing.source_desk.merging import merge
from tests.world import make_article, make_live, make_source, make_statement, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair():
    return make_source(name="Ines Calder", slug="ines-calder"), make_source(name="I. Calder", slug="i-calder")


def test_statements_said_and_carried_move(pair):
    kept, gone = pair
    said, carried = make_statement(source=gone), make_statement(conduit=kept, second_conduit=gone)
    assert merge(kept, gone, by=None).statements == 2
    assert Statement.objects.get(pk=said.pk).source == kept
    assert Statement.objects.get(pk=carried.pk).second_conduit == kept
    assert not Source.objects.filter(slug="i-calder").exists()


def test_stories_and_their_editions_move_and_count_a_version_on(pair):
    kept, gone = pair
    edition = make_live(publisher=gone)
    version = edition.article.version
    merge(kept, gone, by=None)
    edition = Edition.objects.get(pk=edition.pk)
    assert edition.publisher == edition.article.publisher == kept
    assert list(edition.sources.all()) == [kept]
    assert edition.article.version > version


def test_edition_that_knew_both_knows_the_kept_one_once(pair):
    kept, gone = pair
    article = make_article()
    make_statement(article, source=kept)
    make_statement(article, source=gone)
    edition = make_live()
    edition.sources.set([kept, gone])
    merge(kept, gone, by=None)
    assert list(edition.sources.all()) == [kept]


def test_old_names_find_the_kept_record_and_old_addresses_lead_to_it(pair):
    kept, gone = pair
    former = SourceAddress.objects.create(slug="calder", source=gone)
    key = gone.pk
    merge(kept, gone, by=None)
    kept.refresh_from_db()
    assert kept.aliases == ["I. Calder"]
    assert set(SourceName.objects.filter(source=kept).values_list("key", flat=True)) == {"ines calder", "i calder"}
    former.refresh_from_db()
    assert former.source == SourceAddress.objects.get(slug="i-calder").source == kept
    assert present_keys({key, 999_999}) == {key: kept.pk}


def test_older_revision_knows_the_kept_record_and_restores_with_it(pair):
    kept, gone = pair
    article = make_article()
    statement = make_statement(article, source=gone)
    revision = revisions.record(article, user=None)
    merge(kept, gone, by=None)
    (told,) = STATEMENTS.describe([revision.content["statements"]])
    assert "Ines Calder" in told[statement.pk]
    Statement.objects.filter(pk=statement.pk).update(words="Other words.")
    assert STATEMENTS.restore(article, revision.content["statements"], None) == []
    statement.refresh_from_db()
    assert (statement.source, statement.state) == (kept, "accepted")


def test_same_role_is_held_once_and_its_statements_keep_it(pair):
    kept, gone = pair
    same = [Role.objects.create(source=each, title="Harbour master") for each in pair]
    other = Role.objects.create(source=gone, title="Pilot")
    statement = make_statement(source=gone, role=same[1])
    merge(kept, gone, by=None)
    statement.refresh_from_db()
    assert statement.role == same[0]
    assert set(kept.roles.all()) == {same[0], other}


def test_of_two_settings_the_more_careful_one_holds(pair):
    kept, gone = pair
    gone.public, gone.private_individual, gone.attribution_level = False, True, AttributionLevel.NOT_FOR_ATTRIBUTION
    gone.contact = "+44 20 5550 1234"
    gone.save()
    merge(kept, gone, by=None)
    kept.refresh_from_db()
    assert (kept.public, kept.private_individual) == (False, True)
    assert kept.attribution_level == AttributionLevel.NOT_FOR_ATTRIBUTION
    assert kept.contact == "+44 20 5550 1234"


def test_consents_answers_and_a_sealed_identity_come_along(pair):
    kept, gone = pair
    article, person = make_article(), make_user("omar", "Editor")
    AnonymityConsent.objects.create(article=article, source=gone, user=person)
    AnonymityConsent.objects.create(article=article, source=kept, user=person)
    SelfDescription.objects.create(source=gone, question="gender", answer="woman", consent_on="2026-01-01")
    SelfDescription.objects.create(source=kept, question="gender", declined=True, consent_on="2026-01-01")
    SelfDescription.objects.create(source=gone, question="age", answer="40s", consent_on="2026-01-01")
    identity = SourceIdentity.objects.create(source=gone, sealed="x", key_id="k")
    merge(kept, gone, by=None)
    identity.refresh_from_db()
    assert identity.source == kept
    assert kept.anonymity_consents.count() == 1
    assert {(row.question, row.declined) for row in kept.self_descriptions.all()} == {("gender", True), ("age", False)}


def test_two_sealed_identities_are_not_put_together_unseen(pair):
    for each in pair:
        SourceIdentity.objects.create(source=each, sealed="x", key_id="k")
    with pytest.raises(WorkflowRefused, match="sealed identity"):
        merge(*pair, by=None)
    assert Source.objects.filter(pk__in=[each.pk for each in pair]).count() == 2


@pytest.mark.parametrize("number", [0, 1])
def test_protected_record_is_not_put_together_with_an_open_one(pair, number):
    """The name, the contact and the notes of the open record would tell who the other one is."""
    pair[number].protected = True
    pair[number].save()
    with pytest.raises(WorkflowRefused, match="protected"):
        merge(*pair, by=None)
    assert Source.objects.filter(pk__in=[each.pk for each in pair]).count() == 2


def test_members_of_the_other_record_become_members(pair):
    kept, gone = pair
    member = make_source(affiliation=gone)
    kept.affiliation = gone
    kept.save()
    merge(kept, gone, by=None)
    member.refresh_from_db()
    kept.refresh_from_db()
    assert member.affiliation == kept
    assert kept.affiliation is None


def test_a_record_is_not_merged_with_itself(pair):
    with pytest.raises(WorkflowRefused, match="same record"):
        merge(pair[0], pair[0], by=None)


def test_only_who_may_delete_sources_merges(pair):
    with pytest.raises(PermissionDenied):
        merge(*pair, by=make_user("ines", "Reporter"))


def test_merging_is_logged_with_what_is_gone(pair):
    merge(*pair, by=None)
    entry = AuditEntry.objects.get(verb="merge")
    assert entry.before["name"] == "I. Calder"


def test_editor_merges_from_the_page(client, pair):
    client.force_login(make_user("omar", "Editor"))
    url = reverse("admin:articles_source_merge", args=[pair[0].pk])
    shown = client.get(f"{url}?other={pair[1].pk}").content.decode()
    assert "I. Calder" in shown
    assert "desk-combobox.js" in shown  # without its script the field offers nothing
    response = client.post(url, {"other": pair[1].pk}, follow=True)
    assert b"now lead to" in response.content
    assert b"Choose the record" in client.post(url, {}).content


def test_duplicates_are_listed_by_the_name_they_share(client):
    make_source(name="Dr. Ines Calder", slug="a")
    make_source(name="Inés Calder", slug="b")
    make_source(name="Someone Else", slug="c")
    client.force_login(make_user("omar", "Editor"))
    page = client.get(reverse("admin:articles_source_duplicates")).content.decode()
    assert "Dr. Ines Calder" in page
    assert "Inés Calder" in page
    assert "Someone Else" not in page
