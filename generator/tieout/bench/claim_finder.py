"""The benchmark of the claim finder: labelled articles, the same with slips, headline bullets."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

from tieout.bench.briefs import segment_key, write_briefs
from tieout.bench.bullets import score_bullets
from tieout.bench.labels import HumanLabel, Labelled, read_articles
from tieout.bench.scores import Confusion, Share
from tieout.bench.slips import slips
from tieout.claims.extract import Extractor
from tieout.claims.grammar.found import Found
from tieout.claims.judged import Judge, Judged
from tieout.facts.store import Facts
from tieout.figures.figure import Figure
from tieout.records.read import Issuer, read_briefs

SEED = 20251125
_SIGNED = ("yoy", "qoq", "reaction", "surprise", "actual", "prior_year")
_FLAGS = ("conflict", "other_basis", "unclear")


@dataclass(slots=True)
class Result:
    """What the benchmark measured; lists name what went wrong."""

    recall: Share
    strict: Share
    verdicts: Confusion
    false_conflicts: Share
    conflicts_found: Share
    corruptions_flagged: Share
    bullets: Share
    by_slip: Mapping[str, Share] = field(default_factory=dict)
    wrong: Sequence[str] = ()


def measure(folder: Path, seed: int = SEED) -> Result:
    """Score a labelled folder; raises NotLabelled where it is none."""
    articles = read_articles(folder)
    with tempfile.TemporaryDirectory() as place:
        root = Path(place)
        covers = write_briefs(folder, articles, root)
        issuers, problems = read_briefs(root / "briefs", root)
    if problems:
        raise AssertionError(f"the labelled records do not read: {problems[0]}")
    bench = _Bench(issuers, covers, Random(seed))  # noqa: S311  no secret: the same slips each time
    for article in articles:
        bench.score(article)
    bullets, misread = score_bullets(folder)
    return bench.result(bullets, misread)


class _Bench:
    """Counts over the articles of a folder."""

    def __init__(
        self, issuers: Mapping[str, Issuer], covers: Mapping[str, str], random: Random
    ) -> None:
        self.issuers = issuers
        self.covers = covers
        self.random = random
        self.facts = Facts.of(issuers)
        self.found: list[bool] = []
        self.strict: list[bool] = []
        self.pairs: list[tuple[str, str]] = []
        self.slips: list[tuple[str, bool]] = []
        self.wrong: list[str] = []

    def score(self, article: Labelled) -> None:
        """Count one article, as it stands and with slips."""
        brief = self.covers[article.name]
        issuer, _, name = brief.partition("/")
        company = self.issuers[issuer].company.model
        period = self.issuers[issuer].records[name].model.period
        reader = Extractor(company, period.fiscal, period.end)
        judge = Judge(self.facts, company, brief, article.name)
        claims = judge.judge_all(reader.read(article.text))
        for label in article.labels:
            self._label(article, label, claims)
        for judged, other in self._true(article, claims):
            for slip in slips(article.text, judged.found, other, self.random):
                after = judge.judge_all(reader.read(slip.text))
                flagged = any(
                    each.found.start - 1 <= slip.start <= each.found.end
                    and each.verdict.name in _FLAGS
                    for each in after
                )
                self._note_slip(article, judged, slip.kind, flagged)

    def _note_slip(self, article: Labelled, judged: Judged, kind: str, flagged: bool) -> None:
        self.slips.append((kind, flagged))
        if not flagged:
            self.wrong.append(f"{article.name}: {judged.found.says}: not flagged: {kind}")

    def _label(self, article: Labelled, label: HumanLabel, claims: Sequence[Judged]) -> None:
        judged = _match(article, label, claims)
        self.found.append(judged is not None)
        right = judged is not None and _is_strict(judged.found, label)
        self.strict.append(right)
        given = judged.verdict.name if judged is not None else "missed"
        if label.expect != "edge":
            self.pairs.append((label.expect, given))
        if not right or (given != label.expect != "edge"):
            seen = _shown(judged.found) if judged is not None else "not found"
            self.wrong.append(
                f"{article.name}: {label.quote}: expected {label.expect}, "
                f"{label.role} of {label.metric}; got {given}, {seen}"
            )

    def _true(
        self, article: Labelled, claims: Sequence[Judged]
    ) -> Iterator[tuple[Judged, Figure | None]]:
        """The claims that tie and are labelled so, with their figure of another period."""
        for label in article.labels:
            judged = _match(article, label, claims)
            if judged is not None and label.expect == judged.verdict.name == "ties":
                yield judged, self._other_period(judged.verdict.figure)

    def _other_period(self, figure: Figure | None) -> Figure | None:
        if figure is None or figure.measure != "level":
            return None
        same = self.facts.find(
            figure.issuer,
            figure.metric,
            segment=figure.segment,
            basis=figure.basis,
            unit=figure.unit,
        )
        return next((each for each in same if each.label != figure.label), None)

    def result(self, bullets: Share, misread: Sequence[str]) -> Result:
        """All counts."""
        true = [got for want, got in self.pairs if want != "conflict"]
        conflicts = [got for want, got in self.pairs if want == "conflict"]
        kinds = sorted({kind for kind, _ in self.slips})
        return Result(
            recall=_share(self.found),
            strict=_share(self.strict),
            verdicts=Confusion.of(self.pairs),
            false_conflicts=Share(true.count("conflict"), len(true)),
            conflicts_found=Share(conflicts.count("conflict"), len(conflicts)),
            corruptions_flagged=_share([flagged for _, flagged in self.slips]),
            bullets=bullets,
            by_slip={
                kind: _share([flagged for name, flagged in self.slips if name == kind])
                for kind in kinds
            },
            wrong=(*self.wrong, *misread),
        )


def _share(hits: Sequence[bool]) -> Share:
    return Share(sum(hits), len(hits))


def _match(article: Labelled, label: HumanLabel, claims: Sequence[Judged]) -> Judged | None:
    """The claim at the labelled quote whose number is the label's, sign aside."""
    at = article.text.find(label.quote, len(article.title))
    end = at + len(label.quote)
    for judged in claims:
        number = judged.found.quantity
        values = (number.value, number.range_low, number.range_high)
        same = abs(label.value) in [abs(value) for value in values if value is not None]
        if same and judged.found.start < end and judged.found.end > at >= 0:
            return judged
    return None


