"""Rules on sources: every figure has one, and every one can have printed what it is cited for."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from tieout.check.rule import RuleFinding, advice, rule
from tieout.check.subject import RecordInHand
from tieout.check.wording import has

_DAY = timedelta(days=1)


@rule("T201")
def every_figure_has_a_source(subject: RecordInHand) -> Iterator[RuleFinding]:
    """Each figure names a source, itself or through its block."""
    without = [figure for figure in subject.figures if not figure.origin.source]
    if without:
        yield RuleFinding(
            without[0],
            f"{has(without)} no source",
            "name one with the figure or at the top of its block, like `source: release`",
        )


@advice("T202")
def every_source_is_used(subject: RecordInHand) -> Iterator[RuleFinding]:
    """Each source listed is cited: by a figure, even one not disclosed, or by the release."""
    cited = {figure.origin.source for figure in subject.figures}
    cited |= {missing.origin.source for missing in subject.facts.missing(subject.name)}
    cited.add(subject.record.released.source or "")
    for key in subject.record.sources:
        if key not in cited:
            yield RuleFinding(
                ("sources", key),
                f"nothing cites the source `{key}`",
                f"write `source: {key}` where a figure was read in it, or delete it",
            )


@advice("T203")
def every_source_can_be_followed(subject: RecordInHand) -> Iterator[RuleFinding]:
    """Each source has an address, an accession number, or is an article of this site."""
    for key, source in subject.record.sources.items():
        if source.url is None and source.accession is None and source.article is None:
            yield RuleFinding(
                ("sources", key),
                f"the source `{key}` has no address",
                "add its `url`, or the `accession` number of the filing",
            )


@advice("T204")
def no_document_is_listed_twice(subject: RecordInHand) -> Iterator[RuleFinding]:
    """No two sources have the same address."""
    first: dict[str, str] = {}
    for key, source in subject.record.sources.items():
        if source.url is not None and first.setdefault(source.url, key) != key:
            yield RuleFinding(
                ("sources", key, "url"),
                f"the sources `{first[source.url]}` and `{key}` have the same address",
                f"cite `{first[source.url]}` instead, and delete `{key}`",
            )


@rule("T205")
def sources_are_not_older_than_their_figures(subject: RecordInHand) -> Iterator[RuleFinding]:
    """No document prints a figure for days after it was published; a day is allowed for time zones.

    Estimates and guidance look ahead, and are left out.
    """
    last: dict[str, date] = {}
    for figure in subject.figures:
        if figure.kind in ("reported", "stated"):
            key = figure.origin.source
            last[key] = max(last.get(key, figure.span.end), figure.span.end)
    for key, end in last.items():
        source = subject.record.sources.get(key)
        if source is not None and source.published and source.published + _DAY < end:
            yield RuleFinding(
                ("sources", key, "published"),
                f"`{key}` was published on {source.published}, and is cited for figures of {end}",
                "correct the day, or cite the document that prints them",
            )


@rule("T206")
def sources_are_read_after_they_are_published(subject: RecordInHand) -> Iterator[RuleFinding]:
    """No document is retrieved before it is published; a day is allowed for time zones."""
    for key, source in subject.record.sources.items():
        if source.published is None or source.retrieved is None:
            continue
        if source.retrieved + _DAY < source.published:
            yield RuleFinding(
                ("sources", key, "retrieved"),
                f"`{key}` was read on {source.retrieved}, and published on {source.published}",
                "correct one of the two days",
            )
