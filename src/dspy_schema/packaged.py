"""The folders of packages with their data files, also of packages that run from a zip file (a zipapp)."""

from __future__ import annotations

import os
from functools import cache


def find_folder(module_file: str) -> str:
    """Find the folder of the module in a file; in a zip file, a copy that the end of the program deletes."""
    folder = os.path.dirname(module_file)
    archive = folder
    while not os.path.exists(archive):
        archive = os.path.dirname(archive)
    return folder if os.path.isdir(archive) else os.path.join(_unpack(archive), os.path.relpath(folder, archive))


@cache
def _unpack(archive: str) -> str:
    """Unpack the packages of dspy-schema from a zip file into a temporary folder."""
    import atexit
    import shutil
    import tempfile
    from zipfile import ZipFile

    folder = tempfile.mkdtemp(prefix="dspy-schema-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    with ZipFile(archive) as file:
        file.extractall(folder, [name for name in file.namelist() if name.startswith("dspy_schema")])
    return folder
