"""The writing form around its fields: autosave and its offer, presence and the soft lock, word count, keys.

Composed into the admin of Article in `articles/admin.py`. The scripts are static/js/desk-*.js; what a form can do works
without them.
"""

from __future__ import annotations

from contextlib import suppress
from functools import wraps

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST
from js_asset import Script

from articles.desk import autosave, presence
from articles.desk.differences import differences
from articles.publishing.models import Article
from articles.text.sanitise import clean_html, plain_text

SAVED_COOKIE = "desk-saved"  # names the opened forms that were saved: the browser forgets its own copies of them
SAVED_COOKIE_AGE = 7 * 24 * 60 * 60
COPIES_REMEMBERED = 20
WORDS_A_MINUTE = 238  # silent reading of English prose; Brysbaert, 2019, over 190 studies
USE = "use"  # ?autosave=use fills the form with what was typed
PAGE = "desk_page"  # the name a form's script gave it


class WritingForm:
    """Joined into the admin of Article. Two queries more on the form, for presence; the autosave comes with the article."""

    class Media:
        js = [Script(f"js/desk-{name}.js", type="module") for name in ("autosave", "presence", "words", "keys")]

    def get_urls(self):
        views = {
            "autosave": self.answering(self.autosave_view),
            "presence": self.answering(self.presence_view),
            "autosave_discard": self.admin_site.admin_view(require_POST(self.discard_view)),
            "take_over": self.admin_site.admin_view(require_POST(self.take_over_view)),
        }
        return [
            path(f"<path:object_id>/{name.replace('_', '-')}/", view, name=f"articles_article_{name}")
            for name, view in views.items()
        ] + super().get_urls()

    def answering(self, view):
        """A view for the form's script: posts only, refusals as JSON in words and never as a sign-in page."""

        @never_cache
        @require_POST
        @wraps(view)
        def answer(request: HttpRequest, object_id: str) -> HttpResponse:
            try:
                if not self.admin_site.has_permission(request):
                    raise autosave.AutosaveRefused(403, _("You are signed out. Your words are kept in this browser."))
                return view(request, self.open_article(request, object_id))
            except autosave.AutosaveRefused as refusal:
                return JsonResponse({"error": refusal.message}, status=refusal.status)

        return answer

    def open_article(self, request: HttpRequest, object_id: str) -> Article:
        """The article, for someone who may change it. Raises AutosaveRefused: 409 when it is gone, 403 without right."""
        key = unquote(object_id)
        article = Article.objects.select_related("section").filter(pk=key).first() if key.isdecimal() else None
        if article is None:
            raise autosave.AutosaveRefused(
                409, _("The article was deleted. Copy your words before you leave this page.")
            )
        if not self.has_change_permission(request, article):
            raise autosave.AutosaveRefused(
                403, _("You may not change this article any more. Your words are kept in this browser.")
            )
        return article

    def autosave_view(self, request, article):
        if int(request.META.get("CONTENT_LENGTH") or 0) > autosave.MOST_BYTES:
            raise autosave.AutosaveRefused(413, _("This is too long to be kept here. Save the article."))
        kept = autosave.keep(article.pk, request.user, autosave.read(request.body))
        now = timezone.now()
        return JsonResponse({"saved": autosave.clock(kept.saved if kept else now), "kept": kept is not None})

    def presence_view(self, request, article):
        stamp = request.headers.get("X-Leaves")
        if stamp:
            known = "" if stamp == presence.WHATEVER_WAS_SEEN else stamp
            presence.leave(article.pk, request.user, known)
            return JsonResponse({})
        try:
            company = presence.beat(article.pk, request.user, request.headers.get("X-Heard", ""))
        except Article.DoesNotExist as error:
            raise autosave.AutosaveRefused(
                409, _("The article was deleted. Copy your words before you leave this page.")
            ) from error
        told = {"stamp": company.stamp, "version": company.version, "here": company.here}
        return JsonResponse(told | in_words(company))

    def discard_view(self, request, object_id):
        article = self.permitted(request, object_id)
        autosave.discard(article.pk, request.user, of=request.POST.get("of", ""))
        messages.success(request, _("Discarded. This is the article as saved."))
        return self.back_to(article)

    def take_over_view(self, request, object_id):
        """The form's script takes over in place, so that no word typed goes; without it, a form and a page."""
        article = self.permitted(request, object_id)
        try:
            former = presence.take_over(article, by=request.user)
        except presence.TakeOverRefused as refusal:
            level, words, status = messages.WARNING, str(refusal), 409
        else:
            level, status = messages.SUCCESS, 200
            words = _("It is yours now. %s was told.") % presence.name_of(former.user)
        if request.headers.get("Accept") == "application/json":
            return JsonResponse({"words": words}, status=status)
        self.message_user(request, words, level)
        return self.back_to(article)

    def permitted(self, request, object_id) -> Article:
        try:
            return self.open_article(request, object_id)
        except autosave.AutosaveRefused as refusal:
            raise PermissionDenied(refusal.message) from refusal

    def get_queryset(self, request):
        queryset = super().get_queryset(request)
        match = request.resolver_match
        if match is not None and match.url_name == "articles_article_change":
            return autosave.with_waiting(queryset, request.user)
        return queryset

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        form = context["adminform"].form
        context["writing"] = writing = {
            "user": request.user.pk,
            "fields": " ".join(autosave.FIELDS),
            "unsaved": form.is_bound,
            "wanted": getattr(obj, "wanted_length", None),
        }
        if obj and self.has_change_permission(request, obj):
            writing |= self.around(request, obj, form)
        body = form["body"].value() if "body" in form.fields else ""  # last: it remembers what the form began with
        writing["words"] = len(plain_text(clean_html(body or "")).split())
        writing["minutes"] = max(1, round(writing["words"] / WORDS_A_MINUTE))
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    def around(self, request, article: Article, form) -> dict:
        """The autosave that waits, used or offered, and who else is here. Two queries."""
        company = presence.enter(article, request.user, timezone.now())
        kept = autosave.waiting(article, request.user)
        used = kept if not form.is_bound and request.GET.get("autosave") == USE else None
        if used:
            form.initial |= filling(used.fields)
            carry_version(form, used.base_version)
        return {
            "company": company,
            "presence": in_words(company),
            "version": used.base_version if used else article.version,
            "kept": kept,
            "used": used,
            "unsaved": form.is_bound or used,
            "stamp": autosave.stamp(kept) if kept else "",
            "takes": autosave.stamp(kept) if kept and (form.is_bound or used) else "",
            "offer": {
                "at": autosave.clock(kept.saved),
                "stale": kept.base_version < article.version,
                "differences": differences(article, kept.fields),
            }
            if kept and not form.is_bound
            else None,
        }

    def save_related(self, request, form, formsets, change):
        """What was typed is saved: the autosave goes in the same transaction."""
        super().save_related(request, form, formsets, change)
        request.saved_article = form.instance
        if change:
            autosave.discard(form.instance.pk, request.user)

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        page = request.POST.get(PAGE, "")[:16]  # now: a merge rewrites what was posted
        response = super().changeform_view(request, object_id, form_url, extra_context)
        article = getattr(request, "saved_article", None)
        if article is not None and isinstance(response, HttpResponseRedirect):
            if response.url.split("?")[0] != reverse("admin:articles_article_change", args=[article.pk]):
                presence.leave(article.pk, request.user)
            remember_saved(request, response, page)
        return response


