"""Papers about invented places, composed for tests, benchmark and a first look: sources, gold, finished files."""
