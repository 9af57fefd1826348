"""The period of a number: named behind it, before it in the sentence, or for the whole sentence.

Where a sentence names none, it is that of the sentence before which opened with one (`For the full
year, sales fell. Operating income was ...`), or of the heading above (`Last quarter in review`). A
quarter other than the brief's own has comparisons of its own, and no record of this brief has them.
"""

from __future__ import annotations

from tieout.claims.grammar.context import Context
from tieout.claims.grammar.found import Found
from tieout.claims.grammar.heads import Head
from tieout.claims.grammar.roles import is_held_in
from tieout.claims.grammar.sentence import Sentence, looks_ahead
from tieout.claims.grammar.subject import Subject
from tieout.claims.grammar.viewpoint import OTHER, Resolved
from tieout.figures.metrics import Metric

_PARTING = (";", ",", "while", "whereas", "but")
_ENDS = (",", ";", "-", "\u2013", "\u2014")
_AHEAD = ("next quarter", "next year")
_COMPARING = ("yoy", "qoq", "prior_year", "consensus", "surprise")
_HOPING = ("should", "would")
_SEEING = ("sees", "see", "seeing")
_SMALL = ("prep", "det", "small", "hedge", "name", "poss")


def date_claim(
    found: Found, sentence: Sentence, context: Context, subject: Subject | None
) -> Found:
    """The claim with its period; a level of a year ago is the prior year's."""
    if found.metric == "share_price":
        return found  # dated by its session
    if found.role == "yoy" and is_held_in(context.until_break()):
        return found._replace(period=OTHER.period)
    place = _named(sentence, context, subject)
    resolved = sentence.periods[place] if place is not None else None
    if found.role == "guidance" and resolved is not None and _is_report(sentence, place):
        rate = found.quantity.unit == "%" and not _is_ratio(sentence, found)
        found = found._replace(role="yoy" if rate else "actual")
    if found.role == "guidance":
        resolved = resolved or sentence.memory.guided
        sentence.memory.guided = resolved
        return found._replace(period=resolved.period if resolved else "fiscal year")
    if resolved is None and subject is not None and subject.inherited:
        resolved = _of_topic(sentence)
    if resolved is None:
        carried = sentence.memory.opened or sentence.memory.standing
        return found if carried is None else _carried(found, sentence, carried)
    if place is not None:
        found = found._replace(evidence=found.evidence.saying("period"))
    own = subject is not None and place is not None and _is_of(subject.head, place)
    apart = place is not None and (own or opens(sentence, place))
    hoped = any(token.text in _HOPING for token in context.clause)
    return _placed(found, resolved, apart=apart, hoped=hoped)


def _is_of(head: Head, place: int) -> bool:
    """`Its first-quarter sales had fallen 3%`: the period is the metric's own."""
    return head.first <= place <= head.last


def _placed(found: Found, resolved: Resolved, *, apart: bool, hoped: bool = False) -> Found:
    """The claim in a period; `apart` says that the words set the whole clause into it.

    What `should` come in a period ahead is guidance (`hoped`).
    """
    if resolved.period in _AHEAD:
        evidence = found.evidence.doubting("period")
        role = "guidance" if hoped and found.role in ("actual", "yoy") else found.role
        return found._replace(period=resolved.period, role=role, evidence=evidence)
    if apart and resolved.shift == "previous_quarter" and found.role in _COMPARING:
        return found._replace(period=OTHER.period)
    past = resolved.shift if resolved.shift and found.role == "actual" else found.role
    return found._replace(period=resolved.period, role=past)


def _carried(found: Found, sentence: Sentence, carried: Resolved) -> Found:
    """The claim in the period of what came before it; a balance has a day, and no stretch."""
    metric = _metric(sentence, found)
    if metric is None or metric.kind in ("stock", "price"):
        return found
    return _placed(found, carried, apart=True)


def _metric(sentence: Sentence, found: Found) -> Metric | None:
    return sentence.issuer.metrics[found.metric] if found.metric else None


def _is_ratio(sentence: Sentence, found: Found) -> bool:
    metric = _metric(sentence, found)
    return metric is not None and metric.unit == "%"


