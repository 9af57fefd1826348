"""The development set of the claim finder: texts about invented issuers, and what they state."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml
from tieout.claims.grammar.found import Found
from tieout.figures.periods import FiscalLabel
from tieout.records.company import Company

FOLDER = Path(__file__).with_name("claims")


class _Text(yaml.CSafeLoader):
    """Reads every scalar as text, but for true and false."""


_Text.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in found if tag == "tag:yaml.org,2002:bool"]
    for first, found in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}


@dataclass(frozen=True)
class Case:
    """One text with the claims that are to be found in it."""

    file: str
    name: str
    text: str
    company: Company
    label: FiscalLabel
    end: date
    claims: tuple[Mapping[str, Any], ...]
    record: Mapping[str, Any]
    issuer: Mapping[str, Any]

    def __str__(self) -> str:
        return f"{self.file}: {self.name}"


def cases(folder: Path = FOLDER) -> Iterator[Case]:
    """All cases of a folder, file by file."""
    for path in sorted(folder.glob("*.yml")):
        yield from _file(path)


def _file(path: Path) -> Iterator[Case]:
    typed = yaml.load(path.read_text(encoding="utf-8"), Loader=_Text)  # noqa: S506 (a safe loader)
    company = company_of(typed["issuer"])
    label = FiscalLabel.parse(typed["period"])
    for case in typed["cases"]:
        yield Case(
            path.stem,
            case["name"],
            case["text"],
            company,
            label,
            company.calendar.period_end(label),
            tuple(case["claims"] or ()),
            typed.get("record") or {},
            _issuer_fields(typed["issuer"]),
        )


def company_of(fields: Mapping[str, Any]) -> Company:
    """An issuer, with what its file leaves out filled in."""
    return Company.model_validate(_issuer_fields(fields))


def _issuer_fields(fields: Mapping[str, Any]) -> Mapping[str, Any]:
    currency = fields["currency"]
    defaults = {
        "name": fields["short_name"],
        "sector": "Tests",
        "fiscal_year_end": "December 31",
        "listings": [{"ticker": "TEST", "exchange": "Exchange", "currency": currency}],
    }
    return {**defaults, **fields}


def write_brief(case: Case, root: Path) -> str:
    """Write the case's issuer and record as files under `root/briefs`; the brief's name."""
    folder = root / "briefs" / case.file
    folder.mkdir(parents=True, exist_ok=True)
    frame = {
        "period": {"fiscal": f"{case.label.year}-{case.label.part}", "end": str(case.end)},
        "released": {"date": str(case.end)},
        "sources": {"release": {"kind": "press release", "title": "Results"}},
        "source": "release",
    }
    record = {**frame, **case.record}
    (folder / "company.yml").write_text(json.dumps(case.issuer), encoding="utf-8")
    (folder / f"{case.label.slug}.yml").write_text(json.dumps(record), encoding="utf-8")
    return f"{case.file}/{case.label.slug}"


def expected(claim: Mapping[str, Any]) -> tuple[str, ...]:
    """A claim of a case in the form of `stated`."""
    return (
        " ".join(claim["says"].split()),
        claim["role"],
        claim.get("metric") or "",
        claim.get("segment") or "",
        claim.get("basis") or "",
        claim.get("period") or "quarter",
        claim.get("sign") or "",
    )


def stated(found: Found) -> tuple[str, ...]:
    """A found claim as a case lists it: number, role, metric, segment, basis, period, sign."""
    claim = found.claim()
    negative = found.sign < 0 and found.quantity.value > 0
    return (
        " ".join(found.quantity.text.split()),
        claim.role,
        claim.metric or "",
        claim.segment or "",
        str(claim.basis or ""),
        claim.period,
        "-" if negative else "",
    )
