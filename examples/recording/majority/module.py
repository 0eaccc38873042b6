"""The module, and the task that it is for."""

import time
from collections import Counter
from pathlib import Path

from caikit.core import ModuleBase, ModuleConfig, ModuleSaver, TaskBase, module, task
from caikit.core.data_model import DataStream

from majority.data_model import Label, Row


@task(required_parameters={"row": Row}, output_type=Label)
class LabelTask(TaskBase):
    """Gives a row a label."""


@module("00110203-0405-0607-0809-0a0b0c0d0e0f", "majority", "0.0.1", task=LabelTask)
class MajorityModule(ModuleBase):
    """Gives every row the label that was most frequent in training."""

    def __init__(self, label: str = "") -> None:
        super().__init__()
        self.label = label

    def run(self, row: Row) -> Label:  # noqa: ARG002 (the task's parameter)
        return Label(self.label)

    def save(self, model_path: str) -> None:
        with ModuleSaver(self, model_path=model_path) as saver:
            saver.update_config({"label": self.label})

    @classmethod
    def load(cls, model_path: str) -> "MajorityModule":
        return cls(ModuleConfig.load(model_path)["label"])

    @classmethod
    def train(cls, training_data: DataStream[Row], fewest: int = 2, wait_for: str = "") -> "MajorityModule":
        """Learn from at least `fewest` rows; first wait for a file to be there, so that one can look on."""
        while wait_for and not Path(wait_for).exists():
            time.sleep(0.01)
        counts = Counter(row.label for row in training_data)
        if counts.total() < fewest:
            raise ValueError("not enough labels")
        return cls(counts.most_common(1)[0][0])
