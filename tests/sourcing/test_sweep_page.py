"""The page of the sweep: every verb by a plain form, a refusal that keeps what was typed, the panel alone for the script."""

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse

from articles.models import Source, Statement, SweepStep
from articles.sourcing.sweep import refresh
from articles.sourcing.sweep.steps import token
from tests.world import make_article, make_source, make_user

pytestmark = pytest.mark.django_db

BODY = (
    "<p>“The ferry left at noon,” said Ines Calder, the harbour master.</p>"
    "<p>Omar Pell, a pilot, said that the pier had been closed.</p>"
    "<p>“Nobody told us.”</p>"
)


@pytest.fixture
def story():
    article = make_article(body=BODY)
    refresh(article)
    return article


@pytest.fixture
def desk(client):
    client.force_login(make_user("omar", "Editor"))
    return client


def url(article) -> str:
    return reverse("admin:articles_article_sweep", args=[article.pk])


def said_by(article, name: str) -> Statement:
    return next(each for each in article.statements.all() if each.suggested.get("speaker") == name)


def post(client, article, do: str, statement=None, **data):
    return client.post(url(article), {"do": do, "statement": statement.pk if statement else "", **data})


def panel(client, article, do: str, statement=None, **data):
    data = {"do": do, "statement": statement.pk if statement else "", **data}
    return client.post(url(article), data, headers={"X-Requested-With": "desk-sweep"})


def test_every_attribution_is_listed_in_the_order_of_the_text(desk, story):
    page = desk.get(url(story)).content.decode()
    assert page.index("The ferry left at noon") < page.index("the pier had been closed")
    assert "Ines Calder" in page
    assert page.count("data-row") == len(desk.get(url(story)).context["sweep"].rows) >= 2


def test_one_press_accepts_and_makes_the_source(desk, story):
    statement = said_by(story, "Ines Calder")
    assert not Source.objects.filter(name="Ines Calder").exists()
    response = post(desk, story, "accept", statement)
    statement.refresh_from_db()
    assert (statement.state, statement.source.name) == ("accepted", "Ines Calder")
    assert response.status_code == 302
    assert response["Location"].startswith(f"{url(story)}#statement-")


def test_source_is_found_by_its_name_or_another_one(desk, story):
    known = make_source(name="Inés Calder-Moss", aliases=["Captain Calder"])
    statement = said_by(story, "Ines Calder")
    post(desk, story, "accept", statement, source_name="captain  CALDER")
    statement.refresh_from_db()
    assert statement.source == known


def test_name_that_no_source_has_is_refused_and_kept(desk, story):
    statement = said_by(story, "Ines Calder")
    response = post(desk, story, "accept", statement, source_name="Nobody Known")
    assert response.status_code == 422
    page = response.content.decode()
    assert "No source is called “Nobody Known”" in page
    assert 'value="Nobody Known"' in page
    statement.refresh_from_db()
    assert statement.state == "suggested"


def test_namesakes_are_offered_and_none_is_taken(desk, story):
    twins = [make_source(name="Dr. Ada Holm", description="Surgeon"), make_source(name="Ada Holm", description="Pilot")]
    statement = said_by(story, "Ines Calder")
    page = post(desk, story, "accept", statement, source_name="ADA HOLM").content.decode()
    assert "Several sources go by the name" in page
    assert all(f'name="source" value="{twin.pk}"' in page for twin in twins)
    post(desk, story, "accept", statement, source=twins[1].pk)
    statement.refresh_from_db()
    assert statement.source == twins[1]


def test_new_source_is_made_as_typed(desk, story):
    statement = said_by(story, "Ines Calder")
    new = {"new_name": "I. Calder", "new_kind": "person", "new_title": "harbour master"}
    post(desk, story, "new", statement, **new)
    statement.refresh_from_db()
    assert (statement.source.name, statement.role.title) == ("I. Calder", "harbour master")


def test_new_source_without_a_name_is_refused(desk, story):
    before = Source.objects.count()
    assert post(desk, story, "new", said_by(story, "Omar Pell"), new_kind="bird", new_name="X").status_code == 422
    assert Source.objects.count() == before


def test_not_a_quote_waive_and_take_back(desk, story):
    first, second = said_by(story, "Ines Calder"), said_by(story, "Omar Pell")
    post(desk, story, "reject", first)
    assert post(desk, story, "waive", second, reason=" ").status_code == 422
    post(desk, story, "waive", second, reason="A line of a song.")
    for each in (first, second):
        each.refresh_from_db()
    assert (first.state, second.state, second.waiver_reason) == ("rejected", "waived", "A line of a song.")
    post(desk, story, "undo")
    second.refresh_from_db()
    assert second.state == "suggested"
    post(desk, story, "unlink", first)
    first.refresh_from_db()
    assert first.state == "suggested"


