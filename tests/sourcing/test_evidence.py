"""Evidence: taken in with its digest, kept where nobody is served, opened by those who may."""

import hashlib
from pathlib import Path

import pytest
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from articles.models import AuditEntry, Evidence, SourceIdentity, Statement
from articles.sourcing import evidence as rules
from articles.sourcing.admin.evidence import EvidenceForm, EvidenceInline
from articles.sourcing.evidence import evidence_for, offset_in_words, public_evidence, read_offset
from tests import world
from tests.desk.conftest import desk, editor, reporter  # noqa: F401 - fixtures

pytestmark = pytest.mark.django_db
BYTES = b"<html>Minutes of the port board, item 4</html>"
DIGEST = hashlib.sha256(BYTES).hexdigest()


def a_statement(**fields) -> Statement:
    return Statement.objects.create(
        article=world.make_article(), source=world.make_source(**fields), words="The ferry left", state="accepted"
    )


def form(data=None, *, content=None, instance=None, by=None) -> EvidenceForm:
    inline = EvidenceInline(Statement, admin.site)
    files = {} if content is None else {"file": SimpleUploadedFile("Solbakken interview.HTML", content)}
    made = type("Form", (EvidenceForm,), {"by": by})
    made.base_fields = {name: field for name, field in EvidenceForm.base_fields.items() if name != "statement"}
    assert inline.form is EvidenceForm
    return made({"kind": "file", **(data or {})}, files, instance=instance or Evidence(statement=a_statement()))


def taken(by=None, **data) -> Evidence:
    filled = form(data, content=BYTES, by=by)
    assert filled.is_valid(), filled.errors
    return filled.save()


def test_a_file_is_kept_with_its_digest_its_moment_and_who_added_it(editor, settings):  # noqa: F811
    evidence = taken(by=editor.user)
    assert (evidence.digest, evidence.added_by) == (DIGEST, editor.user)
    assert evidence.captured_at is not None
    assert evidence.file.read() == BYTES
    evidence.file.close()
    assert "private" in Path(evidence.file.path).parts
    assert settings.STORAGES["originals"]["OPTIONS"].get("base_url") is None
    assert "olbakken" not in evidence.file.name


def test_a_saved_page_goes_with_its_address():
    evidence = taken(kind="address", url="https://port.example/minutes")
    assert (evidence.url, evidence.digest) == ("https://port.example/minutes", DIGEST)


@pytest.mark.parametrize("noted", [DIGEST, DIGEST.upper(), f"sha256:{DIGEST}", f"{DIGEST[:32]} {DIGEST[32:]}"])
def test_a_digest_that_was_noted_is_compared(noted):
    assert taken(digest=noted).digest == DIGEST


def test_another_digest_is_refused_with_both_named():
    filled = form({"digest": "0" * 64}, content=BYTES)
    assert not filled.is_valid()
    assert DIGEST in str(filled.errors)
    assert "0" * 64 in str(filled.errors)


@pytest.mark.parametrize(
    ("data", "content", "field"),
    [
        ({}, None, "file"),
        ({}, b"", "file"),
        ({"kind": "address"}, None, "url"),
        ({"kind": "note"}, None, "description"),
        ({"kind": "note", "description": "Said so"}, BYTES, "kind"),
        ({"kind": "recording"}, None, "file"),
        ({"kind": "recording", "url": "https://radio.example/", "offset": "12:60"}, None, "offset"),
        ({"kind": "address", "url": "https://port.example/", "digest": "abc"}, None, "digest"),
        ({"kind": "address", "url": "https://port.example/", "digest": DIGEST}, None, "digest"),
        ({"public": "on"}, BYTES, "public"),
    ],
)
def test_what_is_missing_or_wrong_is_said_at_its_field(data, content, field):
    filled = form(data, content=content)
    assert not filled.is_valid()
    assert field in filled.errors


def test_a_file_that_is_too_large_is_refused(monkeypatch):
    monkeypatch.setattr(rules, "MAX_BYTES", 10)
    filled = form(content=BYTES)
    assert "larger than" in str(filled.errors["file"])


