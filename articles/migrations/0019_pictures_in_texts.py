"""Which pictures the texts show that were there before anybody kept count: of working copies and of editions."""

import re

from django.db import migrations

FIGURE = re.compile(r'<figure\b[^>]*\bdata-picture="([0-9]{1,18})"')
MARK = 'data-picture="'


def keep_count(apps, schema_editor):
    using = schema_editor.connection.alias
    Article, Edition, Picture, BodyPicture = (
        apps.get_model("articles", name) for name in ("Article", "Edition", "Picture", "BodyPicture")
    )
    known = set(Picture.objects.using(using).values_list("pk", flat=True))
    rows = []
    articles = Article.objects.using(using).filter(body__contains=MARK).order_by("pk").values_list("pk", "body")
    for pk, body in articles.iterator():
        rows += [BodyPicture(article_id=pk, picture_id=key) for key in known & keys_in(body)]
    editions = Edition.objects.using(using).filter(body_html__contains=MARK).order_by("pk")
    for pk, article, body in editions.values_list("pk", "article_id", "body_html").iterator():
        rows += [BodyPicture(article_id=article, edition_id=pk, picture_id=key) for key in known & keys_in(body)]
    BodyPicture.objects.using(using).bulk_create(rows, batch_size=1000, ignore_conflicts=True)


def keys_in(body):
    return {int(key) for key in FIGURE.findall(body)}


class Migration(migrations.Migration):
    dependencies = [("articles", "0018_pictures")]

    operations = [migrations.RunPython(keep_count, migrations.RunPython.noop)]
