"""Reports for people: blocks of text, and how text, Markdown and HTML write them."""
