"""Deprecated name of `dspy_schema.plugins`, which goes away with the next release."""

import warnings

from dspy_schema.plugins import Vendor
from dspy_schema.plugins import find_plugin as outside
from dspy_schema.plugins import find_vendor_folder as folder
from dspy_schema.plugins import list_vendor_names as all_names
from dspy_schema.plugins import vendor_folders as folders

__all__ = ["Vendor", "all_names", "folder", "folders", "outside"]

warnings.warn("dspy_schema.registry is now dspy_schema.plugins", DeprecationWarning, stacklevel=2)
