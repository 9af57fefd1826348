"""First files: of a record and a company, with a comment on every field, and of a whole folder.

A new folder's settings, guide and forms are the repository's own, and its sample issuer is the
guide's: what a newcomer copies, reads and builds is one text, which tests hold.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from importlib.metadata import version
from pathlib import Path
from string import Template

from tieout.figures.periods import FiscalLabel
from tieout.records.issuer_schema import NAME
from tieout.records.read import Issuer
from tieout.records.schema import schema_files
from tieout.records.starter import documents
from tieout.records.starter.usual import (
    last_day,
    like_record,
    usual_figures,
    usual_segments,
    usual_to_date,
    usual_unit,
)

_HERE = Path(__file__).parent
_PROJECT = _HERE / "project"
_CHECKOUT = Path(__file__).parents[4]
_SETTINGS, _GUIDE = "mkdocs.yml", "CONTRIBUTING.md"
_FORMS = (
    ".github/pull_request_template.md",
    *(
        f".github/ISSUE_TEMPLATE/{name}.yml"
        for name in ("new-article", "new-quarter", "wrong-figure")
    ),
)
_SAMPLE = re.compile(r'^```yaml title="(briefs/.+?)"\n(.*?)^```$', re.MULTILINE | re.DOTALL)
_PICTURE = re.compile(r"^ *!\[.*\n\n", re.MULTILINE)
_HIDDEN = "dot-"
"""Stands for the dot of a hidden file, which git would obey here and packers leave out."""

_ANY_FIGURES = """\
  # revenue: 1,234
  # operating_income: -56             # a loss has a minus
"""
_ANY_TO_DATE = "#     revenue: 2,345\n"
_ANY_CONSENSUS = (
    "#   - {metric: revenue, value: 1.20 billion, unit: USD, provider: FactSet,"
    " as_of: 2025-11-24, source: release}\n"
)
_ANY_SEGMENTS = """\
# segments:                           # the keys are those of company.yml
#   cloud: {revenue: 345}
#   eliminations: {revenue: -12}      # so that the segments add up to the group

"""


def new_company() -> str:
    """A company file to fill in."""
    return _filled("company.yml")


def new_record(label: FiscalLabel, issuer: Issuer | None, *, has_schema: bool = False) -> str:
    """A record to fill in, with what the issuer's other records tell of one like it.

    `has_schema`: whether the issuer's folder has a schema of its own for editors.
    """
    like = like_record(issuer, label)
    return _filled(
        "record.yml",
        schema=NAME if has_schema else f"../{NAME}",
        fiscal=f"{label.year}-{label.part}",
        end=last_day(issuer, label).isoformat(),
        unit=usual_unit(issuer),
        figures=usual_figures(issuer, label) or _ANY_FIGURES,
        segments=usual_segments(issuer, label) or _ANY_SEGMENTS,
        **documents.of(like, label),
        to_date=usual_to_date(issuer, label) or _ANY_TO_DATE,
        consensus=documents.providers(like) or _ANY_CONSENSUS,
        guided=documents.guided(issuer, label),
    )


def new_project(name: str) -> dict[str, str]:
    """The files of a new folder of briefs by their paths; `name` is the folder's.

    They make a site as they are: settings, guide, workflow, what editors need, a sample issuer.
    """
    title = " ".join(re.sub(r"[^\w.&-]+|[-_]+", " ", name).split()) or "Briefs"
    title = title[:1].upper() + title[1:]
    slug = re.sub(r"[^A-Za-z0-9._-]+", "-", name).strip("-.") or "briefs"
    guide = _PICTURE.sub("", _shared(_GUIDE))  # they are of the repository's own site
    settings = _shared(_SETTINGS).replace("site_name: Tieout", f"site_name: {json.dumps(title)}")
    return {
        _SETTINGS: settings.replace("OWNER/tieout", f"OWNER/{slug}"),
        **dict(sorted(_own_files(title))),
        **{name: _shared(name) for name in _FORMS},
        _GUIDE: guide,
        **dict(_SAMPLE.findall(guide)),
        **{f"briefs/{file}": text for file, text in schema_files().items()},
        "build/docs/.gitkeep": "",
    }


def is_sample(path: str) -> bool:
    """Whether a file of a new folder is of the sample issuer."""
    return path.startswith("briefs/") and path.endswith(".yml")


def has_issuers(folder: Path) -> bool:
    """Whether a folder has an issuer already, so that it needs no sample."""
    return any((folder / "briefs").glob("*/*"))


def _own_files(title: str) -> Iterator[tuple[str, str]]:
    marks: Mapping[str, str] = {"@NAME@": title, "@VERSION@": version("tieout")}
    for path in _PROJECT.rglob("*"):
        name = path.relative_to(_PROJECT).as_posix()
        shown = name.replace(_HIDDEN, ".")
        if path.is_file() and shown not in (_SETTINGS, _GUIDE, *_FORMS):
            text = path.read_text("utf-8")
            for mark, value in marks.items():
                text = text.replace(mark, value)
            yield shown, text


def _shared(name: str) -> str:
    """A file of the repository: in a wheel beside the others of a new folder."""
    packed = _PROJECT / re.sub(r"^\.", _HIDDEN, name)
    return (packed if packed.is_file() else _CHECKOUT / name).read_text("utf-8")


def _filled(name: str, **values: str) -> str:
    return Template((_HERE / name).read_text("utf-8")).substitute(values)
