"""A text to try the check with: an issuer's latest quarter in words, with one number mistaken."""

from __future__ import annotations

from tieout.facts.labels import in_sentence, metric_label
from tieout.facts.store import Facts
from tieout.figures.display import day, shown
from tieout.figures.figure import Figure
from tieout.problems import Finding
from tieout.records.read import Issuer

_TOLD = ("revenue", "operating_income", "net_income", "operating_cash_flow")


def sample(issuer: Issuer) -> str:
    """A short text on the latest quarter; the last of its amounts is the quarter's before."""
    company, facts = issuer.company.model, Facts.of({issuer.slug: issuer})
    period = list(issuer.records.values())[-1].model.period
    now, before = period.fiscal.closing, period.fiscal.closing.previous_quarter()
    told = (facts.one(issuer.slug, each, label=now, kind="reported") for each in _TOLD)
    levels = [each for each in told if each]
    if not levels:
        finding = f"the latest brief of {company.short_name} has none of the usual figures"
        raise Finding(finding, "choose another issuer")
    first, *others = levels
    growth = facts.one(issuer.slug, first.metric, label=now, measure="yoy")
    lines = [
        (
            f"{company.short_name} reported {_said(issuer, first)}{_moved(growth)}, for the "
            f"quarter that ended on {day(period.end)}."
        )
    ]
    lines += [f"It had {_said(issuer, each)}." for each in others[:-1]]
    for each in others[-1:]:
        if former := facts.one(issuer.slug, each.metric, label=before):
            metric = _named(issuer, former)
            lines.append(f"{company.short_name} put {metric} at {shown(former)} for the quarter.")
    return f"{company.short_name} reports on {period.fiscal}\n\n{' '.join(lines)}\n"


def _moved(growth: Figure | None) -> str:
    if growth is None:
        return ""
    way = "up" if growth.value > 0 else "down"
    return f", {way} {shown(growth).lstrip('+−-')}"


def _named(issuer: Issuer, figure: Figure) -> str:
    return in_sentence(metric_label(issuer.company.model, figure.metric))


def _said(issuer: Issuer, figure: Figure) -> str:
    return f"{_named(issuer, figure)} of {shown(figure)}"
