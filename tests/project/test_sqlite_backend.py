"""newsroom.sqlite keeps Django's semantics, whichever library is beneath. On a database of its own, with its own models."""

import datetime
import decimal
import subprocess
import sys
import threading
import uuid
import zoneinfo

import pytest
from django.db import DataError, IntegrityError, OperationalError, connections, models, transaction
from django.db.models import Count, F, Sum
from django.db.models.functions import ExtractHour, TruncDay
from django.test.utils import CaptureQueriesContext, isolate_apps

from newsroom.databases import SQLITE_OPTIONS
from newsroom.sqlite.library import DRIVER, has_wal_reset_bug

ALIAS = "scratch"
BERLIN = zoneinfo.ZoneInfo("Europe/Berlin")


@pytest.fixture
def scratch(tmp_path, django_db_blocker):
    """A file database with the project's options, beside whichever one the suite runs on."""
    config = {"ENGINE": "newsroom.sqlite", "NAME": str(tmp_path / "scratch.sqlite3"), "OPTIONS": {**SQLITE_OPTIONS}}
    everything = {**connections.settings, ALIAS: config}
    connections.settings = connections.configure_settings(everything)
    with django_db_blocker.unblock():
        yield connections[ALIAS]
        connections[ALIAS].close()
    del connections[ALIAS]
    del connections.settings[ALIAS]


@pytest.fixture
def story(scratch):
    """A model with a field of each kind the newsroom uses, and its table."""
    with isolate_apps("django.contrib.contenttypes"):

        class Story(models.Model):
            headline = models.CharField(max_length=100, unique=True)
            words = models.PositiveIntegerField(default=0)
            price = models.DecimalField(max_digits=8, decimal_places=2, null=True)
            public_id = models.UUIDField(default=uuid.uuid4)
            live = models.BooleanField(default=False)
            printed_on = models.DateField(null=True)
            live_from = models.DateTimeField(null=True)
            ran_for = models.DurationField(null=True)
            extra = models.JSONField(default=dict)
            original = models.BinaryField(default=bytes)
            parent = models.ForeignKey("self", null=True, on_delete=models.CASCADE)

            class Meta:
                app_label = "contenttypes"

            def __str__(self):
                return self.headline

        with scratch.schema_editor() as editor:
            editor.create_model(Story)
        yield Story


def stories(model):
    return model._default_manager.using(ALIAS)


def test_the_library_in_use_has_not_the_wal_reset_bug_where_there_is_a_wheel():
    pytest.importorskip("pysqlite3", reason="pysqlite3 has no wheel for this machine")
    assert not has_wal_reset_bug(DRIVER.sqlite_version_info)


def test_every_kind_of_value_comes_back_as_it_went_in(story):
    values = {
        "headline": "“Ναι” — 𝄞 نعم",
        "words": 2**31 - 1,
        "price": decimal.Decimal("12345.60"),
        "public_id": uuid.uuid4(),
        "live": True,
        "printed_on": datetime.date(1999, 12, 31),
        "live_from": datetime.datetime(2026, 3, 29, 0, 59, 59, 123456, tzinfo=datetime.UTC),
        "ran_for": datetime.timedelta(days=3, microseconds=7),
        "extra": {"a": [1, None, True, 1.5, "ß"], "b": {"c": "\u2028"}},
        "original": b"\x00\xff\xfe",
    }
    kept = stories(story).get(pk=stories(story).create(**values).pk)
    assert {name: getattr(kept, name) for name in values} == values


def test_json_is_searched_by_path(story):
    stories(story).create(headline="a", extra={"who": {"name": "Ana", "age": 41}})
    stories(story).create(headline="b", extra={"who": {"name": "Bo", "age": 7}})
    assert stories(story).get(extra__who__name="Ana").headline == "a"
    assert stories(story).get(extra__who__age__lt=10).headline == "b"
    assert stories(story).filter(extra__has_key="who").count() == 2


