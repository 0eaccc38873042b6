"""Azure OpenAI: OpenAI's shape, and its ways."""

from dspy_schema import registry
from dspy_schema.registry import Vendor
from dspy_schema.vendors.openai import Settings, reinforces

VENDOR = Vendor(name="azure", folder=registry.folders()["azure"], ways={"settings": Settings}, reinforces=reinforces)
