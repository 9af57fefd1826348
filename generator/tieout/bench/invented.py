"""Issuers that nobody has heard of, as many as are asked for: the same seed invents the same."""

from __future__ import annotations

import random
from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice

QUARTERS = 12
"""How many briefs an issuer has."""
_SECTORS = ("Software", "Retail", "Industry", "Energy", "Health", "Transport")
_FIRST_YEAR = 2023
_COMPANY = """\
name: Invented {name} Corporation
short_name: Invented {name}
listings:
  - {{ticker: {ticker}, exchange: NYSE, currency: USD}}
sector: {sector}
currency: USD
fiscal_year_end: December 31
segments:
  products: {{label: Products}}
  services: {{label: Services}}
"""
_RECORD = """\
period: {{fiscal: {year}-Q{quarter}, end: {end}}}
released: {{date: {released}}}
sources:
  release:
    kind: press release
    title: Results of the quarter ended {end}
    url: https://example.com/{year}-q{quarter}
unit: million USD
source: release
figures:
  revenue: {revenue}
  cost_of_revenue: {cost}
  gross_profit: {gross}
  operating_income: {operating}
  net_income: {net}
  operating_cash_flow: {cash_flow}
  capex: {capex}
  cash: {cash}
  eps_diluted: {{value: {eps}, unit: USD per share}}
segments:
  products: {{revenue: {products}}}
  services: {{revenue: {services}}}
consensus:
  - {{metric: revenue, value: {estimate}, provider: Bloomberg}}
"""


def invented(briefs: int, seed: int) -> Iterator[tuple[str, str]]:
    """The files of so many briefs by their paths in `briefs/`, issuer by issuer."""
    chance = random.Random(seed)  # noqa: S311  figures, and no secret
    for number, first in enumerate(range(0, briefs, QUARTERS)):
        slug = f"inv{number:05}"
        sector = _SECTORS[number % len(_SECTORS)]
        company = _COMPANY.format(name=number, ticker=slug.upper(), sector=sector)
        yield f"{slug}/company.yml", company
        for name, record in islice(_records(chance), min(QUARTERS, briefs - first)):
            yield f"{slug}/{name}.yml", record


def _records(chance: random.Random) -> Iterator[tuple[str, str]]:
    """Quarter after quarter of an issuer that grows and shrinks as issuers do."""
    revenue = chance.randrange(400, 90_000)
    for at in range(QUARTERS):
        year, quarter = _FIRST_YEAR + at // 4, at % 4 + 1
        end = date(year, 3 * quarter, monthrange(year, 3 * quarter)[1])
        revenue = revenue * chance.randrange(94, 112) // 100
        cost = revenue * chance.randrange(40, 60) // 100
        operating = (revenue - cost) * chance.randrange(20, 50) // 100
        net = operating * chance.randrange(70, 85) // 100
        products = revenue * chance.randrange(55, 75) // 100
        yield (
            f"{year}-q{quarter}",
            _RECORD.format(
                year=year,
                quarter=quarter,
                end=end,
                released=end + timedelta(chance.randrange(20, 40)),
                revenue=revenue,
                cost=cost,
                gross=revenue - cost,
                operating=operating,
                net=net,
                cash_flow=net + chance.randrange(10, 400),
                capex=chance.randrange(10, 200),
                cash=chance.randrange(500, 5000),
                eps=f"{chance.randrange(10, 900) / 100:.2f}",
                products=products,
                services=revenue - products,
                estimate=revenue * chance.randrange(97, 104) // 100,
            ),
        )