def _is_strict(found: Found, label: HumanLabel) -> bool:
    """Whether value, metric, segment, basis and role are all the label's.

    GAAP and no basis are one: both are the accounts. A move before the release is no reaction.
    """
    before = found.window == "close before release"
    role = "other" if before and label.role == "other" else found.role
    accounts = ("", "GAAP", "IFRS")
    basis = str(found.basis or "")
    same_basis = basis == label.basis or (basis in accounts and label.basis in accounts)
    period = label.period in ("quarter", found.period)
    return (
        (role, found.metric) == (label.role, label.metric)
        and found.segment == segment_key(label.segment)
        and same_basis
        and period
        and _is_signed(found, label)
    )


def _is_signed(found: Found, label: HumanLabel) -> bool:
    if found.quantity.is_range or label.role not in _SIGNED:
        return True
    negative = found.sign < 0 or found.quantity.value < 0
    return negative == (label.value < 0)


def _shown(found: Found) -> str:
    where = found.segment or found.part
    return " ".join(filter(None, (found.role, "of", found.metric, where, str(found.basis or ""))))


def result_json(result: Result) -> dict[str, Any]:
    """The scores with their counts, as `--format json` prints them."""
    macro = result.verdicts.macro_f1
    named = {
        "recall": result.recall,
        "strict": result.strict,
        "false_conflicts": result.false_conflicts,
        "conflicts_found": result.conflicts_found,
        "corruptions_flagged": result.corruptions_flagged,
        "bullets": result.bullets,
    }
    scores: dict[str, Any] = {name: _row(share) for name, share in named.items()}
    scores["verdict_macro_f1"] = {
        "value": None if macro is None else _number(macro),
        "counts": {f"{want}>{got}": n for (want, got), n in sorted(result.verdicts.counts.items())},
    }
    scores["corruptions_flagged"]["by_kind"] = {
        kind: _row(share) for kind, share in result.by_slip.items()
    }
    return scores


def _row(share: Share) -> dict[str, Any]:
    interval = share.interval
    return {
        "value": None if share.value is None else _number(share.value),
        "count": share.count,
        "total": share.total,
        "interval": None if interval is None else [_number(each) for each in interval],
    }


def _number(value: Decimal) -> float:
    return round(float(value), 4)


def result_text(result: Result) -> str:
    """The scores as a table, with the 95 % interval of each share."""
    macro = result.verdicts.macro_f1
    lines = [
        f"numbers found        {result.recall}",
        f"strict matches       {result.strict}",
        f"verdicts, macro F1   {'-' if macro is None else f'{macro:.3f}'}",
        f"false conflicts      {result.false_conflicts}",
        f"conflicts found      {result.conflicts_found}",
        f"slips flagged        {result.corruptions_flagged}",
        *(f"  {kind:<18} {share}" for kind, share in result.by_slip.items()),
        f"headline bullets     {result.bullets}",
    ]
    return "\n".join(lines)
