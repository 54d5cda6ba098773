"""Stages: who may move a story where, by a table an administrator edits; whoever else is told what is allowed."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from articles.models import Article, AuditEntry, StageMove
from articles.publishing import stages
from articles.publishing.workflow import WorkflowRefused
from tests.desk.forms import fields_of
from tests.world import make_article, make_section, make_user


def options_of(response, field="stage") -> list[str]:
    return [value for value, _label in response.context["adminform"].form.fields[field].choices]


def url_of(article) -> str:
    return reverse("admin:articles_article_change", args=[article.pk])


@pytest.mark.parametrize(
    ("group", "stage", "targets"),
    [
        ("Reporter", "pitch", ["draft"]),
        ("Reporter", "draft", ["pitch", "in_edit"]),
        ("Reporter", "in_edit", []),
        ("Reporter", "ready", []),
        ("Editor", "draft", ["pitch", "in_edit", "ready"]),
        ("Editor", "ready", ["pitch", "draft", "in_edit"]),
        ("Moderator", "draft", []),
    ],
)
def test_groups_come_with_the_moves_they_need(db, group, stage, targets):
    assert stages.targets_of(stage, make_user("ines", group)) == targets


def test_administrator_is_free(db):
    assert stages.targets_of("ready", make_user("root", is_superuser=True)) == ["pitch", "draft", "in_edit"]


def test_move_is_logged_and_open_forms_notice_it(db):
    article, ines = make_article(stage="draft"), make_user("ines", "Reporter")
    moved = stages.move(article, "in_edit", by=ines)
    article.refresh_from_db()
    assert (article.stage, article.version) == ("in_edit", 2) == (moved.stage, moved.version)
    entry = AuditEntry.objects.get(verb="move")
    assert (entry.actor, entry.before, entry.after) == (ines, {"stage": "draft"}, {"stage": "in_edit"})


def test_move_to_where_it_stands_changes_nothing(db):
    article = make_article(stage="draft")
    stages.move(article, "draft", by=make_user("ines", "Reporter"))
    article.refresh_from_db()
    assert article.version == 1
    assert not AuditEntry.objects.filter(verb="move").exists()


def test_refused_move_names_what_is_allowed(db):
    article = make_article(stage="draft")
    with pytest.raises(WorkflowRefused) as refusal:
        stages.move(article, "ready", by=make_user("ines", "Reporter"))
    assert refusal.value.messages == [
        "You may not move it from “draft” to “ready”. You may move it to: “pitch”, “in edit”."
    ]
    article.refresh_from_db()
    assert article.stage == "draft"


def test_refusal_without_any_move_says_whom_to_ask(db):
    with pytest.raises(WorkflowRefused, match="ask an editor"):
        stages.move(make_article(stage="ready"), "draft", by=make_user("ines", "Reporter"))


def test_what_is_no_stage_is_refused(db):
    with pytest.raises(WorkflowRefused):
        stages.move(make_article(stage="draft"), "live", by=make_user("root", is_superuser=True))


def test_without_the_right_to_change_articles_no_row_helps(db):
    moderator = make_user("mod", "Moderator")
    StageMove.objects.create(group=Group.objects.get(name="Moderator"), from_stage="draft", to_stage="ready")
    with pytest.raises(PermissionDenied):
        stages.move(make_article(stage="draft"), "ready", by=moderator)


def test_form_offers_only_the_moves_allowed_from_where_it_stands(reporter, editor):
    article = make_article(stage="draft")
    assert options_of(reporter.get(url_of(article))) == ["pitch", "draft", "in_edit"]
    assert options_of(editor.get(url_of(article))) == ["pitch", "draft", "in_edit", "ready"]
    assert options_of(reporter.get(reverse("admin:articles_article_add"))) == ["pitch", "draft", "in_edit"]


def test_form_moves_the_story_and_keeps_the_rest(reporter):
    article = make_article(stage="draft")
    url = url_of(article)
    reporter.post(url, fields_of(reporter.get(url)) | {"stage": "in_edit", "headline": "Handed in", "_save": "1"})
    article.refresh_from_db()
    assert (article.stage, article.headline) == ("in_edit", "Handed in")
    assert AuditEntry.objects.get(verb="move").after == {"stage": "in_edit"}
    assert article.revisions.get().content["stage"] == "in_edit"


def test_form_refuses_a_move_that_was_not_offered_and_saves_nothing(reporter):
    article = make_article(stage="draft")
    url = url_of(article)
    response = reporter.post(url, fields_of(reporter.get(url)) | {"stage": "ready", "headline": "No", "_save": "1"})
    assert response.context["adminform"].form.errors["stage"] == [
        "You may not move it there from “draft”. You may move it to: “pitch”, “in edit”."
    ]
    article.refresh_from_db()
    assert article.stage == "draft"
    assert article.headline != "No"


def test_new_story_may_begin_at_a_stage_one_may_move_to(reporter):
    url = reverse("admin:articles_article_add")
    data = fields_of(reporter.get(url)) | {"headline": "An idea", "section": make_section().pk, "_save": "1"}
    reporter.post(url, data | {"stage": "pitch"})
    assert Article.objects.get().stage == "pitch"
    response = reporter.post(url, data | {"stage": "ready"})
    assert "stage" in response.context["adminform"].form.errors


def test_administrator_edits_the_table_and_it_holds_at_once(desk, reporter):
    root, article = desk(name="root", is_staff=True, is_superuser=True), make_article(stage="in_edit")
    group = Group.objects.get(name="Reporter")
    root.post(
        reverse("admin:articles_stagemove_add"), {"group": group.pk, "from_stage": "in_edit", "to_stage": "draft"}
    )
    assert options_of(reporter.get(url_of(article))) == ["draft", "in_edit"]


def test_table_is_closed_to_those_without_the_right_and_open_to_those_given_it(desk, editor):
    row = StageMove.objects.first()
    url = reverse("admin:articles_stagemove_change", args=[row.pk])
    assert editor.post(url, {}).status_code == 403
    trusted = desk(name="trusted", is_staff=True)
    trusted.user.user_permissions.add(*Permission.objects.filter(codename__endswith="_stagemove"))
    assert trusted.get(url).status_code == 200


def test_move_that_goes_nowhere_is_refused_in_words(desk):
    root = desk(name="root", is_staff=True, is_superuser=True)
    data = {"group": Group.objects.first().pk, "from_stage": "draft", "to_stage": "draft"}
    response = root.post(reverse("admin:articles_stagemove_add"), data)
    assert response.status_code == 200
    assert response.context["errors"]
