"""Names by which machines know what we tell them: the same for ever, whatever becomes of addresses, words and hosts."""

from __future__ import annotations

import uuid

# Drawn once. What is made of it and of a key that never changes is the same in every feed, export and answer.
NAMESPACE = uuid.UUID("5c5a7a0e-6a54-4f0b-9b0c-3f3d5f0a7f11")


def of_story(public_id: str) -> str:
    return f"article:{public_id}"


def of_statement(pk: int) -> str:
    """Without our key, which would tell how many there are."""
    return f"statement:{uuid.uuid5(NAMESPACE, f'statement:{pk}').hex[:24]}"


def iri(identity: str) -> str:
    """An identity as an IRI, which formats such as Atom and ninjs ask for."""
    return f"urn:uuid:{uuid.uuid5(NAMESPACE, identity)}"
