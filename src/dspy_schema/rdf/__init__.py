"""RDF and JSON-LD, both ways: records to nodes to triples, and graphs to records."""
