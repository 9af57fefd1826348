"""The currencies of ISO 4217, and how people write them: one table for records, claims and pages.

A closed list: money in a code that nobody knows would be published as a thing counted, its growth
and its translation unchecked. The codes are those that were tender somewhere since 2009, when
filings in XBRL begin; a test holds them to the Unicode consortium's data, as Babel has it.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

CODES = frozenset(
    "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP "
    "BYN BYR BZD CAD CDF CHF CLP CNY COP CRC CUC CUP CVE CZK DJF DKK DOP DZD EEK EGP ERN ETB EUR "
    "FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HRK HTG HUF IDR ILS INR IQD IRR ISK JMD JOD "
    "JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LTL LVL LYD MAD MDL MGA MKD MMK "
    "MNT MOP MRO MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN "
    "PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SKK SLE SLL SOS SRD SSP STD STN SYP SZL "
    "THB TJS TMM TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VEF VES VND VUV WST XAF XCD XCG "
    "XOF XPF YER ZAR ZMK ZMW ZWG ZWL ZWR".split()
)
"""Every code that a record may use."""

SYMBOLS: Mapping[str, str] = MappingProxyType(
    {
        "US$": "USD",
        "U.S.$": "USD",
        "$US": "USD",
        "A$": "AUD",
        "AU$": "AUD",
        "$A": "AUD",
        "C$": "CAD",
        "CA$": "CAD",
        "CDN$": "CAD",
        "HK$": "HKD",
        "$HK": "HKD",
        "NT$": "TWD",
        "S$": "SGD",
        "SG$": "SGD",
        "NZ$": "NZD",
        "$NZ": "NZD",
        "R$": "BRL",
        "MX$": "MXN",
        "Rs": "INR",
        "Rs.": "INR",
        "\u5186": "JPY",
        "\u4eba\u6c11\u5e01": "CNY",
        "\u65b0\u53f0\u5e63": "TWD",
        "\u65b0\u81fa\u5e63": "TWD",
        "\u6e2f\u5143": "HKD",
        "\u20ac": "EUR",
        "\u00a3": "GBP",
        "\u20b9": "INR",
        "\u20a9": "KRW",
        "\u20bd": "RUB",
        "\u20ba": "TRY",
        "\u20aa": "ILS",
        "\u0e3f": "THB",
        "\u20ab": "VND",
        "\u20b1": "PHP",
    }
)
"""Signs of one currency alone."""

EVERYDAY: Mapping[str, str] = MappingProxyType({"RMB": "CNY", "CNH": "CNY", "NTD": "TWD"})
"""Codes in use that ISO 4217 does not have."""

ALIASES: Mapping[str, str] = MappingProxyType(
    {
        **SYMBOLS,
        **EVERYDAY,
        "Rmb": "CNY",
        "yuan": "CNY",
        "renminbi": "CNY",
        "yen": "JPY",
        "euro": "EUR",
        "euros": "EUR",
        "\uc6d0": "KRW",
        "z\u0142": "PLN",
        "K\u010d": "CZK",
        "Rp": "IDR",
        "Tk": "BDT",
    }
)
"""What people write for a code, where it means one alone: a record may, too."""

WORDS: Mapping[str, str] = MappingProxyType(
    {
        "dollar": "USD",
        "us dollar": "USD",
        "american dollar": "USD",
        "canadian dollar": "CAD",
        "australian dollar": "AUD",
        "hong kong dollar": "HKD",
        "taiwan dollar": "TWD",
        "new taiwan dollar": "TWD",
        "singapore dollar": "SGD",
        "new zealand dollar": "NZD",
        "euro": "EUR",
        "yuan": "CNY",
        "renminbi": "CNY",
        "rmb": "CNY",
        "yen": "JPY",
        "won": "KRW",
        "pound": "GBP",
        "pound sterling": "GBP",
        "pounds sterling": "GBP",
        "rupee": "INR",
        "franc": "CHF",
        "swiss franc": "CHF",
        "reais": "BRL",
        "mexican peso": "MXN",
        "kronor": "SEK",
        "swedish crown": "SEK",
        "norwegian crown": "NOK",
        "norwegian kroner": "NOK",
        "danish crown": "DKK",
        "danish kroner": "DKK",
        "rand": "ZAR",
        "rouble": "RUB",
        "ruble": "RUB",
        "baht": "THB",
        "ringgit": "MYR",
        "rupiah": "IDR",
        "riyal": "SAR",
        "dirham": "AED",
        "lira": "TRY",
        "shekel": "ILS",
        "zloty": "PLN",
    }
)
"""What a text most likely means by a word behind a number; plurals by an s."""

SHARED: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "$": ("USD", "CAD", "HKD"),
        "dollar": ("USD", "CAD", "HKD"),
        "dollars": ("USD", "CAD", "HKD"),
        "\u00a5": ("JPY", "CNY"),
        "\uffe5": ("JPY", "CNY"),
        "\u5143": ("CNY", "TWD"),
        "kr": ("SEK", "NOK", "DKK"),
        "rupees": ("INR", "PKR", "LKR"),
    }
)
"""Signs and words of several currencies, with the likeliest: a record says which."""

MINOR: Mapping[str, str] = MappingProxyType(
    {
        "pence": "GBP",
        "GBX": "GBP",
        "GBp": "GBP",
        "US cents": "USD",
        "euro cents": "EUR",
        "HK cents": "HKD",
        "Australian cents": "AUD",
        "Canadian cents": "CAD",
        "NZ cents": "NZD",
        "Singapore cents": "SGD",
        "South African cents": "ZAR",
        "ZAc": "ZAR",
        "paise": "INR",
        "sen": "MYR",
        "agorot": "ILS",
    }
)
"""Hundredths that are printed as a unit of their own; the first name of each is the usual one."""

SIGNS: Mapping[str, str] = MappingProxyType(
    {
        "CNY": "RMB ",
        "USD": "$",
        "HKD": "HK$",
        "EUR": "\u20ac",
        "GBP": "\u00a3",
        "JPY": "\u00a5",
        "INR": "\u20b9",
        "CAD": "C$",
        "AUD": "A$",
    }
)
"""What pages print before an amount; any other currency shows its code."""


def code_of(text: str) -> str:
    """The code that a text stands for: `CNY` for `CNY` and for `RMB`; empty where it is none."""
    return text if text in CODES else ALIASES.get(text, "")


def minor_of(code: str) -> str:
    """The usual name of a currency's hundredths: `pence`; empty where none is in use."""
    return next((name for name, whole in MINOR.items() if whole == code), "")
