"""The page that says how to use the API: `/data/`, its tables made from the models."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from tieout.edition import Edition
from tieout.publish.api.base import API, BULK, PACKAGE, VERSION, Resource
from tieout.publish.api.describe import Field, fields
from tieout.publish.api.documents import example
from tieout.publish.api.index import DISCLAIMER, LICENCE
from tieout.publish.api.resources import RESOURCES
from tieout.views.brief.line import BriefLine
from tieout.views.pages import Pages
from tieout.views.shared.tables import ColumnHead, Table
from tieout.views.templates import Folders
from tieout.views.upkeep.reference import our_words

_ANYWHERE = "https://SITE/"
"""Stands for the site's address where the build was not told it."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of document with its fields."""

    name: str
    summary: str
    path: str
    schema: str
    fields: Table


@dataclass(frozen=True, slots=True)
class Guide:
    """What the page shows."""

    version: str
    site: str
    """The site's address with a slash at its end."""
    folder: str
    """The API's folder."""
    bulk: str
    """The file with all figures and claims, from the site's root."""
    package: str
    """What describes the tables as a data package, from the site's root."""
    example: Mapping[str, str]
    """Issuer and period of a brief that is published; empty where there is none."""
    addresses: Table
    kinds: tuple[Kind, ...]
    terms: tuple[str, ...]


def data_page(
    lines: Iterable[BriefLine], templates: Folders, edition: Edition
) -> tuple[PurePosixPath, bytes]:
    """The page, with examples of the latest brief."""
    guide = Guide(
        version=VERSION,
        site=edition.site or _ANYWHERE,
        folder=str(API),
        bulk=str(BULK),
        package=str(PACKAGE),
        example=example(lines),
        addresses=_addresses(),
        kinds=tuple(_kind(each) for each in RESOURCES if not each.rows),
        terms=(LICENCE, DISCLAIMER),
    )
    return PurePosixPath("data.md"), Pages.of(templates, edition).fill("data", guide=guide).encode()


def _addresses() -> Table:
    columns = (ColumnHead("Address", numbers=False), ColumnHead("What it is", numbers=False))
    rows = [(f"`{API / each.path}`", our_words(each.summary)) for each in RESOURCES]
    return Table.of(columns, rows)


def _kind(resource: Resource) -> Kind:
    columns = (
        ColumnHead("Field", numbers=False),
        ColumnHead("Type", numbers=False),
        ColumnHead("What it is", numbers=False),
    )
    rows = [
        (f"`{field.path}`", type_, our_words(field.meaning))
        for field, type_ in _each_part_once(resource)
    ]
    return Kind(
        name=resource.name[:1].upper() + resource.name[1:],
        summary=resource.summary,
        path=str(API / resource.path),
        schema=str(API / resource.schema_path),
        fields=Table.of(columns, rows),
    )


def _each_part_once(resource: Resource) -> Iterator[tuple[Field, str]]:
    """The fields with their types; of a part that was told, no fields again but where they are."""
    first: dict[str, str] = {}
    told = ""
    for field in fields(resource.model):
        if told and field.path.startswith(told):
            continue
        told = ""
        if field.part in first:
            told = f"{field.path}{'[]' if field.type.startswith('list') else ''}."
            yield field, f"{field.type}, as `{first[field.part]}`"
        else:
            if field.part:
                first[field.part] = field.path
            yield field, field.type
