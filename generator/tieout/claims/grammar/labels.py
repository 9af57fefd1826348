"""What a row of a table is of: its label, with the headings that it stands under.

A label is read whole. A metric's own words make it the group's; a noun beside them, or a label
without a metric under the heading of one (`Services` below `Net sales:`), makes it a part. `Net
income (loss)` holds both signs and tells neither.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from tieout.claims.grammar.head_finder import find_heads
from tieout.claims.grammar.heads import Head
from tieout.claims.grammar.lexicon import Lexicon
from tieout.claims.grammar.strangers import is_noun
from tieout.claims.grammar.tags import tag
from tieout.claims.grammar.tokens import Token
from tieout.figures.metrics import margins, normal, row_labels

_BOTH_SIGNS = re.compile(
    r"(?i)\s?/\s?\(?(?:loss(?:es)?|expenses?|deficit|income|outflow|benefit(?: from)?)\)?(?![a-z])"
    r"|\s?\((?:loss(?:es)?|expenses?|deficit|decrease|increase|benefit|provision|outflow|income"
    r"|used(?: in)?|gains?|usage)\)"
)
_SHARE = re.compile(r"(?i)\bas an? (?:percentage|percent|%) of\b|%\s?of\b|\bper cent of\b|\bmix\b")
_OF_REVENUE = re.compile(
    r"(?i)(?<=[a-z])[\s,(-]+(?:as an? )?(?:percentage|percent|%)\s?of (?:total |net )*"
    r"(?:revenues?|sales)\)?\s*\Z"
    r"|(?<=profit)\sratio\b[\s(]*%?[\s)]*\Z"
)
_GROWTH = re.compile(
    r"(?i)\b(?:growth|change|increase|decrease)\b|\by/?o/?y\b|year[- ]over[- ]year"
)
_NOTE = re.compile(
    r"\((?:[0-9]{1,2}|[a-z])\)|[*\u2020]+|^(?i:table|exhibit|schedule)\s[\dA-Z]+[.:]?\s"
)
_SHARES = re.compile(
    r"(?i)(?:weighted[\s-]average\s)?(?:number of\s)?(?:common\s)?shares used\b"
    r"|(?:weighted[\s-])?average\s(?:number of\s)?(?:common\s)?(?:diluted\s)?(?:common\s)?shares\b"
)
_TORN = re.compile(r"(?<=[a-z]) (?!(?:of|to|in|on|as|at|by|or|an|is|a|us|up)\b)(?=[a-z]{1,2}\b)")
"""`sal es`, `operat i ng`: words that a PDF has torn apart."""
_BY = re.compile(
    r"(?i)(?<=[a-z])\s+by\s[a-z ,&/-]{0,30}?(?:region|segment|product|geograph|categor|brand"
    r"|division|business|market|channel|countr|type|source|customer|unit|line|franchise|area)"
    r"[a-z ,&/-]*:?\s*\Z"
)
"""`Net sales by region` opens a list of parts, each with this metric."""
_ENDING = re.compile(
    r"(?i),?\s(?:at\s)?(?:the\s)?end of (?:the\s)?(?:period|quarter|year)\Z"
    r"|,?\s(?:net of|less)"
    r" (?:current portion|current maturities|amounts capitalized|allowances?\b[^,]*)\Z"
)
_BETWEEN = re.compile(
    r"(?i)\b(?:adjust(?:ment|ing)s?|reconciling|eliminations?|impacts?|effects?)\b"
)
_TITLE = re.compile(r"(?i)(?:table|exhibit|schedule|appendix)\s[\dA-Z]+[.:]?\s")
_REGION = re.compile(
    r"(?i)\b(?:u\.s\.|us|u\.k\.|uk|international|domestic|americas?|europe|emea|asia)(?=\s|\Z)"
)
_UNIT = re.compile(
    r"(?i)\((?:US)?[$\u20ac\u00a3\u00a5]?\s?(?:in\s)?[^()]{0,12}?(?:[bm]illions?|thousands?|[bm]n?|000s|%)\)"
)
_NEUTRAL = frozenset(
    "statement statements income data other items assets liabilities equity summary results table "
    "financial highlights condensed consolidated unaudited operations balance sheets selected key "
    "metric metrics measures supplemental reconciliation guidance outlook segment segments total "
    "quarter year months ended per share information performance report reports reported earnings "
    "company highlights overview current non cash flows activities operating investing financing "
    "expenses expense costs three nine six twelve weeks period vs versus actual estimate inc corp "
    "corporation plc ltd in millions billions thousands except amounts dollars and of the change "
    "gaap adjusted core business details by breakdown quarterly annual fiscal full comparison "
    "prior previous current new updated revised low high midpoint range last latest "
    "amount value values figure figures result results growth "
    "exhibit release news press category item line description particulars particular".split()
)
_STAYS_GROUP = frozenset(
    "less plus add total net of the and in for from to by before after on with as adjusted basis "
    " consolidated group company overall excluding including worldwide global quarterly "
    "quarter reported attributable us our its a an per line bottom top".split()
)
_VARIANTS = {
    ("eps_diluted", "basic"): "eps_basic",
    ("eps_basic", "diluted"): "eps_diluted",
    ("eps_basic", "basic"): "eps_basic",
    ("shares_diluted", "basic"): "shares_basic",
}
_STOCK = "share_price"
"""`Stock-based compensation`: only with the word is a price meant."""
_LONGEST_PART = 6
_WHOLE = ("basic", "diluted", "total", "reported", "company", "consolidated", "group")
"""Words of a label that make no part of the metric over it: `Total company`."""


@dataclass(frozen=True, slots=True)
class Label:
    """A row's identity: a head, empty where nobody knows the words; `share`, `growth`, both signs.

    `words` are those of the label, for a part that no file names.
    """

    head: Head
    words: str = ""
    share: bool = False
    growth: bool = False
    both_signs: bool = False
    title: bool = False
    """The words are a table's title: a metric in them is not that of every row."""
    neutral: bool = False
    """The words name the issuer or a period, and so no part."""
    branded: bool = False
    """The words are the issuer's name and a noun: in a row, one of its parts."""

    @property
    def is_known(self) -> bool:
        """Whether the words name a metric."""
        return bool(self.head.metric)


