"""The form of a wrong figure: a correction in the record, and in its log."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from tieout.figures.typed import PrintedNumber
from tieout.importers.forms.event import FilledForm, Unanswered, unfit
from tieout.importers.forms.proposal import Proposal, checked, known_issuer
from tieout.importers.writing import TextFile
from tieout.importers.yamltext import flow
from tieout.problems import Finding, Place, shown
from tieout.records.blocks import Entry
from tieout.records.model import Record
from tieout.records.read import OnFile

PAGE, FIGURE, WAS, NOW, WHERE = (
    "Page",
    "Figure",
    "What it shows",
    "What is right",
    "Where it says so",
)
NEEDED = (PAGE, FIGURE, WAS, NOW, WHERE)
_BRIEF = re.compile(
    r"(?:^|/)(?P<issuer>[a-z0-9][a-z0-9-]{0,63})/(?P<period>[0-9]{4}-[a-z0-9]+)/?(?:#.*)?$"
)
_NAME = re.compile(r"(?:(?P<segment>[a-z][a-z0-9_]*)\.)?(?P<metric>[a-z][a-z0-9_]*)")
_LOG = re.compile(r"^corrections:[ \t]*(?:#.*)?\n", re.MULTILINE)


def figure(root: Path, form: FilledForm, as_of: date) -> Proposal:
    """The correction of a filled form; raises Unanswered where it cannot be made by itself."""
    if missing := unfit(form, NEEDED):
        raise Unanswered(missing)
    brief = _BRIEF.search(form.get(PAGE))
    if brief is None:
        raise Unanswered([f"{PAGE}: write the brief's address, like /acme/2026-q2/"])
    issuer = known_issuer(root, brief["issuer"])
    filed = issuer.records.get(brief["period"])
    if filed is None:
        raise Unanswered([f"{PAGE}: there is no brief {issuer.slug}/{brief['period']}"])
    file = TextFile.read(root / filed.file, filed.file)
    path, place = _sought(form, filed)
    try:
        PrintedNumber.parse(form.get(NOW))
    except Finding as finding:
        raise Unanswered([f"{NOW}: {finding}"]) from None
    text = _corrected(file.text, place, form)
    row = {
        "date": as_of.isoformat(),
        "figure": path,
        "was": form.get(WAS),
        "now": form.get(NOW),
        "reason": f"told by a reader: {form.get(WHERE)}",
    }
    logged = _logged(text, f"  - {flow(dict(row))}\n")
    title = f"Correct {path} of {issuer.slug}/{brief['period']}"
    return checked(root, {filed.file: logged.replace("\n", file.ends)}, title, as_of)


def _sought(form: FilledForm, filed: OnFile[Record]) -> tuple[str, Place]:
    """The figure's path, and the place of the value that is shown, where it has several."""
    name = _NAME.fullmatch(form.get(FIGURE).lower().replace(" ", "_").removeprefix("figures."))
    entries = _entries(filed.model, name) if name else ()
    if not name or not entries:
        told = f"{FIGURE}: the record has no `{shown(form.get(FIGURE))}`; write its key, as revenue"
        raise Unanswered([told])
    values = [shown(str(getattr(each.value, "text", each.value))) for each in entries]
    if form.get(WAS) not in values:
        known = " or ".join(f"`{value}`" for value in values)
        raise Unanswered([f"{WAS}: the record has {known} there; type it as it stands"])
    steps = ("segments", name["segment"]) if name["segment"] else ("figures",)
    place = filed.place(*steps, name["metric"], values.index(form.get(WAS)), "value")
    return ".".join((*steps, name["metric"])), place


def _entries(record: Record, name: re.Match[str]) -> Sequence[Entry]:
    """The figures of a metric, of a segment or of the group."""
    segment = name["segment"]
    figures = record.segments.get(segment, {}) if segment else record.figures
    return figures.get(name["metric"], ())


def _corrected(text: str, place: Place, form: FilledForm) -> str:
    """The record with the right number in the place of the wrong one."""
    lines = text.split("\n")
    line, at = lines[place.line - 1], place.column - 1
    old, new = form.get(WAS), form.get(NOW)
    at += line[at:].startswith(('"', "'"))
    if not line[at:].startswith(old):
        raise Unanswered([f"{WAS}: it is written in another way: a person has to correct it"])
    lines[place.line - 1] = line[:at] + new + line[at + len(old) :]
    return "\n".join(lines)


def _logged(text: str, row: str) -> str:
    """The record with one more row in its log of corrections."""
    if log := _LOG.search(text):
        return text[: log.end()] + row + text[log.end() :]
    if "\ncorrections:" in text:
        raise Unanswered(
            [f"{FIGURE}: the log of this record is in one line: a person has to do it"]
        )
    return f"{text.rstrip(chr(10))}\ncorrections:\n{row}"
