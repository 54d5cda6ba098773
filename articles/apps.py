"""The app's start: what packages contribute to each other, and what follows a migration."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class ArticlesConfig(AppConfig):
    name = "articles"
    verbose_name = _("Newsroom")

    def ready(self):
        from articles import models, page_cache
        from articles.comments import triggers
        from articles.pictures.decoding import refuse_bombs
        from articles.publishing import revisions
        from articles.search import upkeep
        from articles.sourcing.snapshot import statements_of

        revisions.contribute("statements", statements_of)
        page_cache.watch(
            models.Article,
            models.Author,
            models.Banner,
            models.Comment,
            models.Correction,
            models.Edition,
            models.FrontEdition,
            models.Picture,
            models.Role,
            models.Section,
            models.Source,
            models.Statement,
            models.Topic,
        )
        refuse_bombs()
        upkeep.connect()
        post_migrate.connect(triggers.install, sender=self, dispatch_uid="comments.triggers")
