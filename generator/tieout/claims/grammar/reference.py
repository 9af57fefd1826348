"""What a sentence leaves to earlier ones: it rose 5%; revenue grew, of the segment before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tieout.claims.grammar.context import Context
from tieout.claims.grammar.heads import Head
from tieout.claims.grammar.measurable import RATES, is_money, is_small, measurable
from tieout.claims.grammar.sentence import Sentence
from tieout.claims.grammar.strangers import is_adjective_like, is_quality, is_verb_like
from tieout.claims.grammar.subject import Subject
from tieout.claims.grammar.tokens import Token

_PARTING = (";", "while", "whereas", "but")
_ADVERBS = frozenset("overseas abroad domestically internationally".split())
_MARKETS = frozenset({"market", "markets", "countries", "region", "regions"})
_UNITS = frozenset("venture unit arm division subsidiary affiliate".split())
_GROUPS_OWN = ("eps", "net_income", "dividend", "share_price")
_OUTLOOKS = ("guidance", "outlook", "forecast", "range")
_EXPECTATIONS = {"expect", "forecast", "analyst", "beat", "miss", "from"}


def inherited(sentence: Sentence, context: Context) -> Subject | None:
    """The subject of an earlier sentence, where this one only points back to it."""
    if not _points_back(sentence, context):
        return None
    for topic in reversed(sentence.memory.topics):
        metric = topic.subject.metric
        if metric and measurable(sentence.issuer.metrics[metric], context.quantity, direct=False):
            return topic.subject._replace(inherited=True, direct=False)
    small = is_money(context.quantity) and is_small(context.quantity)
    if (small or context.quantity.unit.endswith("/share")) and _is_awaited(sentence):
        return Subject(Head(context.at, context.at, context.at, "eps_diluted"), "eps_diluted")
    section = sentence.memory.section
    if section and (is_money(context.quantity) or context.quantity.unit in RATES):
        return Subject(Head(0, 0, 0, segment=section), "revenue", inherited=True)
    return None


def _is_awaited(sentence: Sentence) -> bool:
    """`Analysts were expecting $1.52 per share`: analysts expect earnings."""
    return any(token.tag in ("expect", "analyst") for token in sentence.tokens)


def _points_back(sentence: Sentence, context: Context) -> bool:
    """Whether every word before the number is known, and some ask for a subject told before."""
    before = sentence.tokens[: context.at]
    if any(token.tag == "word" and not _is_harmless(token) for token in before):
        return False
    tags = {token.tag for token in before}
    texts = [token.text for token in before]
    told = [token.text for token in before if token.tag not in ("hedge", "det")][-2:]
    if len(told) == 2 and told[0] in _OUTLOOKS and told[1] in ("of", "at", ":"):
        return True
    if tags & _EXPECTATIONS or any(token.tag == "expect" for token in context.right):
        return True
    if sentence.memory.asked and tags & {"be", "up", "down", "report"}:
        return True
    moves = tags & {"up", "down"} or {"lost", "gained"} & set(texts)
    if context.quantity.unit in RATES and moves:
        return True
    pointing = not before or bool({"that", "this", "which", "both"} & set(texts[:4]))
    pointing = pointing or _is_it(before)
    return pointing and bool(tags & {"be", "up", "down", "report", "poss"})


def _is_it(before: Sequence[Token]) -> bool:
    """`On a non-GAAP basis it was 5%`: what was spoken of; but `it has $5 million left` is not."""
    place = next((at for at, token in enumerate(before) if token.text == "it"), None)
    behind = before[place + 1 :] if place is not None else ()
    return bool(behind) and all(
        token.text in ("was", "is") or token.tag in ("up", "down", "hedge") for token in behind
    )


def _is_harmless(token: Token) -> bool:
    """A numeral, or an unknown word that is no noun: badly, topping, a bouncy."""
    return is_verb_like(token) or is_quality(token) or is_adjective_like(token)


def by_noun(context: Context, known: Mapping[tuple[str, ...], str]) -> Subject | None:
    """`delivered 412,300 vehicles`: the verb and the thing counted are a metric's words."""
    noun = context.quantity.noun.split(" ")[-1].lower()
    if context.quantity.unit != "count" or not noun:
        return None
    for token in reversed(context.left):
        metric = known.get((noun, token.text))
        if metric:
            return Subject(Head(context.at, context.at, context.at, metric, word=noun), metric)
    return None


