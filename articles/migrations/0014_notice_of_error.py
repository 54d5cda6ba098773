"""A notice that a reader reported an error."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0013_mail_consent"),
    ]

    operations = [
        migrations.AlterField(
            model_name="notice",
            name="kind",
            field=models.CharField(
                choices=[
                    ("assigned", "assigned to you"),
                    ("mentioned", "mentioned you"),
                    ("approved", "approved"),
                    ("taken_over", "taken over"),
                    ("failed", "failed"),
                    ("live", "went live"),
                    ("ended", "ended"),
                    ("error", "error reported"),
                ],
                max_length=20,
            ),
        ),
    ]
