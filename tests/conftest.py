from __future__ import annotations

import os

import pytest
from hypothesis import settings

# A busy machine is slow now and then; no test is about how long an example takes.
settings.register_profile("packgen", deadline=None)
settings.load_profile("packgen")


@pytest.fixture(scope="session", autouse=True)
def _cache_of_the_tests(tmp_path_factory):
    """What the tests keep in the cache folder is their own, in their processes and in those that they start.

    No test writes into the class memory of whoever runs it.
    """
    given = {"PACKGEN_CACHE": str(tmp_path_factory.mktemp("cache")), "PACKGEN_MEMORY": ""}
    before = {name: os.environ.get(name) for name in given}
    os.environ.update(given)
    yield
    for name, value in before.items():
        if value is None:
            del os.environ[name]
        else:
            os.environ[name] = value
