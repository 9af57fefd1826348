"""How a unit is typed: a scale and a currency in either order, hundredths, a thing counted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from difflib import get_close_matches

from tieout.figures.currencies import CODES, MINOR, SHARED, WORDS, code_of
from tieout.figures.scales import TABLE, Scale, named
from tieout.problems import Finding, shown

HUNDREDTH = Decimal("0.01")
_ONE = Decimal(1)
_CODE = re.compile(r"%|[A-Za-z][A-Za-z ]{0,39}(?:/[A-Za-z][A-Za-z ]{0,39})?")
_OF = re.compile(r"in (\S+) (?:of )?(\S.*)|(\S+) of (\S.*)")
_IN = re.compile(r"(\S.*?)(?:,? in | ?\((?:in )?)(\S+?)\)?")
"""How the head of a table has it: `in thousands of USD`, `US$ in millions`, `EUR (millions)`."""
_JOINED = re.compile(r"(?P<scale>[MmKkT])(?P<code>[A-Z]{3}|[^\w\s])")
"""A letter at a currency, as in northern Europe: `MSEK`, `KEUR`, `T\u20ac`."""
_SIGNS = tuple(
    re.compile(rf"(?P<scale>[^\W\d_a-zA-Z]{{{signs}}}) ?(?P<code>[^\W\d_a-zA-Z]{{1,3}}|[A-Z]{{3}})")
    for signs in (2, 1)
)
"""Signs of East Asia, scale and currency in one word: a hundred million yen."""
_THREE_CAPITALS = re.compile(r"[A-Z]{3}")
_COUNTED_IN_CAPITALS = ("ADS", "ADR", "TEU", "BOE", "FTE", "MWH", "GWH", "TWH")
_GAP = re.compile(
    r" |(?=['\u2019]000$)|(?<=[^\w\s.])(?=\w)|(?<=[A-Z])(?=[a-z])|(?<=\w)(?=[^\w\s.])"
)


def read_unit(text: str) -> tuple[str, Decimal]:
    """The code and the scale of a unit: `CNY` and a million for `million CNY` and `RMB million`.

    Money per something has a code like `USD/ADS`; `pence per share` is a hundredth of `GBP/share`.
    Raises Finding for a currency that nobody knows, or that may be several.
    """
    head, _, per = text.partition(" per ")
    if not per and head.count("/") == 1:
        head, _, per = head.partition("/")
    code, scale = _money(head) or _counted(head, text)
    if per:
        code = f"{code}/{code_of(per) or per}"
    if not _CODE.fullmatch(code):
        remedy = "write it like `million CNY`, `USD per ADS`, `%` or `stores`"
        raise Finding(f"`{shown(text)}` is no unit", remedy)
    return code, scale


def _money(text: str) -> tuple[str, Decimal] | None:
    """The currency and the scale of `million CNY`, `RMB million`, `US$m` or `pence`."""
    if text in MINOR:
        return MINOR[text], HUNDREDTH
    if code := code_of(text):
        return code, _ONE
    parts = [*_joined(text), *_parted(_usual_order(text))]
    return next(((code, scale.factor) for scale, code in parts if scale and code), None)


def _usual_order(text: str) -> str:
    """A scale and a currency without the words between them: `millions USD`."""
    if match := _OF.fullmatch(text):
        return f"{match[1] or match[3]} {match[2] or match[4]}"
    return f"{match[2]} {match[1]}" if (match := _IN.fullmatch(text)) else text


def _joined(text: str) -> Iterator[tuple[Scale | None, str]]:
    """The scale and the currency of `MSEK`; raises Finding for T, a thousand or a trillion."""
    for shape in (_JOINED, *_SIGNS):
        match = shape.fullmatch(text)
        code = code_of(match["code"]) if match else ""
        if match and code and match["scale"] == "T":
            raise Finding(
                f"the T of `{shown(text)}` may be a thousand or a trillion",
                f"write `thousand {code}` or `trillion {code}`",
            )
        if match:
            yield named(match["scale"]), code


def _parted(text: str) -> Iterator[tuple[Scale | None, str]]:
    """The scale and the currency that a text may be made of, whichever stands first."""
    for match in _GAP.finditer(text):
        one, other = text[: match.start()], text[match.end() :]
        yield named(one), code_of(other)
        yield named(other), code_of(one)


def _counted(text: str, typed: str) -> tuple[str, Decimal]:
    """The thing counted and the scale in `thousand stores`; refused where money is meant."""
    word, _, rest = text.partition(" ")
    scale = named(word) if rest and len(word) > 2 else None
    thing = rest if scale else text
    if scale and thing in MINOR:
        finding = f"`{thing}` are a hundredth of {MINOR[thing]}, and stand behind a scale"
        raise Finding(
            finding, f"write `{scale.word} {MINOR[thing]}`, and a hundredth of the numbers"
        )
    if (misread := misread_money(thing, typed)) is not None:
        raise misread
    return thing, scale.factor if scale else _ONE


def misread_money(text: str, typed: str = "") -> Finding | None:
    """What is wrong with money that is typed as no record has it, `typed` being the whole unit."""
    typed = typed or text
    return _ambiguous(text, typed) or _misspelt(text, typed)


def _ambiguous(text: str, typed: str) -> Finding | None:
    """Money of which it is not said whose it is."""
    if shared := next((sign for sign in SHARED if _is_amount(text, sign)), ""):
        likely = " or ".join(f"`{typed.replace(shared, code)}`" for code in SHARED[shared])
        return Finding(f"`{shown(shared)}` is money of several countries", f"write {likely}")
    if text in ("cent", "cents", "c"):
        remedy = "write whose, like `US cents per share` or `euro cents per share`"
        return Finding(f"`{text}` are of several currencies", remedy)
    return None


def _misspelt(text: str, typed: str) -> Finding | None:
    """Money in words, in small letters or under a misspelt scale."""
    if code := WORDS.get(text.lower().removeprefix("of ").removesuffix("s")):
        right = typed.replace(text, code)
        return Finding(f"`{shown(text)}` is no code of a currency", f"write `{right}`", right)
    word, _, rest = text.rpartition(" ")
    if word and code_of(rest) and named(word) is None:
        near = get_close_matches(word.lower().split(" ")[0], [each.word for each in TABLE], n=1)
        right = f"{near[0]} {rest}" if near else ""
        remedy = f"write `{right}`" if right else "write it like `million CNY`"
        return Finding(
            f"`{shown(word)}` is no scale", remedy, typed.replace(text, right) * bool(near)
        )
    if text.upper() in CODES and text != text.upper():
        right = typed.replace(text, text.upper())
        return Finding(f"`{shown(text)}` is no currency", f"write `{right}`", right)
    if _THREE_CAPITALS.fullmatch(text) and text not in _COUNTED_IN_CAPITALS:
        remedy = "write its code, like `million CNY`; what is counted, in words, like `stores`"
        return Finding(f"`{text}` is no currency of ISO 4217", remedy)
    return None


def _is_amount(text: str, sign: str) -> bool:
    """Whether a text is this sign of money, with or without a scale on either side."""
    rests = (text.removeprefix(sign), text.removesuffix(sign))
    return any(rest != text and (not rest or named(rest.strip())) for rest in rests)
