"""Stanford's dspy and this package live in one environment and leave each other alone."""

import subprocess
import sys
from importlib.metadata import files


def python(code: str) -> str:
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_importing_this_package_imports_no_dspy() -> None:
    loaded = python("import sys, dspy_schema; dspy_schema.validate; print(*sorted(sys.modules))").split()
    assert "dspy_schema.api" in loaded
    assert not {"dspy", "linkml", "linkml_runtime", "rdflib", "pydantic"} & set(loaded)


def test_dspy_is_the_real_one_with_this_package_imported_first() -> None:
    code = "import dspy_schema, dspy; print(dspy.__file__); print(dspy.LM.__name__, dspy.Predict.__name__)"
    path, names = python(code).splitlines()
    assert path.replace("\\", "/").endswith("site-packages/dspy/__init__.py")
    assert names == "LM Predict"


def test_a_real_job_of_dspy_is_a_valid_record() -> None:
    code = """
from dspy.clients.provider import TrainingJob
from dspy.clients.utils_finetune import TrainDataFormat
import dspy_schema
job = TrainingJob(
    model="openai/gpt-4.1-nano",
    train_data=[{"messages": [{"role": "user", "content": "hi"}, {"role": "assistant", "content": "hello"}]}],
    train_data_format=TrainDataFormat.CHAT,
    train_kwargs={"n_epochs": 3},
)
record = {
    "id": "urn:uuid:1",
    "model": job.model,
    "train_data_format": job.train_data_format.value,
    "train_data": job.train_data,
    "train_kwargs": job.train_kwargs,
}
print(dspy_schema.validate(record).ok)
"""
    assert python(code) == "True"


def test_no_file_of_this_package_can_shadow_dspy() -> None:
    names = {str(path).replace("\\", "/") for path in files("dspy-schema") or ()}
    assert not {name for name in names if name == "dspy.py" or name.startswith("dspy/")}
