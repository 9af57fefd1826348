"""An article's file from its text: front matter, an empty summary, the claims that were found.

The text itself stays out: it is somebody's copyright. A person corrects what is proposed, and a
rerun keeps that: on the same text the claims stay as they are; on a newer text those whose fragment
still stands in it stay, and numbers that are new there are added.

A claim whose identity is only likely is kept without its metric, so that the build agrees with
intake.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from tieout.records.article import Article, Claim
from tieout.records.model import Frozen

_PLAIN = re.compile(r"[A-Za-z0-9$€£¥](?:[^\s:#]|:(?=\S))*(?: (?:[^\s:#]|:(?=\S))+)*")
_RESERVED = frozenset({"true", "false", "yes", "no", "on", "off", "null", "~"})
_LONGEST_SLUG = 64
_SPACES = re.compile(r"\s+")
_QUOTED = re.compile(r"\"(?:[^\"\\\n]|\\.)*\"|'[^'\n]*'")
_COMMENT = re.compile(r"(?m)(?:^|\s)#")
_LONGEST_HEADLINE = 15  # words, as of any fragment that is quoted
_DEFAULTS = {"period": "quarter", "opinion": False, "doubt": ()}


def slug_of(title: str) -> str:
    """A file's name from a headline: small letters, digits and hyphens."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode()
    words = re.findall(r"[a-z0-9]+", plain.lower().replace("'", ""))
    slug = ""
    for word in words:
        if len(slug) + len(word) + 1 > _LONGEST_SLUG:
            break
        slug = f"{slug}-{word}" if slug else word
    return slug or "article"


def headline_of(title: str) -> str:
    """The text's first line, where it is a headline; empty where it is a sentence of the text."""
    return title if len(title.split()) <= _LONGEST_HEADLINE else ""


def has_comments(front: str) -> bool:
    """Whether somebody wrote comments into front matter, which a new writing would lose."""
    return _COMMENT.search(_QUOTED.sub("", front)) is not None


def merge_claims(old: Article | None, new: Sequence[Claim], text: str, digest: str) -> list[Claim]:
    """The claims to keep: a person's corrections before what was found anew."""
    if old is None:
        return list(new)
    if old.digest == digest:
        return list(old.claims)
    lost, places = set(gone(old, text)), {_number(claim): claim.paragraph for claim in new}
    kept = [
        claim.model_copy(update={"paragraph": places.get(_number(claim), claim.paragraph)})
        for claim in old.claims
        if claim not in lost
    ]
    known = {*map(_number, kept), *map(_place, kept)}
    added = [each for each in new if known.isdisjoint((_number(each), _place(each)))]
    return sorted((*kept, *added), key=lambda claim: claim.paragraph)


def gone(old: Article, text: str) -> list[Claim]:
    """The claims of an article whose fragments do not stand in another text."""
    plain = _SPACES.sub(" ", text)
    return [claim for claim in old.claims if claim.quote not in plain]


def _number(claim: Claim) -> tuple[str, str]:
    """A number in its fragment, wherever the fragment stands by now."""
    return claim.quote, claim.says


def _place(claim: Claim) -> tuple[int, str]:
    """A number in its paragraph, however much of it is quoted."""
    return claim.paragraph, claim.says


def article_file(article: Article, summary: str = "") -> str:
    """The file of an article: front matter as a contributor would type it, then the summary."""
    fields = article.model_dump(mode="json", exclude_none=True, exclude={"claims"})
    lines = ["---", *(f"{name}: {_scalar(value)}" for name, value in fields.items())]
    if article.claims:
        lines.append("claims:")
        for claim in article.claims:
            lines += _claim(claim)
    else:
        lines.append("claims: []")
    return "\n".join((*lines, "---", summary.strip("\n"))).rstrip("\n") + "\n"


def _claim(claim: Claim) -> Iterator[str]:
    dash = "- "
    for name, value in _typed(claim).items():
        yield f"  {dash}{name}: {_scalar(value)}"
        dash = "  "


def _typed(model: Frozen) -> Mapping[str, Any]:
    """The fields that a contributor types; what has its default is left out."""
    values = ((name, getattr(model, name)) for name in type(model).model_fields)
    return {
        name: value for name, value in values if value is not None and _DEFAULTS.get(name) != value
    }


def _scalar(value: object) -> str:
    """A value as YAML reads it back: bare where that is safe, else in double quotes."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, tuple):
        return f"[{', '.join(map(_scalar, value))}]"
    text = str(value)
    bare = _PLAIN.fullmatch(text) is not None and text.lower() not in _RESERVED
    return text if bare else json.dumps(text, ensure_ascii=False)
