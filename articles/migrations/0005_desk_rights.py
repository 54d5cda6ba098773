"""Default moves between stages, and the groups' rights on what came with the desk. Idempotent; it takes nothing away."""

from importlib import import_module

from django.db import migrations

groups = import_module("articles.migrations.0002_groups")
rights = groups.rights

# Who writes may keep notes, name a state of the text and show it to an outsider; an editor's are the decisions.
GROUPS = {
    "Reporter": [
        *rights("add change view", "note"),
        *rights("add view", "milestone"),
        *rights("add change view", "previewlink"),
        *rights("view", "previewread", "approval", "stagemove"),
    ],
    "Editor": [
        *rights("add change delete view", "note", "milestone", "slot", "banner"),
        *rights("add change view", "previewlink", "frontedition"),
        *rights("add view", "approval", "checktick"),
        *rights("view", "previewread", "stagemove", "sectionright", "tick"),
    ],
    "Moderator": rights("add view", "note"),
}

STAGES = ("pitch", "draft", "in_edit", "ready")
MOVES = {
    "Reporter": [("pitch", "draft"), ("draft", "pitch"), ("draft", "in_edit")],
    "Editor": [(before, after) for before in STAGES for after in STAGES if before != after],
}


def make_desk_rights(apps, schema_editor):
    using = schema_editor.connection.alias
    groups.make_permissions(apps, using)
    Group = apps.get_model("auth", "Group")
    Permission = apps.get_model("auth", "Permission")
    StageMove = apps.get_model("articles", "StageMove")
    mine = Permission.objects.using(using).filter(content_type__app_label=groups.APP)
    known = dict(mine.values_list("codename", "pk"))
    for name, codenames in GROUPS.items():
        group, _made = Group.objects.using(using).get_or_create(name=name)
        group.permissions.add(*[known[codename] for codename in codenames])
        for before, after in MOVES.get(name, []):
            StageMove.objects.using(using).get_or_create(group=group, from_stage=before, to_stage=after)


class Migration(migrations.Migration):
    dependencies = [("articles", "0004_desk")]

    operations = [migrations.RunPython(make_desk_rights, migrations.RunPython.noop, elidable=False)]
