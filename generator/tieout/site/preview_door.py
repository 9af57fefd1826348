"""The door of the preview: it answers its own address alone, and what no address can be with 404.

A page of another site could else read the preview of unpublished briefs by a name that it makes
lead to this machine (DNS rebinding).
"""

from __future__ import annotations

from collections.abc import Iterable
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

_TEXT = [("Content-Type", "text/plain; charset=utf-8")]


def guarded(app: WSGIApplication, host: str, port: int) -> WSGIApplication:
    """The same application, for those who ask for `host` and `port` by name or by number."""
    own = {f"{name}:{port}" for name in (host, "localhost", "127.0.0.1", "[::1]")}

    def answer(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        if environ.get("HTTP_HOST", "").lower() not in own:
            start_response("421 Misdirected Request", _TEXT)
            return [f"this preview answers at http://{host}:{port}/ alone\n".encode()]
        if not _is_address(environ.get("PATH_INFO", "")):
            start_response("404 Not Found", _TEXT)
            return [b"no page has such an address\n"]
        return app(environ, start_response)

    return answer


def _is_address(path: str) -> bool:
    """Whether a path is text without control characters; it comes as bytes in Latin-1."""
    try:
        text = path.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return False
    return text.startswith("/") and text.isprintable()
