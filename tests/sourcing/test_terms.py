"""Terms: what a reader sees of who spoke, decided in one place and by one rule in Python and in the database."""

from datetime import date
from itertools import product

import pytest
from django.core.exceptions import PermissionDenied

from articles.models import AuditEntry, Role, Source, Statement
from articles.publishing import workflow
from articles.publishing.steps import WorkflowRefused
from articles.sourcing import querysets
from articles.sourcing.conduits import chain_line, circumstances
from articles.sourcing.models.terms import STRICTNESS, AttributionLevel
from articles.sourcing.terms import PublicAttribution, attribution_of, open_terms, settle
from tests import world

pytestmark = pytest.mark.django_db
LEVELS = list(AttributionLevel)


def said(source, article=None, **fields) -> Statement:
    fields = {"words": "The ferry left at noon", "state": "accepted", **fields}
    return Statement.objects.create(article=article or world.make_article(), source=source, **fields)


def shown(statement: Statement) -> PublicAttribution | None:
    return attribution_of(Statement.objects.with_terms().select_related("source", "role").get(pk=statement.pk))


def test_the_words_for_levels_are_those_of_the_model():
    assert querysets.LEVELS == tuple(STRICTNESS) == tuple(LEVELS)


def test_on_the_record_a_reader_sees_the_name_the_role_then_and_the_page():
    source = world.make_source(name="Ines Calder")
    then = Role.objects.create(source=source, title="deputy harbour master", held_until=date(2020, 1, 1))
    assert shown(said(source, role=then)) == PublicAttribution(
        "Ines Calder", True, "deputy harbour master", source.get_absolute_url()
    )


def test_a_private_individual_is_named_without_a_link():
    source = world.make_source(name="Ines Calder", private_individual=True)
    assert shown(said(source)).url == ""
    Source.objects.update(page_agreed=True)
    assert shown(said(source)).url == source.get_absolute_url()


def test_on_background_a_reader_sees_the_description_and_the_reason_only():
    source = world.make_source(name="Ines Calder", anonymity_reason="because she fears for her job")
    role = Role.objects.create(source=source, title="harbour master")
    found = shown(said(source, attribution_level="background", described_as="a senior port official", role=role))
    assert found == PublicAttribution("a senior port official", False, why_unnamed="because she fears for her job")


@pytest.mark.parametrize("level", ["not_for_attribution", "off_record"])
def test_on_stricter_terms_a_reader_sees_nothing(level):
    assert shown(said(world.make_source(), attribution_level=level, described_as="a port official")) is None


@pytest.mark.parametrize("state", ["suggested", "rejected", "waived"])
def test_what_nobody_accepted_is_nobody_s(state):
    assert shown(said(world.make_source(), state=state, waiver_reason="Known.")) is None


def test_a_protected_source_is_described_and_never_named_by_its_alias_either():
    source = world.make_source(name="Dock worker A", protected=True)
    assert shown(said(source)) is None
    assert shown(said(source, described_as="a dock worker")).name == "a dock worker"


def test_the_rule_of_the_database_is_that_of_the_record():
    """Every combination of terms, kinds and marks: `public` has what `attribution_of` has words for, `named` the names."""
    article = world.make_article()
    for level, usual, public, protected, kind, description in product(
        LEVELS, LEVELS, (True, False), (True, False), ("person", "unnamed"), ("a port official", "")
    ):
        source = world.make_source(attribution_level=usual, public=public, protected=protected, kind=kind)
        said(source, article, attribution_level=level, described_as=description)
    every = Statement.objects.with_terms().select_related("source", "role")
    with_words = {each.pk for each in every if attribution_of(each)}
    named = {each.pk for each in every if (found := attribution_of(each)) and found.is_named}
    assert {each.pk for each in Statement.objects.public()} == with_words
    assert {each.pk for each in Statement.objects.named()} == named
    assert 0 < len(named) < len(with_words) < every.count()
    # Without being asked for, the terms are the stricter ones: nobody is named because a query forgot them.
    forgetful = Statement.objects.select_related("source", "role")
    assert {each.pk for each in forgetful if attribution_of(each)} == with_words


@pytest.mark.parametrize("usual", LEVELS)
def test_a_statement_has_its_source_s_usual_terms_and_none_more_open(usual):
    source = world.make_source(attribution_level=usual)
    statement = Statement(words="The ferry left", attribution_level="on_record")
    settle(statement, source)
    assert statement.attribution_level == usual
    stricter = Statement(words="The ferry left", attribution_level="off_record")
    settle(stricter, source)
    assert stricter.attribution_level == "off_record"


