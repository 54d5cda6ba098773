"""What readers and moderators do around comments: counts, reports, recommendations, mail, standing, errors, identities."""

import django.core.validators
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import articles.comments.desk.models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0010_newest_first"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="AnswerMail",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("due", models.DateTimeField()),
                ("sent_at", models.DateTimeField(null=True)),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
            ],
            options={
                "verbose_name": "mail of an answer",
                "verbose_name_plural": "mails of answers",
            },
        ),
        migrations.CreateModel(
            name="Discussion",
            fields=[
                (
                    "article",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="discussion",
                        serialize=False,
                        to="articles.article",
                        verbose_name="story",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "as the story says"),
                            ("slowed", "slowed: a reader’s comments keep a distance"),
                            ("held", "on hold: every comment waits"),
                            ("closed", "closed: shown, no new ones"),
                        ],
                        default="",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                (
                    "slow_seconds",
                    models.PositiveIntegerField(
                        db_default=120,
                        default=120,
                        help_text="While slowed: how long a reader waits between two comments here. For example: 120",
                        validators=[
                            django.core.validators.MinValueValidator(10),
                            django.core.validators.MaxValueValidator(86400),
                        ],
                        verbose_name="distance in seconds",
                    ),
                ),
                (
                    "first_held",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="Of each reader, where first comments wait. Empty: 2, as everywhere.",
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(50),
                        ],
                        verbose_name="first comments that wait",
                    ),
                ),
                (
                    "close_after_days",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="Counted from first publication. Empty: as the site says. For example: 14",
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(3650),
                        ],
                        verbose_name="closes after days",
                    ),
                ),
                (
                    "opens_at",
                    models.TimeField(
                        blank=True,
                        help_text="Each day, in the newsroom’s zone. For example: 07:00",
                        null=True,
                        verbose_name="opens at",
                    ),
                ),
                (
                    "closes_at",
                    models.TimeField(
                        blank=True,
                        help_text="Each day; before the hour of opening it means past midnight.",
                        null=True,
                        verbose_name="closes at",
                    ),
                ),
                (
                    "note",
                    models.CharField(
                        blank=True,
                        help_text="Why, in a sentence. For example: Comments are closed while the trial is on.",
                        max_length=300,
                        verbose_name="note to readers",
                    ),
                ),
                ("comment_count", models.PositiveIntegerField(db_default=0, default=0, editable=False)),
                ("thread_count", models.PositiveIntegerField(db_default=0, default=0, editable=False)),
                ("changed_at", models.DateTimeField(editable=False, null=True)),
            ],
            options={
                "verbose_name": "conversation",
                "verbose_name_plural": "conversations",
            },
        ),
        migrations.CreateModel(
            name="ErrorReport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("passage", models.CharField(max_length=500, verbose_name="words of the story")),
                ("paragraph", models.PositiveIntegerField(editable=False, null=True)),
                ("words", models.TextField(max_length=2000, verbose_name="what is wrong")),
                ("name", models.CharField(blank=True, max_length=80, verbose_name="name")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="e-mail")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "open"),
                            ("corrected", "corrected, with a correction"),
                            ("fixed", "mended, too small for a correction"),
                            ("declined", "no error"),
                        ],
                        default="open",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                (
                    "answer",
                    models.TextField(
                        blank=True,
                        help_text="Mailed, when they left an address.",
                        max_length=2000,
                        verbose_name="answer to the reader",
                    ),
                ),
                ("key", models.CharField(editable=False, max_length=64, unique=True)),
                (
                    "created",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="reported"),
                ),
                ("decided_at", models.DateTimeField(editable=False, null=True, verbose_name="decided")),
                ("told_at", models.DateTimeField(editable=False, null=True)),
            ],
            options={
                "verbose_name": "error reported by a reader",
                "verbose_name_plural": "errors reported by readers",
                "ordering": ["-created", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="ModerationStep",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("verb", models.CharField(max_length=30)),
                ("before", models.JSONField()),
                ("count", models.PositiveIntegerField()),
                ("created", models.DateTimeField(default=django.utils.timezone.now)),
                ("undone_at", models.DateTimeField(null=True)),
            ],
            options={
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="ReaderWarning",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("who", models.CharField(db_index=True, editable=False, max_length=64)),
                ("words", models.TextField(max_length=2000, verbose_name="words to the reader")),
                (
                    "created",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="warned"),
                ),
                ("told_at", models.DateTimeField(editable=False, help_text="When it was mailed.", null=True)),
            ],
            options={
                "verbose_name": "warning",
                "verbose_name_plural": "warnings",
                "ordering": ["-created", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="Recommendation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("who", models.CharField(max_length=64)),
                ("created", models.DateTimeField(default=django.utils.timezone.now)),
            ],
        ),
        migrations.CreateModel(
            name="Report",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "why",
                    models.CharField(
                        choices=[
                            ("spam", "Advertising or spam"),
                            ("abuse", "Insult, hatred or harassment"),
                            ("private", "Somebody’s private data"),
                            ("false", "A false statement of fact"),
                            ("off_topic", "Has nothing to do with the story"),
                            ("illegal", "Against the law"),
                            ("other", "Something else"),
                        ],
                        max_length=10,
                        verbose_name="what is wrong",
                    ),
                ),
                ("words", models.TextField(blank=True, max_length=2000, verbose_name="in the reader’s words")),
                (
                    "law",
                    models.CharField(
                        blank=True,
                        help_text="Which law, where one was named. For example: § 185 StGB",
                        max_length=200,
                        verbose_name="law",
                    ),
                ),
                ("name", models.CharField(blank=True, max_length=80, verbose_name="name")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="e-mail")),
                ("good_faith", models.BooleanField(default=False, verbose_name="says it in good faith")),
                ("who", models.CharField(blank=True, editable=False, max_length=64)),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "open"), ("upheld", "upheld"), ("dismissed", "dismissed")],
                        default="open",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("answer", models.TextField(blank=True, max_length=2000, verbose_name="answer to the reader")),
                ("created", models.DateTimeField(default=django.utils.timezone.now, verbose_name="reported")),
                ("decided_at", models.DateTimeField(blank=True, editable=False, null=True, verbose_name="decided")),
                (
                    "told_at",
                    models.DateTimeField(
                        blank=True, editable=False, help_text="When the answer was mailed.", null=True
                    ),
                ),
            ],
            options={
                "verbose_name": "report",
                "verbose_name_plural": "reports",
                "ordering": ["-created", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="StatementOfReasons",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "token",
                    models.CharField(
                        default=articles.comments.desk.models.new_token, editable=False, max_length=64, unique=True
                    ),
                ),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="mailed to")),
                (
                    "measure",
                    models.CharField(
                        choices=[
                            ("removed", "the comment was taken down"),
                            ("suspended", "commenting was suspended"),
                            ("banned", "commenting was ended"),
                        ],
                        max_length=10,
                        verbose_name="measure",
                    ),
                ),
                (
                    "ground",
                    models.CharField(
                        choices=[("law", "against the law"), ("terms", "against our rules")],
                        max_length=10,
                        verbose_name="ground",
                    ),
                ),
                (
                    "rule",
                    models.CharField(
                        help_text="For example: § 185 StGB; or: rule 3, no insults",
                        max_length=300,
                        verbose_name="law or rule",
                    ),
                ),
                (
                    "facts",
                    models.TextField(
                        help_text="What in the comment led to it, and why.", max_length=2000, verbose_name="facts"
                    ),
                ),
                ("automated_detection", models.BooleanField(default=False, verbose_name="found by a program")),
                ("automated_decision", models.BooleanField(default=False, verbose_name="decided by a program")),
                (
                    "created",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="decided"),
                ),
                ("sent_at", models.DateTimeField(editable=False, null=True, verbose_name="mailed")),
                (
                    "appeal",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "none"),
                            ("open", "open"),
                            ("upheld", "the decision stands"),
                            ("reversed", "the decision was reversed"),
                        ],
                        default="",
                        max_length=10,
                        verbose_name="appeal",
                    ),
                ),
                (
                    "appeal_words",
                    models.TextField(blank=True, max_length=5000, verbose_name="appeal in the reader’s words"),
                ),
                ("appealed_at", models.DateTimeField(editable=False, null=True)),
                ("appeal_answer", models.TextField(blank=True, max_length=2000, verbose_name="answer to the appeal")),
                ("appeal_decided_at", models.DateTimeField(editable=False, null=True)),
            ],
            options={
                "verbose_name": "statement of reasons",
                "verbose_name_plural": "statements of reasons",
                "ordering": ["-created", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="VerifiedSource",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "email",
                    models.EmailField(
                        help_text="Of the source itself. For example: press@harbour.example",
                        max_length=254,
                        verbose_name="e-mail",
                    ),
                ),
                (
                    "note",
                    models.CharField(
                        help_text="For example: called back at the ministry’s switchboard",
                        max_length=300,
                        verbose_name="how it was checked",
                    ),
                ),
                (
                    "created",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="checked"),
                ),
                ("revoked_at", models.DateTimeField(blank=True, editable=False, null=True, verbose_name="taken back")),
            ],
            options={
                "verbose_name": "checked identity",
                "verbose_name_plural": "checked identities",
                "ordering": ["-created", "-pk"],
            },
        ),
        migrations.AlterModelOptions(
            name="comment",
            options={
                "ordering": ["-created", "-pk"],
                "permissions": [
                    ("moderate_comment", "Can approve and reject comments"),
                    ("erase_reader", "Can erase a reader’s data"),
                ],
                "verbose_name": "comment",
                "verbose_name_plural": "comments",
            },
        ),
        migrations.RemoveConstraint(
            model_name="comment",
            name="comment_has_a_text",
        ),
        migrations.AddField(
            model_name="ban",
            name="lifted_at",
            field=models.DateTimeField(editable=False, null=True, verbose_name="lifted"),
        ),
        migrations.AddField(
            model_name="ban",
            name="lifted_by",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="comment",
            name="badge",
            field=models.CharField(
                blank=True,
                choices=[
                    ("staff", "of the newsroom"),
                    ("author", "wrote this story"),
                    ("source", "quoted in this story, identity checked"),
                ],
                default="",
                db_default="",
                max_length=10,
                verbose_name="badge",
            ),
        ),
        migrations.AddField(
            model_name="comment",
            name="edited_at",
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name="edited by its writer"),
        ),
        migrations.AddField(
            model_name="comment",
            name="edited_unseen",
            field=models.BooleanField(
                db_default=False, default=False, editable=False, help_text="Edited since a person last decided on it."
            ),
        ),
        migrations.AddField(
            model_name="comment",
            name="featured_at",
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name="featured since"),
        ),
        migrations.AddField(
            model_name="comment",
            name="featured_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="comment",
            name="open_reports",
            field=models.PositiveIntegerField(db_default=0, default=0, editable=False, verbose_name="open reports"),
        ),
        migrations.AddField(
            model_name="comment",
            name="passage",
            field=models.CharField(
                blank=True,
                default="",
                db_default="",
                help_text="Words of the story as they stood in the edition that it answers.",
                max_length=500,
                verbose_name="passage it answers",
            ),
        ),
        migrations.AddField(
            model_name="comment",
            name="recommendations",
            field=models.PositiveIntegerField(db_default=0, default=0, editable=False, verbose_name="recommended"),
        ),
        migrations.AddField(
            model_name="comment",
            name="reply_count",
            field=models.PositiveIntegerField(
                db_default=0,
                default=0,
                editable=False,
                help_text="Of a thread's first comment: approved replies (counts.py).",
            ),
        ),
        migrations.AddField(
            model_name="comment",
            name="tell",
            field=models.CharField(
                blank=True,
                choices=[("", "no mail"), ("each", "a mail for each answer"), ("daily", "one mail a day")],
                default="",
                db_default="",
                max_length=10,
                verbose_name="mail for answers",
            ),
        ),
        migrations.AlterField(
            model_name="comment",
            name="status",
            field=models.CharField(
                choices=[
                    ("waiting", "waiting"),
                    ("approved", "approved"),
                    ("rejected", "rejected"),
                    ("deleted", "deleted by its writer"),
                ],
                default="waiting",
                max_length=20,
                verbose_name="status",
            ),
        ),
        migrations.AddIndex(
            model_name="comment",
            index=models.Index(fields=["thread", "status", "posted", "id"], name="comment_of_thread"),
        ),
        migrations.AddIndex(
            model_name="comment",
            index=models.Index(
                condition=models.Q(("status", "approved"), ("thread__isnull", True)),
                fields=["article", "-recommendations", "-id"],
                name="comment_most_recommended",
            ),
        ),
        migrations.AddIndex(
            model_name="comment",
            index=models.Index(
                condition=models.Q(("featured_at__isnull", False)),
                fields=["article", "featured_at"],
                name="comment_featured",
            ),
        ),
        migrations.AddIndex(
            model_name="comment",
            index=models.Index(
                condition=models.Q(("user__isnull", False)), fields=["user", "-posted"], name="comment_of_user"
            ),
        ),
        migrations.AddConstraint(
            model_name="comment",
            constraint=models.CheckConstraint(
                condition=models.Q(models.Q(("text", ""), _negated=True), ("status", "deleted"), _connector="OR"),
                name="comment_has_a_text",
            ),
        ),
        migrations.AddField(
            model_name="answermail",
            name="comment",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="articles.comment"
            ),
        ),
        migrations.AddField(
            model_name="answermail",
            name="reply",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="articles.comment"
            ),
        ),
        migrations.AddField(
            model_name="discussion",
            name="changed_by",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="errorreport",
            name="article",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="error_reports",
                to="articles.article",
                verbose_name="story",
            ),
        ),
        migrations.AddField(
            model_name="errorreport",
            name="correction",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="articles.correction",
                verbose_name="correction",
            ),
        ),
        migrations.AddField(
            model_name="errorreport",
            name="decided_by",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="errorreport",
            name="edition",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="articles.edition"
            ),
        ),
        migrations.AddField(
            model_name="moderationstep",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="readerwarning",
            name="by",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="readerwarning",
            name="comment",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="articles.comment",
                verbose_name="because of",
            ),
        ),
        migrations.AddField(
            model_name="recommendation",
            name="comment",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="recommended_by", to="articles.comment"
            ),
        ),
        migrations.AddField(
            model_name="report",
            name="comment",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="reports",
                to="articles.comment",
                verbose_name="comment",
            ),
        ),
        migrations.AddField(
            model_name="report",
            name="decided_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="report",
            name="user",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="statementofreasons",
            name="appeal_decided_by",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="statementofreasons",
            name="by",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="statementofreasons",
            name="comment",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="articles.comment",
                verbose_name="comment",
            ),
        ),
        migrations.AddField(
            model_name="statementofreasons",
            name="report",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="articles.report",
                verbose_name="report",
            ),
        ),
        migrations.AddField(
            model_name="verifiedsource",
            name="by",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="verifiedsource",
            name="source",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="verified_accounts",
                to="articles.source",
                verbose_name="source",
            ),
        ),
        migrations.AddField(
            model_name="comment",
            name="needs_eyes",
            field=models.GeneratedField(
                db_persist=True,
                expression=models.Case(
                    models.When(models.Q(("status", "waiting")), then=models.Value(True)),
                    models.When(
                        models.Q(
                            ("status", "approved"),
                            models.Q(("open_reports__gt", 0), ("edited_unseen", True), _connector="OR"),
                        ),
                        then=models.Value(True),
                    ),
                    default=models.Value(False),
                ),
                output_field=models.BooleanField(),
            ),
        ),
        migrations.AddIndex(
            model_name="answermail",
            index=models.Index(
                condition=models.Q(("sent_at__isnull", True)), fields=["due", "id"], name="answer_mail_due"
            ),
        ),
        migrations.AddConstraint(
            model_name="answermail",
            constraint=models.UniqueConstraint(fields=("comment", "reply"), name="told_of_an_answer_once"),
        ),
        migrations.AddConstraint(
            model_name="discussion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("closes_at__isnull", True), ("opens_at__isnull", True)),
                    models.Q(("closes_at__isnull", False), ("opens_at__isnull", False)),
                    _connector="OR",
                ),
                name="discussion_hours_are_two",
            ),
        ),
        migrations.AddConstraint(
            model_name="discussion",
            constraint=models.CheckConstraint(
                condition=models.Q(("thread_count__lte", models.F("comment_count"))), name="discussion_counts_agree"
            ),
        ),
        migrations.AddIndex(
            model_name="errorreport",
            index=models.Index(
                condition=models.Q(("state", "open")), fields=["-created", "-id"], name="error_report_open"
            ),
        ),
        migrations.AddIndex(
            model_name="errorreport",
            index=models.Index(fields=["article", "state"], name="error_report_of_article"),
        ),
        migrations.AddIndex(
            model_name="moderationstep",
            index=models.Index(fields=["by", "-id"], name="moderation_step_of"),
        ),
        migrations.AddConstraint(
            model_name="recommendation",
            constraint=models.UniqueConstraint(fields=("comment", "who"), name="recommended_once"),
        ),
        migrations.AddIndex(
            model_name="report",
            index=models.Index(condition=models.Q(("state", "open")), fields=["-created", "-id"], name="report_open"),
        ),
        migrations.AddIndex(
            model_name="report",
            index=models.Index(fields=["comment", "state"], name="report_of_comment"),
        ),
        migrations.AddConstraint(
            model_name="report",
            constraint=models.UniqueConstraint(
                condition=models.Q(("who", ""), _negated=True), fields=("comment", "who"), name="reported_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="report",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("why", "illegal"), _negated=True), models.Q(("words", ""), _negated=True), _connector="OR"
                ),
                name="report_of_illegal_says_why",
            ),
        ),
        migrations.AddIndex(
            model_name="statementofreasons",
            index=models.Index(
                condition=models.Q(("appeal", "open")), fields=["appealed_at", "id"], name="appeal_open"
            ),
        ),
        migrations.AddConstraint(
            model_name="statementofreasons",
            constraint=models.CheckConstraint(
                condition=models.Q(("appeal", ""), ("appealed_at__isnull", False), _connector="OR"),
                name="appeal_has_a_moment",
            ),
        ),
        migrations.AddIndex(
            model_name="verifiedsource",
            index=models.Index(fields=["email"], name="verified_source_email"),
        ),
        migrations.AddConstraint(
            model_name="verifiedsource",
            constraint=models.UniqueConstraint(
                condition=models.Q(("revoked_at__isnull", True)),
                fields=("source", "email"),
                name="verified_source_once",
            ),
        ),
        migrations.AddIndex(
            model_name="comment",
            index=models.Index(
                condition=models.Q(("needs_eyes", True)), fields=["-created", "-id"], name="comment_needs_eyes"
            ),
        ),
    ]
