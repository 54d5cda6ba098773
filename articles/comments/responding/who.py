"""Who recommends or reports, as far as it has to be known that it is the same one: a digest, never a name or an address."""

from __future__ import annotations

from django.contrib.auth.models import User
from django.utils import timezone
from django.utils.crypto import salted_hmac

from articles.comments.judging.networks import hash_of, prefix_of
from articles.publishing.origin import current_origin

SALT = "articles.comments.responding"


def digest_of_account(user: User) -> str:
    """The same for one account for good, so that its recommendations can be listed, taken back and erased."""
    return _digest(f"account {user.pk}")


def digest_of_address(email: str) -> str:
    """For a report that came with an e-mail: others in the same house report for themselves."""
    return _digest(f"address {email}")


def digest_of_network(act: str, comment_id: int) -> str:
    """A guest: the network that the request came from, under the key of the day.

    For one act on one comment, so that nobody can see what else was done from there; after two days nobody can tell that
    it was there. A network that is none of the internet's counts as one.
    """
    return hash_of(f"{act} {comment_id}", prefix_of(current_origin()), at=timezone.now())


def _digest(what: str) -> str:
    return salted_hmac(SALT, what, algorithm="sha256").hexdigest()[:40]
