"""Undo: the newest step of a person on an article taken back, as long as nobody has decided otherwise since."""

from __future__ import annotations

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.publishing.models import Article
from articles.publishing.steps import WorkflowRefused, lock
from articles.sourcing.models import Role, Source, Statement, SweepStep
from articles.sourcing.sweep.columns import columns_of, set_columns
from articles.sourcing.sweep.steps import Done, Work, finish, require

VERB = "undo_sweep"
RELATIONS = ("source_id", "conduit_id", "second_conduit_id", "third_conduit_id")


def newest_step(article: Article, by: User | None) -> SweepStep | None:
    """What `undo` would take back. One query."""
    return article.sweep_steps.filter(user=by, undone_at__isnull=True).exclude(verb=VERB).order_by("-pk").first()


def undo(article: Article, *, by: User | None) -> Done:
    """Take the newest step of `by` on `article` back: the statements stand as they did, sources it made go.

    A source or role that is used elsewhere by now stays. Raises PermissionDenied; WorkflowRefused when there is no step,
    or when somebody has decided on one of these statements since.
    """
    require(by, VERB, article)
    with transaction.atomic():
        locked = lock(article)
        require(by, VERB, locked)
        taken_back = newest_step(locked, by)
        if taken_back is None:
            raise WorkflowRefused(_("There is no decision of yours to take back in this story."))
        refuse_if_overtaken(taken_back)
        work = Work(locked, by, VERB)
        give_back(work, taken_back)
        drop_made(taken_back)
        taken_back.undone_at = timezone.now()
        taken_back.save(update_fields=["undone_at"])
        work.told = {"undone": taken_back.pk, "verb": taken_back.verb}
        work.message = _("Taken back.")
        made = SweepStep.objects.create(
            article=locked, user=by, verb=VERB, before=work.before, undone_at=timezone.now()
        )
        finish(work, made)
    if work.done is None:
        raise TypeError("A step that was not finished has no result.")
    return work.done


def refuse_if_overtaken(step: SweepStep) -> None:
    """Raise WorkflowRefused when a later step, not taken back itself, decided on one of the same statements."""
    later = SweepStep.objects.filter(article=step.article_id, pk__gt=step.pk, undone_at__isnull=True)
    for other in later.select_related("user").order_by("-pk"):
        if set(other.before) & set(step.before):
            who = other.user.get_username() if other.user else _("Somebody")
            raise WorkflowRefused(
                _("%s has decided on one of these statements since. Change it there instead of taking yours back.")
                % who
            )


def give_back(work: Work, step: SweepStep) -> None:
    """Give each statement the columns it had; what the step itself had marked by hand goes."""
    known = {str(row.pk): row for row in Statement.objects.filter(pk__in=[int(key) for key in step.before])}
    refuse_if_gone(step)
    for key, columns in step.before.items():
        statement = known.get(key)
        if statement is None:  # a suggestion the text no longer has
            continue
        work.before[key] = columns_of(statement)
        if columns is None:
            statement.delete()
            continue
        set_columns(statement, columns)
        statement.save()
        work.statements.append(statement)


def refuse_if_gone(step: SweepStep) -> None:
    """Raise WorkflowRefused when a source that a statement would have again was merged or deleted since."""
    wanted = {columns[name] for columns in step.before.values() if columns for name in RELATIONS if columns.get(name)}
    if Source.objects.filter(pk__in=wanted).count() != len(wanted):
        raise WorkflowRefused(_("A source it had then is not there any more. Choose who said it anew."))
    roles = {columns["role_id"] for columns in step.before.values() if columns and columns.get("role_id")}
    known = set(Role.objects.filter(pk__in=roles).values_list("pk", flat=True))
    for columns in step.before.values():
        if columns and columns.get("role_id") not in known:
            columns["role_id"] = None


def drop_made(step: SweepStep) -> None:
    """Delete the roles and sources that the step made, save those in use or changed by now."""
    roles = [row["role"] for row in step.made if "role" in row]
    for role in Role.objects.filter(pk__in=roles):
        if not Statement.objects.filter(role=role).exists():
            role.delete()
    sources = [row["source"] for row in step.made if "source" in row]
    for source in Source.objects.filter(pk__in=sources, modified__lte=step.at):
        if not is_used(source):
            source.delete()


def is_used(source: Source) -> bool:
    """Whether anything but its own names refers to the source: words, copy, editions, members, roles, a sealed identity."""
    said = Q(source=source) | Q(conduit=source) | Q(second_conduit=source) | Q(third_conduit=source)
    if Statement.objects.filter(said).exists():
        return True
    own = {"names", "statements", "carried_statements"}
    for relation in Source._meta.related_objects:
        name = relation.get_accessor_name()
        if (
            name
            and name not in own
            and relation.related_model._base_manager.filter(**{relation.field.name: source}).exists()
        ):
            return True
    return False
