"""The converter of each vendor, and the conversion of single records as dicts.

Another package adds a vendor with an entry point in the group `dspy_schema.vendors`, named like the vendor and giving
a `dspy_schema.plugins.Vendor`. Its folder has what `python -m dspy_schema_build.codegen` writes for the vendor's LinkML
schema. A codec that `dspy_schema.conversion.codecs` does not have is a subclass of its `FieldCodec`, in the vendor's
`codecs`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any

from dspy_schema import plugins
from dspy_schema.errors import UnknownTypeError, UnknownVendorError
from dspy_schema.jsontext.depth import DEEPEST, STACK_ROOM, find_nesting_fault
from dspy_schema.plugins import Vendor

if TYPE_CHECKING:
    from dspy_schema.conversion.converter import Converter
    from dspy_schema.conversion.uniform import UniformRecords


# The modules with codecs for built-in vendors; the records of other vendors convert by their crosswalk alone.
_MODULES = {"arbor": "arbor", "azure": "openai", "caikit": "caikit", "emissary": "emissary", "openai": "openai"}


def find_vendor(name: str) -> Vendor:
    """Find the vendor of a name.

    Raises UnknownVendorError, or VendorError if what a package offers under that name cannot be used.
    """
    if (folder := plugins.vendor_folders().get(name)) is not None:
        return create_vendor(name, folder)
    if (added := plugins.find_plugin(name)) is not None:
        return added
    raise UnknownVendorError(f"no vendor {name!r}; the vendors are {', '.join(plugins.list_vendor_names())}")


def create_vendor(name: str, folder: str) -> Vendor:
    """Create the vendor of a folder of artefacts, with the codecs that this package has for it, if any."""
    if name not in _MODULES:
        return Vendor(name=name, folder=folder)
    module = import_module(f"dspy_schema.conversion.{_MODULES[name]}")
    return Vendor(name=name, folder=folder, codecs=module.CODECS, reinforces=getattr(module, "is_reinforcement", None))


@cache
def find_converter(vendor: str) -> Converter:
    """Find the converter of a vendor's records.

    Raises UnknownVendorError and VendorError as `find_vendor` does.
    """
    from dspy_schema.conversion.converter import Converter

    return Converter(find_vendor(vendor))


@cache
def find_uniform_records(vendor: str, class_: str) -> UniformRecords | None:
    """Find what converts uniform records of a class, many at once; None if the vendor has nothing for it.

    Raises UnknownVendorError and VendorError as `find_vendor` does.
    """
    from dspy_schema.conversion.uniform import load_uniform_records

    return load_uniform_records(find_vendor(vendor), class_)


def to_dspy(record: Mapping[str, Any], type: str) -> tuple[dict[str, Any], dict[str, Any]]:  # noqa: A002
    """Convert a vendor's job record of a type, such as `openai:FineTuningJob`, to a job and a run.

    The first is a TrainingJob or a ReinforceJob, the second a TrainingRun; times are UTC texts. The record is not
    validated; `dspy_schema.validate` does that. Secrets stay in; `dspy_schema.convert` redacts them.

    Raises UnknownTypeError if no vendor has job records of that type, and TypeError or ValueError for what JSON does
    not have.
    """
    from dspy_schema.jsontext.raw import encode

    if not isinstance(type, str):
        raise TypeError(f"the type of a record is a text such as openai:FineTuningJob, not {type!r}")
    vendor, _, class_ = type.partition(":")
    if plugins.find_vendor_folder(vendor) is None or not find_converter(vendor).is_job(class_):
        raise UnknownTypeError(f"no vendor has job records of type {type!r}; openai:FineTuningJob is such a type")
    converted = find_converter(vendor).to_dspy(_encode_record(record), class_)
    return json.loads(encode(converted.job)), json.loads(encode(converted.run))


def to_vendor(job: Mapping[str, Any], run: Mapping[str, Any]) -> dict[str, Any]:
    """Convert a run and its job to the record of the vendor that the run names as its `provider`.

    Raises UnknownVendorError if there is no such vendor, and TypeError or ValueError for what JSON does not have.
    """
    from dspy_schema.jsontext.raw import encode

    _expect_record(run)
    converter = find_converter(str(run.get("provider")))
    record: dict[str, Any] = json.loads(encode(converter.to_vendor(_encode_record(job), _encode_record(run))))
    return record


def _encode_record(record: Mapping[str, Any]) -> bytes:
    _expect_record(record)
    text = b""
    with STACK_ROOM, suppress(RecursionError):
        text = json.dumps(dict(record), ensure_ascii=False, allow_nan=False).encode()
    if not text or find_nesting_fault(text):
        raise ValueError(f"the record is nested too deep: more than {DEEPEST} levels")
    return text


def _expect_record(record: object) -> None:
    if not isinstance(record, Mapping):
        raise TypeError(f"a record is a mapping, not {record!r:.100}")
