"""Every save, sign-in and download at the desk leaves one entry in the audit log, and no secret in it."""

import ast
import json
from datetime import timedelta
from pathlib import Path

import pytest
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from articles.importing.importer import import_bytes
from articles.models import AuditEntry, Role, SectionRight, Topic
from articles.publishing import audit, workflow
from articles.publishing.audit import VERBS, WITHHELD
from tests.desk.forms import fields_of
from tests.importing.papers import STORY
from tests.pictures.drawing import drawn
from tests.world import make_article, make_author, make_comment, make_live, make_section, make_source, make_topic

PASSWORD = "a long password of words"

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def root(desk):
    return desk(name="root", is_staff=True, is_superuser=True)


def entries() -> list[tuple[str, str]]:
    return list(AuditEntry.objects.order_by("pk").values_list("verb", "object_type"))


def save(client, url, form_id, **changes):
    response = client.post(url, {**fields_of(client.get(url), form_id), **changes})
    assert response.status_code == 302, response.context["errors"]
    return response


def test_adding_leaves_one_entry_with_what_was_written(editor):
    save(editor, reverse("admin:articles_topic_add"), "topic_form", name="Ferries", slug="ferries")
    assert entries() == [("add", "topic")]
    entry = AuditEntry.objects.get()
    assert (entry.actor, entry.object_name, entry.origin) == (editor.user, "Ferries", "127.0.0.1")
    assert (entry.before, entry.after) == ({}, {"name": "Ferries", "slug": "ferries"})


def test_changing_leaves_one_entry_with_before_and_after_of_what_changed(editor):
    topic = make_topic(name="Ferries", slug="ferries", description="Boats.")
    save(editor, reverse("admin:articles_topic_change", args=[topic.pk]), "topic_form", name="Ships")
    entry = AuditEntry.objects.get()
    assert (entry.verb, entry.before, entry.after) == ("change", {"name": "Ferries"}, {"name": "Ships"})


def test_saving_without_a_change_leaves_none(editor):
    topic = make_topic()
    save(editor, reverse("admin:articles_topic_change", args=[topic.pk]), "topic_form")
    assert entries() == []


def test_deleting_leaves_one_entry_for_each_object(editor):
    one, two, three = make_topic(), make_topic(), make_topic()
    editor.post(reverse("admin:articles_topic_delete", args=[one.pk]), {"post": "yes"})
    data = {"action": "delete_selected", "_selected_action": [two.pk, three.pk], "post": "yes"}
    editor.post(reverse("admin:articles_topic_changelist"), data)
    assert not Topic.objects.exists()
    deleted = AuditEntry.objects.values_list("verb", "object_name")
    assert sorted(deleted) == sorted(("delete", topic.name) for topic in (one, two, three))


def test_relations_stand_by_name_and_long_texts_by_their_length(editor):
    article = make_article(section=make_section(name="World"), topics=[make_topic(name="Ferries")])
    other, fish = make_section(name="Harbour"), make_topic(name="Fish")
    url = reverse("admin:articles_article_change", args=[article.pk])
    body = f"<p>{'Words of a long story. ' * 40}</p>"
    save(editor, url, "article_form", section=other.pk, topics=[fish.pk], body=body, _continue="1")
    entry = AuditEntry.objects.get(verb="change")
    assert (entry.before["section"], entry.after["section"]) == ("World", "Harbour")
    assert (entry.before["topics"], entry.after["topics"]) == (["Ferries"], ["Fish"])
    assert entry.after["body"].startswith("<p>Words of a long story.")
    assert entry.after["body"].endswith(f"({len(body):,} characters)")


def test_rows_of_inlines_stand_beside_the_fields(editor):
    article, author = make_article(), make_author(name="Mara Lindqvist")
    url = reverse("admin:articles_article_change", args=[article.pk])
    row = {
        "article_authors-TOTAL_FORMS": "1",
        "article_authors-0-author": author.pk,
        "article_authors-0-role": "",
        "article_authors-0-position": "0",
    }
    save(editor, url, "article_form", _continue="1", **row)
    row_id = article.article_authors.get().pk
    save(editor, url, "article_form", _continue="1", **{"article_authors-0-role": "reporting"})
    save(editor, url, "article_form", _continue="1", **{"article_authors-0-DELETE": "on"})
    label = f"author of the article {row_id}"
    changes = AuditEntry.objects.filter(verb="change").order_by("pk").values_list("before", "after")
    assert list(changes) == [
        ({}, {label: "Mara Lindqvist"}),
        ({f"{label}: role": ""}, {f"{label}: role": "reporting"}),
        ({label: "Mara Lindqvist"}, {}),
    ]


