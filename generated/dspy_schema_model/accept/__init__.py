"""Structs that accept valid records fast, a module a record type; see dspy_schema.validation.accept."""

# Generated from schema/dspy.yaml and schema/rules.yaml by `python -m dspy_schema.codegen`; do not edit.

MODULES = {'TrainingJob': 'dspy_schema_model.accept.training_job', 'ReinforceJob': 'dspy_schema_model.accept.reinforce_job', 'TrainingRun': 'dspy_schema_model.accept.training_run'}
