"""`manage.py doctor`: what is wrong with an installation, in words, and what to do about it.

CHECKS in examining.py is the list, in the order in which they are told. Each check looks at one thing and changes nothing.
"""

from newsroom.doctor.examining import CHECKS, examine
from newsroom.doctor.findings import Finding, Level

__all__ = ["CHECKS", "Finding", "Level", "examine"]
