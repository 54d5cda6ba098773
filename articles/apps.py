"""The app's start: what packages contribute to each other, and what follows a migration."""

from django.apps import AppConfig
from django.core import checks as system_checks
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class ArticlesConfig(AppConfig):
    name = "articles"
    verbose_name = _("Newsroom")

    def ready(self):
        from articles import models, page_cache
        from articles.comments.triggers import REPLIES
        from articles.comments.uses import comments_using
        from articles.desk import clockwork, notices
        from articles.fronts.uses import lines_using
        from articles.importing.importer import document_imported
        from articles.publishing import audit, checks, editions, record, revisions, signing_in, triggers
        from articles.publishing.announcing import edition_announced
        from articles.publishing.approvals import approved
        from articles.search import upkeep
        from articles.sourcing import addresses, forgetting, key_check, names, speaking, sweep
        from articles.sourcing.consents import unnamed_sources_are_agreed
        from articles.sourcing.name_check import names_are_spelt_as_known
        from articles.sourcing.snapshot import STATEMENTS, statements_of
        from articles.sourcing.source_desk import fixing

        revisions.contribute("statements", statements_of, STATEMENTS)
        editions.contribute(sweep.mark_statements)
        document_imported.connect(sweep.refresh_imported, dispatch_uid="sourcing.sweep")
        page_cache.watch(
            models.Article,
            models.Author,
            models.Banner,
            models.Comment,
            models.Correction,
            models.Edition,
            models.Evidence,
            models.FrontEdition,
            models.Picture,
            models.Role,
            models.Section,
            models.Source,
            models.Statement,
            models.Topic,
        )
        upkeep.connect()
        names.connect()
        addresses.connect()
        speaking.connect()
        fixing.look_in(lines_using)
        fixing.look_in(comments_using)
        checks.register(names_are_spelt_as_known)
        checks.register(sweep.words_have_their_sources)
        checks.register(unnamed_sources_are_agreed)
        audit.hide(forgetting.covered_rows)
        audit.cover_with(forgetting.cover_former_names)
        system_checks.register(key_check.source_keys_are_there)
        edition_announced.connect(clockwork.tell_reporter, dispatch_uid="desk.tell_reporter")
        approved.connect(notices.tell_of_approval, dispatch_uid="desk.tell_of_approval")
        signing_in.connect()
        triggers.guard(record.AUDIT, record.REVISIONS, REPLIES)
        connect_cdn()
        connect_pictures()
        connect_readers()
        connect_hub()
        post_migrate.connect(triggers.install, sender=self, dispatch_uid="publishing.triggers")


def connect_cdn() -> None:
    """Who keeps copies of pages elsewhere learns of each purge, from a run of the clockwork at the latest."""
    from articles.desk import clockwork
    from articles.page_cache import purged, telling

    purged.connect(telling.note, dispatch_uid="page_cache.telling")
    clockwork.also(telling.send_due)


def connect_pictures() -> None:
    """What may be opened at all, what shows a picture, and what goes with one that is deleted."""
    from articles.fronts.uses import chosen_pictures, places_showing
    from articles.models import Article, Edition
    from articles.pictures import removal, uses
    from articles.pictures.decoding import refuse_bombs

    refuse_bombs()
    removal.connect()
    uses.connect(Article, Edition)
    uses.look_in(places_showing, chosen_pictures)


def connect_readers() -> None:
    """What the conversation learns from other packages, and they from it."""
    from allauth.account.signals import email_changed

    from articles.comments import badges
    from articles.comments.desk import outbox
    from articles.comments.errors import deciding, reporting
    from articles.comments.mailing.sending import send_due
    from articles.comments.own import elsewhere, emptying, moving
    from articles.desk import clockwork, notices
    from articles.sourcing import kept_of_readers, right_of_reply
    from articles.sourcing.source_desk import forgotten_comments

    clockwork.also(send_due)
    clockwork.also(outbox.send_due)
    clockwork.also(deciding.tell_due)
    reporting.reported.connect(notices.tell_of_error, dispatch_uid="desk.tell_of_error")
    badges.ask(right_of_reply.speaks_in)
    emptying.forgets(forgotten_comments.forget_comments)
    kept = kept_of_readers
    elsewhere.add(elsewhere.Keeper("checked_identities", kept.identities, kept.forget_identities, kept.end_identities))
    elsewhere.add(elsewhere.Keeper("removal_requests", kept.requests, kept.forget_requests, kept.move_requests))
    email_changed.connect(moving.followed, dispatch_uid="comments.moving")
    right_of_reply.taken_back.connect(badges.taken_back, dispatch_uid="comments.badges")
    right_of_reply.said_otherwise.connect(badges.said_otherwise, dispatch_uid="comments.badges.otherwise")


def connect_hub() -> None:
    """What the hub of the feeds learns, and when."""
    from articles.desk import clockwork
    from articles.publishing.announcing import edition_announced
    from articles.publishing.steps import edition_changed
    from articles.syndication.hub import noting, telling

    edition_announced.connect(noting.note_news, dispatch_uid="syndication.note_news")
    edition_changed.connect(noting.note_change, dispatch_uid="syndication.note_change")
    clockwork.also(telling.tell_due)
