"""The benchmark on labelled press: what is found, read as labelled, and announced with right.

A folder holds `gold.jsonl` (a label a line: article, covers, quote, metric, segment, basis, role,
value, period, expect; `a|b` names alternatives, a segment `~x` a part that no company file lists)
and `articles/*.txt`. The briefs stand in the root, or in a folder of the root for each issuer.
`kind` says whose text it is (press, release), and `sight` whether whoever wrote the reader had seen
it (`first`, `seen`): each has scores of its own, as layouts and roles have.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from tieout.bench.labels import NotLabelled, read_rows
from tieout.bench.scores import Share
from tieout.claims.covered import hold
from tieout.claims.judged import Judged
from tieout.claims.main_text import read_main_text
from tieout.facts.store import Facts
from tieout.importers.web_page import main_text
from tieout.problems import Finding
from tieout.records.read import Issuer, read_briefs

GOLD = "gold.jsonl"
_PLAIN_BASES = ("gaap", "ifrs", "convenience translation", "usd", "translated")
_SIGHTS = {"first": "first sight", "seen": "seen before"}
_SAME = Decimal("1e-9")
_REACH, _PER_WORD = 200, 20
"""How far from its label a number may stand, in characters; so many weigh as one shared word."""
_WORD = re.compile(r"[\w.%]+")
_SPACES = re.compile(r"\s+")
Label = Mapping[str, Any]


@dataclass(slots=True)
class PressResult:
    """Counts over all labels; `by` has them by kind, layout and role."""

    counts: Counter[str] = field(default_factory=Counter)
    by: dict[str, Counter[str]] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)

    def share(self, count: str, total: str, of: str = "") -> Share:
        """One count as a share of another, of all labels or of one group."""
        counts = self.by[of] if of else self.counts
        return Share(counts[count], counts[total])


def measure_press(folder: Path, root: Path) -> PressResult:
    """Score a labelled folder; raises NotLabelled where it is none, or a brief is missing."""
    by_article: dict[tuple[str, str], list[Label]] = {}
    for row in read_rows(folder / GOLD):
        by_article.setdefault((str(row["article"]), str(row["covers"])), []).append(row)
    result, shelves = PressResult(), _Shelves(root)
    for (name, covers), labels in sorted(by_article.items(), key=lambda each: each[0][1]):
        text, judged = shelves.judge(folder / "articles" / f"{name}.txt", covers)
        for label, found in _pairs(labels, judged, text):
            if label is None:
                result.counts["extra conflicts"] += _verdict(found) == "conflict"
            else:
                _count(result, label, found)
    return result


class _Shelves:
    """The briefs of a root, read once for each issuer."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._read: dict[Path, tuple[Mapping[str, Issuer], Facts]] = {}

    def judge(self, path: Path, covers: str) -> tuple[str, Sequence[Judged]]:
        """An article's text with its claims."""
        slug, _, period = covers.partition("/")
        own = self._root / slug
        root = own if (own / "briefs").is_dir() else self._root
        if root not in self._read:
            issuers = read_briefs(root / "briefs", root)[0]
            self._read[root] = issuers, Facts.of(issuers)
        issuers, facts = self._read[root]
        if slug not in issuers or period not in issuers[slug].records or not path.is_file():
            raise NotLabelled(f"there is no brief {covers} under {root}, or no {path.name}")
        try:
            main = read_main_text(path.read_bytes(), main_text, path.name)
            return main.text, hold(main.text, issuers[slug], facts, period).judged
        except Finding as cause:
            raise NotLabelled(f"{path.name}: {cause}") from None


def _pairs(
    labels: Sequence[Label], judged: Sequence[Judged], text: str
) -> Iterator[tuple[Label | None, Judged | None]]:
    """Each label with the claim of its number that stands nearest, then what has no label."""
    free = dict(enumerate(judged))
    for label in labels:
        at = label.get("at")
        place = text.find(label["quote"]) if at is None else int(at)
        if place < 0:
            place = text.find(_SPACES.sub(" ", label["quote"]).strip("| "))
        scored = [(_closeness(label, each, place), -key) for key, each in free.items()]
        best = max((each for each in scored if each[0] > 0), default=None)
        yield label, free.pop(-best[1]) if best else None
    for each in free.values():
        yield None, each


def _closeness(label: Label, judged: Judged, place: int) -> Decimal:
    """How likely a claim is the label's; nothing where it is another number."""
    wanted: Decimal = abs(Decimal(label["value"]))
    number = judged.found.quantity
    values = map(abs, (number.value, number.low, number.high))
    if not any(abs(each - wanted) <= _SAME * max(Decimal(1), wanted) for each in values):
        return Decimal(0)
    shared = len(_words(label["quote"]) & _words(judged.found.quote))
    away = 0 if place < 0 else max(0, _REACH - abs(judged.found.start - place))
    return Decimal(shared) + Decimal(away) / _PER_WORD


