"""How often somebody may try a password at the desk: so often that a typing error never meets it, and no oftener.

A try costs a sixth of a second of a processor, on purpose; a flood of them would leave none for readers, and a patient one
would find a weak password. So a process looks at one at a time, and failures are counted: of a name from one network, and
of a network whatever the name. Not of a name alone: whoever wished could keep an editor out on the evening of an election.
"""

from __future__ import annotations

import threading

from django.contrib.admin.forms import AdminAuthenticationForm
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.comments.judging.networks import prefix_of
from articles.comments.judging.rates import MINUTE, Counters, Limit
from articles.publishing.origin import address_of

# A process that looks at several passwords at once has no thread left for readers.
CHECKING = threading.BoundedSemaphore(1)
BUSY = 3  # seconds after which somebody may try again who was refused for that
OF_A_NAME = Limit("name", 10, 10 * MINUTE)
OF_A_PLACE = Limit("network", 60, 10 * MINUTE)


class SignInForm(AdminAuthenticationForm):
    """The admin's, that takes no further try of one who failed too often. `wait` is how many seconds that will last, else 0."""

    wait = 0

    def clean(self):
        """Raises ValidationError. A query, and a statement more when the try failed."""
        network = prefix_of(address_of(self.request)) if self.request else ""
        name = str(self.data.get("username") or "").strip().casefold()
        rates = Counters(((OF_A_NAME, f"{name} {network}"), (OF_A_PLACE, network)), of="sign in ")
        if over := rates.over().wait:
            self.wait = over
            minutes = -(-over // MINUTE)
            raise ValidationError(
                ngettext(
                    "Too many tries. Wait a minute, then try again.",
                    "Too many tries. Wait %(minutes)d minutes, then try again.",
                    minutes,
                ),
                code="too_often",
                params={"minutes": minutes},
            )
        if not CHECKING.acquire(blocking=False):
            self.wait = BUSY
            raise ValidationError(_("Many sign in at this moment. Try again in a few seconds."), code="busy")
        try:
            return super().clean()
        except ValidationError:
            rates.count()
            raise
        finally:
            CHECKING.release()