def _is_report(sentence: Sentence, place: int | None) -> bool:
    """`Sees 8% rise in revenue in the third quarter`, which is over: a report."""
    if place is None or sentence.periods[place].period in (*_AHEAD, "fiscal year", "other"):
        return False
    mention = sentence.tokens[place].mention
    named = mention is not None and mention.kind in ("quarter", "half", "months", "weeks")
    words = [token.text for token in sentence.tokens if token.tag == "guide"]
    return named and bool(words) and all(word in _SEEING for word in words)


def _of_topic(sentence: Sentence) -> Resolved | None:
    last = sentence.memory.topics[-1].found if sentence.memory.topics else None
    return Resolved(last.period) if last else None


def opens(sentence: Sentence, place: int) -> bool:
    """Whether a period sets its whole clause in time: `In the second quarter, revenue was ...`."""
    for token in reversed(sentence.tokens[:place]):
        if token.tag in ("punct", "conj"):
            return True
        if token.tag not in _SMALL and token.text != "looking":
            return False
    return True


def leave_period(sentence: Sentence, *, told: bool) -> None:
    """Keep what the next sentence is about: what this one opened with, or announced."""
    named = [place for place in sentence.periods if not _is_unnamed(sentence, place)]
    announced = [place for place in named if not told and _is_announced(sentence, place)]
    chosen = [*(place for place in named if opens(sentence, place)), *announced]
    if not chosen:
        return
    resolved = sentence.periods[chosen[0]]
    own = resolved.period == "quarter" and resolved.shift != "previous_quarter"
    ahead = resolved.period in _AHEAD
    sentence.memory.opened = None if own or ahead else resolved


def _is_announced(sentence: Sentence, place: int) -> bool:
    """`It reported results for the fiscal year ended June 30.`: the figures follow."""
    mention = sentence.tokens[place].mention
    bare = mention is not None and mention.kind == "year" and not mention.end_month
    before = [token.text for token in sentence.tokens[:place] if token.tag != "det"][-1:]
    return before == ["for"] and not bare and not looks_ahead(sentence.tokens)


def _named(sentence: Sentence, context: Context, subject: Subject | None) -> int | None:
    behind = _behind(sentence, context)
    if behind is not None:
        return behind
    periods = sentence.periods
    named = [place for place in periods if place < context.at and not _is_compared(sentence, place)]
    local = [place for place in named if place >= context.start and not periods[place].shift]
    if local:
        return local[-1]
    if named and _is_unnamed(sentence, named[-1]):
        return named[-1]
    specific = [place for place in named if not _is_unnamed(sentence, place)]
    kept = [place for place in specific if not periods[place].shift] or specific
    return kept[-1] if kept else _for_all(sentence, context, subject)


def _is_compared(sentence: Sentence, place: int) -> bool:
    """`Compared to the same period in 2023, revenue fell`: a year that is looked back to."""
    if not sentence.periods[place].shift:
        return False
    for token in reversed(sentence.tokens[:place]):
        if token.tag in ("from", "ago", "agoq"):
            return True
        if token.tag not in ("det", "prep", "small"):
            return False
    return False


def _is_unnamed(sentence: Sentence, place: int) -> bool:
    """Just `the quarter`."""
    mention = sentence.tokens[place].mention
    return mention is not None and mention.kind == "unnamed"


def _behind(sentence: Sentence, context: Context) -> int | None:
    for place in range(context.at + 1, context.at + 1 + len(context.right)):
        token = sentence.tokens[place]
        if token.text in _ENDS or token.tag == "conj":
            return None
        if token.text == "(" and all(each.text != ")" for each in context.right):
            return None  # a bracket around the next number: $5 billion (nine months - $14 billion)
        resolved = sentence.periods.get(place)
        if resolved is not None and not resolved.shift:
            return place
    return None


def _for_all(sentence: Sentence, context: Context, subject: Subject | None) -> int | None:
    """`Sales rose 5% to $10 billion in the first half`: one period at the end for all numbers."""
    at = context.at
    after = [
        place for place in sentence.periods if place > at and not sentence.periods[place].shift
    ]
    if not after or sentence.periods[after[0]].period == "other":
        return None
    own = subject.head.at if subject else -1
    other = any(head.at != own for head in sentence.heads_between(at, after[0]))
    parted = sentence.is_parted(at, after[0], _PARTING)
    return None if other or parted else after[0]