def _words(text: str) -> set[str]:
    return set(_WORD.findall(text.lower()))


def _count(result: PressResult, label: Label, judged: Judged | None) -> None:
    expect = str(label["expect"]).split("|")
    verdict = _verdict(judged)
    faults = _faults(label, judged) if judged else ["missed"]
    right = verdict in expect or (verdict == "opinion" and "not_in_record" in expect)
    counted = {
        "labels": True,
        "found": judged is not None,
        "strict": not faults,
        "announced": verdict == "conflict",
        "announced true": verdict == "conflict" and "conflict" in expect,
        "conflicts": expect == ["conflict"],
        "conflicts found": expect == ["conflict"] and verdict == "conflict",
        "ties due": expect == ["ties"],
        "ties given": verdict == "ties" and expect == ["ties"],
        "ties": verdict == "ties",
        "wrong ties": verdict == "ties" and "ties" not in expect,
    }
    names = Counter({name: 1 for name, counts in counted.items() if counts})
    table = "|" in label["quote"] or "\n" in label["quote"]
    layout = "table" if table or (judged and judged.found.sentence < 0) else "prose"
    role = str(label["role"]).split("|", maxsplit=1)[0]
    kind = str(label.get("kind", "press"))
    sight = [_SIGHTS[label["sight"]]] if label.get("sight") in _SIGHTS else []
    result.counts.update(names)
    for group in (kind, layout, f"{layout} of {kind}", role, *sight):
        result.by.setdefault(group, Counter()).update(names)
    if faults or not right:
        told = f"expected {label['expect']}, {label['role']} of {label['metric']}; got {verdict}"
        result.wrong.append(f"{label['article']}: {label['quote']!r}: {told} ({', '.join(faults)})")


def _verdict(judged: Judged | None) -> str:
    """The verdict given; what is unclear is as good as not in the record."""
    name = judged.verdict.name if judged else "missed"
    return "not_in_record" if name == "unclear" else name


def _faults(label: Label, judged: Judged) -> list[str]:
    """What of the identity is read otherwise than labelled."""
    found, roles = judged.found, str(label["role"]).split("|")
    part = str(label["segment"]).startswith("~")
    kept_away = part and (found.part or not found.metric or found.segment)
    if roles == ["other"] or kept_away:
        return []
    wrong = {
        "role": found.role not in roles,
        "metric": (found.metric or "") not in str(label["metric"]).split("|"),
        "segment": part or bool(found.part) or found.segment != label["segment"],
        "basis": _bases(str(found.basis or "")) not in map(_bases, label["basis"].split("|")),
        "period": {"other", found.period}.isdisjoint(str(label["period"]).split("|")),
        "sign": not _same_sign(label, judged),
    }
    return [name for name, is_wrong in wrong.items() if is_wrong]


def _same_sign(label: Label, judged: Judged) -> bool:
    number = judged.found.quantity
    if label.get("anysign") or not label["value"] or number.low * number.high < 0:
        return True
    negative = number.value < 0 or (judged.found.sign < 0 and number.value > 0)
    return negative == (Decimal(label["value"]) < 0)


def _bases(text: str) -> set[str]:
    """Bases as a set: the accounts and a translation say nothing, `adjusted` is non-GAAP."""
    words = {word.strip().lower().replace("_", " ") for word in re.split(r"[,;]", text)}
    named = {"non-gaap" if word == "adjusted" else word for word in words}
    return named - {"", *_PLAIN_BASES}


_SHARES = (
    ("recall", "found", "labels"),
    ("strict", "strict", "labels"),
    ("announced conflicts true", "announced true", "announced"),
    ("true conflicts found", "conflicts found", "conflicts"),
    ("ties given", "ties given", "ties due"),
    ("wrong ties", "wrong ties", "ties"),
)


def press_json(result: PressResult) -> dict[str, object]:
    """The scores with their counts, of all labels and of each group."""
    return {
        **_counts_json(result.counts),
        "extra_conflicts": result.counts["extra conflicts"],
        "by": {name: _counts_json(result.by[name]) for name in sorted(result.by)},
    }


def _counts_json(counts: Counter[str]) -> dict[str, object]:
    return {
        name.replace(" ", "_"): {"count": counts[count], "total": counts[total]}
        for name, count, total in _SHARES
    }


def press_text(result: PressResult) -> str:
    """The scores as a table, then recall and strict matches of each group."""
    lines = [f"{name:<26}{result.share(count, total)}" for name, count, total in _SHARES]
    lines.append(f"conflicts without a label  {result.counts['extra conflicts']}")
    for name in sorted(result.by):
        found, strict = (
            result.share("found", "labels", name),
            result.share("strict", "labels", name),
        )
        announced = result.share("announced true", "announced", name)
        wrong = result.share("wrong ties", "ties", name)
        shares = f"recall {found}; strict {strict}; announced true {announced}; wrong ties {wrong}"
        lines.append(f"  {name:<18} {shares}")
    return "\n".join(lines)
