"""What all documents about one brief have in common."""

from __future__ import annotations

from tieout.publish.api.base import Document


class BriefDocument(Document):
    """Base of the documents about one brief."""

    record: str
    """The brief: issuer and period, `baba/2026-q2`."""
