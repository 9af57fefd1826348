"""Every kind of document of the API. A new kind is declared in its own module and listed here."""

from __future__ import annotations

from tieout.publish.api import (
    checking,
    claims,
    facts,
    history,
    index,
    issuers,
    market,
    metrics,
    records,
    sources,
)
from tieout.publish.api.base import Resource

RESOURCES: tuple[Resource, ...] = (
    *index.RESOURCES,
    *issuers.RESOURCES,
    *records.RESOURCES,
    *facts.RESOURCES,
    *claims.RESOURCES,
    *sources.RESOURCES,
    *history.RESOURCES,
    *checking.RESOURCES,
    *market.RESOURCES,
    *metrics.RESOURCES,
)
