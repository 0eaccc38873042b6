"""Structs that accept valid records fast, a module a type; see dspy_schema.validation.fast_path."""

# Generated from schema/dspy.yaml and schema/rules.yaml by `python -m dspy_schema_build.codegen`; do not edit.

MODULES = {
    'TrainingJob': 'dspy_schema_model.fast_structs.training_job',
    'ReinforceJob': 'dspy_schema_model.fast_structs.reinforce_job',
    'TrainingRun': 'dspy_schema_model.fast_structs.training_run',
    'arbor:GRPOStatus': 'dspy_schema_model.fast_structs.arbor_grpo_status',
    'arbor:FineTuningJob': 'dspy_schema_model.fast_structs.arbor_fine_tuning_job',
    'azure:FineTuningJob': 'dspy_schema_model.fast_structs.azure_fine_tuning_job',
    'caikit:TrainingJob': 'dspy_schema_model.fast_structs.caikit_training_job',
    'caikit:TrainingStatusResponse': 'dspy_schema_model.fast_structs.caikit_training_status_response',
    'caikit:TrainingInfo': 'dspy_schema_model.fast_structs.caikit_training_info',
    'emissary:TrainingJobDetail': 'dspy_schema_model.fast_structs.emissary_training_job_detail',
    'emissary:TrainingJobSummary': 'dspy_schema_model.fast_structs.emissary_training_job_summary',
    'emissary:DatasetSummary': 'dspy_schema_model.fast_structs.emissary_dataset_summary',
    'emissary:TrainingJobCheckpoint': 'dspy_schema_model.fast_structs.emissary_training_job_checkpoint',
    'openai:FineTuningJob': 'dspy_schema_model.fast_structs.openai_fine_tuning_job',
    'openai:FineTuningJobEvent': 'dspy_schema_model.fast_structs.openai_fine_tuning_job_event',
    'openai:FineTuningJobCheckpoint': 'dspy_schema_model.fast_structs.openai_fine_tuning_job_checkpoint',
}
