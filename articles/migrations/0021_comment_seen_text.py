from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("articles", "0020_feed_news")]

    operations = [
        migrations.AddField(
            model_name="comment",
            name="seen_text",
            field=models.TextField(
                blank=True,
                db_default="",
                default="",
                editable=False,
                help_text="What it said when readers first saw it, or a person last decided, while its writer changed it since.",
            ),
        ),
    ]
