"""The period of a number: named behind it, before it in the sentence, or for the whole sentence."""

from __future__ import annotations

from dataclasses import replace

from tieout.claims.grammar.context import Context
from tieout.claims.grammar.found import Found
from tieout.claims.grammar.sentence import Sentence
from tieout.claims.grammar.subject import Subject
from tieout.claims.grammar.viewpoint import Resolved

_PARTING = (";", ",", "while", "whereas", "but")
_AHEAD = ("next quarter", "next year")


def date_claim(
    found: Found, sentence: Sentence, context: Context, subject: Subject | None
) -> Found:
    """The claim with its period; a level of a year ago is the prior year's."""
    resolved = _named(sentence, context, subject)
    if resolved is None and subject is not None and subject.inherited:
        resolved = _of_topic(sentence)
    if found.role == "guidance":
        resolved = resolved or sentence.memory.guided
        sentence.memory.guided = resolved
        return replace(found, period=resolved.period if resolved else "fiscal year")
    if resolved is None:
        return found
    if resolved.period in _AHEAD:
        return replace(found, period=resolved.period, sure=False)
    past = resolved.shift if resolved.shift and found.role == "actual" else found.role
    return replace(found, period=resolved.period, role=past)


def _of_topic(sentence: Sentence) -> Resolved | None:
    last = sentence.memory.topics[-1].found if sentence.memory.topics else None
    return Resolved(last.period) if last else None


def _named(sentence: Sentence, context: Context, subject: Subject | None) -> Resolved | None:
    behind = _behind(sentence, context)
    if behind is not None:
        return behind
    periods = sentence.periods
    named = [place for place in periods if place < context.at]
    local = [place for place in named if place >= context.start and not periods[place].shift]
    if local:
        return periods[local[-1]]
    if named and _is_unnamed(sentence, named[-1]):
        return periods[named[-1]]
    specific = [place for place in named if not _is_unnamed(sentence, place)]
    kept = [place for place in specific if not periods[place].shift] or specific
    return periods[kept[-1]] if kept else _for_all(sentence, context, subject)


def _is_unnamed(sentence: Sentence, place: int) -> bool:
    """Just `the quarter`."""
    mention = sentence.tokens[place].mention
    return mention is not None and mention.kind == "unnamed"


def _behind(sentence: Sentence, context: Context) -> Resolved | None:
    for place in range(context.at + 1, context.at + 1 + len(context.right)):
        token = sentence.tokens[place]
        if token.text in (",", ";") or token.tag == "conj":
            return None
        resolved = sentence.periods.get(place)
        if resolved is not None and not resolved.shift:
            return resolved
    return None


def _for_all(sentence: Sentence, context: Context, subject: Subject | None) -> Resolved | None:
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
    return None if other or parted else sentence.periods[after[0]]
