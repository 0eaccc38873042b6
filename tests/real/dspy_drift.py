"""Prints what is found when a saved program is checked against code that has changed since, a line for each change."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any

import dspy

from dspy_schema import live

SIGNATURE = "question, context -> answer"


class Program(dspy.Module):
    """Two parts, of which one is called with settings."""

    def __init__(self, first: Any = None, names: tuple[str, str] = ("find", "answer")) -> None:
        super().__init__()
        find, answer = names
        setattr(self, find, dspy.Predict("question -> query"))
        setattr(self, answer, first or predict(SIGNATURE))


def predict(signature: str, instructions: str = "Answer in one word.", **config: Any) -> Any:
    return dspy.Predict(dspy.Signature(signature, instructions), **config)


class Longer(Program):
    """A part more."""

    def __init__(self) -> None:
        super().__init__()
        self.check = dspy.Predict("answer -> is_right: bool")


class Shorter(dspy.Module):
    """A part less."""

    def __init__(self) -> None:
        super().__init__()
        self.find = dspy.Predict("question -> query")


CHANGES = {
    "none": Program,
    "an input in front": lambda: Program(predict("history, question, context -> answer")),
    "an output at the end": lambda: Program(predict("question, context -> answer, confidence: float")),
    "an input less": lambda: Program(predict("question -> answer")),
    "fields in another order": lambda: Program(predict("context, question -> answer")),
    "a field renamed": lambda: Program(predict("question, context -> reply")),
    "other instructions": lambda: Program(predict(SIGNATURE, "Answer in a sentence.")),
    "settings": lambda: Program(predict(SIGNATURE, temperature=0.7)),
    "a part more": Longer,
    "a part less": Shorter,
    "a part renamed": lambda: Program(names=("find", "answers")),
    "a lone predictor": lambda: predict(SIGNATURE),
    "a chain of thought": lambda: Program(dspy.ChainOfThought(dspy.Signature(SIGNATURE, "Answer in one word."))),
}


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "program.json"
        program = Program()
        program.answer.demos = [dspy.Example(question="q", context="c", answer="a")]
        program.save(path)
        for name, change in CHANGES.items():
            changed = change()
            report = live.check(changed, path)
            found = [[finding.code, finding.severity.value, finding.pointer] for finding in report.findings]
            try:
                changed.load(path)
                loads = True
            except (KeyError, ValueError):
                loads = False
            print(json.dumps({"name": name, "found": found, "loads": loads, "tree": live.tree(change())}), flush=True)


if __name__ == "__main__":
    main()
