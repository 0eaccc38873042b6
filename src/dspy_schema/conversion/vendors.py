"""The records of the systems that run jobs, as the common records of DSPy's jobs and back.

A vendor's job record becomes two records: a TrainingJob or ReinforceJob, and the TrainingRun that belongs to it. The
two hold all that the record holds, and become the same record again: `to_vendor(*to_dspy(record, type)) == record`.

Another package adds a vendor with an entry point in the group `dspy_schema.vendors`, named like the vendor and giving
a `Vendor`. Its folder has what `python -m dspy_schema_build.codegen` makes of the vendor's LinkML schema. A codec that
`dspy_schema.conversion.codecs` does not have is a subclass of its `FieldCodec`, in the vendor's `ways`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any

from dspy_schema import plugins
from dspy_schema.errors import UnknownTypeError, UnknownVendorError
from dspy_schema.plugins import Vendor

if TYPE_CHECKING:
    from dspy_schema.conversion.converter import Converter

# The vendors with codecs of their own; the records of the others convert by their tables alone.
_MODULES = {"arbor": "arbor", "azure": "openai", "caikit": "caikit", "emissary": "emissary", "openai": "openai"}


def list_vendors() -> tuple[str, ...]:
    """The names of all vendors: those of this package, then those that installed packages add."""
    return plugins.list_vendor_names()


def find_vendor(name: str) -> Vendor:
    """The vendor of a name.

    Raises UnknownVendorError, or VendorError if what a package offers under that name cannot be used.
    """
    if name in plugins.vendor_folders():
        if (module := _MODULES.get(name)) is None:
            return Vendor(name=name, folder=plugins.vendor_folders()[name])
        vendor: Vendor = import_module(f"dspy_schema.conversion.{module}").VENDORS[name]
        return vendor
    if (added := plugins.find_plugin(name)) is not None:
        return added
    raise UnknownVendorError(f"no vendor {name!r}; the vendors are {', '.join(list_vendors())}")


@cache
def find_converter(vendor: str) -> Converter:
    """What converts the records of a vendor; raises as `get` does."""
    from dspy_schema.conversion.converter import Converter

    return Converter(find_vendor(vendor))


def to_dspy(record: Mapping[str, Any], type: str) -> tuple[dict[str, Any], dict[str, Any]]:  # noqa: A002
    """The job and the run of a vendor's job record of a type, such as `openai:FineTuningJob`.

    The first is a TrainingJob or a ReinforceJob, the second a TrainingRun; times are UTC texts. The record is taken
    for valid; `dspy_schema.validate` tells if it is. Secrets stay in: `dspy_schema.convert` takes them out.

    Raises UnknownTypeError where there is no such type of job records, and TypeError or ValueError for what JSON does
    not have.
    """
    from dspy_schema.jsontext.raw import encode

    if not isinstance(type, str):
        raise TypeError(f"the type of a record is a text such as openai:FineTuningJob, not {type!r}")
    vendor, _, class_ = type.partition(":")
    if plugins.find_vendor_folder(vendor) is None or not find_converter(vendor).is_job(class_):
        raise UnknownTypeError(f"no type of a vendor's job records is {type!r}, such as openai:FineTuningJob is one")
    converted = find_converter(vendor).to_dspy(_text(record), class_)
    return json.loads(encode(converted.job)), json.loads(encode(converted.run))


def to_vendor(job: Mapping[str, Any], run: Mapping[str, Any]) -> dict[str, Any]:
    """The record of the vendor that a run names as its `provider`, from the run and its job.

    Raises UnknownVendorError where there is no such vendor, and TypeError or ValueError for what JSON does not have.
    """
    from dspy_schema.jsontext.raw import encode

    _expect_record(run)
    record: dict[str, Any] = json.loads(
        encode(find_converter(str(run.get("provider"))).to_vendor(_text(job), _text(run)))
    )
    return record


def _text(record: Mapping[str, Any]) -> bytes:
    _expect_record(record)
    try:
        return json.dumps(dict(record), ensure_ascii=False, allow_nan=False).encode()
    except RecursionError:
        raise ValueError("the record is nested too deep to be written as JSON") from None


def _expect_record(record: object) -> None:
    if not isinstance(record, Mapping):
        raise TypeError(f"a record is a mapping, not {record!r:.100}")
