"""`dspy-schema schema`: where the generated artefacts are, and what is in them."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import argparse


# Names, not artifacts.FORMATS: building the parser must not load the model.
FORMATS = ("json-schema", "context", "linkml", "owl", "prefixes", "rules", "shacl", "skos", "sssom")


def add_to(parser: argparse.ArgumentParser) -> None:
    """Add the actions of this command."""
    parser.description = "Find and show what is generated from the schema: JSON Schema, SHACL, OWL, SKOS and more."
    actions = parser.add_subparsers(metavar="ACTION", required=True, prog="dspy-schema schema")
    for name, run, text in (
        ("path", run_path, "print the path of an artefact"),
        ("show", run_show, "print an artefact"),
    ):
        action = actions.add_parser(name, help=text, description=f"{text.capitalize()}.")
        action.add_argument(
            "-t", "--type", help="such as TrainingRun or openai:FineTuningJob; by default all of the schema dspy"
        )
        action.add_argument("--format", choices=FORMATS, default=FORMATS[0], help="which artefact")
        action.set_defaults(run=run)
    listing = actions.add_parser("list", help="list the types of records", description="List the types of records.")
    listing.set_defaults(run=run_list)
    version = actions.add_parser(
        "version", help="print the schema's version", description="Print the schema's version."
    )
    version.set_defaults(run=run_version)


def run_path(options: argparse.Namespace) -> int:
    """Print the path of an artefact."""
    print(_path(options))
    return 0


def run_show(options: argparse.Namespace) -> int:
    """Print an artefact."""
    with open(_path(options), "rb") as file:
        sys.stdout.buffer.write(file.read())
    return 0


def run_list(_: argparse.Namespace) -> int:
    """List the types that `auto` knows with their marks, the vendors' among them, then the other classes."""
    from dspy_schema import artifacts, plugins

    types = artifacts.load_types()
    of_vendors = [type_ for vendor in plugins.list_vendor_names() for type_ in artifacts.list_vendor_types(vendor)]
    width = max(map(len, [*types.classes, *of_vendors]))
    for name, each in types.records.items():
        print(f"{name:<{width}}  record type, told by {', '.join(sorted(each.discriminators))}")
    for name in of_vendors:
        signs = dict.fromkeys(sign.member for signs in artifacts.list_signatures(name) for sign in signs)
        print(f"{name:<{width}}  vendor's record type, told by {', '.join(signs)}")
    for name in types.classes:
        if name not in types.records:
            print(f"{name:<{width}}  class, checked with --type {name} or by @type")
    return 0


def run_version(_: argparse.Namespace) -> int:
    """Print the version of the schema."""
    from dspy_schema import artifacts

    print(artifacts.load_json_schema()["version"])
    return 0


def _path(options: argparse.Namespace) -> str:
    from dspy_schema import artifacts

    return artifacts.find_artifact(options.format, options.type or "dspy")
