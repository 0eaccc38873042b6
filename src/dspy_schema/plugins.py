"""The registry of vendors: those that come with this package, and those that other packages add.

A package adds a vendor with an entry point in the group `dspy_schema.vendors`, named like the vendor. Its object is a
`Vendor`, or a package whose folder has the vendor's artefacts and that needs no code. Entry points are read only for a
name that is not built in, or when all names are listed, since reading them takes longer than checking a file.
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
from dspy_schema import packaged
from dspy_schema.errors import VendorError

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint


GROUP = "dspy_schema.vendors"
_NAME = r"[a-z][a-z0-9_]*"
# What any vendor has; beside these, its folder has the JSON Schema of each type.
_ARTEFACTS = ("crosswalk.json", "types.json", "rules.json")
_BUILT_IN = os.path.join(packaged.find_folder(str(dspy_schema_model.__file__)), "vendors")


class Vendor(msgspec.Struct, frozen=True, kw_only=True):
    """A system that runs jobs, and how its records are read and written.

    `name` is its name in lower case. `folder` has the artefacts that `python -m dspy_schema_build.codegen` writes for
    its schema: `crosswalk.json`, `types.json`, `rules.json` and `<Class>.schema.json`. `codecs` adds to
    `dspy_schema.conversion.codecs.CODECS`, by the name that `as:` gives them in the schema. `reinforces` returns
    whether a record, as the JSON texts of its members by name, converts to a ReinforceJob; by default, none does.

    `ways` is the deprecated name of `codecs`.
    """

    name: str
    folder: str
    codecs: Mapping[str, Any] = {}
    reinforces: Callable[[Mapping[str, msgspec.Raw]], bool] | None = None
    ways: Mapping[str, Any] | None = None

    def __post_init__(self) -> None:
        if self.ways is not None:
            import warnings

            warnings.warn("Vendor(ways=…) is now Vendor(codecs=…)", DeprecationWarning, stacklevel=2)
            msgspec.structs.force_setattr(self, "codecs", {**self.codecs, **self.ways})


@cache
def vendor_folders() -> dict[str, str]:
    """Return the folders of the artefacts of the built-in vendors, by name, in order of the names."""
    try:
        with os.scandir(_BUILT_IN) as entries:
            names = sorted(entry.name for entry in entries if entry.is_dir() and not entry.name.startswith("_"))
    except FileNotFoundError:
        return {}
    return {name: os.path.join(_BUILT_IN, name) for name in names}


def find_vendor_folder(vendor: str) -> str | None:
    """Find the folder of the artefacts of a vendor, built in or added by a package; None if there is no such vendor.

    Raises VendorError.
    """
    if (built_in := vendor_folders().get(vendor)) is not None:
        return built_in
    added = find_plugin(vendor)
    return None if added is None else added.folder


def list_vendor_names() -> tuple[str, ...]:
    """List the names of all vendors: the built-in ones, then those that packages add."""
    return (*vendor_folders(), *(name for name in sorted(_entry_points()) if name not in vendor_folders()))


@cache
def find_plugin(vendor: str) -> Vendor | None:
    """Find the vendor that an installed package adds under this name.

    Raises VendorError if the package's entry point does not give a Vendor of this name whose folder has
    its artefacts, or fails.
    """
    entry_point = _entry_points().get(vendor)
    if entry_point is None:
        return None
    try:
        added = entry_point.load()
    except Exception as error:  # whatever a package does when it is imported
        raise VendorError(f"vendor {vendor!r} ({entry_point.value}) fails: {type(error).__name__}: {error}") from error
    if isinstance(added, ModuleType):
        added = _describe_package(vendor, added)
    if not isinstance(added, Vendor) or added.name != vendor:
        raise VendorError(f"vendor {vendor!r} ({entry_point.value}) is not a dspy_schema.plugins.Vendor of that name")
    if not re.fullmatch(_NAME, vendor):
        raise VendorError(f"vendor {vendor!r} must have a name of lower-case letters, digits and underscores")
    for name in _ARTEFACTS:
        if not os.path.isfile(os.path.join(added.folder, name)):
            raise VendorError(
                f"vendor {vendor!r} ({entry_point.value}): there is no {name} in its folder {added.folder}; write it "
                "with `python -m dspy_schema_build.codegen`"
            )
    return added


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

    return {entry_point.name: entry_point for entry_point in entry_points(group=GROUP)}
