"""Structs that accept valid records fast, a module a record type; see dspy_schema.validation.accept."""

# Generated from schema/dspy.yaml and schema/rules.yaml by `python -m dspy_schema_build.codegen`; do not edit.

MODULES = {
    'TrainingJob': 'dspy_schema_model.accept.training_job',
    'ReinforceJob': 'dspy_schema_model.accept.reinforce_job',
    'TrainingRun': 'dspy_schema_model.accept.training_run',
    'arbor:GRPOStatus': 'dspy_schema_model.accept.arbor_grpo_status',
    'arbor:FineTuningJob': 'dspy_schema_model.accept.arbor_fine_tuning_job',
    'azure:FineTuningJob': 'dspy_schema_model.accept.azure_fine_tuning_job',
    'caikit:TrainingJob': 'dspy_schema_model.accept.caikit_training_job',
    'caikit:TrainingStatusResponse': 'dspy_schema_model.accept.caikit_training_status_response',
    'caikit:TrainingInfo': 'dspy_schema_model.accept.caikit_training_info',
    'emissary:TrainingJobDetail': 'dspy_schema_model.accept.emissary_training_job_detail',
    'emissary:TrainingJobSummary': 'dspy_schema_model.accept.emissary_training_job_summary',
    'emissary:DatasetSummary': 'dspy_schema_model.accept.emissary_dataset_summary',
    'emissary:TrainingJobCheckpoint': 'dspy_schema_model.accept.emissary_training_job_checkpoint',
    'openai:FineTuningJob': 'dspy_schema_model.accept.openai_fine_tuning_job',
    'openai:FineTuningJobEvent': 'dspy_schema_model.accept.openai_fine_tuning_job_event',
    'openai:FineTuningJobCheckpoint': 'dspy_schema_model.accept.openai_fine_tuning_job_checkpoint',
}
