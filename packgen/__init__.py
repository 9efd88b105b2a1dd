"""packgen: printed question packs from a tagged, plain-text question bank."""

__version__ = "0.1.0"
