"""Which vendors there are: those that come with this package, and those that other packages add.

A package adds a vendor with an entry point in the group `dspy_schema.vendors`, named like the vendor. Its object is a
`Vendor`, or a package whose folder has the vendor's artefacts and that needs no code. Entry points are looked up only
for a name that is not built in, or when all names are asked for: reading what is installed takes longer than checking a
file.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping
from functools import cache
from types import ModuleType
from typing import TYPE_CHECKING, Any

import msgspec

import dspy_schema_model
from dspy_schema.errors import VendorError

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint


GROUP = "dspy_schema.vendors"
_NAME = r"[a-z][a-z0-9_]*"
_BUILT_IN = os.path.join(os.path.dirname(dspy_schema_model.__file__), "vendors")


class Vendor(msgspec.Struct, frozen=True, kw_only=True):
    """A system that runs jobs, and how its records are read and written.

    `name` is its name in lower case; `folder` has what code generation makes of its schema: `crosswalk.json`,
    `types.json`, `rules.json` and `<Class>.schema.json`. `ways` adds to the ways (`as:` in the schema) in which
    members become slots; `reinforces` tells whether a record, as the JSON texts of its members by name, converts to a
    ReinforceJob, by default never. Both are described in `dspy_schema.vendors`.
    """

    name: str
    folder: str
    ways: Mapping[str, Any] = {}
    reinforces: Callable[[Mapping[str, msgspec.Raw]], bool] | None = None


@cache
def vendor_folders() -> dict[str, str]:
    """The folders of the artefacts of the built-in vendors, by name, in order of the names."""
    try:
        with os.scandir(_BUILT_IN) as entries:
            names = sorted(each.name for each in entries if each.is_dir() and not each.name.startswith("_"))
    except FileNotFoundError:
        return {}
    return {name: os.path.join(_BUILT_IN, name) for name in names}


def find_vendor_folder(vendor: str) -> str | None:
    """The folder of the artefacts of a vendor, built in or added by a package; None if there is no such vendor.

    Raises VendorError.
    """
    if (built_in := vendor_folders().get(vendor)) is not None:
        return built_in
    added = find_plugin(vendor)
    return None if added is None else added.folder


def list_vendor_names() -> tuple[str, ...]:
    """The names of all vendors: the built-in ones, then those that packages add."""
    return (*vendor_folders(), *(name for name in sorted(_entry_points()) if name not in vendor_folders()))


@cache
def find_plugin(vendor: str) -> Vendor | None:
    """The vendor that an installed package adds under this name.

    Raises VendorError if the package's entry point gives no Vendor of this name, or fails.
    """
    entry_point = _entry_points().get(vendor)
    if entry_point is None:
        return None
    try:
        found = entry_point.load()
    except Exception as error:  # whatever a package does when it is imported
        raise VendorError(f"vendor {vendor!r} ({entry_point.value}) fails: {type(error).__name__}: {error}") from error
    if isinstance(found, ModuleType):
        found = _describe_package(vendor, found)
    if not isinstance(found, Vendor) or found.name != vendor:
        raise VendorError(f"vendor {vendor!r} ({entry_point.value}) is no dspy_schema.plugins.Vendor of that name")
    if not re.fullmatch(_NAME, vendor):
        raise VendorError(f"vendor {vendor!r} must have a name of lower-case letters, digits and underscores")
    return found


def _describe_package(name: str, package: ModuleType) -> Vendor:
    """Describe the vendor of a package without code of its own, whose folder has the artefacts.

    Raises VendorError if it has none.
    """
    for folder in getattr(package, "__path__", ()):
        if os.path.isfile(os.path.join(folder, "crosswalk.json")):
            return Vendor(name=name, folder=folder)
    raise VendorError(
        f"vendor {name!r}: there is no crosswalk.json in the folder of the package {package.__name__}; write it with "
        "`python -m dspy_schema_build.codegen`"
    )


@cache
def _entry_points() -> dict[str, EntryPoint]:
    from importlib.metadata import entry_points

    return {each.name: each for each in entry_points(group=GROUP)}
