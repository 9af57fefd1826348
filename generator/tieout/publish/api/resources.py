"""Every kind of document of the API. A new kind is declared in its own module and listed here."""

from __future__ import annotations

from tieout.publish.api import (
    briefs,
    checking,
    index,
    issuers,
    market,
    metrics,
    tables,
)
from tieout.publish.api.base import Resource

RESOURCES: tuple[Resource, ...] = (
    *index.RESOURCES,
    *issuers.RESOURCES,
    *briefs.RESOURCES,
    *tables.RESOURCES,
    *checking.RESOURCES,
    *market.RESOURCES,
    *metrics.RESOURCES,
)