def in_words(company: presence.Company) -> dict:
    """Who is here, as sentences for the head of the form, and whether there is something to take over."""
    owner = company.owner
    sentences = [_("%(who)s has this open since %(when)s.") % said_of(owner)] if owner else []
    sentences += [
        _("%(who)s also has it open since %(when)s.") % said_of(row) for row in company.others if row is not owner
    ]
    return {"sentences": sentences or [_("Nobody else has this open.")], "taken": owner is not None}


def said_of(row) -> dict[str, str]:
    return {"who": presence.name_of(row.user), "when": autosave.clock(row.since)}


def filling(fields: dict) -> dict:
    """Autosaved fields as initial values of the form; the body passes the one policy, as on every save."""
    return {name: clean_html(value) if name == "body" else value for name, value in fields.items()}


def carry_version(form, version: int) -> None:
    """The form answers for the version its words were typed on, so that a save meets the check for conflicts."""
    with suppress(KeyError):
        form.fields["version"].initial = form.initial["version"] = version


def remember_saved(request: HttpRequest, response: HttpResponse, page: str) -> None:
    """Tell the browser by a cookie that this opened form was saved, and a few before it."""
    if not (page.isascii() and page.isalnum()):
        return
    earlier = [name for name in request.COOKIES.get(SAVED_COOKIE, "").split(".") if name.isascii() and name.isalnum()]
    response.set_cookie(
        SAVED_COOKIE,
        ".".join([*earlier, page][-COPIES_REMEMBERED:]),
        max_age=SAVED_COOKIE_AGE,
        path=reverse("admin:index"),
        secure=request.is_secure(),
        samesite="Lax",
    )
