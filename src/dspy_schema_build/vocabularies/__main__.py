"""Refresh the listing of a vocabulary's terms from its source: `python -m dspy_schema_build.vocabularies SOURCE`.

SOURCE is a LinkML schema (.yaml, with its imports beside it), or RDF with --namespace.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

from dspy_schema_build.vocabularies import listing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dspy_schema_build.vocabularies.linkml_source import LinkMLSource
    from dspy_schema_build.vocabularies.rdf_source import RdfSource


FOLDER = Path("schema/vocabularies")
_PROVENANCE = ("title", "upstream", "version", "licence", "commit", "date")


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit status: 0 written, 2 a source or an output that cannot be used."""
    options = _parser().parse_args(arguments)
    output = options.output or FOLDER / f"{options.prefix}.tsv"
    provenance = output.parent / "provenance.tsv"
    stated = {name: value for name in _PROVENANCE if (value := getattr(options, name)) is not None}
    try:
        namespace, terms = _read_source(options)
        row = {"file": output.name, "prefix": options.prefix, "namespace": namespace, **stated}
        if options.other_namespaces is not None:
            row["other_namespaces"] = "|".join(options.other_namespaces)
        table = listing.record_listing(provenance, terms, row)
        output.write_bytes(terms)
        provenance.write_bytes(table)
    except (OSError, ValueError, SyntaxError, yaml.YAMLError) as fault:
        print(f"{options.source}: {fault}", file=sys.stderr)
        return 2
    print(f"{output}: {terms.count(10) - 1} terms")
    return 0


def _read_source(options: argparse.Namespace) -> tuple[str, bytes]:
    if not Path(options.source).is_file():
        raise ValueError("no such file")
    # linkml and rdflib take a second to import: a wrong command line is reported before.
    source: LinkMLSource | RdfSource
    if options.namespace is None:
        from dspy_schema_build.vocabularies.linkml_source import LinkMLSource

        source = LinkMLSource(options.source, options.prefix, options.same, options.also)
    else:
        from dspy_schema_build.vocabularies.rdf_source import RdfSource

        source = RdfSource(options.source, options.prefix, options.namespace, options.also)
    return source.namespace, listing.encode_listing(source.iter_terms())


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m dspy_schema_build.vocabularies", description=__doc__)
    parser.add_argument("source", metavar="SOURCE", help="LinkML schema, or RDF in a file")
    parser.add_argument("--prefix", required=True, help="of the listing's CURIEs; a LinkML schema binds it")
    parser.add_argument("--namespace", help="of the terms of an RDF vocabulary")
    parser.add_argument("-o", "--output", type=Path, help=f"by default {FOLDER}/PREFIX.tsv")
    parser.add_argument(
        "--same",
        action="append",
        default=[],
        metavar="PREFIX",
        help="exact mappings with this prefix are further IRIs of the term; may be repeated",
    )
    parser.add_argument(
        "--also",
        action="append",
        default=[],
        metavar="NAMESPACE",
        help="every term has an IRI in this namespace, too; may be repeated",
    )
    parser.add_argument(
        "--other-namespaces", action="append", metavar="NAMESPACE", help="of further IRIs; for the table"
    )
    for name in _PROVENANCE:
        parser.add_argument(f"--{name}", help=f"the {name} to write into provenance.tsv")
    return parser


if __name__ == "__main__":
    sys.exit(main())
