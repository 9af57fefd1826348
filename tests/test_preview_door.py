"""The preview answers its own address alone, and malformed ones with 404."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import pytest
from tieout.site.preview_door import guarded


def app(
    _: dict[str, str], start: Callable[[str, list[tuple[str, str]]], object]
) -> Iterable[bytes]:
    start("200 OK", [])
    return [b"a brief"]


def ask(host: str, path: str = "/") -> str:
    said: list[str] = []
    guarded(app, "127.0.0.1", 8000)(  # type: ignore[arg-type]
        {"HTTP_HOST": host, "PATH_INFO": path},
        lambda status, *_: said.append(status),  # type: ignore[arg-type,return-value]
    )
    return said[0]


@pytest.mark.parametrize(
    "host", ["127.0.0.1:8000", "localhost:8000", "LOCALHOST:8000", "[::1]:8000"]
)
def test_its_own_names_are_answered(host: str) -> None:
    assert ask(host) == "200 OK"


@pytest.mark.parametrize(
    "host", ["", "evil.example", "evil.example:8000", "127.0.0.1", "localhost:80"]
)
def test_another_name_is_not(host: str) -> None:
    assert ask(host) == "421 Misdirected Request"


@pytest.mark.parametrize("path", ["", "x", "/\x00", "/a\nb", "/\xff", "/%\x7f"])
def test_what_is_no_address_is_not_found(path: str) -> None:
    assert ask("127.0.0.1:8000", path) == "404 Not Found"


def test_a_name_in_any_script_is_an_address() -> None:
    assert ask("127.0.0.1:8000", "/é/".encode().decode("latin-1")) == "200 OK"
