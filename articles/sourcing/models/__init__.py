"""The sourcing schema: who speaks, as what, on what terms, what was said, what shows it, and what became of it."""

from articles.sourcing.models.describing import SelfDescription
from articles.sourcing.models.evidence import Evidence
from articles.sourcing.models.fix import FixItem, StatementFix
from articles.sourcing.models.protection import AnonymityConsent, SourceIdentity
from articles.sourcing.models.removal import RemovalRequest
from articles.sourcing.models.role import Role
from articles.sourcing.models.source import Source, SourceAddress, SourceName
from articles.sourcing.models.statement import Statement
from articles.sourcing.models.sweep import SweepStep
from articles.sourcing.models.terms import AttributionLevel
from articles.sourcing.models.verified import VerifiedSource

__all__ = [
    "AnonymityConsent",
    "AttributionLevel",
    "Evidence",
    "FixItem",
    "RemovalRequest",
    "Role",
    "SelfDescription",
    "Source",
    "SourceAddress",
    "SourceIdentity",
    "SourceName",
    "Statement",
    "StatementFix",
    "SweepStep",
    "VerifiedSource",
]
