"""One sentence, read from left to right: a claim for each of its numbers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from tieout.claims.grammar.asides import is_aside, is_decided
from tieout.claims.grammar.attach import Chooser
from tieout.claims.grammar.basing import base_claim
from tieout.claims.grammar.context import Context
from tieout.claims.grammar.dating import date_claim, leave_period
from tieout.claims.grammar.estimates import is_held_against
from tieout.claims.grammar.evidence import IMPLIED, Evidence
from tieout.claims.grammar.found import Found, quote, says
from tieout.claims.grammar.heads import Head
from tieout.claims.grammar.listing import listed
from tieout.claims.grammar.measurable import RATES, is_money, metric_for
from tieout.claims.grammar.memory import Topic
from tieout.claims.grammar.pairing import paired
from tieout.claims.grammar.prices import is_quoted, read_price
from tieout.claims.grammar.proof import prove
from tieout.claims.grammar.reference import KeptSegment, by_noun, inherited
from tieout.claims.grammar.roles import read_role
from tieout.claims.grammar.sentence import Sentence, looks_ahead
from tieout.claims.grammar.signing import price_sign, sign_claim
from tieout.claims.grammar.strangers import is_noun
from tieout.claims.grammar.subject import Previous, Subject
from tieout.claims.grammar.tokens import Token
from tieout.claims.grammar.whose import mentions, owner
from tieout.claims.numbers.quantity import Quantity
from tieout.figures.metrics import margins

_TARGETS = frozenset(
    f"{name}{plural}"
    for name in ("price target", "target price", "fair value")
    for plural in ("", "s")
)
_SHARED = 6
"""How far behind `of` the whole of a share is looked for."""
_COMPARED = ("prior_year", "previous_quarter", "consensus")
_PRICE = "share_price"
_DECLARING = frozenset("declared declares announced approved authorized payable record".split())
_STEMMING = frozenset("came comes coming stemmed stems stemming derived".split())
_JOINTS = (["("], ["/"], ["["], ["or"], [",", "or"], ["(", "or"], ["(", "about"])


class Reader:
    """Reads the numbers of a sentence; what it speaks of is left in the memory."""

    def __init__(self, sentence: Sentence, counted: Mapping[tuple[str, ...], str]) -> None:
        self.sentence = sentence
        self.counted = counted
        self.chooser = Chooser(sentence.tokens, sentence.heads, sentence.issuer.metrics)
        self.standing = KeptSegment(sentence)
        self.paired = paired(sentence.tokens, sentence.heads)
        self.mentions = mentions(sentence.tokens)
        self.polled = False
        """Whether a number before was held against what analysts expected."""

    def read(self) -> Iterator[Found]:
        """The claims, in order."""
        previous: Previous | None = None
        last: int | None = None
        before: Found | None = None
        for at, token in enumerate(self.sentence.tokens):
            if token.quantity is None:
                continue
            context = Context.of(self.sentence.tokens, at, token.quantity, last)
            subject = self._paired(at, token.quantity)
            subject = subject or self.chooser.choose(at, token.quantity, previous)
            subject = subject or by_noun(context, self.counted)
            found = self._claim(context, subject, before)
            if found is not None:
                yield found
                self._poll(found, context)
            if subject is not None:
                previous, self.standing.last = Previous(at, subject), subject.head.at
                if found is not None and found.metric:
                    self.sentence.memory.note(subject, found)
            last, before = at, found
        self._leave(before, told=last is not None)

    def _poll(self, found: Found, context: Context) -> None:
        """`Revenue: $5bn vs. $4bn expected. EPS: $2 vs. $1`: the next pair of labels, too."""
        compared = any(token.tag == "from" for token in context.left)
        labelled = any(token.text == ":" for token in context.clause)
        if found.role == "consensus" and compared:
            self.polled = True
            self.sentence.memory.polled |= labelled

    def _paired(self, at: int, quantity: Quantity) -> Subject | None:
        """The subject that `respectively` gives a number, where it can have such a unit."""
        head = self.paired.get(at)
        if head is None or not self.chooser.clauses.can_be(head, quantity, direct=True):
            return None
        return Subject(head, metric_for(head.metric, quantity), direct=True)

    def _leave(self, last: Found | None, *, told: bool) -> None:
        """A sentence without numbers can still say what the next one speaks of."""
        memory = self.sentence.memory
        memory.periods |= {each.period for each in self.sentence.periods.values() if not each.shift}
        leave_period(self.sentence, told=told)
        memory.polled = memory.polled if told else is_held_against(self.sentence.tokens)
        silent = not told and looks_ahead(self.sentence.tokens)
        memory.asked = not told and bool(self.sentence.tokens) and self._is_question()
        memory.promised = silent or (last is not None and last.role == "guidance")
        memory.spoken.leave(self.mentions)
        for head in self.sentence.heads:
            memory.segment = head.segment or memory.segment
        named = [head for head in self.sentence.heads if not head.unknown]
        if named and not told:
            memory.topics.append(Topic(Subject(named[-1], named[-1].metric)))

    def _is_question(self) -> bool:
        place = self.sentence.place
        return self.sentence.text[place.start : place.end].rstrip().endswith("?")

    def _claim(
        self, context: Context, subject: Subject | None, before: Found | None
    ) -> Found | None:
        quantity = context.quantity
        subject = subject or self._pointed_at(context)
        if quantity.unit == "%" and self._is_share(context, subject):
            subject = self._margin(context, subject)
        if is_money(quantity) and (_is_slice(context) or _is_sold(context, subject)):
            subject = None
        if before is not None and self._is_twin(context, before):
            metric = before.metric and metric_for(before.metric, quantity)
            return self._placed(before._replace(metric=metric), quantity)
        metric = (subject.metric or None) if subject else None
        if subject is not None and metric:
            metric = self._as_told(quantity, subject, metric)
        if metric is None and is_quoted(context):
            subject = Subject(Head(context.at, context.at, context.at, _PRICE), _PRICE)
            metric = _PRICE
        if metric is None and not (is_money(quantity) or quantity.unit in RATES):
            return None
        opinion = self._is_opinion(context.at)
        if opinion and any(token.text in _TARGETS for token in self.sentence.tokens):
            metric = None
        if is_aside(context, subject.head if subject else None):
            metric = None
        found = self._read(context, subject, before, metric, opinion=opinion)
        if metric == _PRICE:
            found = found._replace(segment="", part="")
        return self._owned(found, context, subject.head if subject else None)

    def _as_told(self, quantity: Quantity, subject: Subject, metric: str) -> str:
        """`It earned 75 cents per share. Earnings rose 4%`: of a share, as told before.

        A gross profit rate that rose 6 basis points is the margin.
        """
        if quantity.unit in ("pp", "bp"):
            return margins().get(metric, metric)
        told = [topic.found for topic in self.sentence.memory.topics if topic.found]
        levels = [each.metric for each in told if each.role == "actual"]
        word = subject.head.word == "earnings" and subject.metric == "net_income"
        earned = "net_income" in levels or "net_income_attributable" in levels
        shared = word and quantity.unit == "%" and "eps_diluted" in levels and not earned
        return "eps_diluted" if shared else metric

    def _pointed_at(self, context: Context) -> Subject | None:
        """The subject of an earlier sentence; `In Canada they rose 3%`: of a part of it."""
        subject = inherited(self.sentence, context)
        opening = self.sentence.tokens[:2]
        placed = len(opening) == 2 and opening[0].text == "in" and opening[1].tag == "place"
        if subject is None or not placed or subject.head.segment:
            return subject
        return subject._replace(head=subject.head._replace(part=opening[1].text))

    def _is_share(self, context: Context, subject: Subject | None) -> bool:
        """`92% of revenue`, `45% of the total` is a part of a whole, no growth."""
        words = context.right[:_SHARED]
        if not words or words[0].text != "of":
            return False
        metric = self.sentence.issuer.metrics.get(subject.metric) if subject else None
        if metric is None or metric.unit != "%":
            return True
        return not metric.margin_of and any(each.tag == "metric" for each in words)

    def _margin(self, context: Context, subject: Subject | None) -> Subject | None:
        """`Operating profit was 4% of sales` is the margin; other parts of a whole are nothing.

        So it is behind its amount: `operating profit of $2 billion, or 4% of sales`.
        """
        whole = any(token.value == "revenue" for token in context.right[:_SHARED])
        said = bool(context.left) and context.left[-1].tag == "be"
        said = said and subject is not None and subject.direct
        said = said or [token.text for token in context.left if token.tag != "hedge"] in _JOINTS
        if subject is None or not (whole and said):
            return None
        metric = margins().get(subject.metric)
        return subject._replace(metric=metric) if metric else None

    def _owned(self, found: Found, context: Context, head: Head | None) -> Found:
        """The claim as another business's, where the text speaks of one."""
        sentence = self.sentence
        owns = owner(context.at, head, self.mentions, sentence.tokens, sentence.memory.spoken)
        if owns.other:
            return found._replace(part=owns.other, segment="")
        if owns.said:
            sentence.memory.section_part = ""
        part = sentence.memory.section_part
        if part and not (found.segment or found.part):
            return found._replace(part=part)
        evidence = found.evidence.saying("subject") if owns.said else found.evidence
        if owns.doubted or (head is not None and head.doubtful):
            evidence = evidence.doubting("subject")
        return found._replace(evidence=evidence)

    def _read(
        self,
        context: Context,
        subject: Subject | None,
        before: Found | None,
        metric: str | None,
        *,
        opinion: bool,
    ) -> Found:
        known = self.sentence.issuer.metrics[metric] if metric else None
        memory = self.sentence.memory
        reading = read_role(
            context, known, ahead=self.sentence.ahead, polled=memory.polled or self.polled
        )
        reading = listed(context, reading, before)
        head, carried = self.standing.own(subject, context) if subject else (None, False)
        found = self._placed(
            Found(
                context.quantity,
                role=reading.role if metric and not opinion else "other",
                metric=metric,
                segment=head.segment if head else "",
                part=head.part if head and not head.segment else "",
                sign=reading.sign,
                evidence=_first_doubts(context, likely=not reading.sure, carried=carried),
                superseded=reading.superseded,
                opinion=opinion,
            ),
            context.quantity,
        )
        found = date_claim(found, self.sentence, context, subject)
        found = sign_claim(found, head, known, context, before)
        if metric == _PRICE:
            return self._priced(found, context)
        own = subject is not None and not subject.inherited
        if own and head is not None and is_decided(self.sentence.tokens, head):
            found = _decided(found)
        if metric == "dividend_per_share" and _is_declared(self.sentence.tokens):
            found = found._replace(evidence=found.evidence.doubting("period"))
        if any(token.tag == "continuing" for token in self.sentence.tokens):
            # a basis that a record need not tell apart
            found = found._replace(evidence=found.evidence.doubting("basis"))
        if head is not None and subject is not None:
            linked = self.standing.last == subject.head.at or head.word == "margin"
            shared = before if linked or reading.role in _COMPARED else None
            based = head
            if subject.inherited:  # its own words stand in another sentence
                based = head._replace(at=context.at, first=context.at, last=context.at - 1)
            found = base_claim(found, self.sentence, context, based, shared)
            found = prove(found, self.sentence, context, subject._replace(head=head))
        return self._provided(found, context)

    def _priced(self, found: Found, context: Context) -> Found:
        role, window = read_price(self.sentence.tokens, context.at)
        verb = bool(context.left) and context.left[-1].tag in ("up", "down")
        moved = is_money(context.quantity) and verb
        if found.opinion or moved or is_quoted(context):
            role = "other"
        return found._replace(role=role, window=window, sign=price_sign(context))

    def _provided(self, found: Found, context: Context) -> Found:
        """The claim with its provider of estimates: behind the number, before it, or anywhere."""
        if found.role not in ("consensus", "surprise"):
            return found
        for words in (context.right, context.left[::-1], self.sentence.tokens):
            named = next((token.value for token in words if token.tag == "provider"), None)
            if named:
                return found._replace(provider=named)
        return found

    def _placed(self, found: Found, quantity: Quantity) -> Found:
        place = self.sentence.place
        return found._replace(
            quantity=quantity,
            paragraph=place.number,
            sentence=place.start,
            quote=quote(self.sentence.text, place.start, place.end, quantity),
            says=says(self.sentence.text, quantity),
        )

    def _is_twin(self, context: Context, before: Found) -> bool:
        """The same amount in another currency or for a share: in brackets, or behind `or`."""
        between = [token.text for token in context.left]
        money = is_money(context.quantity) and is_money(before.quantity)
        return money and between in _JOINTS and context.quantity.unit != before.quantity.unit

    def _is_opinion(self, at: int) -> bool:
        tokens = self.sentence.tokens
        near = (*range(at), *range(at + 1, min(at + 4, len(tokens))))
        return any(tokens[place].tag == "opinion" and not _is_rule(tokens, place) for place in near)


