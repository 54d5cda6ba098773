"""A form posted after its session ended gives its words back: sign in, and they stand in the form again, not saved yet.

What was posted is shown only in the answer to that same request and stored nowhere. `KEPT` in a post makes it one that
never writes, whoever sent it: a foreign page can at most bring words before an editor, who reads them, and saves or
does not, in a form with a token of its own.
"""

from __future__ import annotations

from functools import wraps

from django.contrib import messages
from django.contrib.admin import site
from django.contrib.admin.forms import AdminAuthenticationForm
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

KEPT = "_kept"  # the mark of a post that brings words back and never writes
NAMES = ("articles_article_add", "articles_article_change")
TEMPLATE = "admin/articles/article/kept_words.html"
# What belongs to the request and not to the words: the buttons, too, since nothing may be pressed by itself.
NOT_WORDS = {
    "csrfmiddlewaretoken", KEPT, "username", "password", "next",
    "_save", "_continue", "_addanother", "_saveasnew", "_verb", "_minor", "desk_page", "action",
}  # fmt: skip
WORDS = ("headline", "kicker", "standfirst", "body")  # shown to be copied, when a form cannot take them


class NeverSaved:
    """A form that shows what was posted, with what is wrong in it, and is never valid."""

    def is_valid(self):
        super().is_valid()
        return False


class KeptWords:
    """Joined into the admin of Article, outermost: guards its two forms."""

    def get_urls(self):
        urls = super().get_urls()
        for pattern in urls:
            if pattern.name in NAMES:
                pattern.callback = self.keeping(pattern.callback)
        return urls

    def keeping(self, view):
        """`view`, but a post without a session is answered by a sign-in that keeps the words."""

        @wraps(view)
        def kept_or_posted(request, *args, **kwargs):
            if request.method != "POST":
                return view(request, *args, **kwargs)
            request.words_only = KEPT in request.POST
            if not self.admin_site.has_permission(request):
                answer = sign_in(request, self.admin_site)
                if answer is not None:
                    return answer
                request.words_only = True
            if request.words_only:
                return self.given_back(request, view, *args, **kwargs)
            return view(request, *args, **kwargs)

        return kept_or_posted

    def given_back(self, request, view, *args, **kwargs) -> HttpResponseBase:
        """The form with the words in it; where it cannot be had, a page with the words to copy."""
        try:
            response = view(request, *args, **kwargs)
        except PermissionDenied:
            return words_page(request, 403, _("You may not change this article. Your words are here, to be copied."))
        if response.status_code == 302:
            return words_page(request, 410, _("The article is gone. Your words are here, to be copied."))
        return response

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        if not getattr(request, "words_only", False):
            return form
        return type(form)(form.__name__, (NeverSaved, form), {})

    def render_change_form(self, request, context, *args, **kwargs):
        if getattr(request, "words_only", False):
            words = _("Not saved yet. This is what you had typed: look it over, then save.")
            messages.warning(request, words)
            context["unsaved"] = True
        return super().render_change_form(request, context, *args, **kwargs)


def sign_in(request: HttpRequest, admin_site, *, attempt: bool = True) -> HttpResponseBase | None:
    """The sign-in that holds the words posted; None when `request` has just signed in by it.

    A name and password are judged by the admin's own sign-in view, with whatever guards it; without `attempt` not even
    that.
    """
    title = {"title": _("Sign in to go on"), "kept": kept_fields(request), "words": words_of(request), "KEPT": KEPT}
    if attempt and KEPT in request.POST and "username" in request.POST:
        response = admin_site.login(request, title)
        if admin_site.has_permission(request):
            return None
        if isinstance(response, TemplateResponse):
            response.template_name = TEMPLATE
        return response
    form = (admin_site.login_form or AdminAuthenticationForm)(request)
    context = {**admin_site.each_context(request), **title, "form": form}
    response = TemplateResponse(request, TEMPLATE, context, status=403)
    response["Cache-Control"] = "no-store"
    return response


def offered_again(request: HttpRequest, reason: str) -> HttpResponseBase | None:
    """For the CSRF failure view: the words of an article's form, to be put back into it. None for any other request.

    A session that was renewed in another tab has a new token. A form of a foreign page is not ours to offer again.
    """
    match = request.resolver_match
    foreign = not reason.startswith("CSRF") or request.headers.get("Sec-Fetch-Site", "same-origin") != "same-origin"
    if foreign or match is None or match.app_name != "admin" or match.url_name not in NAMES:
        return None
    if not site.has_permission(request):
        return sign_in(request, site, attempt=False)
    title = _("Put your words back")
    context = {**site.each_context(request), "title": title, "kept": kept_fields(request), "words": words_of(request)}
    response = render(request, TEMPLATE, context | {"KEPT": KEPT}, status=403)
    response["Cache-Control"] = "no-store"
    return response


def words_page(request: HttpRequest, status: int, why: str) -> HttpResponseBase:
    context = {**site.each_context(request), "title": _("Your words"), "why": why, "words": words_of(request)}
    response = render(request, TEMPLATE, context, status=status)
    response["Cache-Control"] = "no-store"
    return response


def kept_fields(request: HttpRequest) -> list[tuple[str, str]]:
    """Every posted field that belongs to the form, in order, repeated names repeated."""
    return [(name, value) for name, values in request.POST.lists() if name not in NOT_WORDS for value in values]


def words_of(request: HttpRequest) -> list[tuple[str, str]]:
    return [(name, value) for name in WORDS if (value := request.POST.get(name, "").strip())]
