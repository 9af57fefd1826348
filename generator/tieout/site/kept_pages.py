"""Pages that were made before: the same Markdown in the same frame is the same page.

What a page's HTML follows from is its name: its Markdown, its linked data, and the frame, which is
everything that pages have in common. What only the other pages can tell, whether the targets of its
links are there, is kept with it and asked again. Kept as a line of JSON and the HTML.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass
from importlib.metadata import entry_points, packages_distributions
from pathlib import Path
from typing import Any

from tieout.charts import disk_cache
from tieout.jobs.surroundings import all_installed, code, content_of, needed

PAGES = "pages"
"""The folder of the cache that keeps pages."""
_ASKS_FOR_ALL = re.compile(rb"\{[{%][^}]*\b(?:pages|build_date_utc)\b")
"""A template that shows what no page's own Markdown says: the other pages, or the moment."""


@dataclass(frozen=True, slots=True)
class Finished:
    """What is known of a page that was made, but for its HTML."""

    title: str
    meta: Mapping[str, Any]
    """Its front matter, as other templates read it."""
    entries: tuple[Mapping[str, Any], ...]
    """What the search finds on it."""
    targets: tuple[str, ...]
    """The documents that its links name."""
    anchors: tuple[str, ...]
    links: Mapping[str, Mapping[str, str]]
    """By the document they lead to: anchors, with the link as it is written."""


class KeptPages:
    """A folder of pages, each under the digest of what it was made from."""

    def __init__(self, folder: Path, frame: str) -> None:
        self._folder = folder
        self._frame = frame
        self._used: set[str] = set()

    def name(self, *told: bytes | str) -> str:
        """Under which a page is kept that is made from this."""
        digests = (
            disk_cache.digest(each.encode() if isinstance(each, str) else each) for each in told
        )
        return disk_cache.digest("\n".join((self._frame, *digests)).encode())

    def find(self, name: str, is_there: Callable[[str], bool]) -> Finished | None:
        """What is kept there of the very page, if its links still lead somewhere."""
        self._used.add(name)
        head = (self._read(name) or ("", ""))[0]
        try:
            told = json.loads(head)
            page = Finished(
                title=told["title"],
                meta=told["meta"],
                entries=tuple(told["entries"]),
                targets=tuple(told["targets"]),
                anchors=tuple(told["anchors"]),
                links=told["links"],
            )
            is_whole = all(map(is_there, page.targets))
        except (ValueError, TypeError, LookupError, AttributeError):
            return None
        return page if is_whole else None

    def html(self, name: str) -> str:
        """The HTML of a page that was found.

        Raises LookupError if somebody has spoiled it meanwhile.
        """
        if (kept := self._read(name)) is None:
            raise LookupError(f"{self._folder / name} was changed while the site was built")
        return kept[1]

    def keep(self, name: str, page: Finished, html: str) -> None:
        """Keep a page, unless its front matter holds what JSON does not."""
        told = asdict(page)
        try:
            head = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
        except (TypeError, ValueError):
            return
        if json.loads(head)["meta"] == told["meta"]:
            disk_cache.keep(self._folder / name, f"{name}\n{head}\n{html}".encode())

    def prune(self) -> None:
        """Remove the pages that this build did not ask for, but for some of the latest."""
        disk_cache.prune(self._folder, self._used)

    def _read(self, name: str) -> tuple[str, str] | None:
        content = disk_cache.read(self._folder / name)
        try:
            own, _, rest = (content or b"").decode().partition("\n")
        except UnicodeDecodeError:
            return None
        head, _, html = rest.partition("\n")
        return (head, html) if own == name else None


def frame(theme: Iterable[Path], settings: object, extensions: Iterable[str] = ()) -> str | None:
    """A digest of what all pages have in common: the code, the folders of the theme, the settings.

    Of `extensions` of Markdown that none of our own libraries brings nobody knows where they come
    from: with one of them everything that is installed counts.

    None where it cannot be told: a folder leads elsewhere by a link, or a template asks for more
    than its own page.
    """
    folders = [folder for folder in theme if folder.is_dir()]
    contents = [content_of(folder) for folder in folders]
    if None in contents or any(map(_asks_for_all, folders)):
        return None
    told = json.dumps(settings, sort_keys=True, default=_named)
    beside = None if _are_known(extensions) else all_installed()
    common = repr((code(), beside, contents, told))
    return disk_cache.digest(common.encode("utf-8", "backslashreplace"))


def _are_known(extensions: Iterable[str]) -> bool:
    """Whether extensions of Markdown come from the libraries that we run on."""
    offered = entry_points(group="markdown.extensions")
    known = {each.name for each in offered if each.dist and each.dist.name in needed()}
    if others := set(extensions) - known:  # named by module and class
        brought = packages_distributions()
        modules = {re.split(r"[.:]", each)[0] for each in others}
        return needed().keys() >= {name for each in modules for name in brought.get(each, [""])}
    return True


def _asks_for_all(folder: Path) -> bool:
    """Whether a template other than the map of the site does."""
    files = (path for path in folder.rglob("*.html") if path.is_file())
    return any(_ASKS_FOR_ALL.search(path.read_bytes()) for path in files)


def _named(value: object) -> object:
    """A setting that is no plain value: functions, such as an extension's, by their names."""
    if isinstance(value, Mapping):
        return dict(value)
    if name := getattr(value, "__qualname__", ""):
        return f"{getattr(value, '__module__', '')}.{name}"
    return repr(value)
