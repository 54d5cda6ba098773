"""The settings the suite runs with: the product's own, in an environment of the suite's, with a few costs taken out."""

import os
import re

from tests.temporary import own_folder

os.environ.setdefault("SECRET_KEY", "the-suite-signs-nothing-that-outlives-it-" + "x" * 30)
os.environ.setdefault("DATABASE_STATEMENT_TIMEOUT", "0")
os.environ["VAR_DIR"] = own_folder()  # nothing is written into the checkout
os.environ["SITE_URL"] = "http://testserver"
os.environ["PAGE_CACHE"] = "0"  # each test sees what Django says; tests/page_cache/ puts the cache in front of it
# Each worker of xdist has a Redis database of its own, as it has its own of PostgreSQL: “gw3” the one with the number 4.
if (url := os.environ.get("REDIS_URL")) and (
    worker := re.fullmatch(r"gw(\d+)", os.environ.get("PYTEST_XDIST_WORKER", ""))
):
    os.environ["REDIS_URL"] = re.sub(r"(?<=[^/])/\d*$|$", f"/{int(worker[1]) + 1}", url, count=1)

from newsroom.settings import *  # noqa: F403 - Django's settings are a namespace, and this is all of it

# The manifest of hashed names exists after collectstatic only; the suite reads files where they are.
STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"  # noqa: F405 - from above
# A password costs 0.3 s of CPU by design; no test is about that cost.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# Read straight from static/, so that a test sees the files of the checkout and no `collectstatic` is needed.
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
# Tests post faster than people. What is slow and fast is told to tests/comments/test_judging_form_age.py and …_rates.py.
COMMENT_FORM_SECONDS = 0
COMMENT_RATES = False
