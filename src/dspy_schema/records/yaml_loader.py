"""The door to the YAML parser: libyaml, or where it cannot run, in a browser, PyYAML's own made to read as libyaml."""

from __future__ import annotations

import sys
from typing import Any

import yaml

IN_BROWSER = sys.platform == "emscripten"


def loader(data: bytes) -> Any:
    """A source of the events (`get_event`) of YAML; raises yaml.YAMLError, then or later."""
    if IN_BROWSER:
        from dspy_schema.records import yaml_pure

        return yaml_pure.Loader(data)
    return yaml.CSafeLoader(data)
