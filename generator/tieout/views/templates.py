"""Templates: a folder's own, file by file, then those that come with the product.

Whoever keeps briefs may have a `templates/` of their own, with the few files they want otherwise. A
file there takes the place of ours with the same path; the theme's pictures and styles likewise. So
our next version reaches every page that nobody has rewritten. Such a file is its keeper's: what is
wrong with it is told by its own file and line, as with a record, and never as a traceback.
"""

from __future__ import annotations

import re
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, TemplateError, TemplateSyntaxError
from jinja2.exceptions import TemplateNotFound, UndefinedError

from tieout.problems import BriefsRejected, Place, Problem, shown

_IN_WHEEL = Path(__file__).parents[1] / "templates"
PACKAGED = _IN_WHEEL if _IN_WHEEL.is_dir() else Path(__file__).parents[3] / "templates"
"""In a wheel inside the package; in a checkout at the top, beside `generator/`."""
Folders = tuple[Path, ...]
"""Where a template is looked for, one folder after the other; the last is PACKAGED."""
CODE = "template"
_REMEDY = "mend that line, or remove the file: then the one that comes with tieout is taken"
_COMPARE = "this line came with tieout: a file of your own that it builds on lacks something"
_NO_NAME = re.compile(r"'(?P<name>[^']+)' is undefined")
_NO_FIELD = re.compile(r"has no (?:attribute|element) '?(?P<name>[^']+)'?")


def templates_of(root: Path) -> Folders:
    """The folder's own templates, if it has any, before ours."""
    own = root / "templates"
    return (own, PACKAGED) if own.is_dir() else (PACKAGED,)


def theme_of(folders: Folders) -> Folders:
    """The folders of the theme's files, in the same order."""
    return tuple(folder / "theme" for folder in folders)


class Loader(FileSystemLoader):
    """Finds templates; one that is no text is as much at fault as one that does not read."""

    def get_source(
        self, environment: Environment, template: str
    ) -> tuple[str, str, Callable[[], bool]]:
        """The template's text, as Jinja asks for it."""
        try:
            text, file, is_fresh = super().get_source(environment, template)
            # Also no longer fresh where a file of the folder's own now takes its place.
            return text, file, lambda: is_fresh() and str(self._place(template)) == file
        except TemplateNotFound:
            raise
        except UnicodeDecodeError as error:
            line = error.object[: error.start].count(b"\n") + 1
            fault = "it has signs that are no UTF-8: save it as UTF-8"
        except OSError as error:
            line, fault = 1, f"it cannot be read: {error.strerror}"
        raise TemplateSyntaxError(fault, line, template, str(self._place(template)))

    def _place(self, template: str) -> Path | None:
        found = (Path(folder, template) for folder in self.searchpath)
        return next((path for path in found if path.is_file()), None)


@contextmanager
def told(folders: Folders) -> Iterator[None]:
    """Tell a fault of a template as BriefsRejected, with file and line.

    Where the folder has no templates of its own, the fault is ours, and stays what it is: a bug.
    """
    try:
        yield
    except BriefsRejected:
        raise
    except Exception as error:
        if problem := fault(error, folders):
            raise BriefsRejected((problem,)) from None
        raise


def fault(error: BaseException, folders: Folders) -> Problem | None:
    """What is wrong with the folder's own templates; None where the error has none in it.

    The place is the last line of the folder's own that the error came through, else the line of
    ours that did not find in them what it takes.
    """
    *own, ours = folders
    places = [(Path(file), line) for file, line in _places(error)]
    for folder, remedy in (*((each, _REMEDY) for each in own), (ours, _COMPARE)):
        inside = [(file, line) for file, line in places if file.is_relative_to(folder)]
        if own and inside:
            file, line = inside[-1]
            place = Place(file.relative_to(folder.parent).as_posix(), line)
            return Problem(place, CODE, _in_words(error), remedy)
    return None


def _places(error: BaseException) -> Iterator[tuple[str, int]]:
    """Files and lines that the error went through; Jinja puts its templates among them."""
    for frame in traceback.extract_tb(error.__traceback__):
        yield frame.filename, frame.lineno or 1
    if isinstance(error, TemplateSyntaxError) and error.filename:
        yield error.filename, error.lineno


def _in_words(error: BaseException) -> str:
    said = shown(str(error).strip().removesuffix("."), 200)
    if isinstance(error, TemplateNotFound):
        return f"the template takes in `{error.name}`, and there is no such file"
    if isinstance(error, RecursionError):
        return "the template takes in itself, without an end"
    if isinstance(error, UndefinedError):
        missing = _NO_NAME.search(said) or _NO_FIELD.search(said)
        return (
            f"the template asks for `{missing['name']}`, which there is not"
            if missing
            else f"the template asks for what there is not: {said}"
        )
    if isinstance(error, TemplateError):
        return f"the template does not read: {said}"
    return f"the template cannot be filled: {said}"
