"""The reader complains of what is lost on a page, and of nothing that was left behind with it."""

from __future__ import annotations

from playwright.sync_api import Page
from reader import Reader


def ask(page: Page) -> None:
    """Ask for a picture, and wait until the request is on its way."""
    with page.expect_request("**/slow.png"):
        page.evaluate("void (new Image().src = '/slow.png')")


def test_what_a_page_waited_for_as_it_was_left_is_no_loss(reader: Reader) -> None:
    page = reader.open()
    page.route("**/slow.png", lambda _: None)
    with page.expect_event("requestfailed"):
        ask(page)
        page.goto(f"{reader.address}about/")
    assert reader.complaints == []


def test_what_a_page_asks_for_while_it_is_left_is_no_loss(reader: Reader) -> None:
    """As a card does that opens under the pointer on its way to a link."""
    page = reader.open()
    page.route("**/slow.png", lambda _: None)
    page.evaluate("() => { location.href = '/about/'; new Image().src = '/slow.png'; }")
    page.wait_for_url("**/about/")
    assert reader.complaints == []


def test_what_is_given_up_on_a_page_that_stays_is_a_loss(reader: Reader) -> None:
    page = reader.open()
    page.route("**/slow.png", lambda route: route.abort("aborted"))
    with page.expect_event("requestfailed") as failed:
        ask(page)
    assert failed.value.failure == "net::ERR_ABORTED"
    lost = f"lost: {reader.address}slow.png"
    assert lost in reader.complaints
    reader.complaints.clear()


def test_a_connection_that_breaks_as_the_page_is_left_is_a_loss(reader: Reader) -> None:
    page = reader.open()
    page.route("**/slow.png", lambda route: route.abort("connectionreset"))
    with page.expect_event("requestfailed"):
        ask(page)
    page.goto(f"{reader.address}about/")
    assert f"lost: {reader.address}slow.png" in reader.complaints
    reader.complaints.clear()
