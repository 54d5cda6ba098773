"""The admin site of the desk: Django's own, with the words of the house and a policy that lets its editor run."""

from __future__ import annotations

from collections.abc import Collection

from django.conf import settings
from django.contrib import admin
from django.urls import reverse
from django.utils.csp import CSP
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csp import csp_override

# The rich editor (TipTap, in django-prose-editor) adds one <style> of its own; a browser test notices when it changes.
EDITOR_STYLE = "'sha256-PlumsSlvJ7vvWzjqibGAYKq92O3y/4JTxWWsWJvyUYA='"

# The editor also names its modules in an inline import map: it runs by nonce, which only the admin's pages get.
DESK_CSP: dict[str, Collection[str] | str] = {
    **settings.SECURE_CSP,
    "script-src": [CSP.SELF, CSP.NONCE],
    "style-src": [CSP.SELF, EDITOR_STYLE],
}

# What is opened a hundred times a day first, what is set up once last. What is not named here comes after all of it.
ORDER = tuple(
    (
        "Article Budget Calendar Slot Banner Comment Notice Picture Source Evidence StatementFix RemovalRequest "
        "Correction ImportedDocument Author Topic Section FrontEdition StageMove ReaderData AuditEntry Rights"
    ).split()
)


class DeskSite(admin.AdminSite):
    site_title = _("Newsroom desk")
    site_header = _("Newsroom")
    index_title = _("The desk")
    site_url = "/"
    enable_nav_sidebar = True
    empty_value_display = format_html('<span class="nothing">{}</span>', "–")

    def password_change(self, request, extra_context=None):
        """By a form that notes the change in the audit log; models were not loaded yet when the site was made."""
        from articles.publishing.signing_in import OwnPasswordForm

        self.password_change_form = OwnPasswordForm
        return super().password_change(request, extra_context)

    def login(self, request, extra_context=None):
        """By a form that counts failures: 429 with Retry-After once there were too many."""
        from newsroom.sign_in import SignInForm  # its models were not loaded yet when the site was made

        self.login_form = SignInForm
        response = super().login(request, extra_context)
        form = (getattr(response, "context_data", None) or {}).get("form")
        if wait := getattr(form, "wait", 0):
            response.status_code, response["Retry-After"] = 429, str(wait)
        return response

    def admin_view(self, view, cacheable=False):
        return csp_override(DESK_CSP)(super().admin_view(view, cacheable))

    def get_app_list(self, request, app_label=None):
        """The newsroom first, in the order of a working day; accounts after it."""
        apps = sorted(super().get_app_list(request, app_label), key=lambda app: app["app_label"] != "articles")
        for app in apps:
            if app["app_label"] == "auth":
                app["name"] = _("Accounts")
            app["models"] += [page for page in self.pages(request) if page["app_label"] == app["app_label"]]
            app["models"].sort(key=lambda model: ORDER.index(name) if (name := model["object_name"]) in ORDER else 99)
        return apps

    def pages(self, request) -> list[dict]:
        """Pages that are no model's list, as entries of the navigation, for those who may see them."""
        found = [
            ("articles", "Budget", _("Story budget"), "articles_article_budget", "articles.view_article"),
            ("articles", "Calendar", _("Calendar"), "articles_article_calendar", "articles.view_article"),
            ("articles", "ReaderData", _("A reader’s data"), "articles_comment_reader_data", "articles.erase_reader"),
            ("articles", "Rights", _("Who may do what"), "auth_group_rights", ""),
        ]
        return [
            {
                "app_label": app_label,
                "object_name": name,
                "name": words,
                "admin_url": reverse(f"{self.name}:{address}"),
                "add_url": None,
                "view_only": True,
            }
            for app_label, name, words, address, permission in found
            if not permission or request.user.has_perm(permission)
        ]
