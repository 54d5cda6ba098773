"""The months as a day beside them wants them: “25 октября”. Read by Django's date format “E” from the catalogues.

Django's own French writes these with a capital, which French does not; so our catalogues, which come first, name all twelve.
"""

from __future__ import annotations

from django.utils.translation import pgettext_lazy

BESIDE_A_DAY = (
    pgettext_lazy("alt. month", "January"),
    pgettext_lazy("alt. month", "February"),
    pgettext_lazy("alt. month", "March"),
    pgettext_lazy("alt. month", "April"),
    pgettext_lazy("alt. month", "May"),
    pgettext_lazy("alt. month", "June"),
    pgettext_lazy("alt. month", "July"),
    pgettext_lazy("alt. month", "August"),
    pgettext_lazy("alt. month", "September"),
    pgettext_lazy("alt. month", "October"),
    pgettext_lazy("alt. month", "November"),
    pgettext_lazy("alt. month", "December"),
)
