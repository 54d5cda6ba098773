"""The mailed link by which a reader without an account gets at their comments from any browser."""

from __future__ import annotations

import logging
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from articles.comments.judging import rates
from articles.comments.judging.networks import prefix_of
from articles.comments.own.erasing import counts_of
from articles.comments.own.proofs import link_token
from articles.comments.own.readers import reader_by
from articles.publishing.origin import current_origin

logger = logging.getLogger(__name__)
HOUR = 60 * 60
TO_AN_ADDRESS = rates.Limit("reader", 3, HOUR)
FROM_A_NETWORK = rates.Limit("network", 30, HOUR)


def seconds_to_wait(email: str) -> int:
    """Count one request for a link to `email`; how long to wait when there were too many. Nobody's mailbox is flooded."""
    whose = ((TO_AN_ADDRESS, email), (FROM_A_NETWORK, prefix_of(current_origin())))
    rate = rates.Counters(whose if settings.COMMENT_RATES else (), of="own link ")
    over = rate.over()
    if not over.wait:
        with transaction.atomic():
            over = rate.count()
    return over.wait


def send_link(email: str) -> bool:
    """Mail what can be opened under `email`: a link, or that there is nothing. Whether the mail left.

    A mail goes out in either case, so that the page takes as long and says the same for every address.
    """
    context = {
        "site_name": settings.SITE_NAME,
        "url": "",
    }
    if counts_of(reader_by(email)):
        context["url"] = settings.SITE_URL + reverse("own_link", args=[link_token(email)])
    words = render_to_string("comments/own/link.txt", context).strip() + "\n"
    mail = EmailMessage(_("Your comments at %s") % settings.SITE_NAME, words, to=[email])
    try:
        mail.send(using="readers")
    except (OSError, SMTPException):
        logger.exception("the mail with a link to a reader's comments could not be sent")
        return False
    return True
