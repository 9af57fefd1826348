"""A review as Markdown, for a comment on a pull request that is written anew at each change.

What contributors typed stands in code alone: there no name is called, no number of an issue linked,
no markup obeyed. A comment has an end: the tables of a large change are cut, and say so.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from tieout.claims.codes import meaning
from tieout.claims.reconcile import MOST_CANDIDATES
from tieout.claims.verdicts import VERDICTS, VerdictName
from tieout.edition import Edition
from tieout.figures.display import precise
from tieout.figures.figure import Figure
from tieout.problems import Problem
from tieout.publish.review.changes import BriefChange, ChangeSet, FigureChange, VerdictChange
from tieout.publish.review.state import StatedClaim
from tieout.views.shared.brief_figures import Shelf
from tieout.views.shared.naming import in_words

MARK = "<!-- tieout review -->"
"""By this first line the comment of an earlier review is found."""
_LONGEST = 60_000
_MOST_ROWS = 40
_MOST_FOLLOWING = 60
_LONGEST_TEXT = 200
_OPEN: tuple[VerdictName, ...] = ("other_basis", "unclear", "not_in_record")
"""Verdicts on new claims for a maintainer to read over; conflicts are told by themselves."""
NOTHING = "–"


def comment(
    changes: ChangeSet, edition: Edition, pictures: Iterable[str] = (), unticked: int = 0
) -> str:
    """The whole comment; `pictures` are the names of the briefs' pictures beside it.

    `unticked` is how many points of the pull request's own list are still open.
    """
    parts = [
        MARK,
        "## What this change says",
        _summary(changes),
        f"{_count(unticked, 'point')} of the list above not ticked yet." if unticked else "",
        *_problems(changes.new_problems),
        *_figures(changes.briefs),
        *_conflicts(changes.verdicts),
        *_verdicts(changes.verdicts),
        *_pages(_touched(changes), edition, list(pictures)),
    ]
    text = "\n\n".join(part for part in parts if part) + "\n"
    if len(text) <= _LONGEST:
        return text
    head = text[:_LONGEST].rpartition("\n")[0]
    head += "\n\n</details>" * (head.count("<details>") - head.count("</details>"))
    return f"{head}\n\nThe rest is left out: it is longer than a comment may be.\n"


def _summary(changes: ChangeSet) -> str:
    typed = [each for brief in changes.briefs for each in brief.figures if each.is_typed]
    follow = sum(len(brief.figures) for brief in changes.briefs) - len(typed)
    errors = sum(problem.severity == "error" for problem in changes.new_problems)
    warnings = len(changes.new_problems) - errors
    added = sum(each.before is None for each in changes.verdicts)
    told = [
        *([_count(added, "new claim")] if added else []),
        _count(len(changes.briefs), "brief"),
        _count(len(typed), "figure") + " as typed",
        f"{follow} that follow",
        _count(len(changes.verdicts) - added, "verdict"),
        f"{_count(errors, 'new error')}, {_count(warnings, 'new warning')}",
        f"{changes.solved} solved",
    ]
    if not (changes.briefs or changes.verdicts or changes.new_problems):
        return f"No figure, no verdict and no warning changes. {_told(changes.solved)}".strip()
    return f"Changed: {'; '.join(told)}."


def _told(solved: int) -> str:
    return f"{_count(solved, 'problem')} solved." if solved else ""


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def code(text: str) -> str:
    """A contributor's text as code: in one line, of some length, with nothing that ends it."""
    line = "".join(letter if letter.isprintable() else " " for letter in text)
    line = " ".join(line.replace("`", "'").split()).replace("|", "\\|")
    short = line if len(line) <= _LONGEST_TEXT else f"{line[:_LONGEST_TEXT].rstrip(chr(92))}..."
    return f"`{short}`" if short else NOTHING


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]], most: int) -> str:
    every = list(rows)
    lines = [f"| {' | '.join(heads)} |", f"|{' --- |' * len(heads)}"]
    lines += [f"| {' | '.join(row)} |" for row in every[:most]]
    if len(every) > most:
        lines.append(f"\n{_count(len(every) - most, 'more row')}.")
    return "\n".join(lines)


def _problems(found: Sequence[Problem]) -> Iterator[str]:
    for severity, heading in (("error", "New errors"), ("warning", "New warnings")):
        rows = [_problem(each) for each in found if each.severity == severity]
        if rows:
            yield f"### {heading}"
            yield _table(("Where", "Finding", "Remedy", "Rule"), rows, _MOST_ROWS)


def _problem(problem: Problem) -> tuple[str, ...]:
    rule = problem.code if meaning(problem.code) else ""
    return code(str(problem.place)), code(problem.finding), code(problem.remedy), rule