def test_accept_all_sure_ones_is_one_step(desk, story):
    post(desk, story, "accept_all_high")
    taken = story.statements.filter(state="accepted").count()
    assert taken >= 1
    assert SweepStep.objects.filter(verb="accept_statements").count() == 1
    post(desk, story, "undo")
    assert not story.statements.filter(state="accepted").exists()


def test_passage_is_marked_by_its_words(desk, story):
    source = make_source(name="Ada Holm")
    post(desk, story, "mark", words="the pier had been\n closed", source_name="Ada Holm")
    marked = story.statements.get(source=source)
    assert (marked.words, marked.paragraph) == ("the pier had been closed", 1)


@pytest.mark.parametrize(
    ("words", "told"), [("not there", "not in the text"), ("", "Copy the words"), ("the", "several places")]
)
def test_passage_that_is_no_place_is_refused_and_kept(desk, words, told):
    article = make_article(body="<p>It was the pier, the old one.</p>")
    response = post(desk, article, "mark", words=words, source_name="")
    assert response.status_code == 422
    assert told in response.content.decode()
    assert f">{words}</textarea>" in response.content.decode()


def test_same_words_are_told_apart_by_what_stands_around(desk):
    article = make_article(body="<p>First: it left at noon, he wrote.</p><p>Then: it left at noon, she said.</p>")
    make_source(name="Ada Holm")
    post(desk, article, "mark", words="it left at noon", before="Then: ", after=", she said.", source_name="Ada Holm")
    assert article.statements.get(state="accepted").paragraph == 1


def test_quotation_without_a_record_is_marked_where_it_stands(desk):
    article = make_article(body="<p>“Nobody told us.”</p>")
    row = desk.get(url(article)).context["sweep"].rows[0]
    source = make_source(name="Ada Holm")
    place = {"paragraph": row.passage.paragraph, "start": row.passage.start, "end": row.passage.end}
    post(desk, article, "mark", words=row.words, source_name="Ada Holm", **place)
    assert article.statements.get(source=source).words == row.words


def test_changed_words_are_renewed_by_a_person(desk, story):
    statement = said_by(story, "Omar Pell")
    post(desk, story, "accept", statement)
    story.refresh_from_db()
    story.body = BODY.replace("the pier had been closed", "the pier had been shut for days")
    story.save()
    refresh(story)
    page = desk.get(url(story)).content.decode()
    assert "words changed" in page
    words = "Omar Pell, a pilot, said that the pier had been shut for days."
    post(desk, story, "renew", statement, words=words)
    statement.refresh_from_db()
    assert (statement.stale, statement.words) == (False, words)


def test_script_gets_the_panel_with_the_versions_and_nothing_else(desk, story):
    before = story.version
    response = panel(desk, story, "accept", said_by(story, "Ines Calder"))
    content = response.content.decode()
    assert response.status_code == 200
    assert content.lstrip().startswith("<aside")
    assert f'data-before="{before}"' in content
    assert f'data-version="{before + 1}"' in content
    assert "no-store" in response["Cache-Control"]
    assert panel(desk, story, "waive", said_by(story, "Omar Pell")).status_code == 422


@pytest.mark.parametrize("statement", ["", "x", "-1", "9" * 40, "0"])
def test_statement_that_is_gone_is_said_so(desk, story, statement):
    response = desk.post(url(story), {"do": "accept", "statement": statement})
    assert "is not there any more" in response.content.decode()


def test_statement_of_another_story_is_not_decided_on_here(desk, story):
    other = make_article(body=BODY)
    refresh(other)
    assert post(desk, story, "accept", said_by(other, "Ines Calder")).status_code == 422
    assert not other.statements.filter(state="accepted").exists()


def test_decision_of_a_colleague_in_between_is_not_overwritten(desk, story):
    statement = said_by(story, "Ines Calder")
    seen = next(r for r in desk.get(url(story)).context["sweep"].rows if r.statement and r.statement.pk == statement.pk)
    post(desk, story, "reject", statement)
    response = post(desk, story, "accept", statement, seen=seen.token)
    assert response.status_code == 422
    statement.refresh_from_db()
    assert statement.state == "rejected"


def test_whoever_may_only_read_decides_nothing(client, story):
    reader = make_user("reader", is_staff=True)
    reader.user_permissions.add(Permission.objects.get(codename="view_article"))
    client.force_login(reader)
    assert 'name="do"' not in client.get(url(story)).content.decode()
    assert post(client, story, "reject", said_by(story, "Ines Calder")).status_code == 403
    assert not story.statements.filter(state="rejected").exists()


@pytest.mark.parametrize("number", [2, 60])
def test_any_number_of_statements_costs_the_same(desk, django_assert_max_num_queries, number):
    paragraphs = [f"<p>“Line {each} is closed,” said Ines Calder{each}, a pilot.</p>" for each in range(number)]
    article = make_article(body="".join(paragraphs))
    refresh(article)
    desk.get(url(article))
    with django_assert_max_num_queries(12):
        page = desk.get(url(article)).content.decode()
    assert page.count("data-row") >= number