class KeptSegment:
    """The segment that earlier words have set and that later heads of the sentence keep."""

    def __init__(self, sentence: Sentence) -> None:
        self.sentence = sentence
        self.kept: dict[int, str] = {}
        self.last = -1
        """Where the head of the number before stands."""

    def own(self, subject: Subject, context: Context) -> tuple[Head, bool]:
        """The head with its segment, and whether that was only carried over from before."""
        head = subject.head
        if _is_overall(context) and not head.unknown:
            return head._replace(segment="", part=""), False
        behind = _segment_behind(context)
        if behind:
            return head._replace(segment=behind, part=""), False
        placed = head.metric not in ("", "share_price") and _part_behind(context)
        if placed and not head.segment:
            return head._replace(part=head.part or placed), False
        complete = head.segment or head.part or head.group or not head.metric
        if complete or subject.inherited:
            return head, False
        if head.at not in self.kept:
            self.kept[head.at] = self._carried(head, subject.metric, context)
        segment = self.kept[head.at]
        return (head._replace(segment=segment), True) if segment else (head, False)

    def _carried(self, head: Head, metric: str, context: Context) -> str:
        sentence, memory = self.sentence, self.sentence.memory
        named = any(each.segment or each.group for each in sentence.heads if each.at <= head.at)
        if named or metric.startswith(_GROUPS_OWN):
            return ""
        if memory.section:
            return memory.section
        topic = memory.topics[-1].subject if len(memory.topics) > memory.earlier else None
        standing = topic.head.segment if topic else ""
        if topic is None or not standing:
            return ""
        if self.kept.get(self.last) == standing:
            return "" if sentence.is_parted(self.last, head.at, _PARTING) else standing
        stated = (standing, metric) in memory.levels
        same = topic.metric in ("", metric)
        return standing if same and (context.quantity.unit in RATES or not stated) else ""


def _is_overall(context: Context) -> bool:
    """`Cloud sales grew 47%, outpacing the company's overall growth of 23%`: of the whole again."""
    words = [token for token in context.left if token.tag not in ("det", "poss", "hedge")][-3:]
    told = any(token.text in ("overall", "companywide") for token in words[:-1])
    return told and any(token.tag in ("up", "down") for token in words)


def _segment_behind(context: Context) -> str:
    """`4.2% in Beverages and 2.4% in Snacks`: the segment stands behind its number."""
    words = [token for token in context.right[:4] if token.tag not in ("det", "small")]
    placed = len(words) > 1 and words[0].text in ("in", "at", "for", "from")
    return words[1].value if placed and words[1].tag == "segment" else ""


def _part_behind(context: Context) -> str:
    """`7 percent in the U.S. and 9 percent overseas`, `a loss of $3 at its film venture`."""
    words = [token for token in context.right[:5] if token.tag not in ("det", "small", "poss")]
    if words and words[0].text in _ADVERBS:
        return words[0].text
    if len(words) < 2 or words[0].text not in ("in", "at", "for", "from"):
        return ""
    rest = context.right[context.right.index(words[1]) + 1 :]
    behind = [token for token in rest if token.text not in _MARKETS][:1]
    closed = not behind or behind[0].tag in ("punct", "conj", "period", "prep")
    if words[1].tag == "place" and closed:  # in the U.S., but not in U.S. dollars
        return words[1].text
    parts = [token.text for token in context.right[1:4] if token.text in _UNITS]
    return f"{words[1].text} {parts[0]}" if parts and words[1].tag == "word" else ""
