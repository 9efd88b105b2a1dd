"""packgen: printed question packs from a tagged, plain-text question bank."""

__version__ = "0.1.0"

INTERRUPTED = 130
"""The exit code after Ctrl-C; it stands here because it must be known before anything else is imported."""
