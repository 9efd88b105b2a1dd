"""Where packgen's own bank, layouts and profiles are: in the checkout that it runs from, else in the package."""

from __future__ import annotations

from pathlib import Path

import packgen


def bundled_bank() -> Path:
    """The folder of the bundled question bank."""
    return _home() / "questionbank"


def bundled_layouts() -> Path:
    """The folder of the bundled layouts."""
    return _home() / "layouts"


def bundled_profiles() -> Path:
    """The folder of the bundled profiles."""
    return Path(packgen.__file__).resolve().parent / "profiles"


def _home() -> Path:
    """The checkout if this is one, whose folders are newer than any copy made when it was installed."""
    package = Path(packgen.__file__).resolve().parent
    checkout = package.parent
    if (checkout / "pyproject.toml").is_file() and (checkout / "questionbank").is_dir():
        return checkout
    return package / "bundled"
