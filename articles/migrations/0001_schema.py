import django.core.validators
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import articles.pictures.models
import articles.publishing.models.article
import articles.publishing.models.taxonomy


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Article",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "public_id",
                    models.CharField(
                        default=articles.publishing.models.article.new_public_id,
                        editable=False,
                        max_length=16,
                        unique=True,
                    ),
                ),
                (
                    "headline",
                    models.CharField(
                        help_text="Example: “Ferry strike enters third week”.", max_length=200, verbose_name="headline"
                    ),
                ),
                (
                    "headline_is_working",
                    models.BooleanField(
                        default=False,
                        help_text="Ticked when the headline was taken from the first sentence of a document that had none.",
                        verbose_name="working headline",
                    ),
                ),
                (
                    "slug",
                    models.SlugField(
                        blank=True,
                        help_text="Words of the address. Left empty, they are made of the headline when the story is first published.",
                        max_length=120,
                        verbose_name="slug",
                    ),
                ),
                (
                    "kicker",
                    models.CharField(
                        blank=True,
                        help_text="Above the headline. Example: “Ports”.",
                        max_length=60,
                        verbose_name="kicker",
                    ),
                ),
                (
                    "standfirst",
                    models.CharField(
                        blank=True,
                        help_text="One or two sentences under the headline.",
                        max_length=400,
                        verbose_name="standfirst",
                    ),
                ),
                ("body", models.TextField(blank=True, verbose_name="body")),
                (
                    "byline",
                    models.CharField(
                        blank=True,
                        help_text="Only for copy whose author has no page here. Example: “By our correspondent in Westport”.",
                        max_length=200,
                        verbose_name="byline as printed",
                    ),
                ),
                (
                    "original_url",
                    models.URLField(
                        blank=True, help_text="Where the copy was first published.", verbose_name="original address"
                    ),
                ),
                ("original_date", models.DateField(blank=True, null=True, verbose_name="date on the original")),
                (
                    "licence",
                    models.CharField(
                        blank=True, help_text="Example: “CC BY 4.0”, “agency”.", max_length=200, verbose_name="licence"
                    ),
                ),
                (
                    "dateline",
                    models.CharField(
                        blank=True, help_text="Example: “WESTPORT”.", max_length=100, verbose_name="dateline"
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        blank=True, help_text="A language code: en, ar, pt-br.", max_length=16, verbose_name="language"
                    ),
                ),
                (
                    "direction",
                    models.CharField(
                        choices=[("ltr", "left to right"), ("rtl", "right to left")],
                        default="ltr",
                        max_length=3,
                        verbose_name="direction",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("news", "news"),
                            ("analysis", "analysis"),
                            ("opinion", "opinion"),
                            ("live", "live"),
                            ("obituary", "obituary"),
                            ("sponsored", "sponsored"),
                        ],
                        default="news",
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                (
                    "stage",
                    models.CharField(
                        choices=[("pitch", "pitch"), ("draft", "draft"), ("in_edit", "in edit"), ("ready", "ready")],
                        default="draft",
                        max_length=20,
                        verbose_name="stage",
                    ),
                ),
                (
                    "embargo_until",
                    models.DateTimeField(
                        blank=True,
                        help_text="It cannot be published for a moment before this one.",
                        null=True,
                        verbose_name="embargo until",
                    ),
                ),
                (
                    "comment_policy",
                    models.CharField(
                        choices=[
                            ("off", "off: no comments shown or taken"),
                            ("closed", "closed: shown, no new ones"),
                            ("held", "all wait for a moderator"),
                            ("newcomers", "first comments wait, known readers appear at once"),
                            ("open", "open: appear at once"),
                        ],
                        default="held",
                        max_length=20,
                        verbose_name="comments",
                    ),
                ),
                (
                    "priority",
                    models.PositiveSmallIntegerField(
                        default=0,
                        help_text="0 is ordinary. Among the newest stories, the highest leads the front page.",
                        verbose_name="priority",
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("created", models.DateTimeField(auto_now_add=True)),
                ("modified", models.DateTimeField(auto_now=True)),
            ],
            options={
                "verbose_name": "article",
                "verbose_name_plural": "articles",
                "ordering": ["-modified", "-pk"],
                "permissions": [
                    ("publish_article", "Can publish and schedule articles"),
                    ("withdraw_article", "Can withdraw articles"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Author",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "name",
                    models.CharField(
                        help_text="As printed. Example: “Mara Lindqvist”.", max_length=120, verbose_name="name"
                    ),
                ),
                ("slug", models.SlugField(max_length=140, unique=True, verbose_name="slug")),
                (
                    "title",
                    models.CharField(
                        blank=True, help_text="Example: “Shipping correspondent”.", max_length=120, verbose_name="title"
                    ),
                ),
                (
                    "biography",
                    models.TextField(
                        blank=True, help_text="Two or three sentences for the author’s page.", verbose_name="biography"
                    ),
                ),
                (
                    "email",
                    models.EmailField(
                        blank=True,
                        help_text="Shown on the author’s page.",
                        max_length=254,
                        verbose_name="e-mail for readers",
                    ),
                ),
                (
                    "user",
                    models.OneToOneField(
                        blank=True,
                        help_text="The account this author signs in with, when there is one.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="author",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="account",
                    ),
                ),
            ],
            options={
                "verbose_name": "author",
                "verbose_name_plural": "authors",
                "ordering": ["name", "pk"],
            },
        ),
        migrations.CreateModel(
            name="ArticleAuthor",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "role",
                    models.CharField(
                        blank=True, help_text="Example: “reporting from Westport”.", max_length=60, verbose_name="role"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="order")),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="article_authors",
                        to="articles.article",
                    ),
                ),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="article_authors",
                        to="articles.author",
                        verbose_name="author",
                    ),
                ),
            ],
            options={
                "verbose_name": "author of the article",
                "verbose_name_plural": "authors of the article",
                "ordering": ["position", "pk"],
            },
        ),
        migrations.AddField(
            model_name="article",
            name="authors",
            field=models.ManyToManyField(
                blank=True,
                related_name="articles",
                through="articles.ArticleAuthor",
                to="articles.author",
                verbose_name="authors",
            ),
        ),
        migrations.CreateModel(
            name="Correction",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("correction", "correction"),
                            ("clarification", "clarification"),
                            ("update", "update"),
                            ("retraction", "retraction"),
                        ],
                        default="correction",
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                (
                    "text",
                    models.TextField(
                        help_text="Example: “An earlier version gave the wrong year. The port was built in 1962, not 1926.”",
                        verbose_name="what readers are told",
                    ),
                ),
                ("wrong", models.CharField(blank=True, max_length=400, verbose_name="what was wrong")),
                ("right", models.CharField(blank=True, max_length=400, verbose_name="what is right")),
                ("made", models.DateTimeField(default=django.utils.timezone.now, verbose_name="made")),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="corrections",
                        to="articles.article",
                        verbose_name="article",
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "correction",
                "verbose_name_plural": "corrections",
                "ordering": ["-made", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="Edition",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField(verbose_name="number")),
                ("path", models.CharField(max_length=300, verbose_name="address")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("news", "news"),
                            ("analysis", "analysis"),
                            ("opinion", "opinion"),
                            ("live", "live"),
                            ("obituary", "obituary"),
                            ("sponsored", "sponsored"),
                        ],
                        default="news",
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                ("headline", models.CharField(max_length=200, verbose_name="headline")),
                ("kicker", models.CharField(blank=True, max_length=60, verbose_name="kicker")),
                ("standfirst", models.CharField(blank=True, max_length=400, verbose_name="standfirst")),
                ("byline", models.CharField(blank=True, max_length=200, verbose_name="byline as printed")),
                ("dateline", models.CharField(blank=True, max_length=100, verbose_name="dateline")),
                ("language", models.CharField(blank=True, max_length=16, verbose_name="language")),
                (
                    "direction",
                    models.CharField(
                        choices=[("ltr", "left to right"), ("rtl", "right to left")],
                        default="ltr",
                        max_length=3,
                        verbose_name="direction",
                    ),
                ),
                (
                    "body_html",
                    models.TextField(
                        help_text="Sanitised; statement marks, pictures and embeds are left as references."
                    ),
                ),
                ("body_text", models.TextField(help_text="The plain words of the body, for search and excerpts.")),
                ("original_url", models.URLField(blank=True)),
                ("original_date", models.DateField(blank=True, null=True)),
                ("licence", models.CharField(blank=True, max_length=200)),
                ("priority", models.PositiveSmallIntegerField(default=0)),
                ("first_published", models.DateTimeField(verbose_name="first published")),
                ("live_from", models.DateTimeField(verbose_name="live from")),
                ("live_until", models.DateTimeField(blank=True, null=True, verbose_name="live until")),
                (
                    "updated",
                    models.DateTimeField(
                        help_text="When the newest substantive edition so far went live.", verbose_name="updated"
                    ),
                ),
                (
                    "substantive",
                    models.BooleanField(
                        default=True, help_text="Does this move “updated”?", verbose_name="substantive"
                    ),
                ),
                (
                    "ending",
                    models.CharField(
                        blank=True,
                        choices=[("superseded", "replaced by a later edition"), ("withdrawn", "withdrawn")],
                        max_length=20,
                    ),
                ),
                ("ending_reason", models.CharField(blank=True, max_length=300, verbose_name="reason")),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="note")),
                ("created", models.DateTimeField(auto_now_add=True)),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="editions", to="articles.article"
                    ),
                ),
                (
                    "published_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "edition",
                "verbose_name_plural": "editions",
                "ordering": ["-first_published", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="Comment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("author_name", models.CharField(blank=True, max_length=80, verbose_name="name")),
                ("author_email", models.EmailField(blank=True, max_length=254, verbose_name="e-mail")),
                (
                    "text",
                    models.TextField(validators=[django.core.validators.MaxLengthValidator(5000)], verbose_name="text"),
                ),
                ("language", models.CharField(blank=True, max_length=16)),
                ("direction", models.CharField(default="auto", max_length=4)),
                (
                    "status",
                    models.CharField(
                        choices=[("waiting", "waiting"), ("approved", "approved"), ("rejected", "rejected")],
                        default="waiting",
                        max_length=20,
                        verbose_name="status",
                    ),
                ),
                ("reasons", models.JSONField(blank=True, default=list, verbose_name="why it waits")),
                (
                    "key",
                    models.CharField(
                        blank=True,
                        help_text="Idempotency key: one submission, one comment.",
                        max_length=64,
                        null=True,
                        unique=True,
                    ),
                ),
                ("imported", models.BooleanField(default=False, verbose_name="came with a document")),
                (
                    "posted",
                    models.DateTimeField(
                        help_text="When the reader sent it; for imported ones as printed.", verbose_name="posted"
                    ),
                ),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                ("created", models.DateTimeField(auto_now_add=True)),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="comments",
                        to="articles.article",
                        verbose_name="article",
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replies",
                        to="articles.comment",
                    ),
                ),
                (
                    "thread",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="thread_comments",
                        to="articles.comment",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="comments",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "edition",
                    models.ForeignKey(
                        blank=True,
                        help_text="The edition that was live when it was posted; null for comments that came with a document.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="articles.edition",
                    ),
                ),
            ],
            options={
                "verbose_name": "comment",
                "verbose_name_plural": "comments",
                "ordering": ["-created", "-pk"],
                "permissions": [("moderate_comment", "Can approve and reject comments")],
            },
        ),
        migrations.CreateModel(
            name="EditionAuthor",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("role", models.CharField(blank=True, max_length=60)),
                ("position", models.PositiveSmallIntegerField(default=0)),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="edition_authors",
                        to="articles.author",
                    ),
                ),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="edition_authors",
                        to="articles.edition",
                    ),
                ),
            ],
            options={
                "ordering": ["position", "pk"],
            },
        ),
        migrations.AddField(
            model_name="edition",
            name="authors",
            field=models.ManyToManyField(
                related_name="editions", through="articles.EditionAuthor", to="articles.author"
            ),
        ),
        migrations.CreateModel(
            name="ImportedDocument",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("digest", models.CharField(help_text="SHA-256 of the bytes.", max_length=64, unique=True)),
                (
                    "text_digest",
                    models.CharField(
                        blank=True,
                        db_index=True,
                        editable=False,
                        help_text="SHA-256 of the words, whatever the bytes.",
                        max_length=64,
                    ),
                ),
                ("file_name", models.CharField(blank=True, max_length=255, verbose_name="file name")),
                ("content", models.BinaryField()),
                ("size", models.PositiveIntegerField(verbose_name="bytes")),
                ("encoding", models.CharField(blank=True, max_length=40, verbose_name="encoding")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("imported", "imported"),
                            ("needs_review", "needs review"),
                            ("held", "held: no article was made"),
                        ],
                        max_length=20,
                        verbose_name="status",
                    ),
                ),
                ("report", models.JSONField(blank=True, default=dict, verbose_name="what the reader found")),
                ("received", models.DateTimeField(auto_now_add=True, verbose_name="received")),
                (
                    "article",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="documents",
                        to="articles.article",
                        verbose_name="article",
                    ),
                ),
                (
                    "received_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="received by",
                    ),
                ),
            ],
            options={
                "verbose_name": "imported document",
                "verbose_name_plural": "imported documents",
                "ordering": ["-received", "-pk"],
                "default_permissions": ("add", "view"),
            },
        ),
        migrations.CreateModel(
            name="Picture",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "title",
                    models.CharField(
                        help_text="For the desk only. Example: “Ferry in the harbour, 12 May”.",
                        max_length=200,
                        verbose_name="title",
                    ),
                ),
                (
                    "master",
                    models.ImageField(
                        editable=False,
                        height_field="height",
                        upload_to="masters",
                        verbose_name="picture",
                        width_field="width",
                    ),
                ),
                (
                    "original",
                    models.FileField(
                        blank=True, editable=False, storage=articles.pictures.models.originals, upload_to="originals"
                    ),
                ),
                (
                    "digest",
                    models.CharField(editable=False, help_text="SHA-256 of the original.", max_length=64, unique=True),
                ),
                ("width", models.PositiveIntegerField(default=0, editable=False)),
                ("height", models.PositiveIntegerField(default=0, editable=False)),
                (
                    "alt",
                    models.CharField(
                        blank=True,
                        help_text="What the picture shows, for those who cannot see it. Example: “Passengers queue on a wet pier”.",
                        max_length=300,
                        verbose_name="alternative text",
                    ),
                ),
                (
                    "decorative",
                    models.BooleanField(
                        default=False,
                        help_text="Tick only when the picture adds nothing that the text does not say.",
                        verbose_name="decorative",
                    ),
                ),
                ("caption", models.CharField(blank=True, max_length=400, verbose_name="caption")),
                (
                    "credit",
                    models.CharField(
                        blank=True,
                        help_text="Who made it. Example: “Mara Lindqvist / Harbour Post”.",
                        max_length=200,
                        verbose_name="credit",
                    ),
                ),
                (
                    "licence",
                    models.CharField(
                        blank=True, help_text="Example: “CC BY 4.0”, “agency”.", max_length=200, verbose_name="licence"
                    ),
                ),
                ("licence_until", models.DateField(blank=True, null=True, verbose_name="licence ends")),
                (
                    "focal_x",
                    models.FloatField(
                        default=0.5,
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(1),
                        ],
                        verbose_name="focal point, across",
                    ),
                ),
                (
                    "focal_y",
                    models.FloatField(
                        default=0.5,
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(1),
                        ],
                        verbose_name="focal point, down",
                    ),
                ),
                ("created", models.DateTimeField(auto_now_add=True)),
                (
                    "uploaded_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "picture",
                "verbose_name_plural": "pictures",
                "ordering": ["-created", "-pk"],
            },
        ),
        migrations.AddField(
            model_name="edition",
            name="lead_picture",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="editions",
                to="articles.picture",
            ),
        ),
        migrations.AddField(
            model_name="article",
            name="lead_picture",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="lead_of",
                to="articles.picture",
                verbose_name="lead picture",
            ),
        ),
        migrations.CreateModel(
            name="Revision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                ("content", models.JSONField()),
                ("digest", models.CharField(help_text="SHA-256 of the canonical JSON of `content`.", max_length=64)),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="note")),
                ("created", models.DateTimeField(auto_now_add=True)),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="revisions", to="articles.article"
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="children",
                        to="articles.revision",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "revision",
                "verbose_name_plural": "revisions",
                "ordering": ["-number"],
            },
        ),
        migrations.AddField(
            model_name="edition",
            name="revision",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="editions", to="articles.revision"
            ),
        ),
        migrations.CreateModel(
            name="Section",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "name",
                    models.CharField(
                        help_text="Example: “World”, “Harbour & Sea”.", max_length=80, unique=True, verbose_name="name"
                    ),
                ),
                (
                    "slug",
                    models.SlugField(
                        help_text="Its address: /<slug>/.",
                        max_length=60,
                        unique=True,
                        validators=[articles.publishing.models.taxonomy.refuse_reserved_slug],
                        verbose_name="slug",
                    ),
                ),
                ("description", models.CharField(blank=True, max_length=300, verbose_name="what readers find here")),
                (
                    "position",
                    models.PositiveIntegerField(
                        default=0, help_text="Smaller numbers come first.", verbose_name="order"
                    ),
                ),
            ],
            options={
                "verbose_name": "section",
                "verbose_name_plural": "sections",
                "ordering": ["position", "name"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("name", ""), _negated=True), models.Q(("slug", ""), _negated=True)
                        ),
                        name="section_has_name_and_slug",
                    )
                ],
            },
        ),
        migrations.AddField(
            model_name="edition",
            name="section",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="editions", to="articles.section"
            ),
        ),
        migrations.AddField(
            model_name="article",
            name="section",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="articles",
                to="articles.section",
                verbose_name="section",
            ),
        ),
        migrations.CreateModel(
            name="Source",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("person", "person"),
                            ("organisation", "organisation"),
                            ("publication", "publication"),
                            ("document", "document"),
                            ("unnamed", "unnamed source"),
                        ],
                        default="person",
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                (
                    "name",
                    models.CharField(
                        help_text="As readers should see it. Example: “Harbour Post”, “Ines Calder”.",
                        max_length=200,
                        verbose_name="name",
                    ),
                ),
                (
                    "slug",
                    models.SlugField(
                        help_text="Its address: /sources/<slug>/.", max_length=220, unique=True, verbose_name="slug"
                    ),
                ),
                (
                    "aliases",
                    models.JSONField(
                        blank=True,
                        default=list,
                        help_text="A list of other spellings and short forms.",
                        verbose_name="other names",
                    ),
                ),
                (
                    "description",
                    models.CharField(
                        blank=True,
                        help_text="One line for readers. Example: “Daily of Westport”.",
                        max_length=300,
                        verbose_name="who this is",
                    ),
                ),
                ("website", models.URLField(blank=True, verbose_name="website")),
                (
                    "public",
                    models.BooleanField(
                        default=True,
                        help_text="Untick for anyone who must stay unknown: every page drops the name at once.",
                        verbose_name="readers may see this source",
                    ),
                ),
                (
                    "attribution_level",
                    models.CharField(
                        choices=[
                            ("on_record", "on the record"),
                            ("background", "on background"),
                            ("not_for_attribution", "not for attribution"),
                            ("off_record", "off the record"),
                        ],
                        default="on_record",
                        max_length=20,
                        verbose_name="usual terms",
                    ),
                ),
                (
                    "contact",
                    models.TextField(
                        blank=True, help_text="Private. Never shown to readers.", verbose_name="contact details"
                    ),
                ),
                (
                    "notes",
                    models.TextField(blank=True, help_text="Private. Never shown to readers.", verbose_name="notes"),
                ),
                ("created", models.DateTimeField(auto_now_add=True)),
                ("modified", models.DateTimeField(auto_now=True)),
                (
                    "affiliation",
                    models.ForeignKey(
                        blank=True,
                        help_text="The organisation this source speaks for, when that has a record of its own.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="members",
                        to="articles.source",
                        verbose_name="belongs to",
                    ),
                ),
            ],
            options={
                "verbose_name": "source",
                "verbose_name_plural": "sources",
                "ordering": ["name", "pk"],
                "permissions": [("view_source_private", "Can see contact details and notes of sources")],
            },
        ),
        migrations.CreateModel(
            name="Role",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "title",
                    models.CharField(
                        help_text="Example: “harbour master”, “Foreign Minister”.", max_length=200, verbose_name="title"
                    ),
                ),
                (
                    "organisation",
                    models.CharField(
                        blank=True, help_text="Example: “Port of Westport”.", max_length=200, verbose_name="of"
                    ),
                ),
                ("held_from", models.DateField(blank=True, null=True, verbose_name="from")),
                (
                    "held_until",
                    models.DateField(blank=True, help_text="Empty while still held.", null=True, verbose_name="until"),
                ),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="roles",
                        to="articles.source",
                        verbose_name="source",
                    ),
                ),
            ],
            options={
                "verbose_name": "role",
                "verbose_name_plural": "roles",
                "ordering": [models.OrderBy(models.F("held_from"), descending=True, nulls_last=True), "pk"],
            },
        ),
        migrations.AddField(
            model_name="edition",
            name="publisher",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="published_editions",
                to="articles.source",
            ),
        ),
        migrations.AddField(
            model_name="edition",
            name="sources",
            field=models.ManyToManyField(related_name="editions", to="articles.source"),
        ),
        migrations.AddField(
            model_name="article",
            name="publisher",
            field=models.ForeignKey(
                blank=True,
                help_text="Where the copy came from, when it is not our own. Example: a news agency.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="published_articles",
                to="articles.source",
                verbose_name="publisher",
            ),
        ),
        migrations.CreateModel(
            name="Statement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("direct", "direct quote"),
                            ("partial", "partial quote"),
                            ("paraphrase", "paraphrase"),
                        ],
                        default="paraphrase",
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                (
                    "cue",
                    models.CharField(
                        blank=True, help_text="Example: “said”, “according to”.", max_length=100, verbose_name="cue"
                    ),
                ),
                ("words", models.TextField(verbose_name="the statement as printed")),
                ("quotes", models.JSONField(blank=True, default=list, verbose_name="exact quotes")),
                (
                    "addressee",
                    models.CharField(
                        blank=True, help_text="Example: “reporters”.", max_length=200, verbose_name="said to"
                    ),
                ),
                ("place", models.CharField(blank=True, max_length=200, verbose_name="said in")),
                ("said_on", models.DateField(blank=True, null=True, verbose_name="said on")),
                (
                    "attribution_level",
                    models.CharField(
                        choices=[
                            ("on_record", "on the record"),
                            ("background", "on background"),
                            ("not_for_attribution", "not for attribution"),
                            ("off_record", "off the record"),
                        ],
                        default="on_record",
                        max_length=20,
                        verbose_name="terms",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("suggested", "suggested"),
                            ("accepted", "accepted"),
                            ("rejected", "rejected"),
                            ("waived", "waived"),
                        ],
                        default="suggested",
                        max_length=20,
                        verbose_name="state",
                    ),
                ),
                ("waiver_reason", models.CharField(blank=True, max_length=300, verbose_name="reason for the waiver")),
                ("decided_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("paragraph", models.PositiveIntegerField(default=0, verbose_name="paragraph")),
                ("start", models.PositiveIntegerField(default=0, verbose_name="from character")),
                ("end", models.PositiveIntegerField(default=0, verbose_name="to character")),
                ("anchor_digest", models.CharField(blank=True, editable=False, max_length=64)),
                (
                    "confidence",
                    models.FloatField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(1),
                        ],
                    ),
                ),
                ("rule", models.CharField(blank=True, editable=False, max_length=60, verbose_name="suggested by")),
                ("created", models.DateTimeField(auto_now_add=True)),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="statements",
                        to="articles.article",
                        verbose_name="article",
                    ),
                ),
                (
                    "conduit",
                    models.ForeignKey(
                        blank=True,
                        help_text="Who passed the words on. Example: the agency in “told agency Y”.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="carried_statements",
                        to="articles.source",
                        verbose_name="carried by",
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "role",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="articles.role",
                        verbose_name="role at the time",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="statements",
                        to="articles.source",
                        verbose_name="source",
                    ),
                ),
            ],
            options={
                "verbose_name": "statement",
                "verbose_name_plural": "statements",
                "ordering": ["article", "paragraph", "start", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Topic",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "name",
                    models.CharField(
                        help_text="Example: “Fisheries”.", max_length=100, unique=True, verbose_name="name"
                    ),
                ),
                ("slug", models.SlugField(max_length=120, unique=True, verbose_name="slug")),
                ("description", models.CharField(blank=True, max_length=300, verbose_name="description")),
            ],
            options={
                "verbose_name": "topic",
                "verbose_name_plural": "topics",
                "ordering": ["name"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("name", ""), _negated=True), models.Q(("slug", ""), _negated=True)
                        ),
                        name="topic_has_name_and_slug",
                    )
                ],
            },
        ),
        migrations.AddField(
            model_name="edition",
            name="topics",
            field=models.ManyToManyField(related_name="editions", to="articles.topic"),
        ),
        migrations.AddField(
            model_name="article",
            name="topics",
            field=models.ManyToManyField(
                blank=True, related_name="articles", to="articles.topic", verbose_name="topics"
            ),
        ),
        migrations.CreateModel(
            name="Address",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("path", models.CharField(max_length=300, unique=True, verbose_name="path")),
                ("created", models.DateTimeField(auto_now_add=True)),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="addresses", to="articles.article"
                    ),
                ),
            ],
            options={
                "verbose_name": "address",
                "verbose_name_plural": "addresses",
                "ordering": ["pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("path__startswith", "/"), ("path__endswith", "/")), name="address_is_a_path"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="AuditEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(auto_now_add=True, verbose_name="when")),
                (
                    "actor_name",
                    models.CharField(
                        help_text="Kept when the account goes; “command line” for an operator's command.",
                        max_length=150,
                        verbose_name="who",
                    ),
                ),
                ("verb", models.CharField(max_length=40, verbose_name="verb")),
                ("object_type", models.CharField(max_length=40, verbose_name="kind of object")),
                ("object_id", models.BigIntegerField(verbose_name="object")),
                ("object_name", models.CharField(max_length=200, verbose_name="name")),
                ("before", models.JSONField(blank=True, default=dict)),
                ("after", models.JSONField(blank=True, default=dict)),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="note")),
                (
                    "actor",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "audit entry",
                "verbose_name_plural": "audit log",
                "ordering": ["-at", "-pk"],
                "default_permissions": ("view",),
                "indexes": [
                    models.Index(fields=["object_type", "object_id", "-at"], name="audit_of_object"),
                    models.Index(fields=["-at", "-id"], name="audit_newest"),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="author",
            constraint=models.CheckConstraint(
                condition=models.Q(models.Q(("name", ""), _negated=True), models.Q(("slug", ""), _negated=True)),
                name="author_has_name_and_slug",
            ),
        ),
        migrations.AddConstraint(
            model_name="articleauthor",
            constraint=models.UniqueConstraint(fields=("article", "author"), name="article_author_once"),
        ),
        migrations.AddIndex(
            model_name="correction",
            index=models.Index(fields=["-made", "-id"], name="correction_newest"),
        ),
        migrations.AddConstraint(
            model_name="correction",
            constraint=models.CheckConstraint(
                condition=models.Q(("text", ""), _negated=True), name="correction_has_a_text"
            ),
        ),
        migrations.AddIndex(
            model_name="comment",
            index=models.Index(fields=["article", "status", "thread", "posted"], name="comment_of_article"),
        ),
        migrations.AddIndex(
            model_name="comment",
            index=models.Index(fields=["status", "-created", "-id"], name="comment_queue"),
        ),
        migrations.AddIndex(
            model_name="comment",
            index=models.Index(fields=["author_email", "status"], name="comment_record_of_author"),
        ),
        migrations.AddConstraint(
            model_name="comment",
            constraint=models.CheckConstraint(
                condition=models.Q(("text", ""), _negated=True), name="comment_has_a_text"
            ),
        ),
        migrations.AddConstraint(
            model_name="comment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("parent__isnull", True), ("thread__isnull", True)),
                    models.Q(("parent__isnull", False), ("thread__isnull", False)),
                    _connector="OR",
                ),
                name="comment_reply_has_parent_and_thread",
            ),
        ),
        migrations.AddConstraint(
            model_name="editionauthor",
            constraint=models.UniqueConstraint(fields=("edition", "author"), name="edition_author_once"),
        ),
        migrations.AddConstraint(
            model_name="importeddocument",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("article__isnull", True), ("status", "held")),
                    models.Q(models.Q(("status", "held"), _negated=True), ("article__isnull", False)),
                    _connector="OR",
                ),
                name="imported_document_has_an_article_unless_held",
            ),
        ),
        migrations.AddConstraint(
            model_name="picture",
            constraint=models.CheckConstraint(
                condition=models.Q(("focal_x__gte", 0), ("focal_x__lte", 1), ("focal_y__gte", 0), ("focal_y__lte", 1)),
                name="picture_focal_point_inside",
            ),
        ),
        migrations.AddConstraint(
            model_name="revision",
            constraint=models.UniqueConstraint(fields=("article", "number"), name="revision_number_once"),
        ),
        migrations.AddConstraint(
            model_name="source",
            constraint=models.CheckConstraint(
                condition=models.Q(("name", ""), _negated=True), name="source_has_a_name"
            ),
        ),
        migrations.AddConstraint(
            model_name="source",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("affiliation__isnull", True),
                    models.Q(("affiliation", models.F("id")), _negated=True),
                    _connector="OR",
                ),
                name="source_not_its_own_affiliation",
            ),
        ),
        migrations.AddConstraint(
            model_name="role",
            constraint=models.CheckConstraint(
                condition=models.Q(("title", ""), _negated=True), name="role_has_a_title"
            ),
        ),
        migrations.AddConstraint(
            model_name="role",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("held_from__isnull", True),
                    ("held_until__isnull", True),
                    ("held_from__lte", models.F("held_until")),
                    _connector="OR",
                ),
                name="role_from_before_until",
            ),
        ),
        migrations.AddIndex(
            model_name="statement",
            index=models.Index(fields=["article", "paragraph", "start"], name="statement_in_article"),
        ),
        migrations.AddIndex(
            model_name="statement",
            index=models.Index(fields=["source", "state", "-id"], name="statement_of_source"),
        ),
        migrations.AddConstraint(
            model_name="statement",
            constraint=models.CheckConstraint(
                condition=models.Q(("words", ""), _negated=True), name="statement_has_words"
            ),
        ),
        migrations.AddConstraint(
            model_name="statement",
            constraint=models.CheckConstraint(
                condition=models.Q(("start__lte", models.F("end"))), name="statement_start_before_end"
            ),
        ),
        migrations.AddConstraint(
            model_name="statement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "waived"), _negated=True),
                    models.Q(("waiver_reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="statement_waiver_has_a_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="statement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "accepted"), _negated=True), ("source__isnull", False), _connector="OR"
                ),
                name="statement_accepted_has_a_source",
            ),
        ),
        migrations.AddIndex(
            model_name="edition",
            index=models.Index(fields=["-first_published", "-id"], name="edition_newest"),
        ),
        migrations.AddIndex(
            model_name="edition",
            index=models.Index(fields=["section", "-first_published", "-id"], name="edition_newest_of_section"),
        ),
        migrations.AddIndex(
            model_name="edition",
            index=models.Index(fields=["kind", "-first_published", "-id"], name="edition_newest_of_kind"),
        ),
        migrations.AddIndex(
            model_name="edition",
            index=models.Index(fields=["publisher", "-first_published", "-id"], name="edition_newest_of_publisher"),
        ),
        migrations.AddIndex(
            model_name="edition",
            index=models.Index(fields=["article", "-live_from"], name="edition_history"),
        ),
        migrations.AddIndex(
            model_name="edition",
            index=models.Index(fields=["path"], name="edition_path"),
        ),
        migrations.AddIndex(
            model_name="edition",
            index=models.Index(fields=["live_from"], name="edition_goes_live"),
        ),
        migrations.AddIndex(
            model_name="edition",
            index=models.Index(
                condition=models.Q(("live_until__isnull", False)), fields=["live_until"], name="edition_ends"
            ),
        ),
        migrations.AddConstraint(
            model_name="edition",
            constraint=models.UniqueConstraint(fields=("article", "number"), name="edition_number_once"),
        ),
        migrations.AddConstraint(
            model_name="edition",
            constraint=models.UniqueConstraint(
                condition=models.Q(("live_until__isnull", True)),
                fields=("article",),
                name="edition_one_open_per_article",
            ),
        ),
        migrations.AddConstraint(
            model_name="edition",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("live_until__isnull", True), ("live_from__lt", models.F("live_until")), _connector="OR"
                ),
                name="edition_live_from_before_until",
            ),
        ),
        migrations.AddConstraint(
            model_name="edition",
            constraint=models.CheckConstraint(
                condition=models.Q(("first_published__lte", models.F("live_from"))),
                name="edition_first_published_not_after_live_from",
            ),
        ),
        migrations.AddConstraint(
            model_name="edition",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("headline", ""), _negated=True), models.Q(("body_text", ""), _negated=True)
                ),
                name="edition_has_headline_and_body",
            ),
        ),
        migrations.AddConstraint(
            model_name="edition",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("live_until__isnull", True), ("ending", "")),
                    models.Q(("live_until__isnull", False), models.Q(("ending", ""), _negated=True)),
                    _connector="OR",
                ),
                name="edition_ending_is_named",
            ),
        ),
        migrations.AddIndex(
            model_name="article",
            index=models.Index(fields=["-modified", "-id"], name="article_newest_at_the_desk"),
        ),
        migrations.AddIndex(
            model_name="article",
            index=models.Index(fields=["stage", "-modified"], name="article_by_stage"),
        ),
        migrations.AddConstraint(
            model_name="article",
            constraint=models.CheckConstraint(
                condition=models.Q(("headline", ""), _negated=True), name="article_has_a_headline"
            ),
        ),
    ]
