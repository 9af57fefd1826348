"""Whether a page's HTML is in order: closed where it was opened, and each element where it may be.

Of the rules of the HTML standard these are the ones that a template can break unseen, because a
browser repairs the page without a word: what an element may stand in, which attributes are gone,
which references within a page must lead somewhere. That every page is also read without a repair by
a parser that follows the standard's own steps is for the tests: such a parser takes its time.

Two boxes of the theme's keep `autocomplete`, which Firefox needs.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tieout.site.html_tokens import EndTag, Lines, StartTag, html_tokens

VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
_MOST = 5
"""Findings of one page that are told: those after the first mostly follow from it."""

_PARENTS: Mapping[str, frozenset[str]] = {
    element: frozenset(parents.split())
    for elements, parents in {
        "li": "ul ol menu",
        "dt dd": "dl div",
        "caption colgroup thead tbody tfoot": "table",
        "tr": "table thead tbody tfoot",
        "td th": "tr",
        "figcaption": "figure",
        "summary": "details",
        "legend": "fieldset",
        "option": "select datalist optgroup",
        "head body": "html",
        "title base": "head",
    }.items()
    for element in elements.split()
}
"""What an element must stand in."""
_CHILDREN: Mapping[str, frozenset[str]] = {
    element: frozenset(children.split())
    for elements, children in {
        "ul ol menu": "li script template",
        "dl": "dt dd div script template",
        "table": "caption colgroup thead tbody tfoot tr script template",
        "thead tbody tfoot": "tr script template",
        "tr": "td th script template",
        "select": "option optgroup hr script template",
    }.items()
    for element in elements.split()
}
"""What alone an element may hold."""
_BLOCKS = frozenset(
    "address article aside blockquote details dialog div dl fieldset figure footer form h1 h2 h3 h4"
    " h5 h6 header hgroup hr main menu nav ol p pre search section table ul".split()
)
_LINES_OF_TEXT = frozenset(
    "abbr b bdi bdo button cite code data dfn em h1 h2 h3 h4 h5 h6 i kbd label legend mark meter"
    " output p pre progress q s samp small span strong sub sup time u var".split()
)
"""Elements that hold words alone, and no block."""
_INTERACTIVE = frozenset("a button details embed iframe label select textarea".split())
_LINKS = frozenset(("a", "button"))
_GONE = frozenset("acronym big center dir font frame frameset marquee nobr strike tt".split())
_GONE_ATTRIBUTES = frozenset(
    "align bgcolor border cellpadding cellspacing clear compact frameborder hspace noshade nowrap"
    " valign vspace".split()
)
_POINTERS = ("for", "aria-labelledby", "aria-describedby", "aria-controls", "aria-owns", "headers")
"""Attributes that name other elements of the page by id."""
_ONCE = frozenset(("main", "h1", "title", "body"))
_NEEDS = {"img": "alt", "data": "value", "optgroup": "label", "meter": "value", "track": "src"}
"""Attributes that an element has to have."""
_NAMELESS = frozenset(
    "b bdi bdo caption code data del div em i ins mark p pre q s samp small span strong sub sup"
    " time u var".split()
)
"""Elements that a screen reader gives no name, unless they have a role."""
_NO_TEXT_FIELDS = frozenset("checkbox radio button submit reset image file range".split())
_THEMES_OWN = ("__drawer", "__search")
"""Two boxes of the theme's, which keep `autocomplete`: Firefox would else leave them ticked."""


def disorder(html: str) -> list[str]:
    """What is out of order on a page, the first of it."""
    order = Order(html)
    for token in html_tokens(html):
        if isinstance(token, StartTag):
            order.open(token)
        elif isinstance(token, EndTag):
            order.close(token)
    return order.end()


