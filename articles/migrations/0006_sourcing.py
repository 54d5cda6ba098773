import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import articles.sourcing.models.evidence


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0005_desk_rights"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="AnonymityConsent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="note")),
                ("at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "verbose_name": "consent to an unnamed source",
                "verbose_name_plural": "consents to unnamed sources",
            },
        ),
        migrations.CreateModel(
            name="Evidence",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("address", "web address"),
                            ("file", "file"),
                            ("recording", "recording"),
                            ("note", "note"),
                        ],
                        default="address",
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                (
                    "description",
                    models.CharField(
                        blank=True,
                        help_text="Example: “Minutes of the port board, item 4”.",
                        max_length=300,
                        verbose_name="what it is",
                    ),
                ),
                ("url", models.URLField(blank=True, max_length=1000, verbose_name="address")),
                (
                    "file",
                    models.FileField(
                        blank=True,
                        storage=articles.sourcing.models.evidence.private_storage,
                        upload_to="evidence/%Y/%m/",
                        verbose_name="file",
                    ),
                ),
                ("captured_at", models.DateTimeField(blank=True, null=True, verbose_name="seen at")),
                ("digest", models.CharField(blank=True, max_length=64, verbose_name="SHA-256")),
                (
                    "offset",
                    models.PositiveIntegerField(
                        blank=True,
                        help_text="Where in the recording, in seconds from its start.",
                        null=True,
                        verbose_name="at second",
                    ),
                ),
                (
                    "public",
                    models.BooleanField(
                        default=False,
                        help_text="Addresses and notes only; a file stays with us.",
                        verbose_name="readers may see it",
                    ),
                ),
                ("created", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "verbose_name": "piece of evidence",
                "verbose_name_plural": "evidence",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="FixItem",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("article", "article"),
                            ("front", "line of the front page"),
                            ("comment", "picked comment"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "label",
                    models.CharField(
                        help_text="The place in words, as it was when the fix was opened.", max_length=300
                    ),
                ),
                ("passage", models.TextField(blank=True, help_text="The words there that use the statement.")),
                (
                    "decision",
                    models.CharField(
                        choices=[
                            ("open", "to be decided"),
                            ("fix", "fixed"),
                            ("note", "noted"),
                            ("not_needed", "not needed"),
                        ],
                        default="open",
                        max_length=20,
                        verbose_name="decision",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="note")),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "verbose_name": "place to be decided on",
                "verbose_name_plural": "places to be decided on",
                "ordering": ["fix", "pk"],
            },
        ),
        migrations.CreateModel(
            name="RemovalRequest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=80, verbose_name="name")),
                ("email", models.EmailField(max_length=254, verbose_name="e-mail")),
                ("text", models.TextField(max_length=5000, verbose_name="what should be removed, and why")),
                ("key", models.CharField(blank=True, editable=False, max_length=64, null=True, unique=True)),
                ("received", models.DateTimeField(auto_now_add=True)),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "open"), ("granted", "granted"), ("refused", "refused")],
                        default="open",
                        max_length=20,
                        verbose_name="state",
                    ),
                ),
                ("answer", models.TextField(blank=True, verbose_name="answer")),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "verbose_name": "request for removal",
                "verbose_name_plural": "requests for removal",
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="SelfDescription",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "question",
                    models.CharField(
                        choices=[
                            ("gender", "gender"),
                            ("ethnicity", "ethnicity"),
                            ("disability", "disability"),
                            ("age", "age group"),
                            ("region", "region"),
                        ],
                        max_length=20,
                        verbose_name="question",
                    ),
                ),
                ("declined", models.BooleanField(default=False, verbose_name="declined to say")),
                ("answer", models.CharField(blank=True, max_length=100, verbose_name="in their own words")),
                (
                    "consent_on",
                    models.DateField(help_text="The day they agreed that we keep this.", verbose_name="agreed on"),
                ),
            ],
            options={
                "verbose_name": "self-description",
                "verbose_name_plural": "self-descriptions",
                "ordering": ["source", "question"],
            },
        ),
        migrations.CreateModel(
            name="SourceAddress",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("slug", models.SlugField(max_length=220, unique=True)),
                ("former_key", models.PositiveBigIntegerField(blank=True, db_index=True, null=True)),
                ("since", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "verbose_name": "former address of a source",
                "verbose_name_plural": "former addresses of sources",
            },
        ),
        migrations.CreateModel(
            name="SourceIdentity",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sealed", models.TextField(editable=False)),
                ("key_id", models.CharField(editable=False, max_length=16)),
                ("sealed_at", models.DateTimeField(auto_now=True)),
            ],
            options={
                "verbose_name": "sealed identity",
                "verbose_name_plural": "sealed identities",
            },
        ),
        migrations.CreateModel(
            name="SourceName",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=200)),
            ],
            options={
                "verbose_name": "name",
                "verbose_name_plural": "names",
            },
        ),
        migrations.CreateModel(
            name="StatementFix",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("wrong", models.TextField(help_text="The words as printed.", verbose_name="what was wrong")),
                ("right", models.TextField(verbose_name="what is right")),
                ("opened_at", models.DateTimeField(auto_now_add=True)),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "verbose_name": "fix of a statement",
                "verbose_name_plural": "fixes of statements",
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="SweepStep",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("verb", models.CharField(max_length=40)),
                ("before", models.JSONField(default=dict)),
                ("made", models.JSONField(default=list)),
                ("at", models.DateTimeField(auto_now_add=True)),
                ("undone_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "verbose_name": "step of a sweep",
                "verbose_name_plural": "steps of a sweep",
            },
        ),
        migrations.AddField(
            model_name="article",
            name="how_reported",
            field=models.TextField(
                blank=True,
                help_text="Readers see it beside the sources. Example: “We spoke to nine crew members and read the log.”",
                verbose_name="how we reported this",
            ),
        ),
        migrations.AddField(
            model_name="article",
            name="unverified",
            field=models.TextField(
                blank=True,
                help_text="Readers see it beside the sources. Example: “We could not confirm the number of berths.”",
                verbose_name="what could not be verified",
            ),
        ),
        migrations.AddField(
            model_name="edition",
            name="how_reported",
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name="edition",
            name="unverified",
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name="source",
            name="anonymity_reason",
            field=models.CharField(
                blank=True,
                help_text="Readers see it. Example: “because she was not authorised to speak to the press”.",
                max_length=300,
                verbose_name="why unnamed",
            ),
        ),
        migrations.AddField(
            model_name="source",
            name="page_agreed",
            field=models.BooleanField(
                default=False,
                help_text="An editor's yes to a page for a private individual.",
                verbose_name="a page is right",
            ),
        ),
        migrations.AddField(
            model_name="source",
            name="private_individual",
            field=models.BooleanField(
                default=False,
                help_text="Not a public figure. Their words stand in the stories; a page of their own needs an editor's yes.",
                verbose_name="private individual",
            ),
        ),
        migrations.AddField(
            model_name="source",
            name="protected",
            field=models.BooleanField(
                default=False,
                help_text="The real name and how to reach this source are sealed, and shown to the people named there only.",
                verbose_name="protected identity",
            ),
        ),
        migrations.AddField(
            model_name="statement",
            name="described_as",
            field=models.CharField(
                blank=True,
                help_text="For words on background. Example: “a senior official at the port”.",
                max_length=200,
                verbose_name="described to readers as",
            ),
        ),
        migrations.AddField(
            model_name="statement",
            name="language",
            field=models.CharField(
                blank=True,
                help_text="A language code, when it was not said in ours: ar, ru.",
                max_length=16,
                verbose_name="spoken in",
            ),
        ),
        migrations.AddField(
            model_name="statement",
            name="original_words",
            field=models.TextField(blank=True, help_text="Before translation.", verbose_name="the words as spoken"),
        ),
        migrations.AddField(
            model_name="statement",
            name="said_when",
            field=models.CharField(
                blank=True, help_text="Example: “on Thursday”.", max_length=100, verbose_name="said when, as printed"
            ),
        ),
        migrations.AddField(
            model_name="statement",
            name="second_conduit",
            field=models.ForeignKey(
                blank=True,
                help_text="Example: the broadcaster that agency Y quoted.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="articles.source",
                verbose_name="which had it from",
            ),
        ),
        migrations.AddField(
            model_name="statement",
            name="stale",
            field=models.BooleanField(
                default=False,
                help_text="The text was edited and the words are not found there.",
                verbose_name="its words have changed",
            ),
        ),
        migrations.AddField(
            model_name="statement",
            name="suggested",
            field=models.JSONField(
                blank=True,
                default=dict,
                editable=False,
                help_text="What the text says of the speaker: speaker, role, affiliation, source_kind, each a string or null.",
            ),
        ),
        migrations.AddField(
            model_name="statement",
            name="third_conduit",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="articles.source",
                verbose_name="which had it from",
            ),
        ),
        migrations.AddField(
            model_name="statement",
            name="tier",
            field=models.CharField(
                blank=True,
                choices=[("high", "sure"), ("check", "to be checked"), ("unsure", "unsure")],
                editable=False,
                max_length=10,
                verbose_name="how sure",
            ),
        ),
        migrations.AddField(
            model_name="statement",
            name="translator",
            field=models.CharField(blank=True, max_length=200, verbose_name="translated by"),
        ),
        migrations.AddConstraint(
            model_name="statement",
            constraint=models.CheckConstraint(
                condition=models.Q(("second_conduit__isnull", True), ("conduit__isnull", False), _connector="OR"),
                name="statement_second_conduit",
            ),
        ),
        migrations.AddConstraint(
            model_name="statement",
            constraint=models.CheckConstraint(
                condition=models.Q(("third_conduit__isnull", True), ("second_conduit__isnull", False), _connector="OR"),
                name="statement_third_conduit",
            ),
        ),
        migrations.AddField(
            model_name="anonymityconsent",
            name="article",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="anonymity_consents", to="articles.article"
            ),
        ),
        migrations.AddField(
            model_name="anonymityconsent",
            name="source",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="anonymity_consents", to="articles.source"
            ),
        ),
        migrations.AddField(
            model_name="anonymityconsent",
            name="user",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="evidence",
            name="added_by",
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
            model_name="evidence",
            name="statement",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="evidence",
                to="articles.statement",
                verbose_name="statement",
            ),
        ),
        migrations.AddField(
            model_name="fixitem",
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
            model_name="fixitem",
            name="comment",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="articles.comment",
            ),
        ),
        migrations.AddField(
            model_name="fixitem",
            name="correction",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="articles.correction",
            ),
        ),
        migrations.AddField(
            model_name="fixitem",
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
            model_name="fixitem",
            name="slot",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="articles.slot",
            ),
        ),
        migrations.AddField(
            model_name="removalrequest",
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
            model_name="removalrequest",
            name="source",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="removal_requests",
                to="articles.source",
                verbose_name="source",
            ),
        ),
        migrations.AddField(
            model_name="selfdescription",
            name="recorded_by",
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
            model_name="selfdescription",
            name="source",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="self_descriptions",
                to="articles.source",
                verbose_name="source",
            ),
        ),
        migrations.AddField(
            model_name="sourceaddress",
            name="source",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="former_addresses", to="articles.source"
            ),
        ),
        migrations.AddField(
            model_name="sourceidentity",
            name="keepers",
            field=models.ManyToManyField(
                blank=True, related_name="+", to=settings.AUTH_USER_MODEL, verbose_name="who may see it"
            ),
        ),
        migrations.AddField(
            model_name="sourceidentity",
            name="sealed_by",
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
            model_name="sourceidentity",
            name="source",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="identity",
                to="articles.source",
                verbose_name="source",
            ),
        ),
        migrations.AddField(
            model_name="sourcename",
            name="source",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="names", to="articles.source"
            ),
        ),
        migrations.AddField(
            model_name="statementfix",
            name="opened_by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="statementfix",
            name="statement",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="fixes",
                to="articles.statement",
                verbose_name="statement",
            ),
        ),
        migrations.AddField(
            model_name="fixitem",
            name="fix",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="items", to="articles.statementfix"
            ),
        ),
        migrations.AddField(
            model_name="sweepstep",
            name="article",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="sweep_steps", to="articles.article"
            ),
        ),
        migrations.AddField(
            model_name="sweepstep",
            name="user",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddConstraint(
            model_name="anonymityconsent",
            constraint=models.UniqueConstraint(fields=("article", "source"), name="anonymity_consent_once"),
        ),
        migrations.AddConstraint(
            model_name="evidence",
            constraint=models.CheckConstraint(
                condition=models.Q(("url", ""), ("file", ""), ("description", ""), _negated=True),
                name="evidence_is_something",
            ),
        ),
        migrations.AddIndex(
            model_name="removalrequest",
            index=models.Index(fields=["state", "-id"], name="removal_request_by_state"),
        ),
        migrations.AddConstraint(
            model_name="removalrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(("state", "open"), models.Q(("answer", ""), _negated=True), _connector="OR"),
                name="removal_request_is_answered",
            ),
        ),
        migrations.AddConstraint(
            model_name="selfdescription",
            constraint=models.UniqueConstraint(fields=("source", "question"), name="self_description_once"),
        ),
        migrations.AddConstraint(
            model_name="selfdescription",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("declined", True), ("answer", "")),
                    models.Q(("declined", False), models.Q(("answer", ""), _negated=True)),
                    _connector="OR",
                ),
                name="self_description_answered_or_declined",
            ),
        ),
        migrations.AddIndex(
            model_name="sourcename",
            index=models.Index(fields=["key", "source"], name="source_by_folded_name"),
        ),
        migrations.AddConstraint(
            model_name="sourcename",
            constraint=models.UniqueConstraint(fields=("source", "key"), name="source_name_once"),
        ),
        migrations.AddConstraint(
            model_name="fixitem",
            constraint=models.CheckConstraint(
                condition=models.Q(("decision", "open"), ("decided_at__isnull", False), _connector="OR"),
                name="fix_item_decided_has_a_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="fixitem",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("decision__in", ["note", "not_needed"]), _negated=True),
                    models.Q(("note", ""), _negated=True),
                    _connector="OR",
                ),
                name="fix_item_says_why",
            ),
        ),
        migrations.AddIndex(
            model_name="sweepstep",
            index=models.Index(fields=["article", "user", "-id"], name="sweep_newest_step"),
        ),
    ]
