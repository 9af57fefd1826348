"""What a new record takes from the issuer's others about documents: sources, estimates, guidance.

Titles and addresses are the new document's own and stay empty; its kind, and who prints it, repeat.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from tieout.figures.periods import FiscalLabel
from tieout.records.model import Guidance, Record
from tieout.records.read import Issuer

_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_ANY_LABEL = "September Quarter   # how the issuer calls the period"
_ANY_LOCATOR = "Financial highlights       # where in it: page, section, table"
_KINDS = "press release, filing, financial report, presentation, call, news, data, article"
_MOST = 4


def of(like: Record | None, label: FiscalLabel) -> Mapping[str, str]:
    """The marks of the template that are about documents, by `like`, a record of the issuer."""
    key = _main(like)
    kind = like.sources[key].kind if like and key in like.sources else "press release"
    return {
        "label": _label(like, label),
        "key": key,
        "kind": f"{kind:<27} # {_KINDS}",
        "sources": "".join(f"  # {line}\n" for line in _others(like, key)),
        "source": f"{key:<29}",
        "locator": (like and like.locator) or _ANY_LOCATOR,
    }


def providers(like: Record | None) -> str:
    """A row for each provider and metric of that record, to be filled in."""
    rows = [] if like is None else list(dict.fromkeys(_estimates(like)))
    return "".join(f"#   - {row}\n" for row in rows[: 2 * _MOST])


def guided(issuer: Issuer | None, label: FiscalLabel) -> str:
    """What earlier releases said of this period, as remarks."""
    if issuer is None:
        return ""
    found = [
        f"# {filed.model.period.fiscal} guided {_range(row)}\n"
        for filed in issuer.records.values()
        for row in filed.model.guidance
        if row.period == label
    ]
    return "".join(found[-_MOST:])


def _main(like: Record | None) -> str:
    """The key under which most figures are read."""
    if like is None or not like.sources:
        return "release"
    return like.source or next(iter(like.sources))


def _label(like: Record | None, label: FiscalLabel) -> str:
    """The issuer's name of the period: last year's, a year on."""
    told = like.period.issuer_label if like else None
    if like is None or told is None or like.period.fiscal != label.years_back(1):
        return _ANY_LABEL
    return _YEAR.sub(lambda year: str(int(year[0]) + 1), told)


def _others(like: Record | None, key: str) -> Iterator[str]:
    """The other documents that were read for that record, one to a line."""
    rest = [] if like is None else [pair for pair in like.sources.items() if pair[0] != key]
    for name, source in rest[:_MOST]:
        by = f", publisher: {source.publisher}" if source.publisher else ""
        if like is not None and source.kind != "article" and not re.search(r"[,{}:#]", by[12:]):
            yield f"{name}: {{kind: {source.kind}, title: {by}}}  # read for {like.period.fiscal}"


def _estimates(like: Record) -> Iterator[str]:
    for row in like.consensus:
        named = f"metric: {row.metric}, " + (f"segment: {row.segment}, " if row.segment else "")
        if not re.search(r"[,{}:#]", row.provider):
            yield f"{{{named}value: , provider: {row.provider}, as_of: , source: }}"


def _range(row: Guidance) -> str:
    subject = f"{row.segment}.{row.metric}" if row.segment else row.metric
    ends = [str(getattr(end, "text", end)) for end in (row.low, row.high) if end is not None]
    growth = " growth" if row.measure == "growth" else ""
    return f"{subject}{growth} of {' to '.join(ends)}" + (f" {row.unit}" if row.unit else "")