def test_publishing_what_is_on_the_screen_leaves_one_entry_for_the_change_and_one_for_the_verb(editor):
    edition = make_live()
    url = reverse("admin:articles_article_change", args=[edition.article_id])
    form = fields_of(editor.get(url))
    editor.post(url, {**form, "headline": "A new turn", "_verb": "cancel_schedule"})
    workflow.schedule(edition.article, by=None, at=timezone.now() + timedelta(days=1))
    editor.post(url, {**fields_of(editor.get(url)), "_verb": "cancel_schedule"})
    mine = AuditEntry.objects.filter(actor=editor.user).order_by("pk").values_list("verb", flat=True)
    assert list(mine) == ["change", "cancel_schedule"]


def test_picture_of_the_library_leaves_an_entry(editor):
    url = reverse("admin:articles_picture_add")
    data = fields_of(editor.get(url), "picture_form")
    assert editor.post(url, {**data, "file": drawn(), "alt": "The pier"}).status_code == 302
    assert entries() == [("add", "picture")]


# --- accounts ---------------------------------------------------------------------------------------------------------


def test_account_group_and_rights_changes_leave_an_entry(root):
    url = reverse("admin:auth_user_change", args=[root.user.pk])
    save(root, url, "user_form", first_name="Ines", groups=[Group.objects.get(name="Editor").pk])
    entry = AuditEntry.objects.get()
    assert (entry.verb, entry.object_type) == ("change", "user")
    assert entry.after == {"first_name": "Ines", "groups": ["Editor"]}
    group = Group.objects.get(name="Moderator")
    right = Permission.objects.get(codename="view_topic")
    url = reverse("admin:auth_group_change", args=[group.pk])
    held = [*group.permissions.values_list("pk", flat=True), right.pk]
    save(root, url, "group_form", permissions=held)
    entry = AuditEntry.objects.get(object_type="group")
    assert set(entry.after["permissions"]) - set(entry.before["permissions"]) == {str(right)}


def test_limit_to_sections_leaves_an_entry(root, desk):
    person, section = desk("Editor", name="otto").user, make_section(name="Harbour")
    url = reverse("admin:auth_user_change", args=[person.pk])
    save(root, url, "user_form", **{"section_rights-TOTAL_FORMS": "1", "section_rights-0-section": section.pk})
    assert SectionRight.objects.get().section == section
    assert list(AuditEntry.objects.get().after.values()) == ["otto: Harbour"]


def test_new_account_s_password_stays_out_of_the_log(root):
    url = reverse("admin:auth_user_add")
    secret = "a phrase for one test alone"
    data = fields_of(root.get(url), "user_form") | {"usable_password": "true"}
    response = root.post(url, data | {"username": "otto", "password1": secret, "password2": secret})
    assert response.status_code == 302
    entry = AuditEntry.objects.get(verb="add")
    assert entry.object_name == "otto"
    assert secret not in json.dumps([entry.before, entry.after, entry.note])


@pytest.mark.parametrize("own", [True, False])
def test_changed_password_leaves_an_entry_without_it(root, desk, own):
    secret = "another phrase for one test"
    if own:
        data = {"old_password": PASSWORD, "new_password1": secret, "new_password2": secret}
        response = root.post(reverse("admin:password_change"), data)
    else:
        person = desk("Editor", name="otto").user
        data = {"usable_password": "true", "password1": secret, "password2": secret, "set-password": "1"}
        response = root.post(reverse("admin:auth_user_password_change", args=[person.pk]), data)
    assert response.status_code == 302
    entry = AuditEntry.objects.get()
    assert (entry.verb, entry.object_type, entry.after) == ("change", "user", {"password": WITHHELD})


def test_deleted_account_leaves_an_entry_and_its_own_entries_stay(root, desk):
    person = desk("Editor", name="otto").user
    audit.record(person, "publish", make_article())
    assert root.post(reverse("admin:auth_user_delete", args=[person.pk]), {"post": "yes"}).status_code == 302
    assert list(AuditEntry.objects.order_by("pk").values_list("verb", "actor_name")) == [
        ("publish", "otto"),
        ("delete", "root"),
    ]


# --- signing in -------------------------------------------------------------------------------------------------------


