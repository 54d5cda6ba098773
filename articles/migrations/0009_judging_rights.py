"""The groups' rights on what came with judging. Idempotent; it takes nothing away."""

from importlib import import_module

from django.db import migrations

groups = import_module("articles.migrations.0002_groups")
rights = groups.rights

# Who moderates keeps the list of words and the bans; a ban is ended by its date, not deleted.
GROUPS = {
    "Reporter": [],
    "Editor": [*rights("add change delete view", "listedword"), *rights("add change view", "ban")],
    "Moderator": [*rights("add change delete view", "listedword"), *rights("add change view", "ban")],
}


def make_judging_rights(apps, schema_editor):
    using = schema_editor.connection.alias
    groups.make_permissions(apps, using)
    Group = apps.get_model("auth", "Group")
    Permission = apps.get_model("auth", "Permission")
    mine = Permission.objects.using(using).filter(content_type__app_label=groups.APP)
    known = dict(mine.values_list("codename", "pk"))
    for name, codenames in GROUPS.items():
        group, _made = Group.objects.using(using).get_or_create(name=name)
        group.permissions.add(*[known[codename] for codename in codenames])


class Migration(migrations.Migration):
    dependencies = [("articles", "0008_judging")]

    operations = [migrations.RunPython(make_judging_rights, migrations.RunPython.noop, elidable=False)]
