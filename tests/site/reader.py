"""Somebody who reads the site in a browser and notices what goes wrong."""

from __future__ import annotations

from dataclasses import dataclass, field

from playwright.sync_api import (
    Browser,
    BrowserContext,
    Frame,
    Page,
    Request,
    Response,
    ViewportSize,
)

_NARROWEST = 320
_AT_ONCE = "Transition was aborted because of invalid state"
"""What a browser too busy to fade one page into the next says; it shows the next one at once."""


@dataclass
class _Requests:
    """What a window asks for, and what of it is lost.

    A request that ends because its page was left is no loss: the browser gives up what the page
    before was still waiting for. So is one that this page made while the next was on its way.
    """

    complaints: list[str]
    visits: int = 0
    awaited: Request | None = None
    """The page that was asked for and is not here yet."""
    asked: dict[Request, int] = field(default_factory=dict)
    """The visit that each request was made in."""

    def start(self, request: Request) -> None:
        if request.is_navigation_request():
            self.leave()
            self.awaited = request
        self.asked[request] = self.visits - (self.awaited not in (None, request))

    def arrive(self, frame: Frame) -> None:
        """The page is here: what is asked now is its own."""
        if frame.parent_frame is None:
            self.awaited = None

    def leave(self) -> None:
        """What was asked so far is waited for no more."""
        self.visits += 1

    def fail(self, request: Request) -> None:
        if request is self.awaited:
            self.awaited = None
        left = self.asked[request] < self.visits
        if not (left and request.failure == "net::ERR_ABORTED"):
            self.complaints.append(f"lost: {request.url}")


@dataclass
class Profiles:
    """A browser's profiles, one for each way of reading, open for all readers in turn.

    A window in a profile that is open costs half of one in a new profile.
    """

    browser: Browser
    opened: dict[tuple[bool, bool], BrowserContext] = field(default_factory=dict)

    def of(self, *, scripts: bool, dark: bool) -> BrowserContext:
        """The profile with or without scripts, of a light or a dark system."""
        if (scripts, dark) not in self.opened:
            self.opened[scripts, dark] = self.browser.new_context(
                java_script_enabled=scripts, color_scheme="dark" if dark else "light"
            )
        return self.opened[scripts, dark]


@dataclass
class Reader:
    """A person with a browser, and whatever went wrong before their eyes."""

    profiles: Profiles
    address: str
    complaints: list[str] = field(default_factory=list)
    windows: list[tuple[Page, _Requests]] = field(default_factory=list)
    standing: dict[tuple[str, bool], Page] = field(default_factory=dict)
    """Pages that are looked at more than once."""

    def open(
        self, path: str = "", width: int = 1280, *, scripts: bool = True, dark: bool = False
    ) -> Page:
        """A page of the site in a window of that width; what it asks of other hosts is refused."""
        page = self.profiles.of(scripts=scripts, dark=dark).new_page()
        page.set_viewport_size(ViewportSize(width=width, height=800))
        page.on("console", lambda message: self._hear(message.type, message.text))
        page.on("pageerror", lambda error: self._hear_error(path, f"{error}"))
        page.on("request", self._watch)
        requests = _Requests(self.complaints)
        self.windows.append((page, requests))
        page.on("request", requests.start)
        page.on("framenavigated", requests.arrive)
        page.on("requestfailed", requests.fail)
        page.on("response", self._check)
        page.goto(self.address + path)
        return page

    def look_at(self, path: str, width: int, *, dark: bool = False) -> Page:
        """A page that tests only look at: opened once, in the narrowest window, and widened.

        Nobody may press anything in it.
        """
        if (path, dark) not in self.standing:
            self.standing[path, dark] = self.open(path, _NARROWEST, dark=dark)
        page = self.standing[path, dark]
        page.set_viewport_size(ViewportSize(width=width, height=800))
        return page

    def close(self) -> None:
        """Close every window, and forget what was chosen in it."""
        for page, requests in self.windows:
            requests.leave()
            page.evaluate("localStorage.clear()")
            page.close()

    def _hear_error(self, path: str, error: str) -> None:
        if _AT_ONCE not in error:
            self.complaints.append(f"{path}: {error}")

    def _hear(self, kind: str, text: str) -> None:
        if kind in ("error", "warning"):
            self.complaints.append(text)

    def _watch(self, request: Request) -> None:
        if not request.url.startswith((self.address, "data:")):
            self.complaints.append(f"asked another host: {request.url}")

    def _check(self, answer: Response) -> None:
        if answer.status >= 400:
            self.complaints.append(f"{answer.status}: {answer.url}")
