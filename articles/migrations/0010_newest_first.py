from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0009_judging_rights"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name="importeddocument",
            index=models.Index(fields=["-received", "-id"], name="document_newest"),
        ),
        migrations.AddIndex(
            model_name="notice",
            index=models.Index(fields=["user", "-created", "-id"], name="notice_newest_of_person"),
        ),
        migrations.AddIndex(
            model_name="picture",
            index=models.Index(fields=["-created", "-id"], name="picture_newest"),
        ),
    ]
