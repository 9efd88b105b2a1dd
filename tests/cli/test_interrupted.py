"""Runs that are cut off, crowded or refused by the system: the packs that are there stay whole."""

import hashlib
import json
import os
import signal
import subprocess
import sys
import time

import pytest

# Limits and signals are tried as Unix has them.
resource = pytest.importorskip("resource")

MAKE = ("make", "--seed", "3", "--title", "t", "-o", "out")
MANY = (*MAKE, "--versions", "60")


def start(folder, *args, **options):
    return subprocess.Popen(
        [sys.executable, "-m", "packgen", *args],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        **options,
    )


def ended(process):
    _, err = process.communicate(timeout=120)
    assert b"Traceback" not in err
    return process.returncode, err.decode()


def contents(pack):
    return {path.relative_to(pack).as_posix(): path.read_bytes() for path in pack.rglob("*") if path.is_file()}


def whole(pack):
    """True if every file that the record names is there with its bytes, and no other."""
    record = json.loads((pack / "pack.json").read_text())
    found = contents(pack)
    named = {each["path"]: each["sha256"] for each in record["files"]}
    return set(found) == {*named, "pack.json"} and all(
        hashlib.sha256(found[path]).hexdigest() == digest for path, digest in named.items()
    )


def begun(folder, process):
    """Wait until a run has written some of its files."""
    while process.poll() is None:
        if len(list((folder / "out").glob(".t.*/*/*.pdf"))) > 2:
            return True
        time.sleep(0.01)
    return False


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT])
def test_a_run_that_is_killed_leaves_the_pack_that_was_there(folder, how):
    assert ended(start(folder, *MAKE))[0] == 0
    before = contents(folder / "out" / "t")
    process = start(folder, *MANY, "--force")
    assert begun(folder, process)
    process.send_signal(how)
    code, _ = ended(process)
    assert code == (130 if how is signal.SIGINT else -signal.SIGKILL)
    assert contents(folder / "out" / "t") == before
    assert [path.name for path in (folder / "out").iterdir() if not path.name.startswith(".")] == ["t"]
    if how is signal.SIGINT:
        assert [path.name for path in (folder / "out").iterdir()] == ["t"]
    assert ended(start(folder, *MAKE))[0] == 0
    assert whole(folder / "out" / "t")


def test_what_a_killed_run_left_goes_with_a_later_one(folder):
    assert ended(start(folder, *MAKE))[0] == 0
    left = folder / "out" / ".t.0a1b2c3d.packgen-new"
    left.mkdir()
    (left / "part.pdf").write_bytes(b"%PDF")
    assert ended(start(folder, *MAKE))[0] == 0
    assert left.exists()  # it may be another run's that is still at work
    day_before_yesterday = time.time() - 2 * 86_400
    os.utime(left, (day_before_yesterday, day_before_yesterday))
    assert ended(start(folder, *MAKE))[0] == 0
    assert not left.exists()


def test_two_runs_into_one_folder_leave_one_whole_pack(folder):
    both = [start(folder, *MAKE, "--versions", "4") for _ in range(2)]
    ends = [ended(process) for process in both]
    assert 0 in [code for code, _ in ends]
    assert all(code == 0 or "another packgen" in err for code, err in ends)
    assert whole(folder / "out" / "t")
    assert [path.name for path in (folder / "out").iterdir()] == ["t"]


def test_a_disk_that_takes_no_more_leaves_the_pack_that_was_there(folder):
    assert ended(start(folder, *MAKE))[0] == 0
    before = contents(folder / "out" / "t")

    def limited():
        resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))

    code, err = ended(start(folder, *MANY, "--force", preexec_fn=limited))
    assert code == 1
    assert "not-written" in err
    assert contents(folder / "out" / "t") == before
    assert [path.name for path in (folder / "out").iterdir()] == ["t"]


@pytest.mark.skipif(not os.path.isdir("/proc/self"), reason="needs a folder that nobody may write into")
def test_a_folder_that_may_not_be_written_into_is_a_message(folder):
    code, err = ended(start(folder, *MAKE[:-1], "/proc/packs"))
    assert code == 1
    assert "choose another folder with --out" in err
    assert not any(path.name.startswith(".t") for path in folder.rglob("*"))


def test_nothing_of_the_bank_is_touched(folder):
    before = contents(folder / "questionbank")
    process = start(folder, *MANY)
    begun(folder, process)
    process.kill()
    ended(process)
    assert contents(folder / "questionbank") == before
