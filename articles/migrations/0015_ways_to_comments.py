"""Ways by an index: to the newest of a story, to the first of each thread, to what readers see and moderators must look at."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0014_notice_of_error"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="comment",
            name="comment_most_recommended",
        ),
        migrations.AddIndex(
            model_name="comment",
            index=models.Index(
                condition=models.Q(("needs_eyes", True), ("status", "approved")),
                fields=["-created", "-id"],
                name="comment_seen_needs_eyes",
            ),
        ),
        migrations.AddIndex(
            model_name="comment",
            index=models.Index(
                condition=models.Q(("status__in", ["approved", "deleted"]), ("thread__isnull", True)),
                fields=["article", "-recommendations", "-id"],
                name="comment_most_recommended",
            ),
        ),
        migrations.AddIndex(
            model_name="comment",
            index=models.Index(
                condition=models.Q(("status__in", ["approved", "deleted"]), ("thread__isnull", True)),
                fields=["article", "posted", "id"],
                name="comment_first_of_story",
            ),
        ),
        migrations.AddIndex(
            model_name="comment",
            index=models.Index(
                condition=models.Q(("status", "approved")),
                fields=["article", "-posted", "-id"],
                name="comment_newest_of_story",
            ),
        ),
    ]
