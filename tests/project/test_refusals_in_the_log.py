"""A refusal is one line of the log; a fault keeps its traceback."""

import io
import json
import logging
import logging.config

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from newsroom import environment
from tests.world import make_article, make_user


@pytest.fixture
def log():
    """What the console of production gets, by the handler as it is configured."""
    configured = environment.logging(readable=False)
    configurator = logging.config.DictConfigurator(configured)
    console = configured["handlers"]["console"]
    configurator.config["formatters"]["json"] = configurator.configure_formatter(configured["formatters"]["json"])
    configurator.config["filters"]["refusals"] = configurator.configure_filter(configured["filters"]["refusals"])
    handler = configurator.configure_handler(dict(console))
    written = io.StringIO()
    handler.setStream(written)
    logging.getLogger("django.request").addHandler(handler)
    yield written
    logging.getLogger("django.request").removeHandler(handler)


@pytest.mark.django_db
def test_a_page_that_is_refused_is_one_line_without_a_traceback(client, log):
    client.force_login(make_user("cleo", is_staff=True))
    assert client.get(reverse("admin:articles_article_sweep", args=[make_article().pk])).status_code == 403
    (line,) = log.getvalue().splitlines()
    assert json.loads(line)["level"] == "WARNING"
    assert "Forbidden" in line
    assert "Traceback" not in line
    assert len(line) < 400


def test_other_faults_keep_their_traceback_and_a_refusal_keeps_it_for_other_handlers(log, caplog):
    for fault in (ValueError("wrong"), PermissionDenied("no")):
        try:
            raise fault
        except (ValueError, PermissionDenied):
            logging.getLogger("django.request").warning("It failed.", exc_info=True)
    first, second = log.getvalue().splitlines()
    assert "Traceback" in first
    assert "Traceback" not in second
    assert all(record.exc_info for record in caplog.records)