def test_regular_expressions_and_like_with_signs_of_their_own(story):
    for headline in ("100% sure", "100 sure", "a_b", "aXb"):
        stories(story).create(headline=headline)
    assert stories(story).get(headline__contains="0%").headline == "100% sure"
    assert stories(story).get(headline__contains="a_b").headline == "a_b"
    assert {s.headline for s in stories(story).filter(headline__iregex=r"^A.B$")} == {"a_b", "aXb"}


def test_days_are_cut_in_the_readers_time_zone(story):
    before_midnight_utc = datetime.datetime(2026, 6, 30, 22, 30, tzinfo=datetime.UTC)
    stories(story).create(headline="a", live_from=before_midnight_utc)
    row = stories(story).annotate(
        day=TruncDay("live_from", tzinfo=BERLIN), hour=ExtractHour("live_from", tzinfo=BERLIN)
    )
    assert row.get().day == datetime.datetime(2026, 7, 1, tzinfo=BERLIN)
    assert row.get().hour == 0
    assert stories(story).filter(live_from__year=2026, live_from__month=6).exists()


def test_raw_parameters_by_place_by_name_and_in_bulk(scratch, story):
    with scratch.cursor() as cursor:
        cursor.execute("SELECT %s, '100%%'", ["a"])
        assert cursor.fetchone() == ("a", "100%")
        cursor.execute("SELECT %(x)s, %(y)s", {"x": 1, "y": 2})
        assert cursor.fetchone() == (1, 2)
        cursor.execute("SELECT '100%'")
        assert cursor.fetchone() == ("100%",)
        cursor.execute("CREATE TABLE pairs (a, b)")
        cursor.executemany("INSERT INTO pairs VALUES (%s, %s)", ((n, n * n) for n in range(3)))
        cursor.executemany("INSERT INTO pairs VALUES (%(a)s, %(b)s)", [{"a": 3, "b": 9}, {"a": 4, "b": 16}])
        cursor.executemany("INSERT INTO pairs VALUES (%s, %s)", [])
        cursor.execute("SELECT count(*), sum(b) FROM pairs")
        assert cursor.fetchone() == (5, 30)


def test_many_rows_at_once(story):
    stories(story).bulk_create(story(headline=f"story {n}", words=n) for n in range(3000))
    assert stories(story).aggregate(n=Count("pk"), words=Sum("words")) == {"n": 3000, "words": 2999 * 1500}
    assert len(stories(story).in_bulk(range(1, 3001))) == 3000
    stories(story).bulk_create(
        [story(headline="story 1", words=7)], update_conflicts=True, unique_fields=["headline"], update_fields=["words"]
    )
    assert stories(story).get(headline="story 1").words == 7


def test_long_parameter_lists_are_shown_in_the_query_log(scratch, story):
    with CaptureQueriesContext(scratch) as captured:
        list(stories(story).filter(pk__in=range(2500)))
    assert "2499" in captured.captured_queries[0]["sql"]


def test_errors_are_djangos(scratch, story):
    stories(story).create(headline="a")
    with pytest.raises(IntegrityError, match="UNIQUE"), transaction.atomic(ALIAS):
        stories(story).create(headline="a")
    with pytest.raises(IntegrityError, match="CHECK"), transaction.atomic(ALIAS):
        stories(story).update(words=F("words") - 1)
    with pytest.raises(IntegrityError, match="FOREIGN KEY"), transaction.atomic(ALIAS):
        stories(story).create(headline="orphan", parent_id=999)
    with pytest.raises(OperationalError, match="no such table"), scratch.cursor() as cursor:
        cursor.execute("SELECT * FROM nowhere")
    with pytest.raises((OverflowError, DataError)):
        stories(story).create(headline="b", words=2**70)


def test_savepoints_roll_back_alone(story):
    with transaction.atomic(ALIAS):
        stories(story).create(headline="kept")
        with pytest.raises(IntegrityError), transaction.atomic(ALIAS):
            stories(story).create(headline="kept")
        stories(story).create(headline="kept too")
    assert stories(story).count() == 2


