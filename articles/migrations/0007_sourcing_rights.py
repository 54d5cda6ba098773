"""The groups' rights on what came with sourcing, and the names by which sources are found. Idempotent; takes nothing away."""

from importlib import import_module

from django.db import migrations

from articles.sourcing.names import keys_of

groups = import_module("articles.migrations.0002_groups")
rights = groups.rights

# Who writes decides on statements and shows what they rest on; sources are put together and named by editors.
GROUPS = {
    "Reporter": [
        *rights("add change view", "evidence"),
        *rights("view", "anonymityconsent", "statementfix", "fixitem"),
    ],
    "Editor": [
        *rights("add change delete view", "evidence", "selfdescription"),
        *rights("add change view", "statementfix", "fixitem", "sourceidentity"),
        *rights("add view", "anonymityconsent"),
        *rights("change view", "removalrequest"),
    ],
    "Moderator": [],
}


def make_sourcing_rights(apps, schema_editor):
    using = schema_editor.connection.alias
    groups.make_permissions(apps, using)
    Group = apps.get_model("auth", "Group")
    Permission = apps.get_model("auth", "Permission")
    mine = Permission.objects.using(using).filter(content_type__app_label=groups.APP)
    known = dict(mine.values_list("codename", "pk"))
    for name, codenames in GROUPS.items():
        group, _made = Group.objects.using(using).get_or_create(name=name)
        group.permissions.add(*[known[codename] for codename in codenames])


def name_sources(apps, schema_editor):
    using = schema_editor.connection.alias
    SourceName = apps.get_model("articles", "SourceName")
    sources = apps.get_model("articles", "Source").objects.using(using)
    for source in sources.only("name", "aliases").iterator(chunk_size=1000):
        rows = [SourceName(source=source, key=key) for key in keys_of(source)]
        SourceName.objects.using(using).bulk_create(rows, ignore_conflicts=True)


class Migration(migrations.Migration):
    dependencies = [("articles", "0006_sourcing")]

    operations = [
        migrations.RunPython(make_sourcing_rights, migrations.RunPython.noop, elidable=False),
        migrations.RunPython(name_sources, migrations.RunPython.noop, elidable=False),
    ]
