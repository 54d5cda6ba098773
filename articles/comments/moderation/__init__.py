"""The verbs of moderation on comments: approve, reject, feature, and taking these back. Nothing else at the desk changes

a status. Each checks the right (publishing/rights.py: stories of the person's sections only), locks the rows, changes
those that differ, closes their reports, leaves an audit entry for each and one step to undo, counts and announces what
pages show. `by` is the user, or None for an operator at the command line. A set that holds one comment the person may
not decide on is refused whole; `split` parts it first. What its writer deleted is left alone by all of them.
"""

from articles.comments.moderation.choosing import Outcome, entry, log_refused, may_decide, split
from articles.comments.moderation.deciding import approve, approve_all, decide, reject, reject_all
from articles.comments.moderation.featuring import feature, unfeature
from articles.comments.moderation.undoing import give_back

__all__ = [
    "Outcome",
    "approve",
    "approve_all",
    "decide",
    "entry",
    "feature",
    "give_back",
    "log_refused",
    "may_decide",
    "reject",
    "reject_all",
    "split",
    "unfeature",
]