def test_form_says_how_many_are_open(desk, story):
    page = desk.get(reverse("admin:articles_article_change", args=[story.pk])).content.decode()
    waiting = story.statements.filter(state="suggested").count()
    assert f'<span class="badge working">{waiting}</span>' in page


def test_what_is_posted_twice_is_said_to_be_accepted_already(desk, story):
    statement = said_by(story, "Ines Calder")
    seen = token(statement)
    assert post(desk, story, "accept", statement, seen=seen).status_code == 302
    response = post(desk, story, "accept", statement, seen=seen)
    assert response.status_code == 422
    assert "You have accepted this statement already: it is what Ines Calder said" in response.content.decode()
    assert "Choose who said it" not in response.content.decode()


def test_passage_is_marked_by_hand_with_a_new_source(desk, story):
    assert desk.get(url(story)).content.decode().count('value="new_mark"') >= 1
    new = {"new_name": "Ada Holm", "new_kind": "person", "new_title": "pilot"}
    assert post(desk, story, "new_mark", words="the pier had been closed", **new).status_code == 302
    made = story.statements.get(source__name="Ada Holm")
    assert (made.words, made.role.title) == ("the pier had been closed", "pilot")
    refused = post(desk, story, "new_mark", words="nowhere to be found", **new)
    assert refused.status_code == 422
    assert 'value="Ada Holm"' in refused.content.decode()


def test_edited_words_are_one_row_and_one_decision(desk, story):
    statement = said_by(story, "Omar Pell")
    post(desk, story, "accept", statement)
    story.refresh_from_db()
    story.body = BODY.replace("the pier had been closed", "the old pier had been shut")
    story.save()
    refresh(story)
    sweep = desk.get(url(story)).context["sweep"]
    (row,) = [row for row in sweep.rows if "pier" in row.words]
    assert (row.standing, row.statement, row.words_now) == (
        "stale", statement, "Omar Pell, a pilot, said that the old pier had been shut.",
    )  # fmt: skip
    place = {"paragraph": row.passage_now.paragraph, "start": row.passage_now.start, "end": row.passage_now.end}
    assert post(desk, story, "renew", statement, words=row.words_now, **place).status_code == 302
    assert [each.pk for each in story.statements.filter(words__contains="pier")] == [statement.pk]
    assert [row.standing for row in desk.get(url(story)).context["sweep"].rows if "pier" in row.words] == ["linked"]


def test_accepting_all_that_is_sure_leaves_edited_words_to_a_person(desk, story):
    statement = said_by(story, "Ines Calder")
    post(desk, story, "accept", statement)
    story.refresh_from_db()
    story.body = BODY.replace("at noon", "at one")
    story.save()
    refresh(story)
    assert story.statements.filter(state="suggested", words__contains="at one").exists()
    post(desk, story, "accept_all_high")
    assert story.statements.filter(source__name="Ines Calder").count() == 1
    post(desk, story, "reject", statement)
    rows = desk.get(url(story)).context["sweep"].rows
    assert [row.standing for row in rows if "at one" in row.words] == ["suggested"]


def test_one_source_that_may_be_meant_is_offered_in_the_singular(desk, story):
    make_source(name="Grace Calder", kind="person")
    story.body = "<p>“The ferry left at noon,” Calder said.</p>"
    story.save()
    refresh(story)
    (row,) = desk.get(url(story)).context["sweep"].open
    assert (len(row.candidates), row.preselected) == (1, None)
    refused = post(desk, story, "accept", row.statement).content.decode()
    assert "“Grace Calder” may be meant. Choose it if it is" in refused
    assert "Choose one of them" not in refused


def test_full_name_or_alias_of_one_source_is_preselected(desk, story):
    source = make_source(name="I. M. Calder", aliases=["Ines Calder"])
    row = next(row for row in desk.get(url(story)).context["sweep"].open if row.speaker == "Ines Calder")
    assert row.preselected == source


def test_what_is_decided_is_folded_to_a_line_and_what_is_open_is_not(desk, story):
    assert "sweep-decided" not in desk.get(url(story)).content.decode()
    post(desk, story, "accept", said_by(story, "Ines Calder"))
    page = desk.get(url(story)).content.decode()
    assert page.count('<details class="sweep-decided">') == 1
    assert page.count("<details") == page.count("</details>")


def test_what_stands_around_is_cut_between_words(desk):
    rest = "The gulls over the old breakwater cried all morning long. " * 3
    article = make_article(body=f"<p>{rest}“The ferry left at noon,” said Ines Calder. {rest}</p>")
    refresh(article)
    (row,) = desk.get(url(article)).context["sweep"].rows
    for cut in (row.before.removeprefix("… "), row.after.removesuffix(" …")):
        assert cut not in (row.before, row.after)
        assert set(cut.split()) <= set(rest.split())
