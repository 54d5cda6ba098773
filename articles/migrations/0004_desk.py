import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import articles.fronts.models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0003_editions_never_overlap"),
        ("auth", "0012_alter_user_first_name_max_length"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="revision",
            name="version",
            field=models.PositiveIntegerField(
                default=0,
                help_text="Of the article when it was recorded: what a form opened at that version began with.",
            ),
        ),
        migrations.CreateModel(
            name="Approval",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(blank=True, max_length=120, verbose_name="name")),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="note")),
                ("at", models.DateTimeField(auto_now_add=True, verbose_name="when")),
            ],
            options={
                "verbose_name": "approval",
                "verbose_name_plural": "approvals",
                "ordering": ["-at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="Autosave",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("base_version", models.PositiveIntegerField()),
                ("fields", models.JSONField(default=dict)),
                ("page", models.CharField(blank=True, max_length=16)),
                ("sequence", models.PositiveIntegerField(default=0)),
                ("saved", models.DateTimeField(auto_now=True)),
            ],
        ),
        migrations.CreateModel(
            name="Banner",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "text",
                    models.CharField(
                        help_text="Example: “Port of Westport closed by storm”.", max_length=160, verbose_name="text"
                    ),
                ),
                ("live_from", models.DateTimeField(verbose_name="from")),
                ("live_until", models.DateTimeField(verbose_name="until")),
            ],
            options={
                "verbose_name": "breaking banner",
                "verbose_name_plural": "breaking banners",
                "ordering": ["-live_from", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="CheckTick",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("check_id", models.CharField(max_length=60)),
                ("message", models.CharField(max_length=400)),
                ("at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="FrontEdition",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField(unique=True)),
                (
                    "content",
                    models.JSONField(help_text="The list of slots: section, article, headline, picture, pinned_until."),
                ),
                ("live_from", models.DateTimeField()),
                ("live_until", models.DateTimeField(blank=True, null=True)),
                ("note", models.CharField(blank=True, max_length=300)),
                ("created", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "verbose_name": "launched front page",
                "verbose_name_plural": "launched front pages",
                "ordering": ["-number"],
            },
        ),
        migrations.CreateModel(
            name="Milestone",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "name",
                    models.CharField(
                        help_text="Example: “as sent to the lawyers”.", max_length=120, verbose_name="name"
                    ),
                ),
                ("at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "verbose_name": "milestone",
                "verbose_name_plural": "milestones",
            },
        ),
        migrations.CreateModel(
            name="Note",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.TextField(max_length=4000, verbose_name="note")),
                ("quote", models.CharField(blank=True, max_length=400)),
                ("before", models.CharField(blank=True, max_length=60)),
                ("after", models.CharField(blank=True, max_length=60)),
                ("created", models.DateTimeField(auto_now_add=True)),
                ("resolved_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "verbose_name": "note",
                "verbose_name_plural": "notes",
                "ordering": ["created", "pk"],
            },
        ),
        migrations.CreateModel(
            name="SectionAddress",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("slug", models.SlugField(max_length=60, unique=True)),
                ("since", models.DateTimeField(auto_now_add=True)),
                (
                    "section",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="former_addresses",
                        to="articles.section",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Notice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("assigned", "assigned to you"),
                            ("mentioned", "mentioned you"),
                            ("approved", "approved"),
                            ("taken_over", "taken over"),
                            ("failed", "failed"),
                            ("live", "went live"),
                            ("ended", "ended"),
                        ],
                        max_length=20,
                    ),
                ),
                ("text", models.CharField(max_length=300)),
                ("created", models.DateTimeField(auto_now_add=True)),
                ("read_at", models.DateTimeField(blank=True, null=True)),
                ("mailed_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "verbose_name": "notice",
                "verbose_name_plural": "notices",
                "ordering": ["-created", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="Presence",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("since", models.DateTimeField()),
                ("seen", models.DateTimeField()),
                ("owner", models.BooleanField(default=False)),
            ],
            options={
                "ordering": ["since", "pk"],
            },
        ),
        migrations.CreateModel(
            name="PreviewLink",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("digest", models.CharField(editable=False, max_length=64, unique=True)),
                (
                    "label",
                    models.CharField(help_text="Example: “Lawyer, R. Osei”.", max_length=120, verbose_name="for whom"),
                ),
                ("may_approve", models.BooleanField(default=False, verbose_name="may approve")),
                ("created", models.DateTimeField(auto_now_add=True)),
                ("expires", models.DateTimeField(verbose_name="expires")),
                ("revoked_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "verbose_name": "preview link",
                "verbose_name_plural": "preview links",
                "ordering": ["-created", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="PreviewRead",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("verb", models.CharField(default="read", max_length=20)),
                ("at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "ordering": ["-at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="SectionRight",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
            ],
            options={
                "verbose_name": "section right",
                "verbose_name_plural": "section rights",
            },
        ),
        migrations.CreateModel(
            name="Slot",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="order")),
                (
                    "headline",
                    models.CharField(
                        blank=True,
                        help_text="Only on the front page; the story keeps its own.",
                        max_length=200,
                        verbose_name="headline here",
                    ),
                ),
                ("pinned_until", models.DateTimeField(blank=True, null=True, verbose_name="pinned until")),
            ],
            options={
                "verbose_name": "slot",
                "verbose_name_plural": "front page",
                "ordering": [
                    models.OrderBy(models.F("section__position"), nulls_first=True),
                    "section",
                    "position",
                    "pk",
                ],
            },
        ),
        migrations.CreateModel(
            name="StageMove",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "from_stage",
                    models.CharField(
                        choices=[("pitch", "pitch"), ("draft", "draft"), ("in_edit", "in edit"), ("ready", "ready")],
                        max_length=20,
                        verbose_name="from",
                    ),
                ),
                (
                    "to_stage",
                    models.CharField(
                        choices=[("pitch", "pitch"), ("draft", "draft"), ("in_edit", "in edit"), ("ready", "ready")],
                        max_length=20,
                        verbose_name="to",
                    ),
                ),
            ],
            options={
                "verbose_name": "allowed move",
                "verbose_name_plural": "allowed moves between stages",
                "ordering": ["group", "from_stage", "to_stage"],
            },
        ),
        migrations.CreateModel(
            name="Tick",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("started", models.DateTimeField()),
                ("ended", models.DateTimeField(blank=True, null=True)),
                ("announced", models.PositiveIntegerField(default=0)),
                ("failures", models.JSONField(default=list)),
            ],
            options={
                "ordering": ["-started", "-pk"],
            },
        ),
        migrations.AddField(
            model_name="article",
            name="due",
            field=models.DateTimeField(
                blank=True, help_text="When the copy is expected.", null=True, verbose_name="due"
            ),
        ),
        migrations.AddField(
            model_name="article",
            name="editor",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="edited_stories",
                to=settings.AUTH_USER_MODEL,
                verbose_name="editor",
            ),
        ),
        migrations.AddField(
            model_name="article",
            name="legal_hold",
            field=models.BooleanField(
                default=False,
                help_text="Ticked, it cannot be published until a lawyer has cleared it.",
                verbose_name="legal hold",
            ),
        ),
        migrations.AddField(
            model_name="article",
            name="not_for_publication",
            field=models.BooleanField(
                default=False,
                help_text="Background for the desk only; never to be published.",
                verbose_name="not for publication",
            ),
        ),
        migrations.AddField(
            model_name="article",
            name="planned_for",
            field=models.DateField(
                blank=True,
                help_text="The day it should appear; the budget and calendar show it.",
                null=True,
                verbose_name="planned for",
            ),
        ),
        migrations.AddField(
            model_name="article",
            name="reporter",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="assigned_stories",
                to=settings.AUTH_USER_MODEL,
                verbose_name="reporter",
            ),
        ),
        migrations.AddField(
            model_name="article",
            name="wanted_length",
            field=models.PositiveIntegerField(
                blank=True, help_text="In words. Example: 600.", null=True, verbose_name="wanted length"
            ),
        ),
        migrations.AddField(
            model_name="edition",
            name="announced",
            field=models.DateTimeField(
                blank=True, editable=False, help_text="When purges and notices told that it went live.", null=True
            ),
        ),
        migrations.AddField(
            model_name="edition",
            name="end_announced",
            field=models.DateTimeField(
                blank=True, editable=False, help_text="When purges and notices told that it ended.", null=True
            ),
        ),
        migrations.AddField(
            model_name="section",
            name="needs_approval",
            field=models.BooleanField(
                default=False,
                help_text="Ticked, a story of this section is published only after someone else approved it.",
                verbose_name="a second person approves",
            ),
        ),
        migrations.AlterField(
            model_name="edition",
            name="ending",
            field=models.CharField(
                blank=True,
                choices=[
                    ("superseded", "replaced by a later edition"),
                    ("withdrawn", "withdrawn"),
                    ("expired", "ended as planned"),
                ],
                max_length=20,
            ),
        ),
        migrations.AddIndex(
            model_name="edition",
            index=models.Index(
                condition=models.Q(("announced__isnull", True)), fields=["live_from"], name="edition_to_announce"
            ),
        ),
        migrations.AddIndex(
            model_name="edition",
            index=models.Index(
                condition=models.Q(("end_announced__isnull", True), ("live_until__isnull", False)),
                fields=["live_until"],
                name="edition_end_to_announce",
            ),
        ),
        migrations.AddField(
            model_name="approval",
            name="revision",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="approvals", to="articles.revision"
            ),
        ),
        migrations.AddField(
            model_name="approval",
            name="user",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="autosave",
            name="article",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="autosaves", to="articles.article"
            ),
        ),
        migrations.AddField(
            model_name="autosave",
            name="user",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="banner",
            name="article",
            field=models.ForeignKey(
                blank=True,
                help_text="Readers get a link to it while they can read it.",
                limit_choices_to=articles.fronts.models.published_or_planned,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="articles.article",
                verbose_name="story",
            ),
        ),
        migrations.AddField(
            model_name="banner",
            name="made_by",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="checktick",
            name="revision",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="ticks", to="articles.revision"
            ),
        ),
        migrations.AddField(
            model_name="checktick",
            name="user",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="frontedition",
            name="launched_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="milestone",
            name="revision",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE, related_name="milestone", to="articles.revision"
            ),
        ),
        migrations.AddField(
            model_name="milestone",
            name="user",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="note",
            name="article",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="notes", to="articles.article"
            ),
        ),
        migrations.AddField(
            model_name="note",
            name="author",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="note",
            name="mentions",
            field=models.ManyToManyField(blank=True, related_name="+", to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name="note",
            name="parent",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="replies",
                to="articles.note",
            ),
        ),
        migrations.AddField(
            model_name="note",
            name="resolved_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="notice",
            name="article",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="articles.article",
            ),
        ),
        migrations.AddField(
            model_name="notice",
            name="user",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="notices", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="presence",
            name="article",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="presences", to="articles.article"
            ),
        ),
        migrations.AddField(
            model_name="presence",
            name="user",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="previewlink",
            name="article",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="preview_links", to="articles.article"
            ),
        ),
        migrations.AddField(
            model_name="previewlink",
            name="created_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="previewread",
            name="link",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="reads", to="articles.previewlink"
            ),
        ),
        migrations.AddField(
            model_name="previewread",
            name="revision",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="articles.revision"
            ),
        ),
        migrations.AddField(
            model_name="sectionright",
            name="section",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="section_rights", to="articles.section"
            ),
        ),
        migrations.AddField(
            model_name="sectionright",
            name="user",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="section_rights", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="slot",
            name="article",
            field=models.ForeignKey(
                blank=True,
                limit_choices_to=articles.fronts.models.published_or_planned,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="slots",
                to="articles.article",
                verbose_name="story",
            ),
        ),
        migrations.AddField(
            model_name="slot",
            name="picture",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="articles.picture",
                verbose_name="picture here",
            ),
        ),
        migrations.AddField(
            model_name="slot",
            name="section",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="slots",
                to="articles.section",
            ),
        ),
        migrations.AddField(
            model_name="stagemove",
            name="group",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="auth.group", verbose_name="group"
            ),
        ),
        migrations.AddConstraint(
            model_name="approval",
            constraint=models.UniqueConstraint(
                condition=models.Q(("user__isnull", False)),
                fields=("revision", "user"),
                name="approval_once_per_person",
            ),
        ),
        migrations.AddConstraint(
            model_name="approval",
            constraint=models.CheckConstraint(
                condition=models.Q(("user__isnull", False), models.Q(("name", ""), _negated=True), _connector="OR"),
                name="approval_is_by_someone",
            ),
        ),
        migrations.AddConstraint(
            model_name="autosave",
            constraint=models.UniqueConstraint(fields=("article", "user"), name="autosave_once_per_person"),
        ),
        migrations.AddConstraint(
            model_name="banner",
            constraint=models.CheckConstraint(
                condition=models.Q(("text", ""), _negated=True), name="banner_has_a_text"
            ),
        ),
        migrations.AddConstraint(
            model_name="banner",
            constraint=models.CheckConstraint(
                condition=models.Q(("live_from__lt", models.F("live_until"))), name="banner_from_before_until"
            ),
        ),
        migrations.AddConstraint(
            model_name="checktick",
            constraint=models.UniqueConstraint(fields=("revision", "check_id", "message"), name="check_tick_once"),
        ),
        migrations.AddIndex(
            model_name="frontedition",
            index=models.Index(fields=["-live_from"], name="front_newest"),
        ),
        migrations.AddConstraint(
            model_name="frontedition",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("live_until__isnull", True), ("live_from__lt", models.F("live_until")), _connector="OR"
                ),
                name="front_live_from_before_until",
            ),
        ),
        migrations.AddConstraint(
            model_name="frontedition",
            constraint=models.UniqueConstraint(fields=("live_from",), name="front_one_start"),
        ),
        migrations.AddConstraint(
            model_name="milestone",
            constraint=models.CheckConstraint(
                condition=models.Q(("name", ""), _negated=True), name="milestone_has_a_name"
            ),
        ),
        migrations.AddConstraint(
            model_name="note",
            constraint=models.CheckConstraint(condition=models.Q(("text", ""), _negated=True), name="note_has_a_text"),
        ),
        migrations.AddConstraint(
            model_name="note",
            constraint=models.CheckConstraint(
                condition=models.Q(("parent__isnull", True), ("quote", ""), _connector="OR"),
                name="note_reply_has_no_passage_of_its_own",
            ),
        ),
        migrations.AddField(
            model_name="auditentry",
            name="origin",
            field=models.CharField(
                blank=True,
                default="",
                help_text="Network address of the request; empty for a command.",
                max_length=60,
                verbose_name="from where",
            ),
            preserve_default=False,
        ),
        migrations.AddIndex(
            model_name="source",
            index=models.Index(fields=["name", "id"], name="source_by_name"),
        ),
        migrations.AddIndex(
            model_name="auditentry",
            index=models.Index(fields=["verb", "-at", "-id"], name="audit_of_verb"),
        ),
        migrations.AddIndex(
            model_name="auditentry",
            index=models.Index(fields=["actor", "-at", "-id"], name="audit_of_person"),
        ),
        migrations.AddIndex(
            model_name="article",
            index=models.Index(condition=models.Q(("due__isnull", False)), fields=["due"], name="article_due"),
        ),
        migrations.AddIndex(
            model_name="article",
            index=models.Index(
                condition=models.Q(("planned_for__isnull", False)), fields=["planned_for"], name="article_planned"
            ),
        ),
        migrations.AddIndex(
            model_name="notice",
            index=models.Index(fields=["user", "read_at", "-created"], name="notice_of_person"),
        ),
        migrations.AddIndex(
            model_name="presence",
            index=models.Index(fields=["seen"], name="presence_seen"),
        ),
        migrations.AddConstraint(
            model_name="presence",
            constraint=models.UniqueConstraint(fields=("article", "user"), name="presence_once_per_person"),
        ),
        migrations.AddConstraint(
            model_name="presence",
            constraint=models.UniqueConstraint(
                condition=models.Q(("owner", True)), fields=("article",), name="presence_one_owner"
            ),
        ),
        migrations.AddConstraint(
            model_name="sectionright",
            constraint=models.UniqueConstraint(fields=("user", "section"), name="section_right_once"),
        ),
        migrations.AddConstraint(
            model_name="stagemove",
            constraint=models.UniqueConstraint(fields=("group", "from_stage", "to_stage"), name="stage_move_once"),
        ),
        migrations.AddConstraint(
            model_name="stagemove",
            constraint=models.CheckConstraint(
                condition=models.Q(("from_stage", models.F("to_stage")), _negated=True),
                name="stage_move_goes_somewhere",
            ),
        ),
    ]
