"""Content Credentials (C2PA) of a file: whether there are any and who signed them. Noted for the desk, vouched for by nobody.

Runs in the limited child only. With the library c2pa-python the issuer is read and the seal is compared with the
bytes; whether the issuer deserves trust is not judged: we keep no list of those who do. Without the library, and for
what it cannot read, only the presence is noted.
"""

from __future__ import annotations

import io
import json
from typing import Any

# The beginning of a JUMBF superbox that holds a manifest store: its type and the UUID of “c2pa” (ISO 19566-5, C2PA 2.2).
BOX = b"jumb"
STORE = b"c2pa\x00\x11\x00\x10\x80\x00\x00\xaa\x00\x38\x9b\x71"
MIME_TYPES = {
    "JPEG": "image/jpeg",
    "MPO": "image/jpeg",
    "PNG": "image/png",
    "WEBP": "image/webp",
    "AVIF": "image/avif",
    "GIF": "image/gif",
}
LONGEST_NAME = 120
# Nothing is fetched from elsewhere, whatever a file asks for.
SETTINGS = {"verify": {"remote_manifest_fetch": False, "ocsp_fetch": False, "verify_trust": False}}


def credentials_of(data: bytes, came_as: str) -> dict[str, Any]:
    """Nothing without credentials; else `issuer` (may be empty) and `seal`: “whole”, “broken” or “unread”. Never raises."""
    if BOX not in data or STORE not in data:
        return {}
    try:
        report = read(data, MIME_TYPES[came_as])
    except Exception:  # noqa: BLE001  # absent library, broken manifest, too little memory: the presence is noted all the same
        return {"issuer": "", "seal": "unread"}
    active = report.get("manifests", {}).get(report.get("active_manifest"), {})
    signature = active.get("signature_info") or {}
    return {
        "issuer": str(signature.get("issuer") or signature.get("common_name") or "")[:LONGEST_NAME],
        "seal": "broken" if report.get("validation_state") == "Invalid" else "whole",
    }


def read(data: bytes, mime_type: str) -> dict[str, Any]:
    """The report of the library. Raises ImportError where it is not installed, and its own errors."""
    import c2pa  # type: ignore[import-not-found, import-untyped, unused-ignore]  # installed where somebody wants it

    with (
        c2pa.Context.from_dict(SETTINGS) as context,
        c2pa.Reader(mime_type, io.BytesIO(data), context=context) as reader,
    ):
        return json.loads(reader.json())
