"""The page on which people explore the mappings, with its data, the files that this is made from, and its scripts."""

from __future__ import annotations

import shutil
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

import msgspec

from dspy_schema.mappings import alignment
from dspy_schema.sitegen import mapping_counts, mapping_data
from dspy_schema.sitegen.pages import write as write_page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dspy_schema.mappings.alignment import Alignment

SCHEMA = "schema"
SCRIPTS = Path("src/site/explorer")
DATA = "mappings.json"

_HEAD = f"""\
---
title: Mappings
description: Which terms of other vocabularies the elements of the schemas are mapped to, and why.
hide: [navigation, toc]
---

# Mappings

How the elements of the schemas relate to terms of other vocabularies, and why; and what has no counterpart there.

<link rel="stylesheet" href="../assets/explorer/explorer.css">
<div id="explorer" data-mappings="{DATA}"></div>
<script type="module" src="../assets/explorer/main.js"></script>

## By vocabulary

The page of each vocabulary has the same mappings as plain tables, and all of its terms.
"""


def write(docs: Path, schema: str = SCHEMA, scripts: Path = SCRIPTS) -> None:
    """Write the folder `mappings` and the scripts into `docs`, where the pages that mappings lead to are already."""
    found = alignment.load(schema)
    folder = docs / "mappings"
    write_page(folder / "index.md", _page(found, docs))
    (folder / DATA).write_bytes(msgspec.json.encode(mapping_data.data(found, docs)))
    for each in found.sets:
        shutil.copy(each.source, folder)
    shutil.copytree(scripts, docs / "assets/explorer")


def _page(found: Alignment, docs: Path) -> Iterator[str]:
    yield from [_HEAD, mapping_counts.by_vocabulary(found, docs), ""]
    if rows := mapping_counts.rows(found, docs):
        yield from ['<div class="explorer-plain" markdown>', "", rows, "", "</div>", ""]
    yield from ["## Files", "", "The mappings are made from these files, and are nowhere else:", ""]
    yield ",\n".join(mapping_counts.files([PurePath(each.source) for each in found.sets])) + "."
    yield f"[`{DATA}`]({DATA}) has all rows in one file, as this page loads them."
