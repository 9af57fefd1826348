"""A site that stands as the last build left it, while all that it was made from stands too.

Told by a walk over names, times and sizes, as version control does it, without reading a file. What
had been written just before the build began could change once more within one tick of the file
system's clock, so those files are told by their content.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from tieout.site.clock import fixed_epoch, source_day
from tieout.views.templates import PACKAGED

_KEPT = Path("build/standing.json")
JOURNAL = Path("build/unfinished.json")
"""Where a build names the folders that it makes beside sites, while it is at work."""
_MADE_FROM = ("mkdocs.yml", "briefs", "templates", "static")
_PACKAGE = Path(__file__).parents[1]
_DOCS = Path("build/docs")
_TICK = 2 * 10**9
"""In nanoseconds, and far longer than that of any file system."""
_GITHUB = ("GITHUB_REPOSITORY", "GITHUB_SERVER_URL")
_ELSEWHERE = re.compile(r"(?m)^\s*(?:INHERIT|custom_dir|hooks)\s*:")
"""Settings that bring in files of which we know nothing."""


@dataclass(frozen=True, slots=True)
class Inputs:
    """All that a site is made from, as it stood when the build began."""

    stamp: str
    recent: dict[str, str]
    """The files that had just been written, with the digests of their contents."""

    @classmethod
    def of(cls, root: Path) -> Inputs | None:
        """As they are now; None where they cannot be told without reading them."""
        try:
            files, around = list(_sources(root)), _surroundings(root)
        except (OSError, UnicodeDecodeError):
            return None
        told = (around, *(f"{path} {_stamp(status)}" for path, status in files))
        late = time.time_ns() - _TICK
        recent = [path for path, at in files if max(at.st_mtime_ns, at.st_ctime_ns) > late]
        return cls(_digest(told), {path: _content(path) for path in recent})

    def still_stand(self, root: Path) -> bool:
        """Whether not one of them has changed."""
        now = Inputs.of(root)
        return (
            now is not None
            and now.stamp == self.stamp
            and all(_content(path) == content for path, content in self.recent.items())
        )


def keep(root: Path, site: Path, sources: Inputs, pages: int) -> None:
    """Note that `site` is what a build has made of these sources."""
    told = {"site": _place(site), "pages": pages, "made": _made(root, site), **asdict(sources)}
    (root / _KEPT).write_text(json.dumps(told), "utf-8")


def forget(root: Path) -> None:
    """A build begins: nothing is known until it has ended well."""
    (root / _KEPT).unlink(missing_ok=True)


def pages_standing(root: Path, site: Path) -> int | None:
    """How many pages the site has, where a build would find nothing to do; None where it would."""
    try:
        told = json.loads((root / _KEPT).read_text("utf-8"))
        if told["site"] != _place(site) or (root / JOURNAL).exists():
            return None
        sources = Inputs(told["stamp"], dict(told["recent"]))
        if sources.still_stand(root) and told["made"] == _made(root, site):
            return int(told["pages"])
    except (OSError, ValueError, LookupError, TypeError):
        pass
    return None


def _place(site: Path) -> str:
    return os.path.abspath(site)  # noqa: PTH100  no link is followed


class _Unknown(OSError):
    """What lies behind a link, or in a file that others name, cannot be told."""


def _sources(root: Path) -> Iterator[tuple[str, os.stat_result]]:
    for place in (*(root / name for name in _MADE_FROM), _PACKAGE, PACKAGED):
        with suppress(FileNotFoundError):
            yield from _files(str(place))


def _files(place: str) -> Iterator[tuple[str, os.stat_result]]:
    """A file, or all files and folders below, each with what the system tells of it."""
    status = os.lstat(place)
    if os.path.islink(place):  # noqa: PTH114  a walk over many thousand files
        raise _Unknown(place)
    if not os.path.isdir(place):  # noqa: PTH112  as above
        yield place, status
        return
    with os.scandir(place) as found:
        for entry in sorted(found, key=lambda each: each.name):
            if entry.is_symlink():
                raise _Unknown(entry.path)
            if not entry.is_dir():
                yield entry.path, entry.stat()
            elif entry.name != "__pycache__":
                yield from _files(entry.path)


def _made(root: Path, site: Path) -> str:
    """Every file of the site and of its documents; raises OSError if one is missing."""
    files = (*_files(_place(site)), *_files(str(root / _DOCS)))
    return _digest(f"{path} {_stamp(status)}" for path, status in files)


def _surroundings(root: Path) -> str:
    """The moment, what is installed, and what the settings read from outside."""
    settings = (root / "mkdocs.yml").read_text("utf-8")
    if _ELSEWHERE.search(settings):
        raise _Unknown("mkdocs.yml")
    named = {*re.findall(r"\w+", settings), *_GITHUB}
    variables = sorted(each for each in os.environ.items() if each[0] in named)
    packages = {path for path in sys.path if path.endswith("-packages")}
    installed = [(path, _time_of(path)) for path in sorted(packages)]
    moment = fixed_epoch(root) or source_day(root).isoformat()
    return repr((moment, sys.version, installed, variables))


def _time_of(folder: str) -> int:
    """When something was last installed there, or removed."""
    try:
        return Path(folder).stat().st_mtime_ns
    except OSError:
        return 0


def _stamp(status: os.stat_result) -> str:
    times = f"{status.st_mtime_ns} {status.st_ctime_ns}"
    return f"{times} {status.st_size} {status.st_ino} {status.st_mode}"


def _content(path: str) -> str:
    try:
        return hashlib.sha256(Path(path).read_bytes()).hexdigest()
    except OSError:
        return ""


def _digest(lines: Iterable[str]) -> str:
    told = hashlib.sha256()
    for line in lines:
        told.update(f"{line}\n".encode("utf-8", "surrogateescape"))
    return told.hexdigest()
