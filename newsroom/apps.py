"""The wiring as Django apps: the checks of an installation, and the admin site of the desk."""

from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig


class NewsroomConfig(AppConfig):
    name = "newsroom"
    verbose_name = "Newsroom wiring"

    def ready(self):
        from newsroom import checks  # noqa: F401 - importing registers them


class DeskConfig(AdminConfig):
    default_site = "newsroom.desk.DeskSite"