def _figures(briefs: Sequence[BriefChange]) -> Iterator[str]:
    if briefs:
        yield "### Figures"
    for brief in briefs:
        yield f"#### {code(brief.name)}{' (new)' if brief.is_new else ''}"
        if brief.shelf is None:
            yield "The brief is gone, or cannot be read any more."
            continue
        if brief.stale_check:
            checked = brief.shelf.filed.model.checked
            who = code(checked.by) if checked else ""
            yield f"{who} checked this record before the change: check it again, or drop `checked`."
        typed = [each for each in brief.figures if each.is_typed]
        if typed:
            rows = (_row(brief, each) for each in typed)
            yield _table(("Figure", "Was", "Is"), rows, _MOST_ROWS)
        if brief.cited:
            yield f"{_count(len(brief.cited), 'figure')} from another source or place, as before."
        following = [each for each in brief.figures if not each.is_typed]
        if following:
            rows = (_row(brief, each) for each in following)
            yield f"<details><summary>{len(following)} follow from it</summary>"
            yield _table(("Figure", "Was", "Is"), rows, _MOST_FOLLOWING)
            yield "</details>"


def _row(brief: BriefChange, change: FigureChange) -> tuple[str, ...]:
    figure = change.figure
    named = _named(brief.shelf, figure) if brief.shelf else figure.name
    return code(named), _number(change.before), _number(change.after)


def _number(figure: Figure | None) -> str:
    if figure is None:
        return NOTHING
    return code(precise(figure))


def _named(shelf: Shelf, figure: Figure) -> str:
    return in_words(shelf.conventions.company, figure, shelf.label)


def _conflicts(verdicts: Sequence[VerdictChange]) -> Iterator[str]:
    new = [
        each.after
        for each in verdicts
        if each.after is not None and each.after.verdict.name == "conflict"
    ]
    if new:
        yield "### Conflicts that will be announced"
        yield "A conflict accuses its author: read each before it is published."
        for claim in new:
            yield "\n".join(_proof(claim))


def _proof(claim: StatedClaim) -> Iterator[str]:
    verdict = claim.verdict
    yield f"- {code(claim.article)} says {code(verdict.claim.says)} ({verdict.gravity}):"
    yield f"  - in its words: {code(verdict.claim.quote)}"
    if figure := verdict.figure:
        source = claim.shelf.facts.source_of(figure)
        where = f", read in {code(source.title)}" if source else ""
        place = f", {code(figure.origin.locator)}" if figure.origin.locator else ""
        named = code(_named(claim.shelf, figure))
        yield f"  - the record has {code(precise(figure))} for {named}{where}{place}"
    if verdict.slip:
        yield f"  - it would fit with {code(verdict.slip)}"


def _verdicts(verdicts: Sequence[VerdictChange]) -> Iterator[str]:
    added = [each.after for each in verdicts if each.before is None and each.after]
    if added:
        yield "### Claims that are new"
        yield _table(("Article", "Numbers", "Verdicts"), _articles(added), _MOST_ROWS)
        if left := [each for each in added if each.verdict.name in _OPEN]:
            yield f"<details><summary>To read over: {len(left)}</summary>"
            yield _table(("Says", "Verdict", "In its words"), map(_left, left), _MOST_ROWS)
            yield "</details>"
    changed = [each for each in verdicts if each.before is not None]
    if changed:
        yield "### Verdicts that change"
        rows = (_changed(each) for each in changed)
        yield _table(("Article", "Says", "Was", "Is", "Fits"), rows, _MOST_ROWS)


def _articles(claims: Sequence[StatedClaim]) -> Iterator[tuple[str, str, str]]:
    for article in dict.fromkeys(claim.article for claim in claims):
        found = Counter(each.verdict.name for each in claims if each.article == article)
        told = (
            f"{found[name]} {words.count(found[name])}"
            for name, words in VERDICTS.items()
            if found[name]
        )
        yield code(article), str(found.total()), "; ".join(told)


def _left(claim: StatedClaim) -> tuple[str, ...]:
    stated = claim.verdict.claim
    return code(stated.says), VERDICTS[claim.verdict.name].words, code(stated.quote)


def _changed(change: VerdictChange) -> tuple[str, ...]:
    known = change.after or change.before
    assert known is not None  # noqa: S101  one of the two is always there
    fits = [_named(known.shelf, each) for each in known.verdict.candidates[:MOST_CANDIDATES]]
    words = (
        VERDICTS[each.verdict.name].words if each else "gone"
        for each in (change.before, change.after)
    )
    return code(known.article), code(known.verdict.claim.says), *words, code("; ".join(fits))


def _touched(changes: ChangeSet) -> list[str]:
    """The briefs whose pages are other ones, by name."""
    sides = (side for each in changes.verdicts for side in (each.before, each.after) if side)
    names = [brief.name for brief in changes.briefs] + [side.shelf.record for side in sides]
    return list(dict.fromkeys(names))


def _pages(briefs: Sequence[str], edition: Edition, pictures: list[str]) -> Iterator[str]:
    if not briefs:
        return
    yield "### Pages"
    issuers = dict.fromkeys(name.partition("/")[0] for name in briefs)
    rows = [f"- {_page(f'{name}/', edition)}" for name in briefs]
    rows += [f"- {_page(f'{slug}/', edition)}" for slug in issuers]
    yield "\n".join(rows[:_MOST_ROWS])
    if pictures:
        told = _count(len(pictures), "picture")
        yield (
            f"{told} of changed briefs, as they will look, in the files of this run: "
            + ", ".join(code(name) for name in pictures[:_MOST_ROWS])
        )


def _page(path: str, edition: Edition) -> str:
    return f"[`/{path}`]({edition.page(path)})" if edition.site else f"`/{path}`"
