"""Refusals in the log: somebody without a right is told so, which is no fault of ours and needs no traceback."""

from __future__ import annotations

import copy
import logging

from django.core.exceptions import PermissionDenied


class WithoutTraceback(logging.Filter):
    """Lets everything pass; the record of a PermissionDenied without its traceback, so that it is one short line."""

    def filter(self, record: logging.LogRecord) -> logging.LogRecord:
        if not record.exc_info or not isinstance(record.exc_info[1], PermissionDenied):
            return record
        line = copy.copy(record)  # other handlers get it whole
        line.exc_info = line.exc_text = None
        return line
