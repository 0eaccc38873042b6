"""Reports as blocks, rendered as text, Markdown or HTML."""
