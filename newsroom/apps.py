"""The wiring as Django apps: the checks of an installation, and the admin site of the desk."""

from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig


class NewsroomConfig(AppConfig):
    name = "newsroom"
    verbose_name = "Newsroom wiring"

    def ready(self):
        from django.conf import settings

        from newsroom import checks, reporting  # noqa: F401 - importing registers the checks

        reporting.begin(settings.SENTRY_DSN)


class DeskConfig(AdminConfig):
    default_site = "newsroom.desk.DeskSite"
