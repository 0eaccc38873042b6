"""Deprecated name of `dspy_schema.conversion` and `dspy_schema.plugins`, which goes away with the next release."""

from importlib import import_module
from typing import Any

# The names of now, by those of before.
_NAMES = {
    "Vendor": ("dspy_schema.plugins", "Vendor"),
    "converter": ("dspy_schema.conversion.vendors", "find_converter"),
    "get": ("dspy_schema.conversion.vendors", "find_vendor"),
    "to_dspy": ("dspy_schema.conversion.vendors", "to_dspy"),
    "to_vendor": ("dspy_schema.conversion.vendors", "to_vendor"),
    "vendors": ("dspy_schema.plugins", "list_vendor_names"),
}
__all__ = [*_NAMES]  # noqa: PLE0604  # names all the same


def __getattr__(name: str) -> Any:
    # Warns where a name is used: the modules of this package are imported through it, and have their own.
    if name not in _NAMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    import warnings

    module, function = _NAMES[name]
    warnings.warn(f"dspy_schema.vendors.{name} is now {module}.{function}", DeprecationWarning, stacklevel=2)
    return getattr(import_module(module), function)