def test_a_file_that_is_kept_is_never_replaced():
    evidence = taken()
    again = form({"description": "Minutes"}, content=b"other bytes", instance=evidence)
    assert again.is_valid(), again.errors
    again.save()
    evidence.refresh_from_db()
    assert (evidence.description, evidence.digest) == ("Minutes", DIGEST)
    assert evidence.file.read() == BYTES
    evidence.file.close()


@pytest.mark.parametrize(
    ("text", "seconds"), [("12:34", 754), ("0:05", 5), ("1:02:03", 3723), ("62:03", 3723), ("754", 754), (" ", None)]
)
def test_a_place_in_a_recording_is_read_and_told(text, seconds):
    assert read_offset(text) == seconds
    assert read_offset(offset_in_words(seconds)) == seconds


@pytest.mark.parametrize("text", ["12:60", "1:60:00", "a:10", "1:2", "-5", "12:34:56:78", "999999", "١٢:٣٤x"])
def test_a_place_that_is_none_is_refused(text):
    with pytest.raises(ValidationError):
        read_offset(text)


def url_of(evidence) -> str:
    return reverse("admin:articles_evidence_file", args=[evidence.pk])


def test_a_download_is_logged_and_runs_in_no_browser(reporter):  # noqa: F811
    evidence = taken()
    response = reporter.get(url_of(evidence))
    assert b"".join(response.streaming_content) == BYTES
    assert response["Content-Disposition"] == f'attachment; filename="evidence-{evidence.pk}.html"'
    assert (response["Content-Type"], response["X-Content-Type-Options"]) == ("application/octet-stream", "nosniff")
    entry = AuditEntry.objects.get(verb="download")
    assert (entry.actor, entry.object_id) == (reporter.user, evidence.pk)


def test_whoever_has_no_right_gets_no_file(client, desk):  # noqa: F811
    evidence = taken()
    assert client.get(url_of(evidence)).status_code == 302
    assert desk("Moderator").get(url_of(evidence)).status_code == 403
    assert client.get(f"/media/{evidence.file.name}").status_code == 404
    assert not AuditEntry.objects.exists()


@pytest.mark.parametrize("broken", ["changed", "gone"])
def test_a_file_that_is_not_the_one_taken_in_is_not_handed_out(editor, broken):  # noqa: F811
    evidence = taken()
    path = Path(evidence.file.path)
    path.write_bytes(b"forged") if broken == "changed" else path.unlink()
    response = editor.get(url_of(evidence))
    assert response.status_code == 409
    assert DIGEST in response.content.decode()
    assert not AuditEntry.objects.exists()


def test_evidence_of_a_protected_source_is_for_its_keepers(desk):  # noqa: F811
    evidence = taken()
    source = evidence.statement.source
    source.protected = True
    source.save()
    keeper, other, root = (
        desk("Reporter", name="keeper"),
        desk("Editor", name="other"),
        desk(name="root", is_staff=True, is_superuser=True),
    )
    assert evidence in evidence_for(other.user, Evidence.objects.all())  # nobody is named yet
    assert evidence not in evidence_for(keeper.user, Evidence.objects.all())
    SourceIdentity.objects.create(source=source, sealed="x", key_id="x").keepers.add(keeper.user)
    for client in (other, root):
        assert client.get(url_of(evidence)).status_code == 404
        assert (
            f"evidence/{evidence.pk}/" not in client.get(reverse("admin:articles_evidence_changelist")).content.decode()
        )
    response = keeper.get(url_of(evidence))
    assert b"".join(response.streaming_content) == BYTES


def test_readers_see_addresses_and_notes_that_are_public_of_sources_they_know():
    statement = a_statement()
    for number, (kind, public) in enumerate([("address", True), ("address", False), ("note", True), ("file", True)]):
        Evidence.objects.create(
            statement=statement, kind=kind, public=public, description=f"{kind} {number}",
            url=f"https://port.example/{number}" if kind != "note" else "",
        )  # fmt: skip
    seen = public_evidence([statement])[statement.pk]
    assert [each.description for each in seen] == ["address 0", "note 2"]
    statement.source.protected = True
    assert public_evidence([statement]) == {}
