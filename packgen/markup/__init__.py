"""Markdown to blocks and inlines."""
