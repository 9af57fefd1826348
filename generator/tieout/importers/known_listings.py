"""Where large filers are listed, and their sector: what a companyfacts body does not tell.

By the SEC's number, and only what is beyond doubt; of every other issuer the import asks.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from tieout.importers.company import ExchangeListing

_KNOWN = """
    320193 AAPL Nasdaq Consumer electronics and services
    796343 ADBE Nasdaq Software
    1551152 ABBV NYSE Pharmaceuticals
    2488 AMD Nasdaq Semiconductors
    1018724 AMZN Nasdaq Internet retail and cloud computing
    4962 AXP NYSE Payments
    12927 BA NYSE Aerospace and defence
    70858 BAC NYSE Banks
    18230 CAT NYSE Machinery
    909832 COST Nasdaq Retail
    1108524 CRM NYSE Software
    858877 CSCO Nasdaq Network equipment
    93410 CVX NYSE Oil and gas
    1744489 DIS NYSE Media and entertainment
    1326160 DUK NYSE Utilities
    37996 F NYSE Automobiles
    1467858 GM NYSE Automobiles
    1652044 GOOGL Nasdaq Internet services
    886982 GS NYSE Banks
    354950 HD NYSE Retail
    51143 IBM NYSE IT services
    50863 INTC Nasdaq Semiconductors
    200406 JNJ NYSE Pharmaceuticals
    19617 JPM NYSE Banks
    1637459 KHC Nasdaq Food and beverages
    21344 KO NYSE Food and beverages
    59478 LLY NYSE Pharmaceuticals
    1141391 MA NYSE Payments
    63276 MAT Nasdaq Toys
    63908 MCD NYSE Restaurants
    1326801 META Nasdaq Internet services
    310158 MRK NYSE Pharmaceuticals
    789019 MSFT Nasdaq Software
    1065280 NFLX Nasdaq Media and entertainment
    320187 NKE NYSE Apparel
    1045810 NVDA Nasdaq Semiconductors
    1341439 ORCL NYSE Software
    77476 PEP Nasdaq Food and beverages
    78003 PFE NYSE Pharmaceuticals
    80424 PG NYSE Household products
    804328 QCOM Nasdaq Semiconductors
    829224 SBUX Nasdaq Restaurants
    1640147 SNOW NYSE Cloud software
    732717 T NYSE Telecommunications
    27419 TGT NYSE Retail
    1318605 TSLA Nasdaq Automobiles
    97476 TXN Nasdaq Semiconductors
    1543151 UBER NYSE Transport
    731766 UNH NYSE Health insurance
    1090727 UPS NYSE Logistics
    1403161 V NYSE Payments
    732712 VZ NYSE Telecommunications
    72971 WFC NYSE Banks
    34088 XOM NYSE Oil and gas
"""


def listing_of(cik: str) -> ExchangeListing | None:
    """The main listing and the sector of the issuer with that number; None where it is not sure."""
    return _known().get(int(cik))


@cache
def _known() -> Mapping[int, ExchangeListing]:
    rows = (line.split(maxsplit=3) for line in _KNOWN.strip().splitlines())
    return {int(cik): ExchangeListing(*listing) for cik, *listing in rows}
