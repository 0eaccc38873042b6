"""A real reinforcement job of DSPy's Arbor provider, against the loopback server.

Prints JSON Lines: one look at the job each, with the records that dspy_live makes of it and the server's answer. Needs
dspy, and the package arbor-ai without what it depends on, which is torch and a server:

    pip install dspy && pip install --no-deps arbor-ai
    python examples/recording/arbor_jobs.py
"""

from __future__ import annotations

import json
import os
import tempfile
from importlib.metadata import distribution
from importlib.util import module_from_spec, spec_from_file_location
from typing import TYPE_CHECKING, Any

from loopback import serve

from dspy_schema.live import dspy_jobs

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

GROUP = [
    {
        "messages": [{"role": "user", "content": "Which team answers: my card was charged twice?"}],
        "completion": {"role": "assistant", "content": team},
        "reward": reward,
    }
    for team, reward in (("billing", 1.0), ("technical", 0.0))
]


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, serve() as (url, _):
        os.environ |= {"LITELLM_LOCAL_MODEL_COST_MAP": "True", "DSPY_CACHEDIR": f"{folder}/cache"}
        import dspy

        lm = dspy.LM("openai/arbor:Qwen/Qwen2.5-0.5B-Instruct", provider=client().ArborProvider(), api_base=f"{url}/")
        job = lm.reinforce({"num_generations": 2, "temperature": 0.7})
        for step in steps(job):
            job_record, run = dspy_jobs.records(job)
            print(
                json.dumps({"name": "reinforced", "step": step, "job": job_record, "run": run, "raw": job.get_status()})
            )


def steps(job: Any) -> Iterator[str]:
    yield "initialized"
    job.step([{"batch_id": 0, "group": GROUP}], "grpo_chat")
    yield "stepped"
    job.save_checkpoint("after-0", score=0.5)
    yield "saved"
    job.terminate()
    yield "terminated"


def client() -> ModuleType:
    """Arbor's DSPy provider as it is installed, by its file: importing the package would ask for all of its server."""
    name = "arbor.integrations.dspy.arbor_provider"
    path = distribution("arbor-ai").locate_file(f"{name.replace('.', '/')}.py")
    spec = spec_from_file_location(name, str(path))
    if not spec or not spec.loader:
        raise ImportError(name)
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


if __name__ == "__main__":
    main()