def test_terms_that_were_not_opened_by_an_editor_do_not_name_the_source(client):
    """Written past every form and verb, as an import or a shell would."""
    source = world.make_source(name="Ines Calder", attribution_level="background")
    edition = world.make_live()
    said(source, edition.article)
    edition.sources.add(source)
    assert "Ines Calder" not in client.get(edition.path).content.decode()
    assert client.get(source.get_absolute_url()).status_code == 404


def test_an_editor_opens_one_statement_and_the_log_remembers_who():
    editor = world.make_user("editor", "Editor")
    source = world.make_source(name="Ines Calder", attribution_level="background")
    opened, other = said(source, attribution_level="background"), said(source)
    open_terms(opened, level="on_record", by=editor, why="Agreed by phone.")
    assert shown(opened).name == "Ines Calder"
    assert shown(other) is None
    assert list(Statement.objects.named()) == [opened]
    entry = AuditEntry.objects.get(verb="open_terms")
    assert (entry.actor, entry.after["terms"], entry.note) == (editor, "on_record", "Agreed by phone.")


def test_what_was_opened_is_open_for_that_source_on_those_terms_only():
    source = world.make_source(attribution_level="off_record")
    statement = said(source, described_as="a port official")
    open_terms(statement, level="background", by=None, why="Agreed.")
    assert shown(statement).name == "a port official"
    Statement.objects.update(attribution_level="on_record")
    assert shown(statement) is None
    Statement.objects.update(attribution_level="background", source=world.make_source(attribution_level="off_record"))
    assert shown(statement) is None


def test_opening_is_refused_to_reporters_without_a_reason_and_for_the_protected():
    statement = said(world.make_source(attribution_level="background"))
    with pytest.raises(PermissionDenied):
        open_terms(statement, level="on_record", by=world.make_user("reporter", "Reporter"), why="Agreed.")
    with pytest.raises(WorkflowRefused, match="what was agreed"):
        open_terms(statement, level="on_record", by=None, why=" ")
    Source.objects.update(protected=True)
    with pytest.raises(WorkflowRefused, match="protected"):
        open_terms(statement, level="on_record", by=None, why="Agreed.")
    assert not AuditEntry.objects.exists()


def test_usual_terms_that_are_tightened_hold_for_what_is_live_already(client):
    source = world.make_source(name="Ines Calder")
    article = world.make_article()
    said(source, article)
    path = workflow.publish(article, by=None).path
    assert "Ines Calder" in client.get(path).content.decode()
    Source.objects.update(attribution_level="not_for_attribution")
    assert "Ines Calder" not in client.get(path).content.decode()


def test_the_article_page_describes_who_is_not_named_and_says_why(client):
    source = world.make_source(name="Ines Calder", public=False, anonymity_reason="because she fears for her job")
    edition = world.make_live()
    said(source, edition.article, attribution_level="background", described_as="a senior port official")
    edition.sources.add(source)
    page = client.get(edition.path).content.decode()
    assert "a senior port official" in page
    assert "because she fears for her job" in page
    assert "Calder" not in page


# --- how the words came to us -----------------------------------------------------------------------------------------


def chain(*names, **fields) -> Statement:
    sources = [world.make_source(name=name, **fields) for name in names]
    columns = dict(zip(("conduit", "second_conduit", "third_conduit"), sources, strict=False))
    return Statement(words="The ferry left", **columns)


@pytest.mark.parametrize(
    ("names", "line"),
    [
        ((), ""),
        (("Harbour Post",), "told Harbour Post"),
        (("Harbour Post", "Radio Westport"), "told Radio Westport, quoted by Harbour Post"),
        (
            ("Harbour Post", "Radio Westport", "Pier News"),
            "told Pier News, quoted by Radio Westport, quoted by Harbour Post",
        ),
    ],
)
def test_a_chain_is_told_from_the_speaker_on(names, line):
    assert chain_line(chain(*names)) == line


def test_a_chain_with_a_link_that_may_not_be_named_is_not_told():
    statement = chain("Harbour Post", "Radio Westport")
    statement.second_conduit.public = False
    assert chain_line(statement) == ""


def test_readers_are_told_to_whom_where_when_in_which_language_and_by_whose_translation():
    statement = Statement(
        words="x", addressee="reporters", place="Westport", said_when="on Thursday", said_on=date(2016, 9, 29),
        language="ar", translator="M. Haddad",
    )  # fmt: skip
    assert circumstances(statement) == [
        "to reporters", "in Westport", "on Thursday, 29 September 2016", "in Arabic, translated by M. Haddad",
    ]  # fmt: skip
    assert circumstances(Statement(words="x", said_on=date(2016, 9, 29))) == ["29 September 2016"]
    assert circumstances(Statement(words="x", said_when="last week")) == ["last week"]
    assert circumstances(Statement(words="x")) == []
