"""One rule a file: what an author should know about an item or a paper."""
