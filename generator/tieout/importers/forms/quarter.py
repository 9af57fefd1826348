"""The form of a new quarter: fields and lines of figures, as a record."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from tieout.facts.defaults import Conventions
from tieout.figures.metrics import catalogue, nearest
from tieout.figures.periods import FiscalLabel
from tieout.importers.forms.event import FilledForm, Unanswered, unfit
from tieout.importers.forms.proposal import Proposal, checked, known_issuer
from tieout.importers.writing import schema_for
from tieout.importers.yamltext import written
from tieout.problems import Finding, shown
from tieout.records.patterns import NUMBER as _NUMBER
from tieout.records.read import Issuer
from tieout.records.starter.usual import last_day, usual_unit
from tieout.records.yaml_tree import Node

ISSUER, PERIOD, END = "Issuer", "Fiscal period", "Last day of the period"
RELEASED, SESSION = "Day of the release", "Session"
KIND, TITLE, ADDRESS, PUBLISHED = "Source", "Title", "Address", "Day of publication"
UNIT, FIGURES = "Unit", "Figures"
NEEDED = (ISSUER, PERIOD, RELEASED, TITLE, ADDRESS, FIGURES)
_LINE = re.compile(r"(?P<name>[^:=\t]{1,80}?)\s*[:=\t]\s*(?P<value>.+)")
_VALUE = re.compile(rf"(?P<number>{_NUMBER.strip('^$')})(?P<unit> [A-Za-z%].*)?")
_KEY = "release"


@dataclass(frozen=True, slots=True)
class _Names:
    """What lines of figures may name, by how people write it."""

    metrics: dict[str, str]
    segments: dict[str, str]

    @classmethod
    def of(cls, issuer: Issuer) -> _Names:
        metrics: dict[str, str] = {}
        known = {**catalogue(), **Conventions.of(issuer).company.kpis}
        for key, metric in known.items():
            for name in (key, metric.label, *metric.words):
                metrics.setdefault(_plain(name), key)
        segments: dict[str, str] = {}
        for key, segment in issuer.company.model.segments.items():
            for name in (key, segment.label, *segment.words):
                segments.setdefault(_plain(name), key)
        return cls(metrics, segments)

    def find(self, typed: str, value: str) -> tuple[str, str]:
        """The segment, or nothing, and the metric; raises Finding where it is neither."""
        part, dot, metric = typed.rpartition(".")
        if not dot:
            part, _, metric = "", "", typed
        segment = self.segments.get(_plain(part), "") if dot else ""
        key = self.metrics.get(_plain(metric), "")
        if dot and not segment:
            raise Finding(
                f"`{shown(part)}` is no segment", f"it has {', '.join(self.segments.values())}"
            )
        if not key and not dot and (alone := self.segments.get(_plain(metric))):
            finding = f"`{shown(metric)}` is a segment, without a metric"
            raise Finding(finding, f"write it like `{alone}.revenue: {shown(value, 20)}`")
        if not key:
            near = nearest(_plain(metric).replace(" ", "_"))
            remedy = f"did you mean `{near}`?" if near else "see the site's glossary"
            raise Finding(f"`{shown(metric)}` is no metric", remedy)
        return segment, key


def quarter(root: Path, form: FilledForm, as_of: date) -> Proposal:
    """The record of a filled form; raises Unanswered with everything that is missing or wrong."""
    if missing := unfit(form, NEEDED):
        raise Unanswered(missing)
    issuer = known_issuer(root, form.get(ISSUER).lower())
    try:
        label = FiscalLabel.parse(form.get(PERIOD).upper())
    except Finding as finding:
        raise Unanswered([f"{PERIOD}: {finding}"]) from None
    path = f"briefs/{issuer.slug}/{label.slug}.yml"
    if (root / path).exists():
        raise Unanswered([f"{PERIOD}: there is a record of {label} already; correct that one"])
    document = _document(form, issuer, label)
    text = written(document, schema_for(root / path))
    return checked(root, {path: text}, f"Add {label} of {issuer.slug}", as_of)


def _document(form: FilledForm, issuer: Issuer, label: FiscalLabel) -> dict[str, Node]:
    end = form.get(END) or last_day(issuer, label).isoformat()
    told = {"session": form.get(SESSION).lower(), "source": _KEY}
    source = {
        "kind": form.get(KIND).lower() or "press release",
        "title": form.get(TITLE),
        "url": form.get(ADDRESS),
        "published": form.get(PUBLISHED),
    }
    figures, segments = _figures(form, _Names.of(issuer))
    document: dict[str, Node] = {
        "period": {"fiscal": f"{label.year}-{label.part}", "end": end},
        "released": {"date": form.get(RELEASED), **_typed(told)},
        "sources": {_KEY: {**_typed(source)}},
        "unit": form.get(UNIT) or usual_unit(issuer),
        "source": _KEY,
        "figures": figures,
    }
    if segments:
        document["segments"] = segments
    return document


def _typed(fields: dict[str, str]) -> dict[str, Node]:
    return {name: value for name, value in fields.items() if value and value != "unknown"}


def _figures(form: FilledForm, names: _Names) -> tuple[dict[str, Node], dict[str, Node]]:
    """Figures of the group and of segments; raises Unanswered with each line that does not read."""
    figures: dict[str, Node] = {}
    segments: dict[str, dict[str, Node]] = {}
    wrong = []
    for line in form.lines(FIGURES):
        try:
            segment, metric, value = _figure(line, names)
        except Finding as finding:
            wrong.append(f"{FIGURES}: `{shown(line, 80)}`: {finding}")
            continue
        block = segments.setdefault(segment, {}) if segment else figures
        if metric in block:
            wrong.append(f"{FIGURES}: `{metric}` is typed twice; delete one of the lines")
        block[metric] = value
    if wrong:
        raise Unanswered(wrong)
    return figures, dict(segments)


def _figure(line: str, names: _Names) -> tuple[str, str, Node]:
    """Segment, metric and value of a line; raises Finding where it does not read."""
    match = _LINE.fullmatch(line)
    if match is None:
        raise Finding("there is no name with a value", "write it like `revenue: 1,234`")
    value = match["value"].strip()
    segment, metric = names.find(match["name"].strip("-*• "), value)
    with_unit = _VALUE.fullmatch(value)
    if with_unit and with_unit["unit"]:
        entry: Node = {"value": with_unit["number"], "unit": with_unit["unit"].strip()}
        return segment, metric, entry
    return segment, metric, value


def _plain(name: str) -> str:
    return " ".join(name.lower().replace("_", " ").split())
