"""A save that is out of date writes nothing and shows both versions; the picks are saved as one merge."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from articles.models import Article, Statement
from articles.publishing import conflicts, workflow
from tests.desk.forms import fields_of, messages_of
from tests.world import make_article, make_author, make_topic

BODY = "<p>The ferry left at noon.</p><p>Nobody was on the pier.</p><p>It came back at dusk.</p>"


@pytest.fixture
def article(db):
    return make_article(headline="Ferry leaves", body=BODY)


@pytest.fixture
def second(desk):
    return desk("Editor", name="tomas")


def url_of(article) -> str:
    return reverse("admin:articles_article_change", args=[article.pk])


def opened(client, article) -> dict:
    response = client.get(url_of(article))
    assert response.status_code == 200
    return fields_of(response)


def post(client, article, data, **changes):
    return client.post(url_of(article), {**data, "_continue": "1", **changes})


def save(client, article, **changes):
    response = post(client, article, opened(client, article), **changes)
    assert response.status_code == 302, "a save of what is stored is taken"


def merge(client, article, page, **picks):
    picked = {f"pick:{name}": side for name, side in picks.items()}
    return client.post(url_of(article), fields_of(page, "merge_form") | picked)


def refused(client, article, data, **changes):
    response = post(client, article, data, **changes)
    assert response.status_code == 409
    return response


def shown(unit, side) -> str:
    """What a side reads as on the page, without what it took away."""
    return " ".join(
        "".join(piece.text for piece in paragraph.pieces if piece.kind != "removed") for paragraph in unit.shown[side]
    )


def names(units) -> list[str]:
    return [unit.name for unit in units]


def test_stale_save_writes_nothing_and_shows_both_versions(editor, second, article):
    mine = opened(editor, article)
    save(second, article, headline="Ferry leaves harbour")
    before = Article.objects.values().get(), article.revisions.count()
    page = refused(editor, article, mine, headline="Ferry leaves town")
    assert (Article.objects.values().get(), article.revisions.count()) == before
    text = page.content.decode()
    assert "Nothing was saved. The article was saved by tomas" in text
    (unit,) = page.context["contested"]
    assert unit.name == "headline"
    assert (shown(unit, "mine"), shown(unit, "theirs")) == ("Ferry leaves town", "Ferry leaves harbour")
    assert '<ins><span class="visually-hidden">added: </span>town' in text


def test_difference_is_shown_against_what_both_began_with(editor, second, article):
    save(second, article, kicker="Ports")  # the first save records what the others begin with
    mine = opened(editor, article)
    save(second, article, headline="Ferry leaves harbour")
    unit = refused(editor, article, mine, headline="Late Ferry leaves").context["contested"][0]
    changes = {
        side: [(piece.kind, piece.text) for piece in unit.shown[side][0].pieces if piece.kind != "same"]
        for side in ("mine", "theirs")
    }
    assert changes == {"mine": [("added", "Late ")], "theirs": [("added", " harbour")]}


def test_picks_are_saved_and_the_rest_joins_by_itself(editor, second, article):
    save(second, article, dateline="WESTPORT")
    mine = opened(editor, article)
    save(second, article, headline="Theirs", kicker="Their kicker")
    page = refused(editor, article, mine, headline="Mine", standfirst="My standfirst")
    assert names(page.context["contested"]) == ["headline"]
    assert sorted(names(page.context["by_themselves"])) == ["kicker", "standfirst"]
    response = merge(editor, article, page, headline="mine")
    assert response.status_code == 302
    article.refresh_from_db()
    assert (article.headline, article.kicker, article.standfirst) == ("Mine", "Their kicker", "My standfirst")
    assert article.dateline == "WESTPORT"
    assert article.revisions.first().content["headline"] == "Mine"


def test_unpicked_change_is_asked_again_and_nothing_is_saved(editor, second, article):
    save(second, article, dateline="WESTPORT")
    mine = opened(editor, article)
    save(second, article, headline="Theirs", kicker="Theirs")
    page = refused(editor, article, mine, headline="Mine", kicker="Mine")
    again = merge(editor, article, page, kicker="mine")
    assert again.status_code == 409
    assert "Pick one for each change" in messages_of(again)[0]
    picked = {unit.name: unit.picked for unit in again.context["contested"]}
    assert picked == {"headline": "", "kicker": "mine"}
    article.refresh_from_db()
    assert article.headline == "Theirs"
    assert merge(editor, article, again, headline="mine").status_code == 302
    article.refresh_from_db()
    assert (article.headline, article.kicker) == ("Mine", "Mine")


def test_paragraphs_are_picked_one_by_one(editor, second, article):
    save(second, article, dateline="WESTPORT")
    mine = opened(editor, article)
    save(
        second,
        article,
        body="<p>The ferry left at one.</p><p>Nobody was on the pier.</p><p>It came back at dawn.</p><p>Theirs.</p>",
    )
    page = refused(
        editor,
        article,
        mine,
        body="<p>The ferry left at two.</p><p>Nobody at all was on the pier.</p><p>It came back at night.</p>",
    )
    contested = names(page.context["contested"])
    assert len(contested) == 2, "the first and the third paragraph"
    response = merge(editor, article, page, **{contested[0]: "mine", contested[1]: "theirs"})
    assert response.status_code == 302
    article.refresh_from_db()
    assert article.body == (
        "<p>The ferry left at two.</p><p>Nobody at all was on the pier.</p><p>It came back at dawn.</p><p>Theirs.</p>"
    )


def test_both_of_a_paragraph_can_be_kept(editor, second, article):
    save(second, article, dateline="WESTPORT")
    mine = opened(editor, article)
    save(second, article, body=BODY + "<p>Theirs at the end.</p>")
    page = refused(editor, article, mine, body=BODY + "<p>Mine at the end.</p>")
    (name,) = names(page.context["contested"])
    merge(editor, article, page, **{name: "both"})
    article.refresh_from_db()
    assert article.body == BODY + "<p>Mine at the end.</p><p>Theirs at the end.</p>"


def test_merge_meets_the_same_check_again(editor, second, article):
    save(second, article, dateline="WESTPORT")
    mine = opened(editor, article)
    save(second, article, headline="Theirs")
    page = refused(editor, article, mine, headline="Mine", kicker="My kicker")
    save(second, article, headline="Theirs again", licence="CC BY 4.0")
    again = merge(editor, article, page, headline="mine")
    assert again.status_code == 409
    assert names(again.context["contested"]) == ["headline"]
    assert merge(editor, article, again, headline="mine").status_code == 302
    article.refresh_from_db()
    assert (article.headline, article.kicker, article.licence) == ("Mine", "My kicker", "CC BY 4.0")


@pytest.mark.parametrize("verb", ["publish", "schedule", "withdraw"])
def test_verb_obeys_the_same_check(editor, second, article, verb):
    workflow.publish(article, by=None)
    mine = opened(editor, article)
    save(second, article, headline="Theirs")
    page = editor.post(url_of(article), {**mine, "_verb": verb, "headline": "Mine"})
    assert page.status_code == 409
    assert article.editions.count() == 1
    assert article.editions.get().live_until is None
    assert Article.objects.get().headline == "Theirs"
    if verb == "withdraw":
        assert "Withdraw without saving these changes" in messages_of(page)[0]


def test_merge_after_a_verb_saves_and_publishes_nothing(editor, second, article):
    save(second, article, dateline="WESTPORT")
    mine = opened(editor, article)
    save(second, article, headline="Theirs")
    page = editor.post(url_of(article), {**mine, "_verb": "publish", "headline": "Mine"})
    assert merge(editor, article, page, headline="mine").status_code == 302
    article.refresh_from_db()
    assert article.headline == "Mine"
    assert not article.editions.exists()


def test_save_without_a_version_is_refused_and_loses_nothing(editor, article):
    mine = opened(editor, article)
    del mine["version"]
    page = refused(editor, article, mine, headline="Mine")
    assert names(page.context["contested"]) == ["headline"]
    merge(editor, article, page, headline="mine")
    article.refresh_from_db()
    assert article.headline == "Mine"


def test_form_with_errors_keeps_the_version_it_was_opened_at(editor, second, article):
    mine = opened(editor, article)
    wrong = post(editor, article, mine, headline="")
    assert wrong.status_code == 200
    save(second, article, headline="Theirs")
    refused(editor, article, fields_of(wrong), headline="Mine")


def test_value_that_is_not_valid_stays_as_typed(editor, second, article):
    save(second, article, dateline="WESTPORT")
    mine = opened(editor, article)
    save(second, article, original_url="https://example.org/theirs")
    page = refused(editor, article, mine, original_url="no address at all")
    response = merge(editor, article, page, original_url="mine")
    assert response.status_code == 200
    assert fields_of(response)["original_url"] == "no address at all"
    assert response.context["errors"]


class TestRows:
    """Inline rows are picked as a whole."""

    def rows(self, data: dict, *authors) -> dict:
        data = data | {"article_authors-TOTAL_FORMS": str(len(authors))}
        for number, author in enumerate(authors):
            data |= {
                f"article_authors-{number}-author": author.pk,
                f"article_authors-{number}-role": "",
                f"article_authors-{number}-position": number,
            }
        return data

    def test_only_one_side_s_rows_join_by_themselves(self, editor, second, article):
        ada, ben = make_author(), make_author()
        save(second, article, dateline="WESTPORT")
        mine = opened(editor, article)
        save(second, article, headline="Theirs")
        page = refused(editor, article, self.rows(mine, ada, ben))
        assert page.context["contested"] == []
        assert merge(editor, article, page).status_code == 302
        article.refresh_from_db()
        assert [row.author for row in article.article_authors.all()] == [ada, ben]
        assert article.headline == "Theirs"

    @pytest.mark.parametrize("side", ["mine", "theirs"])
    def test_rows_changed_by_both_are_picked(self, editor, second, article, side):
        ada, ben, cleo = make_author(), make_author(), make_author()
        article.article_authors.create(author=ada, position=0)
        save(second, article, dateline="WESTPORT")
        mine = opened(editor, article)
        theirs = opened(second, article)
        post(second, article, theirs, **{"article_authors-0-author": ben.pk})
        page = refused(editor, article, mine, **{"article_authors-0-author": cleo.pk})
        assert names(page.context["contested"]) == ["article_authors"]
        (unit,) = page.context["contested"]
        assert ben.name in shown(unit, "theirs")
        assert cleo.name in shown(unit, "mine")
        assert merge(editor, article, page, article_authors=side).status_code == 302
        assert [row.author for row in article.article_authors.all()] == [cleo if side == "mine" else ben]

    def test_row_deleted_by_them_comes_back_when_mine_is_picked(self, editor, second, article):
        ada = make_author()
        article.article_authors.create(author=ada, position=0)
        save(second, article, dateline="WESTPORT")
        mine = opened(editor, article)
        theirs = opened(second, article)
        post(second, article, theirs, **{"article_authors-0-DELETE": "on"})
        assert not article.article_authors.exists()
        page = refused(editor, article, mine, **{"article_authors-0-role": "reporting"})
        assert names(page.context["contested"]) == ["article_authors"]
        assert merge(editor, article, page, article_authors="mine").status_code == 302
        assert [(row.author, row.role) for row in article.article_authors.all()] == [(ada, "reporting")]

    def test_row_added_by_them_goes_when_mine_is_picked(self, editor, second, article):
        ada, ben = make_author(), make_author()
        save(second, article, dateline="WESTPORT")
        mine = opened(editor, article)
        assert post(second, article, self.rows(opened(second, article), ada)).status_code == 302
        page = refused(editor, article, self.rows(mine, ben))
        merge(editor, article, page, article_authors="mine")
        assert [row.author for row in article.article_authors.all()] == [ben]

    @pytest.mark.parametrize("picked", ["mine", "theirs"])
    def test_topics_that_were_there_before_are_compared_with_what_both_changed(self, editor, second, article, picked):
        fish, ships, tides = make_topic(), make_topic(), make_topic()
        save(second, article, topics=[fish.pk])
        mine = opened(editor, article)
        save(second, article, topics=[fish.pk, ships.pk])
        page = refused(editor, article, mine, topics=[fish.pk, tides.pk], headline="Mine alone")
        assert names(page.context["contested"]) == ["topics"]
        assert names(page.context["by_themselves"]) == ["headline"]
        assert merge(editor, article, page, topics=picked).status_code == 302
        article.refresh_from_db()
        assert article.headline == "Mine alone"
        assert set(article.topics.all()) == {fish, tides if picked == "mine" else ships}

    def test_topics_that_only_one_side_changed_join_by_themselves(self, editor, second, article):
        fish, ships = make_topic(), make_topic()
        save(second, article, topics=[fish.pk])
        mine = opened(editor, article)
        save(second, article, topics=[fish.pk, ships.pk])
        page = refused(editor, article, mine, headline="Mine alone")
        assert page.context["contested"] == []
        assert merge(editor, article, page).status_code == 302
        assert set(article.topics.all()) == {fish, ships}

    def test_topics_of_both_are_picked(self, editor, second, article):
        fish, ships = make_topic(), make_topic()
        save(second, article, dateline="WESTPORT")
        mine = opened(editor, article)
        save(second, article, topics=[fish.pk])
        page = refused(editor, article, mine, topics=[ships.pk])
        (unit,) = page.context["contested"]
        assert (unit.name, unit.shown["mine"][0].pieces[-1].text) == ("topics", ships.name)
        merge(editor, article, page, topics="mine")
        assert list(article.topics.all()) == [ships]


class TestWhatCounts:
    """What bumps the version, and what leaves an open form alone."""

    @pytest.mark.parametrize("verb", ["publish", "schedule", "withdraw"])
    def test_verb_that_leaves_the_working_copy_alone_refuses_nobody(self, editor, article, verb):
        workflow.publish(article, by=None)
        mine = opened(editor, article)
        if verb == "schedule":
            workflow.schedule(article, by=None, at=timezone.now() + timedelta(hours=1))
        else:
            getattr(workflow, verb)(article, by=None)
        assert post(editor, article, mine, headline="Mine").status_code == 302

    def test_bulk_change_of_the_working_copy_is_noticed(self, editor, article):
        mine = opened(editor, article)
        Article.objects.filter(pk=article.pk).update(stage="ready")
        refused(editor, article, mine, stage="in_edit")

    def test_bulk_change_of_its_times_is_none(self, editor, article):
        mine = opened(editor, article)
        Article.objects.filter(pk=article.pk).update(modified=article.created)
        assert post(editor, article, mine).status_code == 302

    def test_rows_that_the_form_does_not_show_refuse_nobody_and_stay(self, editor, second, article):
        save(second, article, dateline="WESTPORT")
        mine = opened(editor, article)
        said = Statement.objects.create(article=article, words="Found by a machine.")
        conflicts.touch(article)
        assert post(editor, article, mine, headline="Mine").status_code == 302
        article.refresh_from_db()
        assert (article.headline, article.statements.get()) == ("Mine", said)

    def test_such_rows_beside_a_change_of_the_text_hide_nothing_of_it(self, editor, second, article):
        save(second, article, dateline="WESTPORT")
        mine = opened(editor, article)
        Statement.objects.create(article=article, words="Found by a machine.")
        save(second, article, headline="Theirs")
        assert names(refused(editor, article, mine, headline="Mine").context["contested"]) == ["headline"]

    def test_rows_that_the_form_shows_count_when_touched(self, editor, second, article):
        save(second, article, dateline="WESTPORT")
        mine = opened(editor, article)
        article.article_authors.create(author=make_author(), position=0)
        conflicts.touch(article)
        page = refused(editor, article, mine, headline="Mine")
        assert "article_authors" in names(page.context["contested"] + page.context["by_themselves"])


def test_deleted_article_gives_the_typed_text_back(editor, article):
    mine = opened(editor, article)
    article.delete()
    page = post(editor, article, mine, headline="Never lost", body="<p>Nor this.</p>")
    assert page.status_code == 409
    assert "Never lost" in page.content.decode()
    assert "&lt;p&gt;Nor this.&lt;/p&gt;" in page.content.decode()


def test_page_shows_markup_as_text(editor, second, article):
    save(second, article, dateline="WESTPORT")
    mine = opened(editor, article)
    save(second, article, headline='<img src=x onerror="alert(1)">')
    page = refused(
        editor, article, mine, headline="<script>alert(2)</script>", body="<p>&lt;svg onload=alert(3)&gt;</p>"
    )
    text = page.content.decode()
    for live in ("<img src=x", "<script>alert", "<svg onload"):
        assert live not in text
    assert "&lt;svg onload" in text


def test_reporter_who_may_not_change_it_is_refused_as_ever(desk, article):
    stranger = desk(name="stranger", is_staff=True)
    assert stranger.post(url_of(article), {"headline": "x", "version": "99"}).status_code == 403
