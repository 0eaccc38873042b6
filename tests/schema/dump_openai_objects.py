"""Read records as OpenAI's SDK reads the service's answers, and write them as its objects dump themselves.

Run by test_openai_sdk.py with the Python of an environment that has the SDK. The standard input has a record a line,
and the standard output the dump of each.
"""

from __future__ import annotations

import json
import sys
import warnings

from openai.types.fine_tuning import FineTuningJob, FineTuningJobEvent
from openai.types.fine_tuning.jobs import FineTuningJobCheckpoint

CLASSES = {
    "fine_tuning.job": FineTuningJob,
    "fine_tuning.job.event": FineTuningJobEvent,
    "fine_tuning.job.checkpoint": FineTuningJobCheckpoint,
}

# Answers are not validated, so objects hold what their types do not allow, and pydantic says so.
warnings.simplefilter("ignore")
for line in sys.stdin:
    record = json.loads(line)
    print(json.dumps(CLASSES[record["object"]].construct(**record).model_dump(mode="json")))
