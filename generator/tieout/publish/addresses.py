"""Whether the addresses that briefs cite still answer: asked politely, and remembered.

One failure says little: a host may be down, or refuse programs. An address is told as gone where it
failed at several times, days apart. What was asked when is kept in a file, by which a run goes on
where the last one ended; each asks a few, those that were asked longest ago.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from urllib.parse import urlsplit

from tieout.problems import Finding, Place
from tieout.publish.review.comment import code
from tieout.records.read import Issuer

Ask = Callable[[str], bool]
"""Whether an address answers."""
Pause = Callable[[float], None]
_SECONDS_APART = 2.0
"""Between two questions to one host."""
_FAILURES = 3
_DAYS_BETWEEN = 2
_MOST_TOLD = 60


@dataclass(slots=True)
class AddressMemory:
    """What is known of one address."""

    asked: str = ""
    """The day of the last question."""
    answered: str = ""
    """The last day on which it answered."""
    failures: int = 0
    """How often in a row it has not."""

    @property
    def is_gone(self) -> bool:
        """Whether it has failed often enough."""
        return self.failures >= _FAILURES


Memory = dict[str, AddressMemory]


def read_memory(content: bytes) -> Memory:
    """What earlier runs left; raises Finding where it is nothing of theirs."""
    try:
        return {url: AddressMemory(**known) for url, known in json.loads(content).items()}
    except (ValueError, TypeError, AttributeError, RecursionError):
        raise Finding("the memory is not as a run wrote it", "delete the file") from None


def memory_text(memory: Memory) -> str:
    """The same as text, in order."""
    known = {url: asdict(memory[url]) for url in sorted(memory)}
    return json.dumps(known, indent=1) + "\n"


def cited(issuers: Mapping[str, Issuer]) -> dict[str, Place]:
    """Every address in the briefs, with the place where it stands first."""
    found: dict[str, Place] = {}
    for issuer in issuers.values():
        company = issuer.company
        if company.model.website:
            found.setdefault(company.model.website, company.place("website"))
        for record in issuer.records.values():
            for key, source in record.model.sources.items():
                if source.url:
                    found.setdefault(source.url, record.place("sources", key, "url"))
        for article in issuer.articles.values():
            if article.model.url:
                found.setdefault(article.model.url, article.place("url"))
    return found


def due(places: Mapping[str, Place], memory: Memory, today: date) -> Memory:
    """What is known of the addresses that are cited, those to be asked now first.

    What is cited no more is forgotten.
    """
    kept = {url: memory.get(url, AddressMemory()) for url in places}
    order = sorted(kept, key=lambda url: (not _is_due(kept[url], today), kept[url].asked, url))
    return {url: kept[url] for url in order}


def ask_some(memory: Memory, today: date, most: int, ask: Ask, pause: Pause) -> None:
    """Ask the first so many addresses that are due, and remember what came of it."""
    before = ""
    for url, known in list(memory.items())[:most]:
        if not _is_due(known, today):
            return
        host = urlsplit(url).hostname or ""
        if host == before:
            pause(_SECONDS_APART)
        before = host
        known.asked = today.isoformat()
        if ask(url):
            known.answered, known.failures = known.asked, 0
        else:
            known.failures += 1


def _is_due(known: AddressMemory, today: date) -> bool:
    if not known.asked:
        return True
    return (today - date.fromisoformat(known.asked)).days >= _DAYS_BETWEEN


def report(places: Mapping[str, Place], memory: Memory) -> str:
    """The addresses that are gone, as the text of an issue; empty where there are none."""
    rows = list(_rows(places, memory))
    if not rows:
        return ""
    more = f"\n- {len(rows) - _MOST_TOLD} more" if len(rows) > _MOST_TOLD else ""
    head = f"These addresses have not answered {_FAILURES} times in a row, days apart. Look whether"
    return (
        f"{head} the document stands elsewhere, or cite a copy.\n\n"
        + "\n".join(rows[:_MOST_TOLD])
        + f"{more}\n"
    )


def _rows(places: Mapping[str, Place], memory: Memory) -> Iterator[str]:
    for url, place in sorted(places.items(), key=lambda pair: pair[1]):
        known = memory.get(url)
        if known is not None and known.is_gone:
            since = f", last answered on {known.answered}" if known.answered else ""
            yield f"- {code(str(place))}: {code(url)}{since}"
