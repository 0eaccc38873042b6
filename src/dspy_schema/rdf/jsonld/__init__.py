"""JSON-LD: written, read, and its contexts."""
