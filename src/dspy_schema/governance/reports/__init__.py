"""Reports on evidence and coverage, by format."""
