"""The structs of the fast path: they decode what is valid for certain, and leave the rest to the full check."""
