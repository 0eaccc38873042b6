"""Deprecated name of `dspy_schema.conversion` and `dspy_schema.plugins`, which goes away with the next release."""

import warnings

from dspy_schema.conversion.vendors import find_converter as converter
from dspy_schema.conversion.vendors import find_vendor as get
from dspy_schema.conversion.vendors import to_dspy, to_vendor
from dspy_schema.plugins import Vendor
from dspy_schema.plugins import list_vendor_names as vendors

__all__ = ["Vendor", "converter", "get", "to_dspy", "to_vendor", "vendors"]

warnings.warn("dspy_schema.vendors is now dspy_schema.conversion", DeprecationWarning, stacklevel=2)