def read_label(text: str, lexicon: Lexicon) -> Label:
    """What a label's own words say."""
    of_revenue = _OF_REVENUE.search(text)
    if of_revenue:
        whole = read_label(text[: of_revenue.start()].lstrip("("), lexicon)
        margin = margins().get(whole.head.metric, "")
        if margin:
            return replace(whole, head=whole.head._replace(metric=margin))
    both = _BOTH_SIGNS.search(text) is not None
    plain = _UNIT.sub(_blank, _NOTE.sub(_blank, _BOTH_SIGNS.sub(_blank, text)))
    plain = _BY.sub(_blank, plain).replace(" & ", " and ")
    plain = _ENDING.sub(_blank, plain)
    tokens, heads = _heads(plain, lexicon)
    if not heads and _TORN.search(plain):
        tokens, heads = _heads(_TORN.sub("", plain), lexicon)
    words = " ".join(token.text for token in tokens if token.tag not in ("punct", "basis"))
    neutral = any(token.tag in ("name", "period") for token in tokens)
    bases = [token.value for token in tokens if token.tag == "basis"]
    if not heads:
        segment = next((token.value for token in tokens if token.tag == "segment"), "")
        head = Head(0, 0, 0, segment=segment)
    else:
        head = _owned(heads[0], tokens)
    if _SHARES.match(plain):
        only = "basic" in words and "diluted" not in words
        head = head._replace(metric="shares_basic" if only else "shares_diluted", part="")
    metric = _of_statement(plain, head)
    if bases and words.strip() == "income":
        metric = "net_income"
    if metric:
        head = head._replace(metric=metric, part="", segment="")
    for basis in bases:
        head = head.on(basis)
    region = _REGION.search(text)
    if region and head.metric and not head.segment and not head.part:
        head = head._replace(part=region[0].lower())
    growth = _GROWTH.search(text) is not None
    title = _TITLE.match(text) is not None
    share = _SHARE.search(text) is not None
    return Label(head, words.strip(), share, growth, both, title, neutral, _is_branded(tokens))


