"""Atom feeds (RFC 4287): of the site, of each issuer and of each sector; an entry for each brief.

An entry's id is the address of its page. It names the brief in all feeds alike and needs no name
that somebody has to choose; only a site that moves to another address announces its briefs anew.

Only the day of most releases is known, which a feed tells as its first moment in UTC. A correction
moves `updated`, and what changed last stands first. Without a site's address in `mkdocs.yml` there
are no feeds and no linked data. The grammar in `tests/feeds/` is the RFC's, held to what we write.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import PurePosixPath
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from tieout.edition import Edition
from tieout.figures.display import day
from tieout.publish.api.base import API
from tieout.views.brief.line import BriefLine, Headline, Said, on_one_line
from tieout.views.shared.dates import midnight
from tieout.views.shared.plain import one_line

FEED = "feed.xml"
_ATOM = "http://www.w3.org/2005/Atom"
_XHTML = "http://www.w3.org/1999/xhtml"
_MOST = 50
"""Entries of a feed."""


def feeds(lines: Iterable[BriefLine], edition: Edition) -> Iterator[tuple[PurePosixPath, bytes]]:
    """Every feed of the site; none where the site's own address is not known: ids are made of it.

    What changed last stands first, so that a correction of an old brief is seen.
    """
    if not edition.site:
        return
    latest = sorted(
        map(on_one_line, lines), key=lambda each: (each.updated, each.record), reverse=True
    )
    yield _file("", edition.name, edition.description, latest, edition)
    for issuer, briefs in _by(latest, lambda each: each.issuer).items():
        name = f"{briefs[0].party.name} ({briefs[0].party.ticker})"
        yield _file(f"{issuer}/", f"{edition.name}: {name}", f"Briefs of {name}", briefs, edition)
    for slug, briefs in _by(latest, lambda each: each.party.sector_slug).items():
        sector = briefs[0].party.sector
        title = f"{edition.name}: {sector}"
        about = f"Briefs of the sector {sector}"
        yield _file(f"sectors/{slug}/", title, about, briefs, edition)


def _by(
    lines: Iterable[BriefLine], key: Callable[[BriefLine], str]
) -> Mapping[str, list[BriefLine]]:
    found: dict[str, list[BriefLine]] = {}
    for line in lines:
        found.setdefault(key(line), []).append(line)
    return dict(sorted(found.items()))


def _file(
    folder: str, title: str, about: str, briefs: Sequence[BriefLine], edition: Edition
) -> tuple[PurePosixPath, bytes]:
    feed = _feed(folder, title, about, briefs[:_MOST], edition)
    indent(feed)
    content = tostring(feed, encoding="utf-8", xml_declaration=True) + b"\n"
    return PurePosixPath(folder, FEED), content


def _feed(
    folder: str, title: str, about: str, briefs: Sequence[BriefLine], edition: Edition
) -> Element:
    address = edition.page(f"{folder}{FEED}")
    feed = Element("feed", {"xmlns": _ATOM, "xml:lang": "en"})
    _add(feed, "id", address)
    _add(feed, "title", title)
    _add(feed, "subtitle", about or title)
    _add(feed, "updated", _moment(_last(briefs, edition)))
    _add(_add(feed, "author"), "name", edition.name)
    _add(feed, "link", rel="self", type="application/atom+xml", href=address)
    _add(feed, "link", rel="alternate", type="text/html", href=edition.page(folder))
    _add(feed, "icon", edition.page("assets/favicon.svg"))
    feed.extend(_entry(brief, edition) for brief in briefs)
    return feed


def _last(briefs: Sequence[BriefLine], edition: Edition) -> datetime:
    """When the newest entry changed; of a site without briefs, the day of its commit."""
    return briefs[0].updated if briefs else midnight(edition.as_of)


def _entry(brief: BriefLine, edition: Edition) -> Element:
    page = edition.page(brief.path)
    entry = Element("entry")
    _add(entry, "id", page)
    _add(entry, "title", brief.title)
    _add(entry, "published", _moment(brief.published))
    _add(entry, "updated", _moment(brief.updated))
    _add(entry, "link", rel="alternate", type="text/html", href=page)
    _add(entry, "link", rel="alternate", type="text/markdown", href=f"{page}index.md")
    document = edition.page(f"{API}/briefs/{brief.record}.json")
    _add(entry, "link", rel="related", type="application/json", href=document)
    _add(entry, "category", term=brief.issuer, label=brief.party.name)
    _add(entry, "category", term=brief.party.sector_slug, label=brief.party.sector)
    told = (brief.verdict, *(f"{each.sentence}." for each in brief.headlines))
    _add(entry, "summary", " ".join(told), type="text")
    _add(entry, "content", type="xhtml").append(_content(brief, page))
    return entry


def _content(brief: BriefLine, page: str) -> Element:
    """The first screen of the brief; each number carries its figure's id and exact value."""
    body = Element("div", {"xmlns": _XHTML})
    _add(body, "p", f"{brief.verdict} {brief.came} {day(brief.released)}.")
    if brief.headlines:
        figures = _add(body, "ul")
        for headline in brief.headlines:
            _say(_add(figures, "li"), headline)
    _add(_add(body, "p"), "a", "Sources, arithmetic and press check", href=page)
    return body


def _say(line: Element, headline: Headline) -> None:
    line.text = f"{one_line(headline.label)}: "
    number = _figure(line, headline.level)
    if headline.growth:
        number.tail = ", "
        number = _figure(line, headline.growth)
        number.tail = f" {headline.since}"
    number.tail = "; ".join((number.tail or "", *map(one_line, headline.notes)))


def _figure(line: Element, said: Said) -> Element:
    if not said.figure:
        return _add(line, "span", said.text)
    return _add(line, "data", said.text, **{"data-figure": said.figure, "value": said.value})


def _add(parent: Element, tag: str, text: str = "", **attributes: str) -> Element:
    """A new element. Its text is on one line: XML has no room for what controls a terminal."""
    told = {name: one_line(value) for name, value in attributes.items()}
    element = SubElement(parent, tag, told)
    element.text = one_line(text) or None
    return element


def _moment(when: datetime) -> str:
    return f"{when:%Y-%m-%dT%H:%M:%SZ}"
