"""What a sentence proves of a number's identity: its subject, its metric, its period, by its words.

Each is a test on the sentence as it stands: what it passes is said. A number far off the record is
a mistake of its author only if all of them are; otherwise it is more often a misreading of ours.
"""

from __future__ import annotations

from collections.abc import Sequence

from tieout.claims.grammar.context import Context
from tieout.claims.grammar.evidence import IMPLIED, Evidence
from tieout.claims.grammar.found import Found
from tieout.claims.grammar.heads import Head
from tieout.claims.grammar.sentence import Sentence
from tieout.claims.grammar.subject import Subject
from tieout.claims.grammar.tokens import Token
from tieout.figures.metrics import Metric
from tieout.records.article import Role

_NARROWER = frozenset({"net sales", "sales", "net revenue", "net revenues"})
"""Words for revenue that often leave a part of it out: fees of members, other income."""
_OPENING = frozenset({"period", "det", "basis", "small", "hedge", "prep", "yoy", "ago"})
_STATUTORY = frozenset({"net income", "net loss", "net earnings"})
"""Lines of the accounts by their own name; `profit` and `earnings` may be adjusted."""
_SUPPOSED = ("would", "could", "might")
"""What would have been is no record's."""
_OWNED = frozenset({"metric", "basis", "small", "period", "yoy", "qoq", "up", "down", "report"})


def prove(found: Found, sentence: Sentence, context: Context, subject: Subject) -> Found:
    """The claim with what its own sentence says of its identity."""
    head, at = subject.head, context.at
    evidence = found.evidence
    known = sentence.issuer.metrics.get(found.metric or "")
    if (
        known
        and _is_worded(head, known)
        and not subject.inherited
        and _is_governed(sentence, head, at)
    ):
        evidence = evidence.saying("metric")
    if any(token.text in _SUPPOSED for token in context.clause):
        evidence = evidence.doubting("metric")
    if head.word.removeprefix("consolidated ") in _STATUTORY:
        evidence = evidence.saying("basis")
    if _is_subject_said(found, sentence, head, at):
        evidence = evidence.saying("subject")
    if _is_period_said(found, sentence):
        evidence = evidence.saying("period")
    return found._replace(evidence=evidence)


def prove_cell(head: Head, role: Role) -> Evidence:
    """What a row's label says of its cells by itself.

    A column of the year before prints it as restated since, or as it was first reported: which of
    the two is open, so that it is compared and never accused.
    """
    if not head.metric or head.part:
        return IMPLIED
    said = IMPLIED.saying("subject", "metric")
    said = said.saying("basis") if head.basis else said
    return said.doubting("basis") if role == "prior_year" else said


def _is_worded(head: Head, metric: Metric) -> bool:
    """Whether its words mean the whole metric.

    A balance is named for what is done with a part of it: `$3 billion in cash`, `$9 billion of
    goodwill`.
    """
    return head.word not in _NARROWER and metric.kind != "stock"


def _is_governed(sentence: Sentence, head: Head, at: int) -> bool:
    """Whether the head stands in this sentence with no other head between it and the number."""
    start, end = min(head.at, at), max(head.at, at)
    here = any(each.at == head.at and each.word == head.word for each in sentence.heads)
    return here and not any(sentence.heads_between(start, end))


def _is_subject_said(found: Found, sentence: Sentence, head: Head, at: int) -> bool:
    """Whether a segment of the issuer's file, or the issuer itself, is named before the number.

    Words that nobody here knows, in capitals, may be another company's.
    """
    if found.segment:
        return any(token.tag == "segment" for token in sentence.tokens[head.first : head.last + 1])
    before = sentence.tokens[: max(at, head.last)]
    strange = any(token.tag == "word" and token.capital for token in before[1:])
    others = any(each.unknown or each.segment for each in sentence.heads if each.at < at)
    named = head.group or any(token.tag == "name" for token in before) or _opens(sentence, head)
    return named and not strange and not others and not _owns(before)


def _opens(sentence: Sentence, head: Head) -> bool:
    """Whether the metric is the sentence's own subject: `Revenue for the quarter rose`."""
    return head.first == 0 or all(
        token.tag in _OPENING or not token.text[0].isalnum()
        for token in sentence.tokens[: head.first]
    )


def _owns(tokens: Sequence[Token]) -> bool:
    """Whether the issuer is named for something that it owns: `sales from Acme's own shops`."""
    return any(
        (name.tag, owner.tag) == ("name", "poss") and thing.tag not in _OWNED
        for name, owner, thing in zip(tokens, tokens[1:], tokens[2:], strict=False)
    )


def _is_period_said(found: Found, sentence: Sentence) -> bool:
    """Whether the sentence names the period, or the text has named this one period only."""
    here = {each.period for each in sentence.periods.values() if not each.shift}
    return (here or sentence.memory.periods) == {found.period}
