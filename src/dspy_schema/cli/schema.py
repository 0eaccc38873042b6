"""`dspy-schema schema`: where the generated artefacts are, and what is in them."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from dspy_schema.cli import options as shared

if TYPE_CHECKING:
    import argparse


# Names, not artifacts.FORMATS: building the parser must not load the model.
FORMATS = ("json-schema", "context", "linkml", "owl", "prefixes", "rules", "shacl", "shacl-open", "skos", "sssom")


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the actions of this command."""
    parser.description = "Find and show what is generated from the schema: JSON Schema, SHACL, OWL, SKOS and more."
    actions = parser.add_subparsers(metavar="ACTION", required=True, prog="dspy-schema schema")
    for name, run, text in (
        ("path", run_path, "print the path of an artefact"),
        ("show", run_show, "print an artefact"),
    ):
        action = actions.add_parser(
            name, help=text, description=f"{text.capitalize()}.", formatter_class=parser.formatter_class
        )
        action.add_argument("-t", "--type", help="such as TrainingRun or openai:FineTuningJob; by default all of dspy")
        shared.add_to_option(
            action, "which artefact; by default json-schema", "--format", choices=FORMATS, default=FORMATS[0]
        )
        action.set_defaults(run=run)
    text = "list the types of records"
    actions.add_parser(
        "list", help=text, description=f"{text.capitalize()}.", formatter_class=parser.formatter_class
    ).set_defaults(run=run_list)
    text = "print the version of the schema"
    actions.add_parser(
        "version", help=text, description=f"{text.capitalize()}.", formatter_class=parser.formatter_class
    ).set_defaults(run=run_version)


def run_path(options: argparse.Namespace) -> int:
    """Print the path of an artefact."""
    print(_find_path(options))
    return 0


def run_show(options: argparse.Namespace) -> int:
    """Print an artefact."""
    with open(_find_path(options), "rb") as file:
        sys.stdout.buffer.write(file.read())
    return 0


def run_list(_: argparse.Namespace) -> int:
    """List the types that `auto` detects with their members, also those of vendors, then the other classes."""
    from dspy_schema import artifacts, plugins

    types = artifacts.load_types()
    vendor_types = [type_ for vendor in plugins.list_vendor_names() for type_ in artifacts.list_vendor_types(vendor)]
    width = max(map(len, [*types.classes, *vendor_types]))
    for name, record in types.records.items():
        print(f"{name:<{width}}  record type, detected by {', '.join(sorted(record.discriminators))}")
    for name, signatures in types.signatures.items():
        members = dict.fromkeys(condition.member for signature in signatures for condition in signature)
        print(f"{name:<{width}}  file of DSPy, detected by {', '.join(members)}")
    for name in vendor_types:
        members = dict.fromkeys(
            condition.member for signature in artifacts.list_signatures(name) for condition in signature
        )
        print(f"{name:<{width}}  vendor's record type, detected by {', '.join(members)}")
    for name in types.classes:
        if name not in types.records and name not in types.signatures:
            print(f"{name:<{width}}  class, checked with --type {name} or by @type")
    return 0


def run_version(_: argparse.Namespace) -> int:
    """Print the version of the schema."""
    from dspy_schema import artifacts

    print(artifacts.load_json_schema()["version"])
    return 0


def _find_path(options: argparse.Namespace) -> str:
    from dspy_schema import artifacts

    return artifacts.find_artifact(options.to, options.type or "dspy")
