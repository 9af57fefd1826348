"""What earlier sentences of a text leave for later ones."""

from __future__ import annotations

from dataclasses import dataclass, field

from tieout.claims.grammar.found import Found
from tieout.claims.grammar.subject import Subject
from tieout.claims.grammar.viewpoint import Resolved
from tieout.claims.grammar.whose import Spoken


@dataclass(frozen=True, slots=True)
class Topic:
    """What a number was of, and its claim; a sentence without numbers has no claim."""

    subject: Subject
    found: Found | None = None


@dataclass(slots=True)
class Memory:
    """The reading of one text so far."""

    topics: list[Topic] = field(default_factory=list)
    """Topics of the paragraph so far, the last one last."""
    earlier: int = 0
    """How many of the topics are of the paragraph before."""
    segment: str = ""
    """The segment spoken of last, anywhere before."""
    section: str = ""
    """The segment that a heading has set."""
    section_part: str = ""
    """The part that a heading has set, where the issuer's file does not list it."""
    ahead: bool = False
    """Whether a heading has turned to the outlook."""
    levels: set[tuple[str, str]] = field(default_factory=set)
    """Segments and metrics whose level the paragraph has stated."""
    spoken: Spoken = field(default_factory=Spoken)
    """Of which business the text speaks."""
    periods: set[str] = field(default_factory=set)
    """The periods that the text has named as its own, not to compare with."""
    guided: Resolved | None = None
    """The period that guidance has named last."""
    standing: Resolved | None = None
    """The period that a heading has set, where it is not the brief's own quarter."""
    opened: Resolved | None = None
    """The period that a sentence of the paragraph has opened with, likewise."""
    polled: bool = False
    """Whether the words over a list say that it is held against what analysts expected."""
    asked: bool = False
    """Whether the sentence before was a question without a number, which this one answers."""
    promised: bool = False
    """Whether the sentence before spoke of what is to come."""

    def turn_to_paragraph(self) -> None:
        """A new paragraph begins: only the last topic stays within reach."""
        self.spoken.turn_to_paragraph()
        self.topics = self.topics[-1:]
        self.earlier = len(self.topics)
        self.levels.clear()
        self.opened = None
        self.promised = False

    def turn_to_section(
        self,
        segments: list[str],
        *,
        short: bool,
        ahead: bool,
        period: Resolved | None,
        part: str = "",
    ) -> None:
        """A heading names what the paragraphs below it are about."""
        self.standing = None if ahead else period
        self.guided = period if ahead else None
        self.section = segments[0] if short and len(set(segments)) == 1 else ""
        self.section_part = "" if segments else part
        self.segment = segments[-1] if segments else self.segment
        self.ahead = ahead
        self.topics = []
        self.earlier = 0

    def note(self, subject: Subject, found: Found) -> None:
        """Keep what a claim was of, with all that its words and their neighbours tell."""
        basis = found.basis
        head = subject.head._replace(
            segment=found.segment,
            accounting=basis.accounting if basis else "",
            scope=basis.scope if basis else "",
        )
        self.topics.append(Topic(subject._replace(head=head), found))
        if found.role == "actual" and found.metric:
            self.levels.add((found.segment, found.metric))
