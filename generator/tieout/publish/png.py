"""Pictures of few colours in few bytes: the drawing library hardly packs its pixels."""

from __future__ import annotations

import struct
import sys
import zlib
from collections.abc import Iterator
from itertools import accumulate, compress
from operator import getitem, sub

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_RGBA = (8, 6)
"""Bits of a channel, and the kind of pixel: red, green, blue and opacity."""
_DIFFERENCES = 1
"""The filter of a row whose pixels are told by their difference to the one before."""
_MOST_COLOURS = 256
_LEVEL = 7
"""How hard is packed: 8 takes three times as long for 4% less, and 9 thrice as long again."""
_EVEN, _ODD = 0x00FF00FF, 0xFF00FF00
"""Every other channel of a pixel as one number."""


def packed(png: bytes) -> bytes:
    """The same opaque picture with each colour told once, in half the bytes or less.

    A picture of more colours than a palette holds, or that was written in another way, keeps its
    pixels and is packed as hard as can be.
    """
    chunks: dict[bytes, bytes] = {}
    for kind, body in _chunks(png):
        chunks[kind] = chunks.get(kind, b"") + body
    head, pixels = chunks[b"IHDR"], zlib.decompress(chunks[b"IDAT"])
    made = _with_palette(head, pixels) or ((b"IHDR", head), (b"IDAT", zlib.compress(pixels, 9)))
    return _SIGNATURE + b"".join(_chunk(kind, body) for kind, body in (*made, (b"IEND", b"")))


def _with_palette(head: bytes, pixels: bytes) -> tuple[tuple[bytes, bytes], ...]:
    """The chunks of the picture with a palette; none if it is not of that kind."""
    width, height, *kind_of_pixel = struct.unpack(">IIBB", head[:10])
    rows = [pixels[at : at + width * 4 + 1] for at in range(0, len(pixels), width * 4 + 1)]
    if tuple(kind_of_pixel) != _RGBA or any(row[0] != _DIFFERENCES for row in rows):
        return ()
    known: dict[int, _Pixel] = {}
    before = _Pixel(0, known)
    # Most rows are empty and alike.
    told = {row: list(_runs(row, before)) for row in set(rows)}
    palette = sorted({_rgb(colour) for colour in known})
    if len(palette) > _MOST_COLOURS:
        return ()
    for colour, pixel in known.items():
        pixel.place = bytes((palette.index(_rgb(colour)),))
    indexed = {
        row: b"\0" + b"".join([pixel.place * length for pixel, length in runs])
        for row, runs in told.items()
    }
    return (
        (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)),
        (b"PLTE", b"".join(palette)),
        (b"IDAT", zlib.compress(b"".join(map(indexed.__getitem__, rows)), _LEVEL)),
    )


class _Pixel(dict[int, "_Pixel"]):
    """A pixel, and by the difference to it those that follow it: each is worked out once."""

    place = b""
    """Of its colour in the palette."""

    def __init__(self, colour: int, known: dict[int, _Pixel]) -> None:
        self._colour, self._known = colour, known

    def __missing__(self, difference: int) -> _Pixel:
        """Added channel by channel, every other channel at once: none carries over."""
        even = (self._colour & _EVEN) + (difference & _EVEN) & _EVEN
        odd = (self._colour & _ODD) + (difference & _ODD) & _ODD
        found = self._known.get(even | odd)
        if found is None:
            found = _Pixel(even | odd, self._known)
        self[difference] = self._known[even | odd] = found
        return found


def _runs(row: bytes, before: _Pixel) -> Iterator[tuple[_Pixel, int]]:
    """The pixels of a row, each with how many are like it from there on.

    Only where the difference is not zero does a colour end: that is one pixel in ten or fewer.
    """
    differences = memoryview(row[1:]).cast("I").tolist()
    starts = list(compress(range(len(differences)), differences))
    pixels = accumulate(compress(differences, differences), getitem, initial=before)
    next(pixels)
    ends = (*starts[1:], len(differences))
    return zip(pixels, map(sub, ends, starts), strict=True)


def _rgb(pixel: int) -> bytes:
    """A pixel's colour without its opacity."""
    return pixel.to_bytes(4, sys.byteorder)[:3]


def _chunks(png: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = len(_SIGNATURE)
    while at < len(png):
        (length,) = struct.unpack_from(">I", png, at)
        yield png[at + 4 : at + 8], png[at + 8 : at + 8 + length]
        at += length + 12


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
