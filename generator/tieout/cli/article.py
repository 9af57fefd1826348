"""`tieout article` and `tieout bench`: claims of a text, an article's file, how good both are."""

# ruff: noqa: D301  in a help text click takes \b for "keep the line breaks of this paragraph"

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

import click
from pydantic import ValidationError

from tieout.bench.claim_finder import measure, result_json, result_text
from tieout.bench.labels import NotLabelled
from tieout.bench.press import GOLD, measure_press, press_json, press_text
from tieout.claims.extract import Extractor, names_issuer
from tieout.claims.intake import (
    article_file,
    gone,
    has_comments,
    headline_of,
    merge_claims,
    slug_of,
)
from tieout.claims.judged import Judge, Judged
from tieout.claims.main_text import MainText, digest_of
from tieout.claims.rows import claims_json
from tieout.cli.claims_table import claims_text
from tieout.cli.filing import Given, faults_of, filed_as, free_name, kept_fields
from tieout.facts.store import Facts
from tieout.importers.document import read_document
from tieout.problems import Finding, errors, shown
from tieout.records.article import Article
from tieout.records.faults import first_in_words
from tieout.records.read import Issuer, OnFile, read_briefs
from tieout.records.writer import write

_TEXT = click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=Path)
_FORMAT = click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
_COVERS = click.option("--covers", required=True, metavar="ISSUER/PERIOD", help="baba/2026-q2")
_KINDS = ("news", "opinion", "analysis", "blog", "press release", "social")


@click.group()
def article() -> None:
    """Read articles about a brief: plain text, Markdown or a saved page; - reads the input."""


@click.group()
def bench() -> None:
    """Measure how well texts are read."""


@dataclass(frozen=True, slots=True)
class _Read:
    """A text with its claims and the issuer it is about."""

    main: MainText
    issuer: Issuer
    judged: list[Judged]
    notes: Sequence[str]
    """Why nothing of the text is judged, and what of it is not read."""
    extractor: Extractor
    judge: Judge

    @property
    def digests(self) -> tuple[str, str]:
        """Of the text as it was saved, and as it may be kept."""
        return self.main.digest, digest_of(self.main.text)

    @property
    def is_readable(self) -> bool:
        """Whether it is a text in a language that is read."""
        return not self.notes and any(map(str.isalpha, self.main.text))


@article.command("claims")
@click.argument("text", type=_TEXT)
@_COVERS
@_FORMAT
@click.pass_obj
def claims(root: Path, text: Path, covers: str, form: str) -> None:
    """Show the numbers that TEXT states, and what the record says of each.

    \b
    tieout article claims story.html --covers baba/2026-q2
    tieout article claims story.txt --covers baba/2026-q2 --format json
    """
    read = _read(root, text, covers)
    if form == "json":
        click.echo(json.dumps(claims_json(read.judged), ensure_ascii=False, indent=2))
        return
    label = read.issuer.records[covers.partition("/")[2]].model.period.fiscal
    click.echo(claims_text(read.judged, read.issuer.company.model, label))


@article.command("add")
@click.argument("text", type=_TEXT)
@_COVERS
@click.option("--name", help="The file's name, without .md; else from the headline.")
@click.option("--title", help="The headline; else the text's first line.")
@click.option("--publisher", default="unknown", show_default=True)
@click.option("--url", help="The address it was read at.")
@click.option("--published", metavar="YYYY-MM-DD", help="The day it was published.")
@click.option("--kind", type=click.Choice(_KINDS), default="news", show_default=True)
@click.option("--license", help="Why the whole text may be kept; then it is.")
@click.pass_obj
def add(
    root: Path, /, text: Path, covers: str, name: str | None, title: str | None, **front: str | None
) -> None:
    """Write the file of an article, with the claims found in TEXT, for a person to correct.

    Run again, it keeps what was corrected. The text is not kept unless --license says why.

    \b
    tieout article add story.html --covers baba/2026-q2 --publisher Example
    """
    read = _read(root, text, covers)
    if not read.judged and not read.is_readable:
        raise click.ClickException("nothing of the text could be read; no file is written")
    printed = title or headline_of(read.main.title)
    given = Given(covers, read.digests, {"title": title, **front})
    try:
        slug = filed_as(read.issuer, given, name)
    except Finding as cause:
        raise click.ClickException(str(cause)) from None
    if not slug:
        slug = free_name(read.issuer, printed or text.stem, front["publisher"] or "")
        if slug != (first := slug_of(printed or text.stem)):
            told = (
                f"articles/{first}.md has the same headline; for a newer text of it: --name {first}"
            )
            click.echo(told, err=True)
    path = str(PurePosixPath("briefs", read.issuer.slug, "articles", f"{slug}.md"))
    old = read.issuer.articles.get(slug)
    for line in kept_fields(old.model, given) if old else ():
        click.echo(line, err=True)
    if old and not _changes(old, read, root / path):
        click.echo(path)
        click.echo(f"{len(old.model.claims)} claims, as it was corrected", err=True)
        return
    filed, body = _filed(old, {"title": printed or text.name, **front}, read, covers)
    content = article_file(filed, body).encode()
    try:
        left = faults_of(content, root, path)
        write(root, {path: content})
    except Finding as cause:
        raise click.ClickException(str(cause)) from None
    click.echo(path)
    for problem in left:
        click.echo(f"to mend: {problem}", err=True)
    again = ", corrections kept" if old else "; read them over, and write a summary below them"
    click.echo(f"{len(filed.claims)} claims{again}", err=True)
    if not old and not printed:
        click.echo(
            "the text has no headline: give it with --title, or type it in the file", err=True
        )


