"""`llms.txt`: what the site is and where its parts are, for language models."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from tieout.edition import Edition
from tieout.views.brief.line import BriefLine, on_one_line
from tieout.views.pages import Pages
from tieout.views.templates import Folders

_MOST = 200
"""Issuers that are listed: the file is meant to be read whole."""


@dataclass(frozen=True, slots=True)
class Pointer:
    """An issuer with its latest brief. The template escapes its texts."""

    name: str
    page: str
    """The full address of the issuer's page as Markdown."""
    period: str
    brief: str
    """The full address of the latest brief as Markdown."""
    verdict: str


def llms(
    lines: Iterable[BriefLine], templates: Folders, edition: Edition
) -> Iterator[tuple[PurePosixPath, bytes]]:
    """The file; it grows with the issuers up to a number, and never with the briefs."""
    latest: dict[str, BriefLine] = {}
    for brief in sorted(lines, key=lambda each: (each.span.end, each.released), reverse=True):
        latest.setdefault(brief.issuer, brief)
    issuers = sorted(latest.values(), key=lambda each: each.released, reverse=True)
    text = Pages.of(templates, edition).fill(
        "llms",
        site=edition.name,
        about=edition.description or "Investor briefs",
        issuers=[_pointer(on_one_line(brief), edition) for brief in issuers[:_MOST]],
        left_out=len(issuers[_MOST:]),
        address=edition.page,
    )
    yield PurePosixPath("llms.txt"), text.encode()


def _pointer(brief: BriefLine, edition: Edition) -> Pointer:
    return Pointer(
        name=f"{brief.party.name} ({brief.party.ticker})",
        page=edition.page(f"{brief.issuer}/index.md"),
        period=str(brief.label),
        brief=edition.page(f"{brief.path}index.md"),
        verdict=brief.verdict,
    )
