"""Sources, streams and formats: bytes to batches of JSON texts."""