class Order:
    """What is open at a place of the page, and what was found out of order so far."""

    def __init__(self, html: str) -> None:
        self._html = html
        self._findings: list[tuple[int, str]] = []
        self._open: list[str] = []
        self._ids: set[str] = set()
        self._named: list[tuple[str, str, int]] = []
        """Which attribute names which id, and where."""
        self._once: set[str] = set()
        self._heading = 0
        """The rank of the heading before, zero before the first."""

    def open(self, tag: StartTag) -> None:
        """An element begins."""
        if len(self._findings) < _MOST:
            self._take(tag)
        if tag.name in VOID:
            return
        if not tag.is_slashed:
            self._open.append(tag.name)
        elif "svg" not in (tag.name, *self._open):
            self._tell(f"closes <{tag.name}> by a slash, which leaves it open", tag.at)

    def close(self, tag: EndTag) -> None:
        """An element ends."""
        if self._open and self._open[-1] == tag.name:
            self._open.pop()
        elif tag.name not in VOID:
            opened = f"where <{self._open[-1]}> is open" if self._open else "that was never opened"
            self._tell(f"closes <{tag.name}> {opened}", tag.at)

    def end(self) -> list[str]:
        """The page is over: the first findings, a line each."""
        if self._open:
            self._tell(f"never closes <{self._open[-1]}>", len(self._html))
        for attribute, name, at in self._named:
            if name not in self._ids:
                self._tell(f"names `{name}` in `{attribute}`, which no element is called", at)
        if not self._findings:
            return []
        lines = Lines.of(self._html)
        return [f"{lines.told(at)}: {finding}" for at, finding in self._findings[:_MOST]]

    def _take(self, opened: StartTag) -> None:
        tag, attributes, at = opened.name, opened.attributes, opened.at
        if opened.is_twice:
            self._tell(f"gives <{tag}> an attribute twice", at)
        if attributes:
            self._note_ids(attributes, at)
        if "svg" in self._open:
            return
        for finding in (*_misplaced(tag, self._open), *_unfit(tag, attributes)):
            self._tell(finding, at)
        if tag in _ONCE:
            if tag in self._once:
                self._tell(f"has a second <{tag}>", at)
            self._once.add(tag)
        if len(tag) == 2 and tag[0] == "h" and tag[1].isdigit():
            if (rank := int(tag[1])) > self._heading + 1:
                above = f"<h{self._heading}>" if self._heading else "no heading"
                self._tell(f"skips a rank: <{tag}> follows {above}", at)
            self._heading = rank

    def _note_ids(self, attributes: Mapping[str, str], at: int) -> None:
        id_ = attributes.get("id")
        if id_ in self._ids:
            self._tell(f"has the id `{id_}` twice", at)
        if id_:
            self._ids.add(id_)
        for pointer in filter(attributes.__contains__, _POINTERS):
            for name in attributes[pointer].split():
                self._named.append((pointer, name, at))

    def _tell(self, finding: str, at: int) -> None:
        self._findings.append((at, finding))


def _misplaced(tag: str, above: list[str]) -> Iterator[str]:
    parent = above[-1] if above else ""
    if (tag in _PARENTS and parent not in _PARENTS[tag]) or (
        parent in _CHILDREN and tag not in _CHILDREN[parent]
    ):
        yield f"has <{tag}> in <{parent or 'nothing'}>, where it may not be"
    if tag in _BLOCKS:
        # What a link holds is judged by what the link stands in.
        around = next((each for each in reversed(above) if each not in ("a", "ins", "del")), "")
        if around in _LINES_OF_TEXT:
            yield f"has the block <{tag}> in <{around}>, which holds words alone"
    if tag in _INTERACTIVE:
        for each in above:
            if each in _LINKS:
                yield f"has <{tag}> in <{each}>: one thing to click in another"


def _unfit(tag: str, attributes: Mapping[str, str]) -> Iterator[str]:
    if tag in _GONE:
        yield f"has <{tag}>, which HTML has no longer"
    if not _GONE_ATTRIBUTES.isdisjoint(attributes):
        for attribute in sorted(_GONE_ATTRIBUTES & attributes.keys()):
            yield f"gives <{tag}> the attribute `{attribute}`, which HTML has no longer"
    needed = _NEEDS.get(tag)
    if needed and needed not in attributes:
        yield f"has <{tag}> without `{needed}`"
    if tag == "html" and not attributes.get("lang"):
        yield "does not say its language"
    if not attributes:
        return
    id_ = attributes.get("id", "one")
    if not id_ or set(id_) & set(" \t\n\r\f"):
        yield f"gives <{tag}> an id that is none"
    if tag in _NAMELESS and "role" not in attributes and "aria-label" in attributes:
        yield f"gives <{tag}> an `aria-label` without a role"
    typed = attributes.get("type")
    if "autocomplete" in attributes and typed in _NO_TEXT_FIELDS and id_ not in _THEMES_OWN:
        yield f"gives a {typed} `autocomplete`, which is for fields of text"
