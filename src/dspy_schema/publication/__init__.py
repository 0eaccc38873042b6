"""Records to RDF and JSON-LD: what is said of a record's node, and how the formats write it."""
