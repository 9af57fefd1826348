"""A published site as ground for a text: its API, read from an address or from a built folder."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from tieout.claims.extract import may_name
from tieout.problems import Finding
from tieout.records.folders import no_issuer
from tieout.records.handed import issuer_from
from tieout.records.read import Issuer

INDEX = "api/v2/index.json"
_MOST_BYTES = 64 << 20
_TIMEOUT = 30.0
_NO_SITE = "give the address at which the site begins, or the folder that was built"
Read = Callable[[str], bytes]
"""What stands at a path of the site. Raises OSError."""


def reader_of(site: str) -> Read:
    """Reads a site's files, by its address or from its folder."""
    if not site.startswith(("https://", "http://")):
        return lambda path: Path(site, path).read_bytes()
    base = site.rstrip("/")
    return lambda path: _fetched(f"{base}/{path}")


def issuers_on(read: Read, text: str, wanted: str = "") -> Mapping[str, Issuer]:
    """The site's issuers that a text may be about, or the one that is wanted.

    Raises Finding where there is no such site, or the text names nobody who is on it.
    """
    listed = _document(read, INDEX)
    try:
        known = {str(row["issuer"]): row for row in listed["issuers"]}
        meant = [
            slug
            for slug, row in known.items()
            if slug == wanted or (not wanted and may_name(text, row["names"]))
        ]
        documents = {slug: _document(read, str(known[slug]["checking"])) for slug in meant}
        found = {
            slug: issuer_from(slug, document["company"], document["records"])
            for slug, document in documents.items()
            if no_issuer(slug) is None
        }
    except (KeyError, TypeError, ValidationError):
        raise Finding(
            "the site was built by another version of tieout", "build it again with this one"
        ) from None
    if not found:
        names = ", ".join(str(row["short_name"]) for row in known.values())
        finding = f"the text names no issuer on record ({names})"
        raise Finding(finding, "say which with --covers")
    return found


def _document(read: Read, path: str) -> Mapping[str, Any]:
    try:
        document = json.loads(read(path))
    except (OSError, ValueError) as fault:
        reason = getattr(fault, "strerror", None) or getattr(fault, "reason", None) or "no JSON"
        raise Finding(f"{path} of the site cannot be read ({reason})", _NO_SITE) from None
    if not isinstance(document, dict):
        raise Finding(f"{path} of the site is no document", _NO_SITE)
    return document


def _fetched(address: str) -> bytes:
    asked = urllib.request.Request(address, headers={"User-Agent": "tieout"})  # noqa: S310  http or https, see reader_of
    try:
        with urllib.request.urlopen(asked, timeout=_TIMEOUT) as answer:  # noqa: S310  as above
            content: bytes = answer.read(_MOST_BYTES + 1)
    except urllib.error.HTTPError as error:
        error.close()
        raise OSError(error.code, f"the server answers {error.code}") from None
    if len(content) > _MOST_BYTES:
        raise OSError(0, f"it is larger than {_MOST_BYTES >> 20} MiB")
    return content
