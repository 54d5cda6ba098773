"""The page before a deletion says what goes with a row and what keeps it, and the deletion does just that."""

from django.urls import reverse

from articles.models import Article, Comment, Notice, Section, Slot
from articles.publishing import revisions
from tests.world import make_article, make_comment, make_live, make_section, make_user


def test_story_goes_with_all_that_belongs_to_it(editor):
    article = make_article(headline="Pier closed")
    revisions.record(article, user=editor.user)
    Notice.objects.create(user=editor.user, kind="assigned", text="Yours.", article=article)
    Slot.objects.create(position=1, article=article)
    url = reverse("admin:articles_article_delete", args=[article.pk])
    page = editor.get(url)
    assert page.context["protected"] == []
    assert {"articles": 1, "revisions": 1, "notices": 1}.items() <= dict(page.context["model_count"]).items()
    assert editor.post(url, {"post": "yes"}).status_code == 302
    assert not Article.objects.exists()
    assert not Notice.objects.exists()


def test_section_with_a_story_is_kept_by_it(editor):
    section = make_section(name="Harbour")
    make_article(section=section)
    url = reverse("admin:articles_section_delete", args=[section.pk])
    assert editor.get(url).context["protected"] == ["articles: 1"]
    editor.post(url, {"post": "yes"})
    assert Section.objects.filter(pk=section.pk).exists()


def test_several_rows_are_counted_together(editor):
    one, two, empty = make_section(), make_section(), make_section()
    for section in (one, two, two):
        make_article(section=section)
    url = reverse("admin:articles_section_changelist")
    data = {"action": "delete_selected", "_selected_action": [one.pk, two.pk, empty.pk]}
    assert editor.post(url, data).context["protected"] == ["articles: 3"]


def test_story_with_comments_is_kept_by_them(editor):
    article = make_article()
    comment = make_comment(make_live())
    Comment.objects.filter(pk=comment.pk).update(article=article, edition=None)
    url = reverse("admin:articles_article_delete", args=[article.pk])
    assert editor.get(url).context["protected"] == ["comments: 1"]
    editor.post(url, {"post": "yes"})
    assert Article.objects.filter(pk=article.pk).exists()


def test_account_goes_and_leaves_the_record(desk):
    root = desk(name="root", is_staff=True, is_superuser=True)
    person = make_user("ines", "Editor")
    revision = revisions.record(make_article(), user=person)
    assert root.post(reverse("admin:auth_user_delete", args=[person.pk]), {"post": "yes"}).status_code == 302
    revision.refresh_from_db()
    assert revision.user is None
