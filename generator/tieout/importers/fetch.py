"""A companyfacts body from the SEC, asked for as politely as the SEC wants it.

A User-Agent with a contact, and at most ten requests a second:
https://www.sec.gov/about/webmaster-frequently-asked-questions#developers
"""

from __future__ import annotations

import http.client
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from time import monotonic

from tieout.importers.body import BODY_BYTES
from tieout.problems import Finding

HOST = "data.sec.gov"
_PATH = "/api/xbrl/companyfacts/CIK{}.json"
_CONTACT = re.compile(r"[^@\s\x00-\x1f\x7f]{1,64}@[A-Za-z0-9.-]{1,190}\.[A-Za-z]{2,24}")
_CIK = re.compile(r"[0-9]{1,10}")
_TIMEOUT = 30.0
_CHUNK = 1 << 16
_PAUSES = (1.0, 2.0, 4.0, 8.0)
_LONGEST_PAUSE = 60.0
_LONGEST = 300.0
"""Seconds that a body may take: at this pace one of the largest would never come."""
_AGAIN = (429, 500, 502, 503, 504)
_FILE = "give the body as a file: tieout import edgar FILE, tieout press TEXT --edgar FILE"
_OFFLINE = f"see whether this computer is online, or {_FILE}"


@dataclass(frozen=True, slots=True)
class Reply:
    """What a server answers; `read` gives the next bytes of the body, and none at its end."""

    status: int
    retry_after: str
    read: Callable[[int], bytes]
    length: int | None = None
    """How many bytes the body has, where the server says so."""


@dataclass(frozen=True, slots=True)
class World:
    """The effects of fetching: a request, a pause in seconds, a line of progress, the seconds."""

    ask: Callable[[str, dict[str, str]], Reply]
    pause: Callable[[float], None]
    tell: Callable[[str], None]
    seconds: Callable[[], float] = monotonic


def ask(path: str, headers: dict[str, str]) -> Reply:
    """One request to the SEC's host, over TLS; a redirect is no answer. Raises OSError."""
    connection = http.client.HTTPSConnection(HOST, timeout=_TIMEOUT)
    connection.request("GET", path, headers=headers)
    answer = connection.getresponse()
    # The body is read with a limit, and then the library takes a short one for whole.
    return Reply(answer.status, answer.headers.get("Retry-After", ""), answer.read, answer.length)


def fetch(cik: str, contact: str, world: World) -> bytes:
    """The body of an issuer by its CIK; raises Finding where it cannot be had."""
    path, headers = _PATH.format(_number(cik)), _headers(contact)
    for pause in (*_PAUSES, None):
        try:
            reply = world.ask(path, headers)
            if reply.status == 200:
                return b"".join(_chunks(reply, world))
            again, why = reply.status in _AGAIN, f"the SEC answers {reply.status}"
            asked = reply.retry_after
        except (OSError, http.client.HTTPException) as error:
            again, why, asked = True, f"{HOST} cannot be reached ({_reason(error)})", ""
            if pause is None:
                raise Finding(why, _OFFLINE) from None
        if not again or pause is None:
            raise Finding(why, _remedy(why, cik))
        wait = min(float(asked) if asked.isdecimal() else pause, _LONGEST_PAUSE)
        world.tell(f"{why}; asking again in {wait:.0f} s")
        world.pause(wait)
    raise AssertionError


def _number(cik: str) -> str:
    if not _CIK.fullmatch(cik) or not cik.strip("0"):
        raise Finding(f"`{cik[:40]}` is no CIK", "write the SEC's number, like 320193")
    return cik.zfill(10)


def _headers(contact: str) -> dict[str, str]:
    if not contact:
        remedy = "give your e-mail address, as --contact or in TIEOUT_CONTACT"
        raise Finding("the SEC wants to know who asks", remedy)
    if not _CONTACT.fullmatch(contact) or not contact.isascii():
        raise Finding("the contact is no e-mail address", "write it like analyst@example.com")
    return {"User-Agent": f"tieout {contact}", "Accept": "application/json"}


def _chunks(reply: Reply, world: World) -> Iterator[bytes]:
    size = told = 0
    began = world.seconds()
    while chunk := reply.read(_CHUNK):
        size += len(chunk)
        if world.seconds() - began > _LONGEST:
            finding = f"the answer has taken {_LONGEST / 60:.0f} minutes and is not whole"
            raise Finding(finding, "try again later, or give the file instead")
        if size > BODY_BYTES:
            raise Finding(f"the answer is larger than {BODY_BYTES >> 20} MiB", "see what is sent")
        if size >= told + (1 << 20):
            told = size
            world.tell(f"{size >> 20} MiB read")
        yield chunk
    if reply.length is not None and size < reply.length:
        raise http.client.IncompleteRead(b"", reply.length - size)


def _reason(error: Exception) -> str:
    if isinstance(error, http.client.IncompleteRead):
        return "the answer is cut off"
    return (getattr(error, "strerror", None) or type(error).__name__).lower()


def _remedy(why: str, cik: str) -> str:
    if why.endswith("404"):
        return f"see whether {cik} is the issuer's CIK, and whether it files XBRL"
    if why.endswith("403"):
        return "the SEC refuses this contact or this network; wait ten minutes, or give the file"
    return f"try again later, or {_FILE}"
