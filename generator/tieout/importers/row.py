"""A row of a table as it should stand in a record: read, placed, and told from its neighbours."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from tieout.facts.defaults import Conventions
from tieout.figures.typed import MISSING, Basis, PrintedNumber, Unit
from tieout.importers.merge import Document
from tieout.importers.table import CONSENSUS, GROWTH, PARTS, REPORTED, SPANS, Row, Typed
from tieout.problems import Finding, shown

Key = tuple[str, ...]
_SAID_ONCE = (
    *("period_end", "released", "approximate", "source_kind", "source_title", "source_url"),
    *("source_publisher", "source_published", "source_accession"),
)
"""What a record says in one place for many rows, or of a figure itself: no table edits it."""
_SOURCE = ("kind", "title", "url", "publisher", "published", "accession")


@dataclass(frozen=True, slots=True)
class Wanted:
    """A row as it should stand in the record."""

    line: int
    row: Row
    path: tuple[str, ...]
    """To the list of the metric's figures."""
    number: PrintedNumber | None
    """None for a figure that is not disclosed or not applicable."""
    unit: Unit
    basis: Basis
    usual_basis: bool

    @classmethod
    def of(cls, line: int, row: Row, conventions: Conventions) -> Wanted:
        """Read a row; raises Finding with its line."""
        try:
            _only_yes(row["approximate"])
            number = None if row["value"] in MISSING else PrintedNumber.parse(row["value"])
            unit = Unit.parse(row["unit"]) if row["unit"] else Unit("")
            usual = replace(conventions.basis(row["metric"], unit), translated=False)
            basis = Basis.parse(row["basis"]) if row["basis"] else usual
            return cls(line, row, _path(row), number, unit, basis, basis == usual)
        except Finding as finding:
            raise Finding(f"line {line}: {finding.finding}", finding.remedy) from None

    @property
    def key(self) -> Key:
        """What must be equal for two rows to be the same figure."""
        return key_of(self.row, self.unit, self.basis)

    def entry(self, block_unit: Unit, source: str) -> Document:
        """The figure as an entry of a block with this unit and source."""
        row, entry = self.row, Document()
        if row["kind"] == CONSENSUS:
            entry["metric"] = row["metric"]
            entry |= {"segment": row["segment"]} if row["segment"] else {}
        growth = row["kind"] == GROWTH
        entry["value"] = f"{row['value']} {row['unit']}" if growth else row["value"]
        if not growth and row["unit"] and self.unit != block_unit:
            entry["unit"] = row["unit"]
        if not self.usual_basis:
            entry["basis"] = str(self.basis)
        if growth and row["measure"] == "previous quarter":
            entry["against"] = row["measure"]
        more = {
            "approximate": "true" if row["approximate"] == "yes" else "",
            "provider": row["provider"],
            "as_of": row["as_of"],
            "source": row["source"] if row["source"] != source else "",
            "locator": row["locator"],
            "note": row["note"],
        }
        return entry | {name: text for name, text in more.items() if text}


def all_of(faults: Iterable[Finding]) -> None:
    """Raise all faults of a table in one, each on a line of its own; none where there are none."""
    listed = list(faults)
    if len(listed) == 1:
        raise listed[0]
    if listed:
        *others, last = listed
        finding = "\n".join((*(str(each) for each in others), last.finding))
        raise Finding(finding, last.remedy)


def untold(each: Wanted, known: Row) -> Iterator[Finding]:
    """Cells of a row that differ from the record and that no import changes there.

    A row without a figure on record leaves cells empty that the record has already.
    """
    same_source = each.row["source"] == known.get("source", each.row["source"])
    for column in _SAID_ONCE:
        now, was = each.row[column], known.get(column, "")
        cited = column.startswith("source_")
        new = "value" not in known
        if now == was or (cited and not same_source) or (new and (not now or not was)):
            continue
        yield Finding(
            f"line {each.line}: `{column}` is `{shown(now)}`, and `{shown(was)}` on record",
            "leave the cell as it was exported, and edit the record itself",
        )


def once(wanted: list[Wanted]) -> list[Wanted]:
    """The same; raises Finding where two rows are the same figure."""
    lines: dict[Key, int] = {}
    for each in wanted:
        first = lines.setdefault(each.key, each.line)
        if first != each.line:
            finding = f"lines {first} and {each.line} are the same figure"
            raise Finding(finding, "keep one of the two")
    return wanted


def key_of(row: Row, unit: Unit, basis: Basis) -> Key:
    """What must be equal for two rows to be the same figure, whatever its number."""
    names = ("span", "kind", "metric", "segment", "measure", "provider", "as_of")
    # Of providers that no source names there may be several.
    source = row["source"] if row["kind"] == CONSENSUS else ""
    return (*(row[name] for name in names), source, unit.code, str(basis))


def _only_yes(cell: str) -> None:
    if cell not in ("", "yes"):
        finding = f"`{shown(cell)}` is no word for `approximate`"
        raise Finding(finding, "write yes, or leave the cell empty")


def _path(row: Row) -> tuple[str, ...]:
    """The steps to a row's figures; raises Finding for a span or a kind that no record has."""
    if row["kind"] == CONSENSUS:
        return ("consensus",)
    first, *parts = (part.strip() for part in (row["span"] or "period").split(","))
    spans = {"period": (), **{name: (key,) for key, name in SPANS.items()}}
    keys = {name: key for key, name in PARTS.items()}
    if first not in spans or not all(part in keys for part in parts):
        known = ", ".join(spans)
        raise Finding(f"`{shown(row['span'])}` is no span", f"write one of {known}")
    path = (*spans[first], *(keys[part] for part in parts))
    if row["kind"] == GROWTH:
        name = f"{row['segment']}.{row['metric']}" if row["segment"] else row["metric"]
        return (*path, "stated_growth", name)
    if row["kind"] not in ("", REPORTED):
        raise Finding(f"`{shown(row['kind'])}` is no kind of row", "leave it as it was exported")
    within = ("segments", row["segment"]) if row["segment"] else ("figures",)
    return (*path, *within, row["metric"])


def value_of(each: Wanted, known: Typed) -> Document:
    """The fields of a figure's entry that say its number, where the number differs."""
    row = each.row
    if row["kind"] == GROWTH:
        return {"value": f"{row['value']} {row['unit']}"}
    value: Document = {"value": row["value"]}
    # A number typed as `1.2 billion` has its scale word in the table's unit.
    return value if row["unit"] == str(known.unit) else {**value, "unit": row["unit"]}


def same_number(each: Wanted, known: Typed) -> bool:
    """Whether a row says the same number as the record: value, digits and unit."""
    if each.number is None or known.row["value"] in MISSING:
        return each.row["value"] == known.row["value"]
    before = PrintedNumber.parse(known.row["value"])
    scales = each.unit.scale, Unit.parse(known.row["unit"]).scale if known.row["unit"] else 1
    sides = zip((each.number, before), scales, strict=True)
    now, was = ((number.value * scale, number.ulp * scale) for number, scale in sides)
    return now == was


def source_of(row: Row) -> Document:
    """The source that a row cites, for a record that has it not; raises Finding without a title."""
    if not row["source_kind"] or not row["source_title"]:
        finding = f"the source `{shown(row['source'])}` is new, and its kind or title is not given"
        raise Finding(finding, "fill in `source_kind` and `source_title`")
    return {name: text for name in _SOURCE if (text := row[f"source_{name}"])}
