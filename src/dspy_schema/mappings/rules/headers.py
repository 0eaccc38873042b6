"""Headers are whole: no slot is missing or misspelt, and each agrees with the schema, the vocabulary and its file."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from dspy_schema.findings import Severity
from dspy_schema.mappings.sssom_model import COLUMNS, SET_SLOTS, suggest_names
from dspy_schema.mappings.text_files import Place, scalar_text
from dspy_schema.mappings.vocabularies import TWIN_OF

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dspy_schema.findings import Finding
    from dspy_schema.mappings.alignment import Alignment
    from dspy_schema.mappings.sssom import MappingSet


_CODE = "DSP626"
_REQUIRED = ("mapping_set_id", "license")
_TABLES = ("curie_map", "extension_definitions")
# The sets of a schema folder are published together.
_COMMON = ("mapping_set_version", "license", "subject_source", "subject_source_version")
_ID, _VERSION = "mapping_set_id", "mapping_set_version"
_SUFFIX = ".sssom.tsv"
_NAME = re.compile(r"[^/#\\]+$")


def check_header_slots(alignment: Alignment) -> Iterator[Finding]:
    """Check that each header has an id and a license, and no slot that SSSOM does not have.

    A header that only binds prefixes is that of a draft, which has nothing to name yet.
    """
    for set_ in alignment.sets:
        if not set_.is_sound:
            continue
        known = SET_SLOTS | set(_TABLES) | set(set_.header.extensions)
        for name in set_.metadata:
            if name not in known:
                yield _describe_unknown(set_, name)
        if alignment.is_whole or set_.metadata:
            for name in _REQUIRED:
                if not set_.metadata.get(name):
                    yield Place(set_.source, 1, 1).finding(_CODE, f"the header has no {name}")


def check_extensions(alignment: Alignment) -> Iterator[Finding]:
    """Check that all files mean the same by a slot that they define themselves."""
    first: dict[str, tuple[str, str]] = {}
    for set_ in alignment.sets:
        for name, extension in set_.header.extensions.items():
            source, property_ = first.setdefault(name, (set_.source, extension.property))
            if property_ != extension.property:
                message = f"{name} is {extension.property} here, and {property_} in {source}"
                yield _find_place(set_, "extension_definitions").finding(_CODE, message)


def check_header_agreement(alignment: Alignment) -> Iterator[Finding]:
    """Check that headers agree with one another, with the names of their files, the schema, and the listings."""
    common = {name: _find_most_frequent(alignment, name) for name in _COMMON}
    schema = _find_schema(alignment)
    ids: dict[str, str] = {}
    for set_ in alignment.sets:
        if not set_.is_sound:
            continue
        for name, (wanted, reason) in (_expect(alignment, set_) | schema).items():
            value = set_.metadata.get(name)
            if isinstance(value, str) and value not in wanted:
                yield _find_place(set_, name).finding(_CODE, f"{name} is {value}, and {reason} {wanted[0]}")
        for name, usual in common.items():
            value = set_.metadata.get(name)
            # A license that is missing or malformed has a finding of its own.
            is_wrong = name == "license" and ":" not in str(value)
            if usual and name not in schema and value != usual and not is_wrong:
                found = f"is {value}" if value else "is missing"
                yield _find_place(set_, name).finding(_CODE, f"{name} {found}, and in the other files {usual}")
        id_ = set_.metadata.get(_ID)
        if isinstance(id_, str) and ids.setdefault(id_, set_.source) != set_.source:
            yield _find_place(set_, _ID).finding(_CODE, f"{ids[id_]} has the same {_ID}")


def _describe_unknown(set_: MappingSet, name: str) -> Finding:
    if name in COLUMNS:
        message, severity = f"{name} is a slot of rows, not of a header", Severity.ERROR
    else:
        advice = suggest_names(name, SET_SLOTS, number=1)
        # What resembles no slot may be meant for other tools, which is harmless.
        message, severity = f"SSSOM has no slot {name}{advice}", Severity.ERROR if advice else Severity.WARNING
    return _find_place(set_, name).finding(_CODE, message, severity)


def _find_place(set_: MappingSet, name: str) -> Place:
    return set_.header.places.get(name, Place(set_.source, 1, 1))


def _find_schema(alignment: Alignment) -> dict[str, tuple[list[str], str]]:
    """Return what the header says of the schema: the values that are right, and where they come from."""
    root = alignment.elements.modules[0] if alignment.elements.modules else None
    if root is None:
        return {}
    members = {"subject_source": "id", "subject_source_version": "version"}
    texts = {name: scalar_text(root.sections.get(member)) for name, member in members.items()}
    return {name: ([text], "that of the schema is") for name, text in texts.items() if text}


def _expect(alignment: Alignment, set_: MappingSet) -> dict[str, tuple[list[str], str]]:
    """Return the right values of slots that depend on the file and its vocabulary, and where they come from."""
    expected: dict[str, tuple[list[str], str]] = {}
    id_ = set_.metadata.get(_ID)
    name = match[0] if isinstance(id_, str) and (match := _NAME.search(id_)) else ""
    own = match[0] if (match := _NAME.search(set_.source)) else ""
    if name.endswith(_SUFFIX) and own and name != own:
        expected[_ID] = ([f"{str(id_).removesuffix(name)}{own}"], "by the name of the file it would be")
    vocabulary = alignment.vocabularies.get(set_.vocabulary)
    if vocabulary:
        expected["object_source"] = ([vocabulary.namespace], "the vocabulary of the file is")
        original = alignment.vocabularies.get(TWIN_OF.get(set_.vocabulary, set_.vocabulary)) or vocabulary
        versions = [text for name in ("version", "date") if (text := original.provenance.get(name))]
        if versions:
            expected["object_source_version"] = (versions, "the listing is of")
    return expected


def _find_most_frequent(alignment: Alignment, name: str) -> str | None:
    """Return the value that most headers have, if it is that of more than half of them."""
    values = Counter(value for set_ in alignment.sets if isinstance(value := set_.metadata.get(name), str))
    value, number = values.most_common(1)[0] if values else ("", 0)
    return value if 2 * number > len(alignment.sets) else None
