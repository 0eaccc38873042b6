"""The options that commands share, each declared once, and their names of the last release.

`--from` is the format of the input, `--to` what is written, `--output-format` the format of the findings, in all
commands.
"""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from dspy_schema.records.batch import Batch
    from dspy_schema.records.formats import Format
    from dspy_schema.records.sources import Source
    from dspy_schema.session import RunSession
    from dspy_schema.validation import Checker


EXIT_STATUS = (
    "Exit status: 0 nothing at or above --fail-on; 1 findings; 2 a usage error, or an input that cannot be opened."
)
_UNITS: dict[str, int] = {"": 1} | {unit: 1024**power for power, unit in enumerate("KMGT", start=1)}
PATHS = "file, folder, glob, or - for standard input"


def add_paths(parser: argparse.ArgumentParser, *, nargs: str = "+", help_: str = PATHS) -> None:
    """Add the inputs."""
    parser.add_argument("paths", metavar="PATH", nargs=nargs, help=help_)


def add_input_options(parser: argparse.ArgumentParser, *, former: Sequence[str] = ("--format",)) -> None:
    """Add the format and the type of the input; `former` are names that `--from` had."""
    # Imported here, since mappings, coverage and schema read no records.
    from dspy_schema.records.formats import Format
    from dspy_schema.records.sources import LIMITS
    from dspy_schema.validation import AUTO

    formats = [format_.value for format_ in Format]
    add = parser.add_argument
    from_ = add(
        "--from", dest="input_format", choices=formats, help="format of the input; detected by suffix, then by content"
    )
    add_former_names(parser, from_, *former)
    add("-t", "--type", default=AUTO, help="type of the records; detected by default")
    add(
        "--exclude",
        action="append",
        metavar="GLOB",
        help="leave out files and folders of this name, or with a slash of this path; repeatable",
    )
    add(
        "--max-record",
        type=parse_size,
        default=LIMITS.record,
        metavar="SIZE",
        help="most bytes of one record, such as 512M; by default 256M",
    )
    add(
        "--max-unpacked",
        type=parse_size,
        default=LIMITS.unpacked,
        metavar="SIZE",
        help="most bytes that a gzip or zstd file may unpack to, such as 16G; by default 2G",
    )


def add_to_option(parser: argparse.ArgumentParser, help_: str, *former: str, **settings: Any) -> None:
    """Add the option for what is written; `former` are names that it had, `settings` those of `add_argument`."""
    add_former_names(parser, parser.add_argument("--to", help=help_, **settings), *former)


def add_output(parser: argparse.ArgumentParser, content: str) -> None:
    """Add the file of the output, which is `content`."""
    parser.add_argument("-o", "--output", metavar="FILE", help=f"write {content} to FILE, whole or not at all")


def add_base(parser: argparse.ArgumentParser) -> None:
    """Add the beginning of IRIs of records."""
    from dspy_schema.rdf.terms import BASE

    parser.add_argument(
        "--base", default=BASE, metavar="IRI", help="base of the IRIs of records; by default %(default)s"
    )


def add_schema(parser: argparse.ArgumentParser) -> None:
    """Add the folder of the schema and its mappings."""
    parser.add_argument(
        "--schema",
        metavar="DIR",
        help="folder laid out as schema/, with mappings/ and vocabularies/; by default what ships with dspy-schema",
    )


def add_secrets(parser: argparse._ActionsContainer) -> None:
    """Add the option that keeps secrets."""
    parser.add_argument(
        "--keep-secrets", action="store_true", help='keep keys, tokens and signed URLs instead of writing "[redacted]"'
    )


