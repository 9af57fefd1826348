"""The words of a document as it was saved: a page in HTML, a PDF, or plain text."""

from __future__ import annotations

import io
import logging
from collections.abc import Sequence
from typing import Any

from tieout.claims.main_text import MainText, read_main_text
from tieout.importers.reflow import reflowed
from tieout.importers.web_page import main_text
from tieout.problems import Finding

_PDF = b"%PDF-"
_BINARY = (b"PK\x03\x04", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\xd0\xcf\x11\xe0", b"\x1f\x8b")
"""How packed documents, pictures and archives begin."""
_MOST_BYTES = 20 << 20
_MOST_PAGES = 200


def read_document(content: bytes, name: str = "") -> MainText:
    """The main text of a document.

    Raises Finding where it is no text, or none is found in it.
    """
    if content.startswith(_PDF):
        return read_main_text(_of_pdf(content).encode(), main_text)
    if content.startswith(_BINARY):
        raise Finding("the file is no text", "save the article as plain text, HTML or PDF")
    return read_main_text(content, main_text, name)


def _of_pdf(content: bytes) -> str:
    """The text of a PDF, page by page, with the lines of a paragraph put together."""
    try:
        import pypdf  # noqa: PLC0415  an extra: only those who read PDF have it
    except ImportError:
        raise Finding(
            "a PDF is read with pypdf, which is not installed",
            "run `pip install 'tieout[pdf]'`, or save the article as plain text",
        ) from None
    if len(content) > _MOST_BYTES:
        raise Finding("the PDF is larger than 20 MiB", "save the article's pages alone")
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # its words are for programmers
    try:
        texts = [page.extract_text() for page in _few(pypdf.PdfReader(io.BytesIO(content)).pages)]
    except Finding:
        raise
    except Exception:  # noqa: BLE001  a damaged file breaks a library in any way
        finding = "the PDF is damaged, or locked by a password"
        raise Finding(finding, "save the article as plain text") from None
    text = "\n\n".join(map(reflowed, texts))
    if not any(letter.isalpha() for letter in text):
        raise Finding("the PDF holds pictures of pages, no text", "save the article as plain text")
    return text


def _few(pages: Sequence[Any]) -> Sequence[Any]:
    """The pages of a document that may be an article; raises Finding where they are too many."""
    if len(pages) > _MOST_PAGES:
        raise Finding(f"the PDF has {len(pages)} pages", "save the article's pages alone")
    return pages
