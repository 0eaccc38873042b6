"""What the generated tables of the schema say, at run time."""
