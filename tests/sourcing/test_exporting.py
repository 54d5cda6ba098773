"""Statements as a file: nothing off the record, no name that readers may not know, no cell that a spreadsheet runs."""

import csv
import io
import json

import pytest
from django.urls import reverse

from articles.models import AuditEntry, Statement
from articles.sourcing.source_desk.exporting import COLUMNS, csv_lines, defused, exportable, json_lines, row_of
from tests.world import make_live, make_source, make_statement, make_user

pytestmark = pytest.mark.django_db


def rows() -> list[dict]:
    return [row_of(statement) for statement in exportable(Statement.objects.all())]


def test_row_says_who_said_what_where():
    edition = make_live(headline="Ferry back")
    make_statement(
        edition.article, source=make_source(name="Ines Calder"), words="“It left”, she said.", quotes=["It left"]
    )
    (row,) = rows()
    assert (row["source"], row["words"], row["article"]) == ("Ines Calder", "“It left”, she said.", "Ferry back")
    assert row["address"].endswith(edition.path)


def test_off_the_record_stays_in_the_house():
    make_statement(attribution_level="off_record", words="CANARY")
    make_statement(state="rejected", words="CANARY")
    assert rows() == []


@pytest.mark.parametrize(
    ("source", "statement", "shown"),
    [
        ({}, {"attribution_level": "background", "described_as": "a port official"}, "a port official"),
        ({}, {"attribution_level": "not_for_attribution", "described_as": "a port official"}, ""),
        ({"public": False}, {}, ""),
        ({"kind": "unnamed"}, {}, ""),
    ],
)
def test_name_leaves_the_house_only_on_the_record(source, statement, shown):
    make_statement(source=make_source(name="CANARY", **source), **statement)
    (row,) = rows()
    assert row["source"] == shown
    assert "CANARY" not in json.dumps(row, default=str)


def test_hidden_carrier_is_not_named():
    make_statement(conduit=make_source(name="CANARY", public=False))
    assert rows()[0]["carried_by"] == []


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1", " =1"])
def test_formula_is_defused(text):
    assert defused(text) == f"'{text}"


def test_ordinary_text_is_left_alone():
    assert [defused(each) for each in ("It left = late", None, ["a", "b"], 7)] == ["It left = late", "", "a | b", "7"]


def test_csv_is_read_back_with_every_column():
    make_statement(words='=cmd|" /C calc"!A0\nsecond line')
    text = "".join(csv_lines(rows())).removeprefix("\ufeff")
    (row,) = csv.DictReader(io.StringIO(text, newline=""))
    assert tuple(row) == COLUMNS
    assert row["words"] == '\'=cmd|" /C calc"!A0\nsecond line'


@pytest.mark.parametrize("number", [0, 1, 3])
def test_json_is_one_object(number):
    for _each in range(number):
        make_statement()
    assert len(json.loads("".join(json_lines(rows())))["statements"]) == number


def test_export_of_one_source_is_logged(client):
    mine, _other = make_statement(), make_statement()
    client.force_login(make_user("omar", "Editor"))
    response = client.get(reverse("admin:articles_source_export_json"), {"source": mine.source_id})
    found = json.loads(b"".join(response.streaming_content))
    assert [row["number"] for row in found["statements"]] == [mine.pk]
    assert response["Content-Disposition"].endswith('.json"')
    assert AuditEntry.objects.filter(verb="export_statements").count() == 1


@pytest.mark.parametrize("number", ["x", "-1", "９", "9" * 30])
def test_export_of_no_source_is_not_found(client, number):
    client.force_login(make_user("omar", "Editor"))
    assert client.get(reverse("admin:articles_source_export_csv"), {"source": number}).status_code == 404


def test_export_reads_any_number_in_as_many_queries(django_assert_num_queries):
    for _each in range(5):
        make_statement()
    with django_assert_num_queries(1):
        rows()
