"""The three groups of the desk and their rights. Running it again gives back a right that was taken, and takes none."""

from django.contrib.auth.management import create_permissions
from django.db import migrations

APP = "articles"


def rights(verbs: str, *models: str) -> list[str]:
    return [f"{verb}_{model}" for verb in verbs.split() for model in models]


# A byline row is part of its article, so whoever may change the article may take a name off it.
GROUPS = {
    "Reporter": [
        *rights("add change view", "article", "picture", "statement"),
        *rights("add change delete view", "articleauthor"),
        *rights("add view", "source"),
        *rights("view", "section", "topic", "author", "role", "correction"),
    ],
    "Editor": [
        *rights(
            "add change delete view",
            "article",
            "articleauthor",
            "section",
            "topic",
            "author",
            "source",
            "role",
            "statement",
            "picture",
            "correction",
        ),
        *rights("add view", "importeddocument"),
        *rights("change view", "comment"),
        *rights("view", "auditentry"),
        "publish_article",
        "withdraw_article",
        "moderate_comment",
        "view_source_private",
    ],
    "Moderator": [
        *rights("view", "article", "articleauthor", "section"),
        *rights("change view", "comment"),
        "moderate_comment",
    ],
}


def make_permissions(apps, using: str) -> None:
    """Permissions are otherwise made after the last migration, too late for the groups."""
    config = apps.get_app_config(APP)
    before = getattr(config, "models_module", None)
    config.models_module = True  # a migration's stand-in has none, and without it no permission is made
    create_permissions(config, apps=apps, verbosity=0, using=using)
    config.models_module = before


def make_groups(apps, schema_editor):
    using = schema_editor.connection.alias
    make_permissions(apps, using)
    Group = apps.get_model("auth", "Group")
    Permission = apps.get_model("auth", "Permission")
    known = dict(Permission.objects.using(using).filter(content_type__app_label=APP).values_list("codename", "pk"))
    for name, codenames in GROUPS.items():
        group, _made = Group.objects.using(using).get_or_create(name=name)
        group.permissions.add(*[known[codename] for codename in codenames])


def remove_empty_groups(apps, schema_editor):
    """A group that somebody belongs to stays: taking it away would lock people out unseen."""
    Group = apps.get_model("auth", "Group")
    Group.objects.using(schema_editor.connection.alias).filter(name__in=GROUPS, user__isnull=True).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0001_schema"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(make_groups, remove_empty_groups, elidable=False)]
