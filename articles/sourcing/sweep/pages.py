"""The sweep at the desk: beside the article's form, and on a page of its own for whoever works without script.

One address shows and takes everything: `do` names the verb. A script asks for the panel alone (`desk-sweep` in
X-Requested-With) and gets it back after each verb, with the article's version before and now, so that a form that is
open is not taken for a stale one.
"""

from __future__ import annotations

from dataclasses import replace

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db.models import Count, IntegerField, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _

from articles.publishing import rights
from articles.publishing.models import Article
from articles.publishing.steps import WorkflowRefused
from articles.sourcing.models import Source, Statement
from articles.sourcing.sweep import asking, verbs
from articles.sourcing.sweep.accepting import NotTold
from articles.sourcing.sweep.linking import Candidate
from articles.sourcing.sweep.sheet import Sweep, sweep_of
from articles.sourcing.sweep.steps import Done
from articles.sourcing.sweep.undo import undo

PANEL = "desk-sweep"


class SweepPages:
    """Joined into the admin of Article. The form itself only counts what is open, in the query that loads the article."""

    def get_object(self, request, object_id, from_field=None):
        request.desk_counts_statements = True
        return super().get_object(request, object_id, from_field)

    def get_queryset(self, request):
        articles = super().get_queryset(request)
        if getattr(request, "desk_counts_statements", False):
            return articles.annotate(statements_open=open_statements())
        return articles

    def get_urls(self):
        view = self.admin_site.admin_view(self.sweep_view)
        return [path("<path:object_id>/sweep/", view, name="articles_article_sweep"), *super().get_urls()]

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        if obj is not None and not context.get("is_popup"):
            context["sweep_of"] = obj
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    def sweep_view(self, request, object_id):
        article = self.get_object(request, unquote(object_id))
        if article is None:
            raise Http404(_("There is no such article. Perhaps it was deleted."))
        if not self.has_view_permission(request, article):
            raise PermissionDenied(_("You may not read this article. Ask an editor."))
        done, refusal = take(request, article) if request.method == "POST" else (None, None)
        if request.headers.get("X-Requested-With") == PANEL:
            panel = render_to_string(
                "admin/articles/article/_sweep.html", self.panel(request, article, done, refusal), request
            )
            return HttpResponse(panel, status=422 if refusal else 200, headers={"Cache-Control": "no-store"})
        if done:
            messages.success(request, done.message)
            return HttpResponseRedirect(self.next_place(article, done))
        context = {
            **self.admin_site.each_context(request),
            **self.panel(request, article, done, refusal),
            "title": _("Who said what"),
            "opts": self.opts,
            "original": article,
            "back": reverse("admin:articles_article_change", args=[article.pk]),
        }
        return TemplateResponse(
            request, "admin/articles/article/sweep.html", context, status=422 if refusal is not None else 200
        )

    def panel(self, request, article, done: Done | None, refusal: WorkflowRefused | None) -> dict:
        typed = request.POST if refusal is not None else {}
        if done:
            article.version = done.version
        sweep = sweep_of(article, by=request.user)
        return {
            "sweep_of": article,
            "sweep": with_namesakes(sweep, typed, refusal),
            "may_decide": self.has_change_permission(request, article),
            "may_open_terms": rights.may(request.user, "open_terms", article),
            "may_add_source": request.user.has_perm("articles.add_source"),
            "kinds": Source.Kind.choices,
            "done": done,
            "refusal": refusal,
            "typed": typed,
            "tried": asking.number(typed.get("statement")) if typed else None,
            "is_not_told": isinstance(refusal, NotTold),
            "typed_new": asking.new_source(typed) if typed else None,
        }

    def next_place(self, article: Article, done: Done) -> str:
        """The page at the statement after the one that was decided on."""
        page = reverse("admin:articles_article_sweep", args=[article.pk])
        changed = done.statements[-1] if done.statements else None
        if changed is None:
            return f"{page}#sweep"
        later = article.statements.filter(state=Statement.State.SUGGESTED).order_by("paragraph", "start", "pk")
        after = later.filter(paragraph__gte=changed.paragraph).exclude(pk=changed.pk).first() or later.first()
        return f"{page}#statement-{after.pk if after else changed.pk}"


def open_statements() -> Coalesce:
    """For an annotation of articles: how many statements wait for a decision."""
    waiting = Statement.objects.filter(article=OuterRef("pk"), state=Statement.State.SUGGESTED).order_by()
    counted = waiting.values("article").annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def take(request: HttpRequest, article: Article) -> tuple[Done | None, WorkflowRefused | None]:
    """Do what was posted. A refusal is given back and nothing has changed. Raises PermissionDenied."""
    data, by = request.POST, request.user
    do = data.get("do", "")
    try:
        if do == "undo":
            return undo(article, by=by), None
        if do == "accept_all_high":
            return verbs.accept_all_high(article, by=by), None
        if do in {"mark", "new_mark"}:
            return mark(article, data, by), None
        if do not in VERBS:
            raise WorkflowRefused(_("Choose what becomes of the statement: accept, not a quote, waive …"))
        statement = asking.statement_of(article, data)
        return VERBS[do](statement, data, by), None
    except WorkflowRefused as refusal:
        return None, refusal


def accept(statement: Statement, data, by) -> Done:
    source, new = asking.source_asked(data)
    verb = verbs.accept if statement.state == Statement.State.SUGGESTED else verbs.change_source
    told = asking.told_of_unnamed(data)
    return verb(statement, by=by, source=source, new=new, told=told, seen=data.get("seen", ""))


def renew(statement: Statement, data, by) -> Done:
    place = asking.passage_asked(statement.article, data)
    given = {"paragraph": place.paragraph, "start": place.start, "end": place.end}
    return verbs.renew(statement, by=by, seen=data.get("seen", ""), **given)


def mark(article: Article, data, by) -> Done:
    place = asking.passage_asked(article, data)
    if data.get("do") == "new_mark":
        source, new = None, asking.new_source(data)
    else:
        source, new = asking.source_asked(data)
    return verbs.mark(
        article,
        by=by,
        paragraph=place.paragraph,
        start=place.start,
        end=place.end,
        kind=data.get("kind") or None,
        source=source,
        new=new,
        told=asking.told_of_unnamed(data),
    )


VERBS = {
    "accept": accept,
    "new": accept,
    "renew": renew,
    "reject": lambda statement, data, by: verbs.reject(statement, by=by, seen=data.get("seen", "")),
    "waive": lambda statement, data, by: verbs.waive(
        statement, by=by, reason=data.get("reason", ""), seen=data.get("seen", "")
    ),
    "unlink": lambda statement, data, by: verbs.unlink(statement, by=by, seen=data.get("seen", "")),
}


def with_namesakes(sweep: Sweep, typed, refusal: WorkflowRefused | None) -> Sweep:
    """The sweep with those sources offered that share the name that was typed for a statement."""
    if not isinstance(refusal, asking.Namesakes):
        return sweep
    tried = asking.number(typed.get("statement"))
    offered = [Candidate(source, _("Goes by the name you typed.")) for source in refusal.sources]
    rows = [
        replace(row, choice=replace(row.choice, candidates=offered, source=None))
        if row.statement is not None and row.statement.pk == tried
        else row
        for row in sweep.rows
    ]
    return replace(sweep, rows=rows)
