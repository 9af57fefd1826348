"""What a text about an issuer is held against, in one document: no check needs YAML, or another.

All figures that the records state are there, as typed; what follows from them (growth, margins,
sums) is worked out by whoever checks, as a build does. `records/handed.py` makes an issuer of it.
"""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import WithJsonSchema

from tieout.publish.api.base import Document, Resource
from tieout.records.handed import fields_of
from tieout.records.read import Issuer

Fields = Annotated[dict[str, Any], WithJsonSchema({"type": "object"})]
"""The fields of a file, as the editors' schema of it has them."""


class CheckingSheet(Document):
    """What a text about an issuer is held against."""

    issuer: str
    """The issuer's folder in addresses."""
    company: Fields
    """Names, listings, conventions, segments, metrics: the fields of `company.schema.json`."""
    records: tuple[Fields, ...]
    """Each brief's figures as typed, by period: the fields of `record.schema.json`."""


CHECKING = Resource(
    "checking/{issuer}.json",
    "What a text about an issuer is held against: names, conventions, figures as typed",
    CheckingSheet,
)
RESOURCES = (CHECKING,)


def checking_sheet(issuer: Issuer) -> CheckingSheet:
    """An issuer's document."""
    return CheckingSheet(
        issuer=issuer.slug,
        company=dict(fields_of(issuer.company.model)),
        records=tuple(dict(fields_of(each.model)) for each in issuer.records.values()),
    )