def _is_branded(tokens: Sequence[Token]) -> bool:
    """`Quillmark Foundry`, `Quillmark International`."""
    names = [token for token in tokens if token.tag == "name"]
    rest = [token for token in tokens if token.tag != "name"]
    nouns = all(token.tag == "place" or is_noun(token) for token in rest)
    return bool(names and rest) and nouns and tokens[0].tag == "name"


def _of_statement(plain: str, head: Head) -> str:
    """The metric of a label that statements print in words of their own."""
    label = normal(plain).strip(" ,:-").removeprefix("less: ")
    metric = row_labels().get(label) or row_labels().get(label.removesuffix(", net"))
    if metric:
        return metric
    basic = "basic" in label and "diluted" not in label
    return _VARIANTS.get((head.metric, "basic"), "") if basic and not head.part else ""


def _heads(text: str, lexicon: Lexicon) -> tuple[list[Token], list[Head]]:
    tokens = tag(text, 0, len(text), (), lexicon)
    found = (head for head in find_heads(tokens) if head.metric and not head.verb)
    return tokens, [head for head in found if head.metric != _STOCK or "price" in head.word]


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


def _owned(head: Head, tokens: Sequence[Token]) -> Head:
    """The head with the part that other words of the label make it."""
    depth, others = 0, []
    for at, token in enumerate(tokens):
        depth += (token.text == "(") - (token.text == ")")
        inside = head.first <= at <= head.last
        if token.tag == "segment" and not inside:
            return head._replace(segment=token.value, part="")
        if depth > 0 or inside:
            continue
        noun = token.tag == "word" and token.text not in _STAYS_GROUP and token.text.isalpha()
        if noun or token.tag == "metric":
            others.append(token.text)
    part = " ".join(word for word in head.part.split() if word not in _STAYS_GROUP)
    return head._replace(part=part or ("" if head.segment else " ".join(others)))


def under(label: Label, sections: Iterable[Label], metric: str) -> Label:
    """The label with what its headings and its column add: a metric, a part, a basis."""
    head = label.head
    context = Head(0, 0, 0)
    for section in sections:
        context = _within(context, section)
    metric = metric or context.metric
    if head.metric:
        if not head.segment and not head.part:
            head = head._replace(segment=context.segment, part=context.part)
    elif metric:
        head = _variant(label, context, metric)
    if head.accounting == "" and context.accounting:
        head = head._replace(accounting=context.accounting)
    return replace(label, head=head._replace(scope=head.scope or context.scope))


def _variant(label: Label, context: Head, metric: str) -> Head:
    """`Basic` below earnings per share is a metric; `Europe` below sales is a part."""
    own = label.head
    if label.neutral and not label.branded:
        return own._replace(metric=metric, segment=context.segment, part=context.part)
    words = [word for word in label.words.split() if word.isalpha()]
    rest = [word for word in words if word not in _WHOLE]
    if own.segment or rest:
        part = "" if own.segment else label.words
        return own._replace(metric=metric, part=part)
    for word in words:
        metric = _VARIANTS.get((metric, word), metric)
    return own._replace(
        metric=metric, loss=context.loss, segment=context.segment, part=context.part
    )


def _within(context: Head, section: Label) -> Head:
    head = section.head
    if section.title and head.metric:
        return context
    if head.metric and not head.part:
        found = context._replace(metric=head.metric, loss=head.loss and not section.both_signs)
        found = found._replace(
            segment=head.segment or context.segment, part=head.part or context.part
        )
    elif head.segment:
        found = context._replace(segment=head.segment, part="")
    elif not section.neutral and _is_part(section.words):
        found = context._replace(segment="", part=section.words)
    else:
        found = context
    for basis in filter(None, (head.accounting, head.scope)):
        found = found.on(basis)
    return found


def part_over(head: Label) -> str:
    """The part that a column is of by its head: a segment's name, or what is taken off between."""
    if head.is_known or head.head.segment or head.neutral:
        return ""
    between = _BETWEEN.search(head.words) is not None
    return head.words if between or _is_part(head.words) else ""


def _is_part(words: str) -> bool:
    """Whether a heading in the table names a part of the issuer: no word of it is a statement's."""
    names = [word for word in words.split() if word.isalpha()]
    if len(names) > 1 and names[-1] in ("segment", "division"):
        names.pop()
    return 0 < len(names) <= _LONGEST_PART and not any(word in _NEUTRAL for word in names)
