"""Real trainings of caikit: by its local trainer in Python, and by its runtime over HTTP.

Prints JSON Lines: of the first what caikit_live makes of the future, and the messages of the runtime that are made of
it; of the others the runtime's answers. Needs `caikit[runtime-http,runtime-grpc]` and `numpy<2`, beside dspy-schema:

    python examples/recording/caikit_jobs.py
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from contextlib import chdir, contextmanager, redirect_stdout
from pathlib import Path
from typing import TYPE_CHECKING, Any

import caikit

from dspy_schema.live import caikit_trainings

if TYPE_CHECKING:
    from collections.abc import Iterator

ROWS = [("a", "x"), ("b", "x"), ("c", "y")]
GATE = "go"


def main() -> None:
    lines = sys.stdout
    # In a folder of their own, so that the paths in the records tell nothing of the machine.
    with tempfile.TemporaryDirectory() as folder, chdir(folder), redirect_stdout(sys.stderr):
        caikit.configure(
            config_dict={
                "log": {"level": "off"},
                "runtime": {
                    "library": "majority",
                    "metrics": {"enabled": False},
                    "training": {"output_dir": "models", "save_with_id": True},
                },
            }
        )
        for source, looks in (("future", of_futures()), ("runtime", of_runtime())):
            for name, step, record in looks:
                lines.write(json.dumps({"source": source, "name": name, "step": step, "record": record}) + "\n")


def of_futures() -> Iterator[tuple[str, str, Any]]:
    """Trainings that end in the three ways, by the local trainer."""
    import aconfig
    from caikit.core.data_model import DataStream
    from caikit.core.model_management.local_model_trainer import LocalModelTrainer
    from majority import MajorityModule
    from majority.data_model import Row

    trainer = LocalModelTrainer(aconfig.Config({}, override_env_vars=False), "default")
    rows = DataStream.from_iterable([Row(*row) for row in ROWS])
    for name in ("succeeded", "failed", "cancelled"):
        future = trainer.train(
            MajorityModule,
            training_data=rows,
            fewest=9 if name == "failed" else 2,
            wait_for=GATE,
            save_path="models",
            save_with_id=True,
            model_name="majority-v1",
            external_training_id="nightly-7" if name == "failed" else None,
        )
        yield name, "running", caikit_trainings.training_info(future, model_name="majority-v1")
        if name == "cancelled":
            future.cancel()
            yield name, "asked", caikit_trainings.training_info(future, model_name="majority-v1")
        with gate_open():
            future.wait()
        yield name, "after", caikit_trainings.training_info(future, model_name="majority-v1")
        for message in messages(future):
            yield name, "message", json.loads(message.to_json())


def messages(future: Any) -> Iterator[Any]:
    """What the runtime would send about a training."""
    from caikit.interfaces.runtime.data_model import TrainingJob, TrainingStatusResponse

    info = future.get_info()
    yield TrainingJob(training_id=future.id, model_name="majority-v1")
    yield TrainingStatusResponse(
        training_id=future.id,
        state=info.status,
        submission_timestamp=info.submission_time,
        completion_timestamp=info.completion_time,
        reasons=[str(error) for error in info.errors or []],
    )


def of_runtime() -> Iterator[tuple[str, str, Any]]:
    """What the runtime answers to the same trainings over HTTP."""
    from caikit.runtime.http_server import RuntimeHTTPServer
    from starlette.testclient import TestClient

    rows = [{"text": text, "label": label} for text, label in ROWS]
    with TestClient(RuntimeHTTPServer().app) as client:

        def ask(how: str, id_: str) -> Any:
            return client.request(how, "/management/trainings", params={"training_id": id_}).json()

        for name in ("succeeded", "failed", "cancelled"):
            parameters = {
                "training_data": {"data_stream": {"data": rows}},
                "fewest": 9 if name == "failed" else 2,
                "wait_for": GATE,
            }
            started = client.post(
                "/api/v1/LabelTaskMajorityModuleTrain", json={"model_name": "majority-v1", "parameters": parameters}
            ).json()
            yield name, "started", started
            id_ = started["training_id"]
            yield name, "running", ask("GET", id_)
            if name == "cancelled":
                yield name, "asked", ask("DELETE", id_)
            with gate_open():
                while (answer := ask("GET", id_))["state"] in ("QUEUED", "RUNNING"):
                    time.sleep(0.01)
            yield name, "after", answer


@contextmanager
def gate_open() -> Iterator[None]:
    """Let the trainings go on that wait for the gate."""
    gate = Path(GATE)
    gate.touch()
    yield
    gate.unlink()


if __name__ == "__main__":
    main()
