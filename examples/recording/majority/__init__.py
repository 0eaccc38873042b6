"""A caikit library with one small module, which learns the most frequent label."""

from majority import data_model
from majority.module import MajorityModule

__all__ = ["MajorityModule", "data_model"]
