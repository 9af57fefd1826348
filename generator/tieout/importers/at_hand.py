"""An issuer's filed figures as records in memory: nothing is written."""

from __future__ import annotations

from tieout.importers.body import Body
from tieout.importers.company import ExchangeListing
from tieout.importers.edgar import import_body
from tieout.importers.refuse import hold
from tieout.importers.yamltext import written
from tieout.problems import Finding, errors
from tieout.records.folders import COMPANY, File, Files
from tieout.records.read import Issuer, read_issuer


def issuer_of(body: Body, slug: str, listed: ExchangeListing) -> Issuer:
    """The issuer of a companyfacts body with a record for each fiscal quarter that it filed.

    Raises Finding where the body shows no fiscal period, or its figures make no record.
    """
    imported = hold(import_body(body, listed))
    files = Files(
        slug,
        File(f"{slug}/{COMPANY}", written(imported.company, "../company.schema.json").encode()),
        {
            name: File(f"{slug}/{name}.yml", written(document, "../record.schema.json").encode())
            for name, document in imported.records.items()
        },
        {},
    )
    issuer, problems = read_issuer(files)
    if issuer is None:
        raise Finding(str(next(iter(errors(problems)))), "give another body")
    return issuer