def add_findings_options(
    parser: argparse.ArgumentParser,
    *,
    default: str | None = "text",
    choices: Sequence[str] | None = None,
    to_errors: bool = True,
) -> None:
    """Add how findings are reported, and which ones fail the run.

    Without a `default`, the format is `text`, or `github` in a GitHub workflow. Findings go to standard error, or else
    are the output of the command.
    """
    from dspy_schema.reporters.registry import REPORTERS

    parser.set_defaults(reports_to_errors=to_errors)
    add = parser.add_argument
    usual = f"by default {default}" if default else "by default text, in a GitHub workflow github"
    add(
        "--output-format",
        choices=choices or tuple(REPORTERS),
        default=default,
        help=f"format of the findings; {usual}",
    )
    add(
        "--fail-on",
        choices=["error", "warning", "never"],
        default="error",
        help="the mildest finding that makes the exit status 1; by default error",
    )
    add(
        "--color",
        choices=["auto", "always", "never"],
        default="auto",
        help="color findings in text; auto, the default, does on a terminal unless NO_COLOR is set",
    )
    for name, effect in (("ignore", "do not report"), ("error", "report as errors"), ("warn", "report as warnings")):
        add(
            f"--{name}",
            action="append",
            metavar="CODE",
            help=f"{effect} findings of this code, or of all that begin so (DSP3); repeatable, or with commas",
        )
    add("--no-info", action="store_true", help="do not report findings of the severity info")
    add("--no-config", action="store_true", help="read neither dspy-schema.toml nor pyproject.toml")
    add("-q", "--quiet", action="store_true", help="report findings only, without a summary")
    add(
        "-v",
        "--verbose",
        action="count",
        default=0,
        help="show also the record of each finding, each of equal ones, and the records by type",
    )


def read_input_format(options: argparse.Namespace) -> Format | None:
    """Return the format of the input, if it is given."""
    from dspy_schema.records.formats import Format

    return Format(options.input_format) if options.input_format else None


def create_checker(
    options: argparse.Namespace,
    session: RunSession,
    *,
    strict_json: bool = False,
    tree: Mapping[str, Any] | None = None,
) -> Checker:
    """Create the checker of the records of a run; raises UnknownTypeError."""
    from dspy_schema.validation import Checker

    return Checker(
        options.type,
        strict_json=strict_json,
        summary=session.summary,
        watch=session,
        tally=session.tally,
        policy=session.policy,
        tree=tree,
    )


def expand_paths(options: argparse.Namespace) -> Iterator[Source | Batch]:
    """The sources that the paths of the options stand for, without those that are excluded."""
    from dspy_schema.records import sources

    limits = sources.Limits(unpacked=options.max_unpacked, record=options.max_record)
    return sources.expand_paths(options.paths, options.exclusion, limits)


def parse_size(text: str) -> int:
    """Parse a number of bytes, or of K, M, G or T of 1,024 each."""
    number, unit = (text[:-1], text[-1:].upper()) if text[-1:].isalpha() else (text, "")
    if not (number.isascii() and number.isdecimal() and int(number) > 0 and unit in _UNITS):
        raise argparse.ArgumentTypeError(f"{text!r} is not a size; write a number such as 500000, 512M or 16G")
    return int(number) * _UNITS[unit]


def parse_count(text: str) -> int:
    """Parse a whole number from 1 up."""
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number from 1 up")
    return int(text)


def add_former_names(parser: argparse.ArgumentParser, option: argparse.Action, *names: str) -> None:
    """Accept, for one release, names that an option had, without a place in help and completion."""
    for name in names:
        parser.add_argument(
            name,
            action=_FormerName,
            dest=option.dest,
            choices=option.choices,
            default=argparse.SUPPRESS,
            help=argparse.SUPPRESS,
            const=option.option_strings[0],
        )


class _FormerName(argparse.Action):
    def __call__(
        self, _: argparse.ArgumentParser, namespace: argparse.Namespace, value: Any, option_string: str | None = None
    ) -> None:
        setattr(namespace, self.dest, value)
        add_note(namespace, f"{option_string} is now {self.const}; the former name goes away with the next release")


def add_note(options: argparse.Namespace, note: str) -> None:
    """Keep a note on a former spelling for `print_notes`."""
    options.notes = [*getattr(options, "notes", []), note]


def print_notes(options: argparse.Namespace) -> None:
    """Print the notes on standard error, unless a program reads the findings there."""
    is_read = getattr(options, "reports_to_errors", False) and options.output_format not in {None, "text"}
    if not is_read and sys.stderr is not None:
        while getattr(options, "notes", []):
            print(f"dspy-schema: {options.notes.pop(0)}", file=sys.stderr)
