"""A record against every rule, as `tieout check` holds it, among the issuer's other files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from tieout.check import check_across
from tieout.claims.codes import meaning, rows_json
from tieout.examine import examine_files
from tieout.facts.store import Facts
from tieout.figures.display import shown
from tieout.figures.periods import FiscalLabel
from tieout.problems import Finding, Problem, errors
from tieout.records.folders import File, Files, no_issuer
from tieout.records.mending import mended_text
from tieout.records.read import Issuer, read_issuer
from tieout.records.starter import new_company, new_record
from tieout.views.brief.headline import cards, verdict_line
from tieout.views.shared.brief_figures import Shelf
from tieout.views.shared.naming import whole_name

Answer = dict[str, Any]
_COMPANY = "company"
_STUB = """\
---
title: Not handed in
publisher: unknown
covers: {covers}
digest: sha256:{digest}
---
"""
"""Stands for an article that a record names: its own text is no part of a record's check."""
_MOST_DERIVED = 400


class HandedIn:
    """The files of one issuer as they were handed in, by their names without ending."""

    def __init__(self, slug: str, files: Mapping[str, str], articles: Mapping[str, str]) -> None:
        if (refused := no_issuer(slug)) is not None:
            raise Finding(*refused)
        self.slug = slug
        self._texts = dict(files)
        self._articles = articles

    def check(self, name: str, today: date) -> Answer:
        """What a check says of one file, and what follows from its figures."""
        files = self._files()
        issuer, problems = read_issuer(files)
        facts = Facts.of({self.slug: issuer} if issuer else {})
        problems += examine_files(files, issuer, facts, problems, today)
        if issuer is not None:
            problems += check_across({self.slug: issuer.company})
        wanted = {self._file(name), self._file(_COMPANY)}
        told = sorted(each for each in problems if each.place.file in wanted)
        sound = issuer is not None and name in issuer.records and not errors(told)
        return {
            "rows": rows_json(told),
            "messages": [self._message(each) for each in told],
            "screen": _screen(issuer, facts, name) if issuer and sound else None,
            "derived": list(_derived(issuer, facts, name)) if issuer and sound else [],
        }

    def new(self, period: str = "") -> Answer:
        """A record to fill in: of the period, else of the one after the latest."""
        issuer, _ = read_issuer(self._files())
        latest = list(issuer.records.values())[-1:] if issuer else []
        if not period and not latest:
            raise Finding("the issuer has no record yet", "say which period, like 2026-Q3")
        label = (
            FiscalLabel.parse(period.upper()) if period else _next(latest[0].model.period.fiscal)
        )
        return {
            "period": label.slug,
            "file": self._file(label.slug),
            "text": new_record(label, issuer),
            "company": "" if _COMPANY in self._texts else new_company(),
        }

    def _file(self, name: str) -> str:
        return f"briefs/{self.slug}/{name}.yml"

    def _files(self) -> Files:
        read = {name: File(self._file(name), text.encode()) for name, text in self._texts.items()}
        return Files(
            self.slug,
            read.pop(_COMPANY, None),
            read,
            {
                name: File(
                    f"briefs/{self.slug}/articles/{name}.md",
                    _STUB.format(covers=covers, digest="0" * 64).encode(),
                )
                for name, covers in self._articles.items()
            },
        )

    def _message(self, problem: Problem) -> Answer:
        place = problem.place
        name = place.file.rpartition("/")[2].removesuffix(".yml")
        lines = self._texts.get(name, "").splitlines()
        text = self._texts.get(name, "")
        return {
            "file": place.file,
            "line": place.line,
            "column": place.column,
            "severity": problem.severity,
            "code": problem.code,
            "help": known.page if (known := meaning(problem.code)) else "",
            "finding": problem.finding,
            "remedy": problem.remedy,
            "typed": lines[place.line - 1] if place.line <= len(lines) else "",
            "marked": len(problem.edit.old) if problem.edit else 1,
            "mended": mended_text(text, [problem])[0] if problem.edit else "",
        }


def _screen(issuer: Issuer, facts: Facts, name: str) -> Answer:
    """What the brief's first screen would say: its heading, key figures and takeaways."""
    shelf = Shelf(issuer, name, facts)
    figures = (
        (each.label, each.value, " ".join(filter(None, (each.growth, each.growth and each.since))))
        for each in cards(shelf, lambda _: "")
    )
    return {
        "heading": verdict_line(shelf),
        "figures": list(figures),
        "takeaways": issuer.records[name].model.takeaways or "",
    }


def _derived(issuer: Issuer, facts: Facts, name: str) -> Iterator[tuple[str, str]]:
    company, label = issuer.company.model, issuer.records[name].model.period.fiscal
    figures = facts.for_record(f"{issuer.slug}/{name}")
    worked_out = [each for each in figures if each.kind == "derived" and not each.version]
    for each in worked_out[:_MOST_DERIVED]:
        yield whole_name(company, each, label), shown(each)


def _next(label: FiscalLabel) -> FiscalLabel:
    """The period that an issuer of this rhythm reports after this one."""
    if label.part == "H1":
        return FiscalLabel(label.year, "H2")
    if label.part in ("H2", "FY"):
        return FiscalLabel(label.year + 1, "H1" if label.part == "H2" else "FY")
    return label.quarters_back(-1)
