"""Content Credentials: presence and signer are noted, and nobody is vouched for."""

import io
from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from django.urls import reverse

from articles.pictures import credentials, limited
from articles.pictures.uploads import ingest
from tests.pictures.drawing import drawn

c2pa = pytest.importorskip("c2pa")


def certificate(name, *, signed_by=None):
    """A certificate and its key; without `signed_by` an authority of its own."""
    is_authority = signed_by is None
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.ORGANIZATION_NAME, name)])
    issuer, issuer_key = signed_by or (None, key)
    now = datetime.now(UTC)
    usage = dict.fromkeys(
        [
            "content_commitment",
            "key_encipherment",
            "data_encipherment",
            "key_agreement",
            "encipher_only",
            "decipher_only",
        ],
        False,
    )
    usage |= {"digital_signature": True, "key_cert_sign": is_authority, "crl_sign": is_authority}
    builder = (
        x509.CertificateBuilder(subject_name=subject, issuer_name=issuer.subject if issuer else subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=300))
        .add_extension(x509.BasicConstraints(ca=is_authority, path_length=None), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key.public_key()), critical=False)
        .add_extension(x509.KeyUsage(**usage), critical=True)
    )
    if not is_authority:
        purpose = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.EMAIL_PROTECTION])
        builder = builder.add_extension(purpose, critical=False)
    return builder.sign(issuer_key, hashes.SHA256()), key


@pytest.fixture(scope="module")
def signed():
    """A JPEG that “Harbour Post” signed."""
    authority, authority_key = certificate("Westport Signing Authority")
    own, key = certificate("Harbour Post", signed_by=(authority, authority_key))
    chain = b"".join(each.public_bytes(serialization.Encoding.PEM) for each in (own, authority))
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    signer = c2pa.Signer.from_info(c2pa.C2paSignerInfo(b"es256", chain, private, None))
    source = "http://cv.iptc.org/newscodes/digitalsourcetype/digitalCapture"
    action = {"action": "c2pa.created", "digitalSourceType": source}
    manifest = {
        "claim_generator_info": [{"name": "newsroom tests", "version": "1"}],
        "assertions": [{"label": "c2pa.actions", "data": {"actions": [action]}}],
    }
    file = io.BytesIO()
    c2pa.Builder(manifest).sign(signer, "image/jpeg", io.BytesIO(drawn().getvalue()), file)
    return file.getvalue()


def test_the_signer_is_read_in_the_limited_child(signed):
    facts, master = limited.clean(signed)
    assert facts["credentials"] == {"issuer": "Harbour Post", "seal": "whole"}
    assert b"jumb" not in master


def test_a_file_that_was_changed_after_it_was_signed_has_a_broken_seal(signed):
    changed = bytearray(signed)
    changed[-200] ^= 0x55
    assert credentials.credentials_of(bytes(changed), "JPEG")["seal"] == "broken"


def test_without_the_library_only_the_presence_is_noted(signed, monkeypatch):
    def absent(*given):
        raise ImportError("c2pa")

    monkeypatch.setattr(credentials, "read", absent)
    assert credentials.credentials_of(signed, "JPEG") == {"issuer": "", "seal": "unread"}


def test_a_broken_manifest_refuses_no_picture(signed):
    start = signed.index(credentials.STORE)
    broken = signed[: start + 40] + b"\xff" * 200 + signed[start + 240 :]
    assert limited.clean(broken)[0]["credentials"]["seal"] in {"unread", "broken"}


def test_other_pictures_have_none():
    assert credentials.credentials_of(drawn().getvalue(), "JPEG") == {}


@pytest.mark.django_db
def test_the_desk_reads_who_signed_and_that_nobody_vouches_for_it(editor, signed):
    picture = ingest(io.BytesIO(signed))
    page = editor.get(reverse("admin:articles_picture_change", args=[picture.pk])).content.decode()
    assert "Signed by Harbour Post." in page
    assert "was not looked into" in page