def test_signing_in_and_out_leave_one_entry_each(desk):
    desk("Editor", name="otto")
    client, before = Client(), AuditEntry.objects.count()
    client.post(reverse("admin:login"), {"username": "otto", "password": PASSWORD})
    client.post(reverse("admin:logout"))
    assert [verb for verb, _kind in entries()[before:]] == ["sign_in", "sign_out"]


@pytest.mark.parametrize(("typed", "name", "number"), [("otto", "otto", True), ("my Passw0rd", "a name that", False)])
def test_failed_sign_in_names_accounts_and_never_what_else_was_typed(desk, typed, name, number):
    desk("Editor", name="otto")
    before = AuditEntry.objects.count()
    Client().post(reverse("admin:login"), {"username": typed, "password": "wrong wrong wrong"})
    entry = AuditEntry.objects.order_by("pk").last()
    assert AuditEntry.objects.count() == before + 1
    assert (entry.verb, entry.actor, entry.actor_name) == ("sign_in_failed", None, audit.NOBODY)
    assert entry.object_name.startswith(name)
    assert bool(entry.object_id) is number
    written = json.dumps([entry.object_name, entry.before, entry.after, entry.note])
    assert "wrong wrong" not in written
    assert "Passw0rd" not in written


# --- documents, comments, secrets -------------------------------------------------------------------------------------


def test_download_of_an_original_leaves_an_entry(editor):
    document = import_bytes(STORY.encode(), file_name="a.txt", by=None).document
    before = AuditEntry.objects.count()
    assert editor.get(reverse("admin:articles_importeddocument_original", args=[document.pk])).status_code == 200
    assert entries()[before:] == [("download", "importeddocument")]


def test_secrets_of_a_source_stay_out_of_the_log(editor):
    source = make_source(contact="+44 20 7946 0018", notes="Met at the pier.")
    Role.objects.create(source=source, title="harbour master")
    url = reverse("admin:articles_source_change", args=[source.pk])
    save(editor, url, "source_form", contact="+44 20 7946 0999", notes="Met at the lighthouse.", description="A clerk.")
    entry = AuditEntry.objects.get()
    assert entry.after == {"contact": WITHHELD, "notes": WITHHELD, "description": "A clerk."}
    assert entry.before == {"contact": WITHHELD, "notes": WITHHELD, "description": ""}


def test_reader_s_name_address_and_words_stay_out_of_the_log(moderator):
    comment = make_comment(make_live(), status="waiting", author_name="Wilma", author_email="wilma@example.org")
    moderator.post(reverse("admin:articles_comment_approve", args=[comment.pk]))
    entry = AuditEntry.objects.get(verb="approve")
    written = json.dumps([entry.object_name, entry.before, entry.after, entry.note])
    assert not [word for word in ("Wilma", "wilma@", comment.text) if word in written]


@pytest.mark.parametrize("name", ["password", "password1", "new_password2", "role 3: notes", "contact", "author_email"])
def test_a_secret_is_withheld_whoever_writes_the_entry(db, name):
    assert audit.record(None, "change", make_topic(), after={name: "hush"}).after == {name: WITHHELD}


def test_command_line_is_named_and_has_no_address(db):
    entry = audit.record(None, "publish", make_topic())
    assert (entry.actor_name, entry.origin) == ("command line", "")


def test_address_is_the_proxy_s_word_only_behind_a_proxy(editor, settings):
    url = reverse("admin:articles_topic_add")
    forged = {"HTTP_X_FORWARDED_FOR": "198.51.100.7, 203.0.113.5"}
    for proxied in (False, True):
        settings.BEHIND_PROXY = proxied
        editor.post(url, {"name": f"Topic {proxied}", "slug": f"topic-{proxied}".lower()}, **forged)
    assert list(AuditEntry.objects.order_by("pk").values_list("origin", flat=True)) == ["127.0.0.1", "203.0.113.5"]


# --- the list of verbs is whole ---------------------------------------------------------------------------------------


def verbs_written() -> set[str]:
    """The words given as verb to `audit.record` and `audit.entry` anywhere in the code."""
    found = set()
    for file in (ROOT / "articles").rglob("*.py"):
        for call in ast.walk(ast.parse(file.read_text())):
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and len(call.args) > 1:
                on_audit = isinstance(call.func.value, ast.Name) and call.func.value.id == "audit"
                if on_audit and call.func.attr in {"record", "entry"}:
                    words = [node for node in ast.walk(call.args[1]) if isinstance(node, ast.Constant)]
                    found |= {node.value for node in words if isinstance(node.value, str)}
    return found


def test_log_s_filter_knows_every_verb():
    assert verbs_written() - set(VERBS) == set()
