"""Uniform records, converted many at once: records with nothing unusual, which are most.

A uniform record has only known members, under their usual names, with values of the usual types, written in the usual
form. The others are left to the conversion of single records, which gives the same for uniform ones.

The lines that convert the uniform records of a class are generated with the other artefacts of a vendor
(`dspy_schema_build.codegen.uniform_conversions`), as a module in the vendor's folder. Where it has none, all records
of the class are converted one by one.
"""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, Annotated, Any

import msgspec
from msgspec import UNSET, Meta, UnsetType

from dspy_schema import secrets
from dspy_schema.errors import VendorError
from dspy_schema.jsontext.raw import UNFIT

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from types import ModuleType

    from dspy_schema.plugins import Vendor


FORMAT = 2
"""What a generated module and this one agree on; a module with another number is not used."""
_MOST_CHECKED = 10_000
_VISIBLE = bytes(range(0x21, 0x7F))
_NonEmpty = Annotated[str, Meta(min_length=1)]


def name_module(class_: str) -> str:
    """Return the name of the generated module for a class, in the vendor's folder."""
    words = re.sub(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", class_)
    return f"convert_{words.lower()}"


class UniformError(msgspec.Struct, forbid_unknown_fields=True, omit_defaults=True, gc=False):
    """The error of a failed job, with the members that errors have."""

    code: _NonEmpty | UnsetType | None = UNSET
    message: _NonEmpty | UnsetType | None = UNSET
    param: _NonEmpty | UnsetType | None = UNSET


class CheckedTexts(dict[bytes, bool]):
    """Whether a JSON text passes a check, which runs once for each text: most records repeat a few."""

    def __init__(self, check: Callable[[bytes], bool]) -> None:
        super().__init__()
        self._check = check

    def __missing__(self, text: bytes) -> bool:
        if len(self) > _MOST_CHECKED:
            self.clear()
        self[text] = self._check(text)
        return self[text]


class GatheredTexts(msgspec.Struct, gc=False):
    """The texts of some records that could hold secrets: names without spaces, other words, sentences, JSON texts."""

    spaceless: list[str] = []
    words: list[str] = []
    prose: list[str] = []
    nested: list[Any] = []


class DecodedBatch(msgspec.Struct, gc=False):
    """Records as structs that hold all of them, each value as it was written, and the indices of the refused texts."""

    records: list[Any]
    refused: list[int]


class UniformRecords:
    """Converts the uniform records of one class to TrainingJobs and their runs, by its generated module."""

    def __init__(self, module: ModuleType) -> None:
        self._decode = msgspec.json.Decoder(module.Record).decode
        self._convert: Callable[[Sequence[Any], GatheredTexts, list[int]], list[Any]] = module.convert
        # Of each slot that takes printable texts without a space, whether it is the run's, and its name.
        self._spaceless: Sequence[tuple[bool, str]] = module.SPACELESS

    def decode(self, texts: Sequence[bytes]) -> DecodedBatch:
        """Decode the records of some texts, which may be of other classes."""
        records: list[Any] = []
        refused: list[int] = []
        left = iter(texts)
        while len(records) + len(refused) < len(texts):
            try:
                # extend() keeps what it got before an exception, and `left` goes on behind the refused text.
                records.extend(map(self._decode, left))
            except UNFIT:
                refused.append(len(records) + len(refused))
        return DecodedBatch(records, refused)

    def convert(self, decoded: DecodedBatch, *, keep_secrets: bool) -> tuple[list[Any], set[int]]:
        """Convert records to job, run, job, run, …; also return the indices of the records that are not uniform.

        The decoded records are used up.
        """
        records, refused = decoded.records, decoded.refused
        count = len(records) + len(refused)
        texts = GatheredTexts()
        odd: list[int] = []
        pairs = self._convert(records, texts, odd)
        joined = ",".join(texts.spaceless)
        if not _is_spaceless(joined):
            odd += self._find_spaces(pairs)
        if not keep_secrets and _may_hold_secrets(texts, joined):
            return [], set(range(count))
        for index in refused:
            pairs[2 * index : 2 * index] = (None, None)
        if refused and odd:
            indices = sorted(set(range(count)).difference(refused))
            odd = [indices[number] for number in odd]
        return pairs, {*odd, *refused}

    def _find_spaces(self, pairs: Sequence[Any]) -> list[int]:
        """Find the records with a name or identifier that may not fit its slot."""
        return [
            number
            for number in range(len(pairs) // 2)
            for in_run, name in self._spaceless
            if not _is_spaceless(getattr(pairs[2 * number + in_run], name) or "")
        ]


def load_uniform_records(vendor: Vendor, class_: str) -> UniformRecords | None:
    """Load what converts uniform records of a class; None if the vendor's folder has no module that fits.

    A module fits if it was generated with the codecs of the vendor, and if it respects that some records become
    ReinforceJobs where the vendor has such records.

    Raises VendorError if the module cannot be imported.
    """
    path = os.path.join(vendor.folder, f"{name_module(class_)}.py")
    if not os.path.isfile(path):
        return None
    module = _import_file(path, f"{vendor.name}:{class_}")
    is_fitting = (
        getattr(module, "FORMAT", None) == FORMAT
        and set(module.VENDOR_CODECS) == set(vendor.codecs)
        and (vendor.reinforces is None or module.DEPENDS_ON_REINFORCEMENT)
    )
    return UniformRecords(module) if is_fitting else None


def _import_file(path: str, type_: str) -> ModuleType:
    from importlib.util import module_from_spec, spec_from_file_location

    spec = spec_from_file_location(f"{__name__} {type_}", path)
    if spec is None or spec.loader is None:
        raise VendorError(f"{path} is not a Python module")
    module = module_from_spec(spec)
    try:
        spec.loader.exec_module(module)
    except Exception as error:  # whatever a file that is not up to date does
        raise VendorError(f"{path} fails: {type(error).__name__}: {error}; generate it anew") from error
    return module


def _is_spaceless(text: str) -> bool:
    return text.isascii() and not text.encode().translate(None, _VISIBLE)


def _may_hold_secrets(texts: GatheredTexts, spaceless: str) -> bool:
    """Return False if the texts certainly hold no secret; `spaceless` are the names with `,` between."""
    prose: Sequence[str] = texts.prose
    if secrets.may_be_among(",".join(["", spaceless, *texts.words])):
        prose = [*texts.prose, *texts.spaceless, *texts.words]
    # `may_hold` finds a key by what stands before it, so the first text needs a line feed before it, too.
    return secrets.may_hold(b"\n".join(texts.nested)) or (
        secrets.may_hold("\n".join(["", *prose, ""]).encode()) and any(map(secrets.is_secret, prose))
    )
