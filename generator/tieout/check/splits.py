"""Rules on splits in company files: their order, and the ratios of ADSs."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from tieout.check.rule import RuleFinding, rule
from tieout.check.subject import CompanySubject
from tieout.facts.splits import shares_of


@rule("T811")
def splits_are_in_order(subject: CompanySubject) -> Iterator[RuleFinding]:
    """Each split took effect after the one before it in the list; two of one day are one."""
    for index, (before, split) in enumerate(pairwise(subject.company.splits), 1):
        if split.effective <= before.effective:
            yield RuleFinding(
                ("splits", index, "effective"),
                f"the split of {split.effective} stands after that of {before.effective}",
                "list them by their days, each once",
            )


@rule("T812")
def the_last_ratio_of_an_ads_is_the_one_it_has(subject: CompanySubject) -> Iterator[RuleFinding]:
    """The ratios of an ADS stand by their days, and the last is its `shares_per_ads`."""
    for index, listing in enumerate(subject.company.listings):
        for later, (before, now) in enumerate(pairwise(listing.ratios), 1):
            if now.since <= before.since:
                yield RuleFinding(
                    ("listings", index, "ratios", later, "since"),
                    f"the ratio since {now.since} stands after that since {before.since}",
                    "list them by their days, each once",
                )
        if listing.ratios and listing.ratios[-1].ratio != listing.shares_per_ads:
            yield RuleFinding(
                ("listings", index, "ratios", len(listing.ratios) - 1, "ratio"),
                f"the last ratio of {listing.ticker} is {shares_of(listing.ratios[-1].ratio)}, and "
                f"`shares_per_ads` is {listing.shares_per_ads or 'not given'}",
                "correct the one that is off; a share has neither",
            )
