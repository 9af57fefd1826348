"""How well the import does: bodies are imported and held against rows that people checked.

The folder has `edgar_gold*.csv` (ticker, period_end, fy_true, q_true, sec_label_ok, revenue,
net_income, eps_diluted; an empty cell is not asked for) and `companyfacts/TICKER.json`.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, DecimalException
from pathlib import Path
from tempfile import TemporaryDirectory

from tieout.bench.import_sums import WholeImport, look_over
from tieout.bench.scores import Share
from tieout.facts.store import Facts
from tieout.figures.periods import FiscalLabel
from tieout.importers.body import read_body_file
from tieout.importers.company import UNKNOWN, ExchangeListing
from tieout.importers.edgar import import_body
from tieout.importers.refuse import hold
from tieout.importers.writing import carry_out, plan
from tieout.problems import Finding
from tieout.records.read import Issuer, read_briefs

_METRICS: Mapping[str, tuple[str, ...]] = {
    "revenue": ("revenue",),
    "net_income": ("net_income_attributable", "net_income"),
    "eps_diluted": ("eps_diluted",),
}
"""By column: the metrics that may hold it; income is that of the issuer's own shareholders."""
_REMEDY = "give a folder with edgar_gold*.csv and companyfacts/TICKER.json"


@dataclass(slots=True)
class ImportScore:
    """What was right, wrong and missing, by kind of cell."""

    cells: Counter[tuple[str, str]] = field(default_factory=Counter)
    """By kind (`revenue`, `revenue Q4`, `label`, `label where the SEC's is wrong`) and outcome."""
    faults: list[str] = field(default_factory=list)
    """Each cell that is not right."""
    held: list[WholeImport] = field(default_factory=list)
    """Every body's import, looked over as a whole."""

    def add(self, kind: str, name: str, want: object, got: object) -> None:
        """Count one cell; `got` is None where the import gives nothing."""
        outcome = "missing" if got is None else "right" if got == want else "wrong"
        self.cells[kind, outcome] += 1
        if outcome != "right":
            self.faults.append(f"{name}: {kind} is {want}, imported {got}")

    def share(self, kind: str, outcome: str) -> Share:
        """How many of the cells of a kind had an outcome."""
        total = sum(count for (each, _), count in self.cells.items() if each == kind)
        return Share(self.cells[kind, outcome], total)

    @property
    def kinds(self) -> list[str]:
        """The kinds of cells, in order."""
        return sorted({kind for kind, _ in self.cells})


def score(folder: Path) -> ImportScore:
    """Import every issuer of the gold rows and compare; raises Finding where there are none."""
    found = ImportScore()
    rows = [row for path in sorted(folder.glob("edgar_gold*.csv")) for row in _rows(path)]
    if not rows:
        raise Finding(f"{folder} has no rows to compare with", _REMEDY)
    for ticker in sorted({row["ticker"] for row in rows}):
        with TemporaryDirectory() as scratch:
            issuer = _imported(folder, ticker, Path(scratch))
            facts = Facts.of({issuer.slug: issuer})
            for row in rows:
                if row["ticker"] == ticker:
                    _compare(row, issuer, facts, found)
    for path in sorted((folder / "companyfacts").glob("*.json")):
        with TemporaryDirectory() as scratch:
            held = look_over(path, _imported(folder, path.stem, Path(scratch)))
            found.held.append(held)
            found.faults += [*held.mixed, *held.unequal]
    return found


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        wanted = {"ticker", "period_end", "fy_true", "q_true", *_METRICS}
        if missing := wanted - set(reader.fieldnames or ()):
            raise Finding(f"{path.name} has no column `{min(missing)}`", _REMEDY)
        yield from reader


def _imported(folder: Path, ticker: str, root: Path) -> Issuer:
    paths = sorted((folder / "companyfacts").glob(f"{ticker}*.json"))
    if not paths:
        raise Finding(f"there is no companyfacts/{ticker}.json", _REMEDY)
    # A body may be called after more than a ticker: WMT-trimmed.
    listed = ExchangeListing(re.sub(r"[^A-Z0-9.].*", "", ticker) or UNKNOWN)
    made = hold(import_body(read_body_file(paths[0]), listed))
    (root / "briefs").mkdir()
    carry_out(plan(made, root / "briefs", "issuer"))
    return read_briefs(root / "briefs", root)[0]["issuer"]


def _compare(row: Mapping[str, str], issuer: Issuer, facts: Facts, found: ImportScore) -> None:
    name = f"{row['ticker']} {row['fy_true']} {row['q_true']}"
    try:
        label = FiscalLabel.parse(f"{row['fy_true']}-{row['q_true']}")
        wanted = {column: Decimal(row[column]) for column in _METRICS if row[column]}
    except (Finding, DecimalException):
        raise Finding(f"the row {name} cannot be read", _REMEDY) from None
    ends = {each.model.period.end.isoformat(): each.model for each in issuer.records.values()}
    there = ends.get(row["period_end"])
    kind = "label where the SEC's is wrong" if row.get("sec_label_ok") == "False" else "label"
    found.add(kind, name, label.closing, there.period.fiscal.closing if there else None)
    for column, want in wanted.items():
        figures = (facts.one(issuer.slug, each, label=label) for each in _METRICS[column])
        figure = next((each for each in figures if each is not None), None)
        part = " Q4" if label.part == "Q4" else ""
        found.add(f"{column}{part}", name, want, figure.value if figure else None)


def score_text(found: ImportScore) -> str:
    """The score as a table."""
    lines = [f"{'':32} {'right':>34}  wrong  missing"]
    for kind in found.kinds:
        right = str(found.share(kind, "right"))
        wrong, missing = (found.cells[kind, outcome] for outcome in ("wrong", "missing"))
        lines.append(f"{kind:32} {right:>34}  {wrong:>5}  {missing:>7}")
    return "\n".join((*lines, *_text_of_whole(found.held)))


def _text_of_whole(held: Sequence[WholeImport]) -> Iterator[str]:
    mixed, unequal = (sum(map(len, each)) for each in _lists(held))
    yield f"issuers {len(held)}, records {sum(each.records for each in held)}"
    yield f"warnings of the check {sum(each.warnings for each in held)}"
    yield f"mixed scopes {mixed}"
    yield f"years that do not add up {unequal}"


def _lists(held: Sequence[WholeImport]) -> tuple[list[Sequence[str]], list[Sequence[str]]]:
    return [each.mixed for each in held], [each.unequal for each in held]


def score_json(found: ImportScore) -> dict[str, object]:
    """The score with every cell that is not right."""
    outcomes = ("right", "wrong", "missing")
    cells = {kind: {each: found.cells[kind, each] for each in outcomes} for kind in found.kinds}
    mixed, unequal = (sum(map(len, each)) for each in _lists(found.held))
    return {
        "cells": cells,
        "records": sum(each.records for each in found.held),
        "warnings": sum(each.warnings for each in found.held),
        "mixed_scopes": mixed,
        "years_that_do_not_add_up": unequal,
        "faults": found.faults,
    }
