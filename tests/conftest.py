from __future__ import annotations

import gc
import os
import sys

import pytest
from hypothesis import HealthCheck, settings

# A busy machine is slow now and then; no test is about how long an example takes, and what an example leaves in the
# test's folder is written over by the next.  A property is tried on a few examples in every run and on many by
# `make properties`.
UNTIMED = settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
settings.register_profile("packgen", UNTIMED, max_examples=30)
settings.register_profile("long", UNTIMED, max_examples=1000)
settings.load_profile("packgen")

# Also where the environment says otherwise: else each worker rewrites every test's assertions anew, and each process
# that a test starts compiles all that it imports, which is half of its time.
sys.dont_write_bytecode = False


def pytest_collection_finish() -> None:
    """What is loaded by now stays till the end: the collector of garbage need not look through it again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


@pytest.fixture(scope="session", autouse=True)
def _cache_of_the_tests(tmp_path_factory):
    """What the tests keep in the cache folder is their own, in their processes and in those that they start.

    Workers share it.  No test writes into the class memory of whoever runs it.
    """
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    given = {"PACKGEN_CACHE": str(shared / "cache"), "PACKGEN_MEMORY": "", "PYTHONDONTWRITEBYTECODE": ""}
    before = {name: os.environ.get(name) for name in given}
    os.environ.update(given)
    yield
    for name, value in before.items():
        if value is None:
            del os.environ[name]
        else:
            os.environ[name] = value