def _is_rule(tokens: Sequence[Token], at: int) -> bool:
    """`If measured by GAAP`, `if broken down by division`: how it is counted, not supposed."""
    behind = tokens[at + 1 : at + 2]
    return tokens[at].text == "if" and any(each.text.endswith(("ed", "en")) for each in behind)


def _is_slice(context: Context) -> bool:
    """`About $3 billion of its revenue came from vans`: a part of the whole."""
    words = context.right
    if not words or words[0].text != "of":
        return False
    named = next((at for at, token in enumerate(words) if token.tag == "metric"), len(words))
    behind = [token.text for token in words[named + 1 : named + 3]]
    return len(behind) == 2 and behind[0] in _STEMMING and behind[1] == "from"


def _is_sold(context: Context, subject: Subject | None) -> bool:
    """`It generated $3 million in carbon credits`: what was sold, where the verb tells revenue."""
    if subject is None or not (subject.head.verb and subject.metric == "revenue"):
        return False
    words = [token for token in context.right[:4] if token.tag not in ("det", "small", "poss")]
    placed = bool(words) and words[0].text in ("in", "of", "from")
    return placed and any(is_noun(token) for token in words[1:])


def _is_declared(tokens: Sequence[Token]) -> bool:
    """`It declared a dividend of $0.40`, with the results: the next one, as often as this one."""
    return any(token.text in _DECLARING for token in tokens)


def _decided(found: Found) -> Found:
    """What the issuer has decided holds from now on; a dividend is then the next one."""
    if found.metric == "dividend_per_share":
        old = found.role in ("prior_year", "previous_quarter")
        return found._replace(role="guidance", period="next quarter", superseded=old)
    return found._replace(evidence=found.evidence.doubting("period"))


def _first_doubts(context: Context, *, likely: bool, carried: bool) -> Evidence:
    """What stays open of a number by its role, its segment and the verb of its clause."""
    evidence = IMPLIED.doubting("period") if likely else IMPLIED
    evidence = evidence.doubting("subject") if carried else evidence
    return evidence.doubting("metric") if _is_effect(context) else evidence


def _is_effect(context: Context) -> bool:
    """`Currency translation lifted revenue by 2%`: a part of a change, not the change."""
    return any(token.tag == "effect" for token in context.clause)