def _changes(old: OnFile[Article], read: _Read, path: Path) -> bool:
    """Whether the text is new; then a file with comments is not written over."""
    if old.model.digest in read.digests:
        return False
    front = path.read_text(encoding="utf-8").split("\n---", 1)[0]
    if has_comments(front):
        raise click.ClickException(
            f"{path.name} has comments, which writing it anew would lose; "
            "move what they say into `note`, or give another --name"
        )
    return True


def _filed(
    old: OnFile[Article] | None, fields: dict[str, str | None], read: _Read, covers: str
) -> tuple[Article, str]:
    """The article with its claims, and what stands below them; what a person typed stays."""
    front = {name: value for name, value in fields.items() if value is not None}
    if old is not None:
        typed = old.model.model_dump(exclude_none=True, exclude={"claims", "digest"})
        front.update(typed)
        _keep_corrections(old, read)
    is_kept = "license" in front
    digest = digest_of(read.main.text) if is_kept else read.main.digest
    found = [each.claim for each in read.judged]
    merged = merge_claims(old.model if old else None, found, read.main.text, digest)
    filed = _article({**front, "covers": covers, "digest": digest, "claims": merged})
    return filed, read.main.text if is_kept else (old.body if old else "")


def _keep_corrections(old: OnFile[Article], read: _Read) -> None:
    """Refuse a newer text that lacks fragments of claims which a person may have corrected.

    Where the older text is kept, what is found in it anew was corrected by nobody.
    """
    before = list(read.extractor.read(old.body)) if old.model.license else []
    proposed = [each.claim for each in read.judge.judge_all(before)]
    lost = [each for each in gone(old.model, read.main.text) if each not in proposed]
    if lost:
        rest = f" and {len(lost) - 1} more" if len(lost) > 1 else ""
        raise click.ClickException(
            f"the text no longer has `{shown(lost[0].quote, 80)}`{rest}, which "
            f"{Path(old.file).name} claims and a person may have corrected; nothing was written; "
            "take those claims out of the file first, or give another --name"
        )


def _article(fields: dict[str, object]) -> Article:
    try:
        return Article.model_validate(fields)
    except ValidationError as error:
        field, fault = first_in_words(error)
        raise click.ClickException(f"--{field}: {fault}") from None


@bench.command("claims")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@_FORMAT
@click.option("--wrong", is_flag=True, help="List what was not read as labelled.")
@click.pass_obj
def bench_claims(root: Path | None, folder: Path, form: str, wrong: bool) -> None:
    """Score the claim finder on FOLDER: articles/, records/, claims_gold*.jsonl.

    Headline bullets (headline_bullets*.jsonl) are scored too where there are some. A FOLDER with
    gold.jsonl and articles/ is held against the briefs of --root, or of a folder in it for each
    issuer.
    """
    if (folder / GOLD).is_file():
        _bench_press(folder, root or Path(), form, wrong=wrong)
        return
    try:
        result = measure(folder)
    except NotLabelled as fault:
        raise click.ClickException(str(fault)) from None
    if form == "json":
        click.echo(json.dumps(result_json(result), indent=2))
    else:
        click.echo(result_text(result))
    if wrong:
        for line in result.wrong:
            click.echo(line, err=True)


def _bench_press(folder: Path, root: Path, form: str, *, wrong: bool) -> None:
    try:
        result = measure_press(folder, root)
    except NotLabelled as fault:
        raise click.ClickException(str(fault)) from None
    click.echo(json.dumps(press_json(result), indent=2) if form == "json" else press_text(result))
    if wrong:
        for line in result.wrong:
            click.echo(line, err=True)


def _read(root: Path, text: Path, covers: str) -> _Read:
    issuer, facts = _issuer(root, covers)
    content = sys.stdin.buffer.read() if str(text) == "-" else text.read_bytes()
    try:
        main = read_document(content, text.name)
        company = issuer.company.model
        period = issuer.records[covers.partition("/")[2]].model.period
        extractor = Extractor(company, period.fiscal, period.end)
        found = list(extractor.read(main.text))
    except Finding as cause:
        raise click.ClickException(str(cause)) from None
    if not names_issuer(main.text, company):
        told = f"the text does not name {company.short_name}: is it about this issuer?"
        click.echo(told, err=True)
    for note in extractor.notes:
        click.echo(note, err=True)
    digests = (main.digest, digest_of(main.text))
    same = (name for name, each in issuer.articles.items() if each.model.digest in digests)
    name = next(same, "")
    judge = Judge(facts, company, covers, name)
    return _Read(main, issuer, judge.judge_all(found), tuple(extractor.notes), extractor, judge)


def _issuer(root: Path, covers: str) -> tuple[Issuer, Facts]:
    issuers, problems = read_briefs(root / "briefs", root)
    slug, _, period = covers.partition("/")
    if slug in issuers and period in issuers[slug].records:
        return issuers[slug], Facts.of(issuers)
    for problem in errors(each for each in problems if f"briefs/{slug}/" in each.place.file):
        click.echo(problem, err=True)
    known = [f"{each}/{latest}" for each in issuers for latest in issuers[each].records]
    raise click.BadParameter(f"there is no brief {covers}; there are {', '.join(known[-20:])}")
