"""Logs that keep no trace of what people typed."""

from __future__ import annotations

import logging
import re

QUERY_STRING = re.compile(r"\?[^\s'\"]*")


class WithoutQueryString(logging.Filter):
    """Cut the query string out of every address that a log line mentions."""

    def filter(self, record: logging.LogRecord) -> bool:
        message = record.getMessage()
        if "?" in message:
            record.msg, record.args = QUERY_STRING.sub("?…", message), ()
        return True
