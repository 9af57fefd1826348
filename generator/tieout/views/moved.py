"""Pages at addresses that were others' before: each says where its brief or issuer is now.

An issuer is renamed and a period gets another label; links to the old address stay alive. What was
published there before is told by the files themselves: `formerly` in company.yml and in a record's
period.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from tieout.figures.saying import joined
from tieout.records.read import Issuer


@dataclass(frozen=True, slots=True)
class MovedPage:
    """An old address, and what is to be found where now."""

    path: PurePosixPath
    """The folder of the old page, from the site's root."""
    target: str
    """The address now, from the site's root: `meta/2024-q1/`."""
    title: str

    @property
    def way(self) -> str:
        """The address now, from the old page."""
        return f"{'../' * len(self.path.parts)}{self.target}"


def moved(issuer: Issuer) -> Iterator[MovedPage]:
    """Every old address of an issuer and its briefs."""
    company = issuer.company.model
    old_slugs = company.formerly
    for slug in old_slugs:
        yield MovedPage(PurePosixPath(slug), f"{issuer.slug}/", company.short_name)
    for period, filed in issuer.records.items():
        record = filed.model.period
        old_periods = [label.slug for label in record.formerly]
        title = joined(", ", (company.short_name, record.issuer_label or str(record.fiscal)))
        target = f"{issuer.slug}/{period}/"
        for slug in old_slugs:
            yield MovedPage(PurePosixPath(slug, period), target, title)
        for old in old_periods:
            for slug in (issuer.slug, *old_slugs):
                yield MovedPage(PurePosixPath(slug, old), target, title)
