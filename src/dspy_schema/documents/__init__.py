"""Reports as blocks, and what writes them: text, Markdown, HTML."""
