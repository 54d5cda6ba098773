"""Unnamed sources: a reason for readers, the yes of a second editor, and a count of how often."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from articles.models import AnonymityConsent, ArticleAuthor, AuditEntry, Edition, SectionRight, Source, Statement
from articles.publishing import workflow
from articles.publishing.checks import problems_of
from articles.publishing.steps import WorkflowRefused
from articles.sourcing.consents import agree, take_back, unnamed_shares, unnamed_sources_are_agreed
from tests import world
from tests.desk.conftest import desk, editor, reporter  # noqa: F401 - fixtures

pytestmark = pytest.mark.django_db
WORDS = "The ferry left at noon"


def unnamed(**fields) -> Source:
    fields = {"kind": "unnamed", "name": "A dock worker", "anonymity_reason": "because he fears for his job", **fields}
    return world.make_source(**fields)


def story(source, by=None, **fields):
    article = world.make_article(**fields)
    Statement.objects.create(
        article=article, source=source, words=WORDS, state="accepted", described_as="a dock worker", decided_by=by
    )
    return article


def url_of(article) -> str:
    return reverse("admin:articles_article_unnamed", args=[article.pk])


def ids(article) -> list[str]:
    return [problem.id for problem in unnamed_sources_are_agreed(article)]


def test_publication_is_refused_until_a_second_editor_agrees(editor, desk):  # noqa: F811
    source = unnamed()
    article = story(source, by=editor.user)
    assert ids(article) == ["unnamed.consent"]
    with pytest.raises(WorkflowRefused, match="No second editor"):
        workflow.publish(article, by=editor.user)
    second = desk("Editor", name="second")
    page = second.get(url_of(article)).content.decode()
    assert "because he fears for his job" in page
    assert WORDS in page
    second.post(url_of(article), {"do": "agree", "source": source.pk, "note": "Met him."})
    assert ids(article) == []
    assert workflow.publish(article, by=editor.user).number == 1
    entry = AuditEntry.objects.get(verb="agree_unnamed")
    assert (entry.actor, entry.note, entry.after) == (second.user, "Met him.", {"source": "A dock worker"})


@pytest.mark.parametrize("first", ["reporter", "author", "who accepted"])
def test_nobody_is_their_own_second_person(editor, first):  # noqa: F811
    source = unnamed()
    article = story(source, by=editor.user if first == "who accepted" else None)
    if first == "reporter":
        article.reporter = editor.user
        article.save()
    if first == "author":
        ArticleAuthor.objects.create(article=article, author=world.make_author(user=editor.user))
    with pytest.raises(WorkflowRefused, match="A second editor has to agree"):
        agree(article, source, by=editor.user)
    editor.post(url_of(article), {"do": "agree", "source": source.pk})
    assert not AnonymityConsent.objects.exists()


def test_a_consent_does_not_hold_for_one_who_became_the_reporter_or_accepted_words_since(editor):  # noqa: F811
    source = unnamed()
    article = story(source)
    agree(article, source, by=editor.user)
    assert ids(article) == []
    article.statements.update(decided_by=editor.user)
    assert ids(article) == ["unnamed.consent"]
    article.statements.update(decided_by=None)
    article.reporter = editor.user
    article.save()
    assert ids(article) == ["unnamed.consent"]


@pytest.mark.parametrize("group", ["Reporter", "Moderator"])
def test_only_editors_agree_and_take_back(desk, group):  # noqa: F811
    source = unnamed()
    article = story(source)
    person = desk(group, name="walker")
    assert person.get(url_of(article)).status_code == 200
    for do in ("agree", "take_back"):
        assert person.post(url_of(article), {"do": do, "source": source.pk, "note": "x"}).status_code == 403
    assert not AnonymityConsent.objects.exists()


def test_an_editor_of_another_section_does_not_agree(editor):  # noqa: F811
    source = unnamed()
    article = story(source)
    SectionRight.objects.create(user=editor.user, section=world.make_section())
    with pytest.raises(PermissionDenied):
        agree(article, source, by=editor.user)


def test_without_a_reason_nobody_can_agree_and_nothing_is_published(editor):  # noqa: F811
    source = unnamed(anonymity_reason=" ")
    article = story(source)
    with pytest.raises(WorkflowRefused, match="readers see the reason"):
        agree(article, source, by=editor.user)
    Statement.objects.update(described_as="")
    assert ids(article) == ["unnamed.reason", "unnamed.description", "unnamed.consent"]


def test_a_consent_is_taken_back_with_a_reason_and_only_once(editor):  # noqa: F811
    source = unnamed()
    article = story(source)
    agree(article, source, by=editor.user)
    with pytest.raises(WorkflowRefused, match="agreed to it already"):
        agree(article, source, by=editor.user)
    with pytest.raises(WorkflowRefused, match="Say why"):
        take_back(article, source, by=editor.user, why=" ")
    take_back(article, source, by=editor.user, why="His employer knows.")
    assert ids(article) == ["unnamed.consent"]
    with pytest.raises(WorkflowRefused, match="no consent"):
        take_back(article, source, by=editor.user, why="Again.")


@pytest.mark.parametrize(
    ("fields", "terms", "asked"),
    [
        ({}, "on_record", False),
        ({}, "background", True),
        ({"attribution_level": "background"}, "on_record", True),
        ({"protected": True}, "on_record", True),
        ({"kind": "unnamed"}, "on_record", True),
        ({"kind": "unnamed"}, "not_for_attribution", False),
        ({"public": False}, "background", True),
    ],
)
def test_consent_is_asked_for_whoever_is_described_instead_of_named(fields, terms, asked):
    article = story(world.make_source(anonymity_reason="because he fears for his job", **fields))
    Statement.objects.update(attribution_level=terms)
    assert bool(ids(article)) is asked


def test_the_check_stands_in_the_list_and_leads_to_its_page(editor):  # noqa: F811
    article = story(unnamed())
    problem = next(problem for problem in problems_of(article) if problem.id == "unnamed.consent")
    assert problem.object.get_desk_url() == url_of(article)
    checks = editor.get(reverse("admin:articles_article_checks", args=[article.pk])).content.decode()
    assert f'href="{url_of(article)}"' in checks


def test_the_check_and_the_page_cost_the_same_for_two_sources_and_for_twenty(
    editor,  # noqa: F811
    django_assert_max_num_queries,
):
    article = world.make_article()
    for number in range(20):
        source = unnamed(name=f"Dock worker {number}")
        Statement.objects.create(article=article, source=source, words=WORDS, state="accepted", described_as="x")
    with django_assert_max_num_queries(2):
        assert len(ids(article)) == 20


def test_the_share_of_the_unnamed_is_counted_by_section_and_month():
    harbour, town = world.make_section(name="Harbour", slug="harbour"), world.make_section(name="Town", slug="town")
    for section, kinds, ago in (
        (harbour, ["unnamed", "person", "person", "person"], 0),
        (harbour, ["person"], 40),
        (town, ["unnamed"], 0),
    ):
        edition = world.make_live(section=section)
        moment = timezone.now() - timedelta(days=ago)
        Edition.objects.filter(pk=edition.pk).update(first_published=moment, live_from=moment, updated=moment)
        for kind in kinds:
            source = world.make_source(kind=kind)
            Statement.objects.create(article=edition.article, source=source, words=WORDS, state="accepted")
        Statement.objects.create(article=edition.article, words="Nobody decided", state="suggested")
    draft = world.make_article(section=town)
    Statement.objects.create(article=draft, source=unnamed(), words=WORDS, state="accepted")
    today = timezone.localdate()
    shares = unnamed_shares(today - timedelta(days=100), today)
    assert [(each.section, each.unnamed, each.statements, each.share) for each in shares] == [
        ("Harbour", 1, 4, 0.25), ("Harbour", 0, 1, 0.0), ("Town", 1, 1, 1.0),
    ]  # fmt: skip
    assert {each.month for each in shares} == {today.replace(day=1), (today - timedelta(days=40)).replace(day=1)}
    assert unnamed_shares(date(2001, 1, 1), date(2001, 2, 1)) == []
