"""The alignment of the schema's elements to the terms of other vocabularies: read, looked up and checked."""
