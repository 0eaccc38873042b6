"""Prints what DSPy saves of real programs and language models, a line each: its name, its type, and the record."""

from __future__ import annotations

import contextlib
import json
import sys
import tempfile
from pathlib import Path
from typing import Any

import dspy
from dspy.utils import DummyLM


class Question(dspy.Signature):
    """Answer questions with short factoid answers."""

    context: list[str] = dspy.InputField(desc="may contain relevant facts")
    question: str = dspy.InputField()
    answer: str = dspy.OutputField(desc="often between 1 and 5 words")


class Program(dspy.Module):
    """A program with parts in members, lists and maps."""

    def __init__(self) -> None:
        super().__init__()
        self.extract = dspy.ChainOfThought("question -> answer")
        self.steps = [dspy.Predict("a -> b"), dspy.Predict(Question)]
        self.tools = {"search": dspy.Predict("q -> r")}

    def forward(self, question: str) -> Any:
        return self.extract(question=question)


def search(query: str) -> str:
    """Search."""
    return query


def show(name: str, type_: str, record: Any) -> None:
    print(json.dumps({"name": name, "type": type_, "record": record}), flush=True)


def save(name: str, type_: str, program: Any) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "program.json"
        program.save(path)
        show(name, type_, json.loads(path.read_text(encoding="utf-8")))


def main() -> None:
    lm = dspy.LM("openai/gpt-4o-mini", temperature=0.5, max_tokens=100, api_key="not a key", top_p=0.9)
    examples = [dspy.Example(question=f"q{number}", answer="Paris").with_inputs("question") for number in range(3)]
    save("program", "SavedProgram", Program())
    save("chain of thought", "SavedProgram", dspy.ChainOfThought("question -> answer"))
    save("react", "SavedProgram", dspy.ReAct("question -> answer", tools=[search]))
    save("predictor", "SavedPredictor", dspy.Predict(Question))
    with_models = Program()
    with_models.set_lm(lm)
    save("with models", "SavedProgram", with_models)
    save("flex", "SavedFlex", dspy.Flex("question -> answer"))
    show("part", "PredictorState", dspy.Predict("a -> b").dump_state())
    show("model", "LMState", lm.dump_state())
    show("reasoning model", "LMState", dspy.LM("openai/gpt-5", temperature=1.0, max_tokens=20000).dump_state())
    dspy.configure(lm=DummyLM([{"reasoning": "r", "answer": "Paris"}] * 40))
    small = dspy.ChainOfThought("question -> answer")
    save("few shots", "SavedProgram", dspy.LabeledFewShot(k=2).compile(small, trainset=examples))
    optimizer = dspy.BootstrapFewShot(metric=lambda *_: True, max_bootstrapped_demos=2)
    # It prints how far it is.
    with contextlib.redirect_stdout(sys.stderr):
        bootstrapped = optimizer.compile(small, trainset=examples)
    save("bootstrapped", "SavedProgram", bootstrapped)
    several = dspy.LabeledFewShot(k=2).compile(Program(), trainset=examples)
    save("few shots for all parts", "SavedProgram", several)


if __name__ == "__main__":
    main()
