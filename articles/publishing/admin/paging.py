"""Pages of a long list whose rows are dear: first which rows stand on the page, then all that the list says of them."""

from __future__ import annotations

from django.contrib.admin.views.main import ChangeList


class KeysFirst(ChangeList):
    """Costs one query more, and nothing that is reckoned for a row is reckoned for the rows of other pages.

    A database works out every column of the rows that OFFSET skips, and of all rows before it sorts them.
    """

    def get_results(self, request):
        super().get_results(request)
        keys = list(self.result_list.values_list("pk", flat=True))
        rows = self.queryset.order_by().in_bulk(keys)
        self.result_list = [rows[key] for key in keys if key in rows]  # one may have gone since
