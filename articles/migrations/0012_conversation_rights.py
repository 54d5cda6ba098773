"""The groups' rights on what came with the conversation, and the counts of what is there. Idempotent; it takes nothing away."""

from importlib import import_module

from django.db import migrations
from django.db.models import Count, IntegerField, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

groups = import_module("articles.migrations.0002_groups")
rights = groups.rights

# Who moderates decides on reports and appeals and keeps conversations in order. Errors in stories go to who writes them.
MODERATING = [
    *rights("change view", "report"),
    *rights("add change view", "statementofreasons"),
    *rights("add view", "readerwarning"),
    *rights("add change view", "discussion"),
    "erase_reader",
]
GROUPS = {
    "Reporter": [*rights("view", "errorreport")],
    "Editor": [
        *MODERATING,
        *rights("change view", "errorreport"),
        *rights("add change view", "verifiedsource"),
    ],
    "Moderator": MODERATING,
}


def make_conversation_rights(apps, schema_editor):
    using = schema_editor.connection.alias
    groups.make_permissions(apps, using)
    Group = apps.get_model("auth", "Group")
    Permission = apps.get_model("auth", "Permission")
    mine = Permission.objects.using(using).filter(content_type__app_label=groups.APP)
    known = dict(mine.values_list("codename", "pk"))
    for name, codenames in GROUPS.items():
        group, _made = Group.objects.using(using).get_or_create(name=name)
        group.permissions.add(*[known[codename] for codename in codenames])


def count_comments(apps, schema_editor):
    """What counts.py keeps from here on: approved replies of each thread, public comments and threads of each story."""
    using = schema_editor.connection.alias
    Comment = apps.get_model("articles", "Comment")
    Discussion = apps.get_model("articles", "Discussion")
    comments = Comment.objects.using(using)
    replies = (
        comments.filter(thread=OuterRef("pk"), status="approved").order_by().values("thread").annotate(n=Count("pk"))
    )
    comments.filter(thread__isnull=True).update(
        reply_count=Coalesce(Subquery(replies.values("n"), output_field=IntegerField()), 0)
    )
    public = comments.filter(Q(thread__isnull=True) | Q(thread__status="approved"), status="approved")
    rows = (
        public.order_by()
        .values("article")
        .annotate(all=Count("pk"), threads=Count("pk", filter=Q(thread__isnull=True)))
        .values_list("article", "all", "threads")
    )
    for article, count, threads in rows.iterator():
        Discussion.objects.using(using).update_or_create(
            article_id=article, defaults={"comment_count": count, "thread_count": threads}
        )


class Migration(migrations.Migration):
    dependencies = [("articles", "0011_conversation")]

    operations = [
        migrations.RunPython(count_comments, migrations.RunPython.noop, elidable=False),
        migrations.RunPython(make_conversation_rights, migrations.RunPython.noop, elidable=False),
    ]
