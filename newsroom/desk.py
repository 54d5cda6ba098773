"""The admin site of the desk: Django's own, with the words of the house and a policy that lets its editor run."""

from __future__ import annotations

from collections.abc import Collection

from django.conf import settings
from django.contrib import admin
from django.utils.csp import CSP
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


class DeskSite(admin.AdminSite):
    site_title = _("Newsroom desk")
    site_header = _("Newsroom")
    index_title = _("The desk")
    site_url = "/"
    enable_nav_sidebar = True

    def password_change(self, request, extra_context=None):
        """By a form that notes the change in the audit log; models were not loaded yet when the site was made."""
        from articles.publishing.signing_in import OwnPasswordForm

        self.password_change_form = OwnPasswordForm
        return super().password_change(request, extra_context)

    def admin_view(self, view, cacheable=False):
        return csp_override(DESK_CSP)(super().admin_view(view, cacheable))

    def get_app_list(self, request, app_label=None):
        """The newsroom first, accounts after it."""
        return sorted(super().get_app_list(request, app_label), key=lambda app: app["app_label"] != "articles")
