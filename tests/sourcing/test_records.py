"""Sources, roles and statements: what the database refuses, and which of them readers may see."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from articles.models import Role, Source, Statement
from tests import world

pytestmark = pytest.mark.django_db


def make_statement(**fields):
    if "article" not in fields:
        fields["article"] = world.make_article()
    return Statement.objects.create(**{"words": "The ferry left at noon, she said.", **fields})


@pytest.mark.parametrize(
    "fields",
    [
        {"words": ""},
        {"state": "accepted"},
        {"state": "waived"},
        {"start": 9, "end": 3},
    ],
    ids=["no words", "accepted without a source", "waived without a reason", "ends before it starts"],
)
def test_the_database_refuses_a_broken_statement(fields):
    article = world.make_article()
    with pytest.raises(IntegrityError), transaction.atomic():
        make_statement(article=article, **fields)


def test_a_waiver_with_its_reason_and_an_accepted_statement_with_its_source_are_kept():
    assert make_statement(state="waived", waiver_reason="Common knowledge.").pk
    assert make_statement(state="accepted", source=world.make_source()).pk


def test_the_database_refuses_a_role_that_ends_before_it_begins():
    source = world.make_source()
    with pytest.raises(IntegrityError), transaction.atomic():
        Role.objects.create(source=source, title="mayor", held_from=date(2020, 1, 2), held_until=date(2020, 1, 1))


def test_the_database_refuses_a_nameless_source_and_one_that_belongs_to_itself():
    with pytest.raises(IntegrityError), transaction.atomic():
        world.make_source(name="")
    source = world.make_source()
    with pytest.raises(IntegrityError), transaction.atomic():
        Source.objects.filter(pk=source.pk).update(affiliation=source)


def test_a_source_that_was_quoted_cannot_be_deleted():
    source = world.make_source()
    make_statement(source=source)
    with pytest.raises(ProtectedError):
        source.delete()


def test_readers_see_public_named_sources_only():
    named = world.make_source(name="Port of Westport", kind="organisation")
    world.make_source(name="Protected", public=False)
    world.make_source(name="A dock worker", kind="unnamed")
    assert list(Source.objects.public()) == [named]


@pytest.mark.parametrize(
    ("fields", "seen"),
    [
        ({"state": "accepted"}, True),
        ({"state": "accepted", "attribution_level": "background", "described_as": "a port official"}, True),
        ({"state": "accepted", "attribution_level": "background"}, False),
        ({"state": "accepted", "attribution_level": "not_for_attribution"}, False),
        ({"state": "accepted", "attribution_level": "off_record"}, False),
        ({"state": "suggested"}, False),
        ({"state": "rejected"}, False),
    ],
)
def test_readers_see_accepted_statements_on_terms_that_allow_it(fields, seen):
    make_statement(source=world.make_source(), **fields)
    assert Statement.objects.public().exists() is seen


@pytest.mark.parametrize("fields", [{"public": False}, {"kind": "unnamed"}])
def test_a_source_that_turns_confidential_takes_its_statements_along(fields):
    source = world.make_source()
    make_statement(source=source, state="accepted")
    Source.objects.filter(pk=source.pk).update(**fields)
    assert not Statement.objects.public().exists()


def test_roles_come_newest_first():
    source = world.make_source()
    for title, start in (("deputy", date(2010, 1, 1)), ("mayor", date(2020, 1, 1)), ("adviser", None)):
        Role.objects.create(source=source, title=title, held_from=start)
    assert [role.title for role in source.roles.all()] == ["mayor", "deputy", "adviser"]
