"""A wrong statement: every place that uses it is listed, each is decided on by name, and none closes silently."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from articles.models import AuditEntry, Correction, FixItem, Slot
from articles.publishing import workflow
from articles.publishing.steps import WorkflowRefused
from articles.sourcing.source_desk import fixing
from articles.sourcing.sweep import refresh
from tests.world import make_comment, make_fix, make_live, make_source, make_statement, make_user

pytestmark = pytest.mark.django_db
WRONG, RIGHT = "at noon", "at two"


@pytest.fixture
def used():
    """Two live stories with the words, a third without them, a line of the front page, a comment that quotes."""
    master = make_source(name="Ines Calder")
    first, second, third = [make_live(body="<p>The ferry left at noon.</p>") for _each in range(3)]
    statement = make_statement(first.article, source=master, words="The ferry left at noon.")
    make_statement(second.article, source=master, words="It left At Noon, she repeated.")
    make_statement(third.article, source=master, words="It was late.")
    Slot.objects.create(position=1, article=first.article, headline="Gone at noon")
    make_comment(first, text="At noon? I saw it at two.")
    make_comment(third, text="At noon?")
    return statement, first.article, second.article


def kinds(fix):
    return sorted(fix.items.values_list("kind", flat=True))


def mend(article):
    article.body = article.body.replace(WRONG, RIGHT)
    article.save()


def test_every_place_that_uses_the_words_is_listed(used):
    fix = make_fix(used[0], wrong=WRONG, right=RIGHT)
    assert kinds(fix) == ["article", "article", "comment", "front"]
    assert set(fix.items.filter(kind="article").values_list("article", flat=True)) == {used[1].pk, used[2].pk}


def test_own_article_is_listed_even_when_its_words_are_others():
    fix = make_fix(make_statement(words="Something else."), wrong=WRONG, right=RIGHT)
    assert kinds(fix) == ["article"]


def test_fix_of_an_article_makes_its_correction_and_publishes(used):
    item = make_fix(used[0]).items.get(article=used[1])
    mend(used[1])
    fixing.decide(item, "fix", by=None)
    item.refresh_from_db()
    assert (item.correction.wrong, item.correction.right) == (WRONG, RIGHT)
    assert used[1].editions.count() == 2


def test_statement_stands_for_the_mended_words_afterwards(used):
    statement, article = used[0], used[1]
    refresh(article)
    statement.refresh_from_db()
    item = make_fix(statement).items.get(article=article)
    mend(article)
    fixing.decide(item, "fix", by=None)
    statement.refresh_from_db()
    assert (statement.words, statement.stale) == ("The ferry left at two.", False)
    article.refresh_from_db()
    article.standfirst = "Another one."
    article.save()
    assert workflow.publish(article, by=None).number == 3


def test_fix_is_refused_while_the_words_still_stand(used):
    item = make_fix(used[0]).items.get(article=used[1])
    with pytest.raises(WorkflowRefused, match="still stand"):
        fixing.decide(item, "fix", by=None)
    item.refresh_from_db()
    assert item.decision == "open"
    assert not Correction.objects.exists()


def test_line_of_the_front_page_is_fixed_once_its_words_are_gone(used):
    item = make_fix(used[0]).items.get(kind="front")
    with pytest.raises(WorkflowRefused, match="still stand"):
        fixing.decide(item, "fix", by=None)
    Slot.objects.update(headline="Gone at two")
    assert fixing.decide(item, "fix", by=None).decision == "fix"


@pytest.mark.parametrize("decision", ["note", "not_needed"])
def test_note_and_not_needed_want_a_reason(used, decision):
    item = make_fix(used[0]).items.get(kind="comment")
    with pytest.raises(WorkflowRefused, match="Say why"):
        fixing.decide(item, decision, by=None, note=" ")
    assert fixing.decide(item, decision, by=None, note="A reader's own words.").note == "A reader's own words."


def test_fix_closes_with_the_last_place_and_not_before(used):
    fix = make_fix(used[0])
    items = list(fix.items.all())
    for item in items[:-1]:
        fixing.decide(item, "not_needed", by=None, note="Not needed here.")
    fix.refresh_from_db()
    assert fix.closed_at is None
    fixing.decide(items[-1], "not_needed", by=None, note="Nor here.")
    fix.refresh_from_db()
    assert fix.closed_at is not None


def test_place_is_decided_on_once(used):
    item = make_fix(used[0]).items.get(kind="comment")
    fixing.decide(item, "note", by=None, note="Told the reader.")
    with pytest.raises(WorkflowRefused, match="already"):
        fixing.decide(item, "note", by=None, note="Again.")


@pytest.mark.parametrize(("wrong", "right"), [("", "x"), ("x", " "), ("x", "x")])
def test_fix_names_two_different_words(used, wrong, right):
    with pytest.raises(WorkflowRefused):
        fixing.open_fix(used[0], wrong=wrong, right=right, by=None)


def test_reporter_neither_opens_nor_decides(used):
    reporter = make_user("ines", "Reporter")
    with pytest.raises(PermissionDenied):
        fixing.open_fix(used[0], wrong=WRONG, right=RIGHT, by=reporter)
    with pytest.raises(PermissionDenied):
        fixing.decide(make_fix(used[0]).items.first(), "note", by=reporter, note="x")


def test_places_are_decided_on_from_the_page_of_the_fix(client, used):
    client.force_login(make_user("omar", "Editor"))
    fix = make_fix(used[0])
    url = reverse("admin:articles_statementfix_change", args=[fix.pk])
    page = client.get(url).content.decode()
    assert page.count('name="decision"') == 4
    item = fix.items.get(kind="comment")
    decide = reverse("admin:articles_statementfix_decide", args=[fix.pk])
    assert "Say why" in client.post(decide, {"item": item.pk, "decision": "note"}, follow=True).content.decode()
    client.post(decide, {"item": item.pk, "decision": "note", "note": "Told the reader."})
    item.refresh_from_db()
    assert (item.decision, item.decided_by.username) == ("note", "omar")
    assert AuditEntry.objects.filter(verb="decide_fix").count() == 1


@pytest.mark.parametrize("item", ["", "x", "-1", "9" * 30])
def test_post_without_a_place_leads_back(client, used, item):
    client.force_login(make_user("omar", "Editor"))
    fix = make_fix(used[0])
    response = client.post(reverse("admin:articles_statementfix_decide", args=[fix.pk]), {"item": item})
    assert response.status_code == 302


def test_place_of_another_fix_is_not_found(client, used):
    client.force_login(make_user("omar", "Editor"))
    fix, other = make_fix(used[0]), make_fix()
    data = {"item": other.items.first().pk, "decision": "note", "note": "x"}
    assert client.post(reverse("admin:articles_statementfix_decide", args=[fix.pk]), data).status_code == 404
    assert not FixItem.objects.exclude(decision="open").exists()
