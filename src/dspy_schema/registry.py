"""Deprecated name of `dspy_schema.plugins`, which goes away with the next release."""

import warnings

from dspy_schema.plugins import Vendor

__all__ = ["Vendor"]

warnings.warn("dspy_schema.registry is now dspy_schema.plugins", DeprecationWarning, stacklevel=2)
