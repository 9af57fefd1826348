"""A built site is looked over before it is published: nothing dead, missing or foreign."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urljoin, urlsplit
from xml.parsers import expat

from tieout.site.same_number import disagreements
from tieout.site.wellformed import disorder

_TAG = re.compile(r"""<([a-zA-Z][a-zA-Z0-9-]*+)((?:[^>"']++|"[^"]*+"|'[^']*+')*+)>""")
_ATTRIBUTE = re.compile(r"""([^\s=/"'>]++)(?:\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s"'>]++)))?""")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_TEMPLATE_MARK = re.compile(r"\{[{%#]|[}%#]\}")
_STYLE_ADDRESS = re.compile(r"""(?:\burl\(|@import\b)\s*+["']?([^"')\s]++)""")
_SCHEME = re.compile(r"(?:([a-zA-Z][a-zA-Z0-9+.-]*+):|//)")

_LOADED = ("src", "srcset", "poster", "data")
"""Attributes whose address the browser fetches by itself."""
_LOADED_LINKS = re.compile(r"\b(stylesheet|icon|pre[a-z-]+|dns-prefetch|modulepreload|manifest)\b")
_LINK_SCHEMES = ("http", "https", "mailto")


class Unfit(Exception):
    """The built site may not be published; `findings` says why, a line each."""

    def __init__(self, findings: Iterable[str]) -> None:
        self.findings = tuple(findings)
        super().__init__("\n".join(self.findings))


@dataclass(frozen=True, slots=True)
class _Page:
    """What a page promises: its links within the site, its anchors, and what is wrong with it."""

    links: frozenset[str]
    anchors: frozenset[str]
    findings: tuple[str, ...]


def verify(site: Path, expected: Iterable[PurePosixPath], base: str = "/") -> None:
    """Raise Unfit unless the site is whole.

    Every expected file is there, and pages are HTML in good order; every link within the site leads
    somewhere, its anchor included; no page or style sheet fetches from another host; nothing inline
    runs, and every page carries its policy; no mark of a template is left; feeds and data can be
    read; every number is the same wherever it stands. `base` is the path of the site on its host.
    """
    findings = [f"{path}: is missing" for path in expected if not (site / path).is_file()]
    pages = {path: _read_page((site / path).read_text("utf-8")) for path in _files(site, "*.html")}
    for path, page in pages.items():
        findings += [f"{path}: {finding}" for finding in page.findings]
        findings += [f"{path}: {finding}" for finding in _dead_links(path, pages, site, base)]
    for path in _files(site, "*.css"):
        sheet = (site / path).read_text("utf-8")
        findings += [f"{path}: {finding}" for finding in _foreign_styles(sheet)]
    findings += _broken_documents(site)
    if not findings:
        findings += disagreements(site)
    if findings:
        raise Unfit(findings)


def _files(site: Path, pattern: str) -> list[PurePosixPath]:
    return sorted(PurePosixPath(path.relative_to(site).as_posix()) for path in site.rglob(pattern))


def _broken_documents(site: Path) -> Iterator[str]:
    """Feeds, the site's map and data that a program could not read."""
    for path in _files(site, "*.xml"):
        try:
            expat.ParserCreate().Parse((site / path).read_bytes(), True)
        except expat.ExpatError as error:
            yield f"{path}: is no XML: {error}"
    for path in (*_files(site, "*.json"), *_files(site, "*.jsonld")):
        try:
            json.loads((site / path).read_bytes())
        except ValueError as error:
            yield f"{path}: is no JSON: {error}"


def _dead_links(
    path: PurePosixPath, pages: Mapping[PurePosixPath, _Page], site: Path, base: str
) -> Iterator[str]:
    for link in sorted(pages[path].links):
        address = urlsplit(urljoin(f"{base}{path}", link))
        if not address.path.startswith(base):
            yield f"`{link}` leads out of the site"
            continue
        target = PurePosixPath(unquote(address.path.removeprefix(base)))
        if address.path.endswith("/"):
            target /= "index.html"
        if target not in pages and not (site / target).is_file():
            yield f"`{link}` leads nowhere"
        elif target in pages and unquote(address.fragment) not in pages[target].anchors:
            yield f"`{link}` names an anchor that {target} does not have"


def _foreign_styles(sheet: str) -> Iterator[str]:
    for address in _STYLE_ADDRESS.findall(sheet):
        if _SCHEME.match(address) and not address.startswith("data:"):
            yield f"fetches `{address}` from another host"


def _read_page(html: str) -> _Page:
    links: set[str] = set()
    anchors = {"", "top"}
    findings: list[str] = []
    for name, attributes in _tags(html):
        anchors.add(attributes.get("id", ""))
        links.update(_inner_links(attributes))
        findings += _wrong_in_tag(name, attributes)
    findings += disorder(html)
    if "Content-Security-Policy" not in html:
        findings.append("has no Content-Security-Policy")
    if mark := _TEMPLATE_MARK.search(html):
        findings.append(f"shows `{mark[0]}`, the mark of a template")
    return _Page(frozenset(links), frozenset(anchors), tuple(findings))


def _tags(html: str) -> Iterator[tuple[str, dict[str, str]]]:
    for tag in _TAG.finditer(_COMMENT.sub("", html)):
        attributes = {
            match[1].lower(): unescape(match[2] or match[3] or match[4] or "")
            for match in _ATTRIBUTE.finditer(tag[2])
        }
        yield tag[1].lower(), attributes


def _addresses(attributes: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The addresses of a tag with the attributes that hold them."""
    for attribute in ("href", "action", *_LOADED):
        if attribute == "srcset":
            for candidate in attributes.get(attribute, "").split(","):
                yield attribute, candidate.strip().partition(" ")[0]
        elif attribute in attributes:
            yield attribute, attributes[attribute]


def _inner_links(attributes: Mapping[str, str]) -> Iterator[str]:
    return (
        address
        for _, address in _addresses(attributes)
        if address and address != "#" and not _SCHEME.match(address)
    )


def _wrong_in_tag(name: str, attributes: Mapping[str, str]) -> Iterator[str]:
    if name == "script" and "src" not in attributes and "json" not in attributes.get("type", ""):
        yield "runs a script that stands in the page"
    if name == "style" or "style" in attributes:
        yield f"styles <{name}> in the page, which its policy forbids"
    for attribute in attributes:
        if attribute.startswith("on"):
            yield f"runs a script from `{attribute}`"
    loads = name == "link" and _LOADED_LINKS.search(attributes.get("rel", ""))
    for attribute, address in _addresses(attributes):
        scheme = _SCHEME.match(address)
        if scheme is None or (scheme[1] == "data" and name in ("img", "source")):
            continue
        if loads or attribute in _LOADED:
            yield f"fetches `{address}` from another host"
        elif (scheme[1] or "").lower() not in _LINK_SCHEMES:
            yield f"links to `{address}`; only web and mail addresses may be linked"
