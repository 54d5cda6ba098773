"""The admin site of the desk: Django's own, with the words of the house and a policy that lets its editor run."""

from __future__ import annotations

from django.conf import settings
from django.contrib import admin
from django.utils.csp import CSP
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csp import csp_override

# The rich editor names its modules in an inline import map: it runs by nonce, which only the admin's pages get.
DESK_CSP = {**settings.SECURE_CSP, "script-src": [CSP.SELF, CSP.NONCE]}


class DeskSite(admin.AdminSite):
    site_title = _("Newsroom desk")
    site_header = _("Newsroom")
    index_title = _("The desk")
    site_url = "/"
    enable_nav_sidebar = True

    def admin_view(self, view, cacheable=False):
        return csp_override(DESK_CSP)(super().admin_view(view, cacheable))
