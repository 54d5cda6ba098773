"""Consent to mail about answers: a row for each address that was asked."""

from django.db import migrations, models

import articles.comments.mailing.models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0012_conversation_rights"),
    ]

    operations = [
        migrations.CreateModel(
            name="MailConsent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("email", models.EmailField(max_length=254, unique=True)),
                (
                    "token",
                    models.CharField(
                        default=articles.comments.mailing.models.new_token, editable=False, max_length=64, unique=True
                    ),
                ),
                ("asked_at", models.DateTimeField(help_text="When the mail that asks went out.", null=True)),
                (
                    "agreed_at",
                    models.DateTimeField(help_text="When the owner said yes; null: not, or not any more.", null=True),
                ),
                (
                    "attempts",
                    models.PositiveSmallIntegerField(
                        default=0, help_text="How often the mail that asks could not be sent."
                    ),
                ),
                ("created", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "verbose_name": "consent to mail",
                "verbose_name_plural": "consents to mail",
                "indexes": [
                    models.Index(
                        condition=models.Q(("agreed_at__isnull", True), ("asked_at__isnull", True)),
                        fields=["created"],
                        name="mail_consent_to_ask",
                    )
                ],
            },
        ),
    ]
