"""Saving an article at the desk: what is kept, what is cleaned, what is recorded."""

import pytest
from django.urls import reverse

from articles.models import Article, Statement
from articles.publishing import revisions
from tests.desk.forms import fields_of
from tests.world import make_article, make_author, make_live, make_section, make_source, make_topic


def change_url(article) -> str:
    return reverse("admin:articles_article_change", args=[article.pk])


def save(client, article, **changes):
    url = change_url(article)
    return client.post(url, {**fields_of(client.get(url)), "_continue": "1", **changes}, follow=True)


def test_form_is_grouped_as_an_editor_thinks(editor):
    page = editor.get(change_url(make_live().article)).content.decode()
    order = ["Story", "Sourcing", "What readers see", "Pictures", "Publication"]
    places = [page.index(f'class="fieldset-heading">{name}</h2>') for name in order]
    assert places == sorted(places)
    assert places[4] < page.index('id="article_authors-heading"')


def test_saving_writes_a_revision_with_its_author(editor):
    article = make_article()
    save(editor, article, headline="A new headline")
    revision = article.revisions.get()
    assert revision.content["headline"] == "A new headline"
    assert revision.user == editor.user


def test_revision_holds_the_inlines_and_topics_of_the_same_save(editor):
    article, author, topic = make_article(), make_author(), make_topic()
    save(
        editor,
        article,
        topics=[topic.pk],
        **{
            "article_authors-TOTAL_FORMS": "1",
            "article_authors-0-author": author.pk,
            "article_authors-0-role": "reporting",
            "article_authors-0-position": "0",
        },
    )
    content = article.revisions.get().content
    assert content["authors"] == [[author.pk, "reporting", 0]]
    assert content["topics"] == [topic.pk]


def test_unchanged_save_writes_no_revision(editor):
    article = make_article(publisher=make_source(), topics=[make_topic()], authors=[make_author()])
    Statement.objects.create(article=article, words="It left.", source=make_source())
    revisions.record(article, user=None)
    save(editor, article)
    assert article.revisions.count() == 1


def test_body_is_sanitised_on_save(editor):
    article = make_article()
    save(editor, article, body='<p onclick="x()">Words<script>alert(1)</script> <a href="javascript:x()">link</a></p>')
    article.refresh_from_db()
    assert article.body == '<p>Words <a rel="noopener">link</a></p>'


def test_empty_editor_saves_an_empty_body(editor):
    article = make_article()
    save(editor, article, body="<p></p>")
    article.refresh_from_db()
    assert article.body == ""


def test_rewritten_headline_is_no_working_headline(editor):
    article = make_article(headline_is_working=True)
    save(editor, article, headline="  Ferry strike \r\n enters third week ")
    article.refresh_from_db()
    assert (article.headline, article.headline_is_working) == ("Ferry strike enters third week", False)


def test_statements_follow_a_text_that_is_saved_and_stand_in_its_revision(editor):
    article = make_article()
    save(editor, article, body="<p>“We sail tonight,” Ines Calder said.</p>")
    statement = Statement.objects.get()
    assert (statement.words, statement.state) == ("“We sail tonight,” Ines Calder said.", "suggested")
    assert [row["id"] for row in article.revisions.get().content["statements"]] == [statement.pk]
    save(editor, article, body="<p>The ferry stayed.</p>")
    assert not Statement.objects.exists()


def test_new_article_can_be_written_from_the_empty_form(reporter):
    url = reverse("admin:articles_article_add")
    section = make_section()
    data = fields_of(reporter.get(url)) | {"headline": "A fresh story", "body": "<p>Words.</p>", "section": section.pk}
    reporter.post(url, data)
    article = Article.objects.get()
    assert (article.headline, article.section) == ("A fresh story", section)
    assert article.revisions.get().user == reporter.user


def test_view_on_site_leads_to_the_live_edition_only(editor):
    edition, draft = make_live(), make_article()
    live_page = editor.get(change_url(edition.article))
    assert live_page.context["absolute_url"] == edition.path
    assert f'<a href="{edition.path}" class="viewsitelink">' in live_page.content.decode()
    assert "viewsitelink" not in editor.get(change_url(draft)).content.decode()


def test_published_article_is_not_deleted_and_withdrawal_is_offered(editor):
    edition = make_live()
    url = reverse("admin:articles_article_delete", args=[edition.article_id])
    for response in (editor.get(url, follow=True), editor.post(url, {"post": "yes"}, follow=True)):
        assert "Withdraw it instead." in response.content.decode()
        assert response.redirect_chain == [(change_url(edition.article), 302)]
    assert Article.objects.filter(pk=edition.article_id).exists()


def test_article_that_readers_never_saw_can_be_deleted(editor):
    article = make_article()
    editor.post(reverse("admin:articles_article_delete", args=[article.pk]), {"post": "yes"})
    assert not Article.objects.exists()


def test_articles_are_never_deleted_by_the_tick_box(editor):
    article = make_article()
    data = {"action": "delete_selected", "_selected_action": [article.pk], "post": "yes"}
    editor.post(reverse("admin:articles_article_changelist"), data)
    assert Article.objects.filter(pk=article.pk).exists()


@pytest.mark.parametrize("address", ["change", "history"])
def test_history_and_form_name_the_editions(editor, address):
    edition = make_live(headline="The harbour froze")
    response = editor.get(reverse(f"admin:articles_article_{address}", args=[edition.article_id]))
    assert "“The harbour froze”" in response.content.decode()
