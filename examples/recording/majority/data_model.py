"""What the module learns from and what it says."""

from caikit.core.data_model import DataObjectBase, dataobject


@dataobject("majority.data_model")
class Row(DataObjectBase):
    """A text with its label."""

    text: str
    label: str


@dataobject("majority.data_model")
class Label(DataObjectBase):
    """A label."""

    label: str
