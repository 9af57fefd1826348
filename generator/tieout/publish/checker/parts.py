"""What the page Check runs on, as files of the site: each packed, and named by what is in it.

`.ci/parts` brings the interpreter and the library that is compiled for it; a wheel has them, too.
The rest are this environment's own libraries and modules, at the versions that the command runs on.
So a name never means another content, and a browser may keep it for ever.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from tieout.charts import disk_cache
from tieout.publish.checker import installed
from tieout.publish.checker.installed import CORE, ENGINE, PACKED
from tieout.publish.checker.rooms import archive

_FOLDER = PurePosixPath("assets/check")
_HASHED = 16
_EFFORT = 6
"""How hard files are pressed: 9 takes twice as long and saves 1 part in 200."""


def checker(cache: Path) -> Iterator[tuple[PurePosixPath, bytes]]:
    """The files, and a list of them; none where there are no parts. `cache` keeps packed ones."""
    if not installed.are_here():
        return
    scripts = {name: (installed.PARTS / name).read_bytes() for name in ENGINE}
    engine = f"engine-{_named(b''.join(scripts.values()))}"
    for name, script in scripts.items():
        yield _FOLDER / engine / name, script
    contents = {name: _only(pattern).read_bytes() for name, pattern in PACKED.items()}
    contents["rooms"] = archive()
    used, listed = set[str](), []
    for name, content in contents.items():
        kept = disk_cache.digest(content)
        used.add(kept)
        packed = _packed(content, cache / kept)
        file = f"{name}-{_named(packed)}.bin"
        yield _FOLDER / file, packed
        listed.append({"name": name, "file": file, "bytes": len(packed)})
    disk_cache.prune(cache, used, spare=4)
    told = {"engine": f"{engine}/", "python": _python(), "parts": listed}
    yield _FOLDER / "parts.json", (json.dumps(told, indent=1) + "\n").encode()


def _only(pattern: str) -> Path:
    return next(installed.PARTS.glob(pattern))


def _python() -> dict[str, str]:
    """What the interpreter is asked to be: the tags of the library that is compiled for it."""
    _, core, python, _, platform = _only(CORE).stem.split("-")
    abi = platform.removeprefix("pyemscripten_").removesuffix("_wasm32")
    return {"core": core, "python": f"{python[2]}.{python[3:]}", "abi_version": abi}


def _named(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:_HASHED]


def _packed(content: bytes, kept: Path) -> bytes:
    packed = disk_cache.read(kept)
    if packed is None:
        packed = gzip.compress(content, _EFFORT, mtime=0)
        disk_cache.keep(kept, packed)
    return packed