def test_a_transaction_takes_the_write_lock_when_it_begins(scratch, story):
    other = DRIVER.connect(scratch.settings_dict["NAME"], timeout=0)
    with transaction.atomic(ALIAS), pytest.raises(DRIVER.OperationalError, match="locked"):
        other.execute("BEGIN IMMEDIATE")
    other.execute("BEGIN IMMEDIATE")
    other.close()


def test_eight_writers_that_read_first_wait_for_each_other(story):
    """With Django's default of deferred transactions a third of these fail with "database is locked"."""
    row, errors = stories(story).create(headline="counter").pk, []

    def write():
        try:
            for _ in range(40):
                with transaction.atomic(ALIAS):
                    counter = stories(story).get(pk=row)
                    counter.words += 1
                    counter.save(using=ALIAS)
        except Exception as error:  # noqa: BLE001 - whatever goes wrong in a thread is what is asserted on
            errors.append(error)
        finally:
            connections[ALIAS].close()

    threads = [threading.Thread(target=write) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    assert stories(story).get(pk=row).words == 8 * 40


def test_the_projects_pragmas_hold(scratch):
    wanted = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "secure_delete": 1, "temp_store": 2}
    with scratch.cursor() as cursor:
        assert {name: cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in wanted} == wanted


def test_full_text_search_is_there(scratch):
    with scratch.cursor() as cursor:
        cursor.execute("CREATE VIRTUAL TABLE words USING fts5(body, tokenize='porter unicode61 remove_diacritics 2')")
        cursor.execute("INSERT INTO words VALUES (%s)", ["The strikes at the café"])
        cursor.execute("SELECT snippet(words, 0, '[', ']', '…', 5) FROM words WHERE words MATCH %s", ["strike cafe"])
        assert cursor.fetchone() == ("The [strikes] at the [café]",)


def test_a_backup_of_a_database_in_use_is_whole(scratch, story, tmp_path):
    stories(story).create(headline="a")
    copy = DRIVER.connect(tmp_path / "copy.sqlite3")
    scratch.connection.backup(copy)
    assert copy.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert copy.execute("SELECT headline FROM contenttypes_story").fetchall() == [("a",)]
    copy.close()


def test_connections_share_a_database_in_memory():
    one, two = (DRIVER.connect("file:shared-in-memory?mode=memory&cache=shared", uri=True) for _ in range(2))
    one.execute("CREATE TABLE seen (x)")
    assert two.execute("SELECT count(*) FROM seen").fetchone() == (0,)
    one.close()
    two.close()


def test_the_schema_can_be_read_and_altered(scratch, story):
    added = models.CharField(max_length=20, default="none")
    added.set_attributes_from_name("kicker")
    with scratch.schema_editor() as editor:
        editor.add_field(story, added)
    with scratch.cursor() as cursor:
        columns = {column.name for column in scratch.introspection.get_table_description(cursor, "contenttypes_story")}
    assert {"kicker", "headline", "parent_id"} <= columns


WITHOUT_PYSQLITE3 = """
import sys
sys.modules["pysqlite3"] = None  # importing it fails
import django
from django.conf import settings
settings.configure(
    DATABASES={"default": {"ENGINE": "newsroom.sqlite", "NAME": ":memory:"}},
    INSTALLED_APPS=["django.contrib.contenttypes", "django.contrib.auth"], USE_TZ=True,
)
django.setup()
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import connection
call_command("migrate", verbosity=0)
User.objects.create(username="ana")
assert User.objects.filter(username__in=["ana"], date_joined__isnull=False).get().date_joined.tzinfo
assert connection.Database.__name__ == "sqlite3.dbapi2"
print("works")
"""


def test_without_pysqlite3_the_standard_library_serves():
    done = subprocess.run([sys.executable, "-c", WITHOUT_PYSQLITE3], capture_output=True, text=True, check=False)
    assert (done.stdout.strip(), done.stderr) == ("works", "")
