import pytest
from hypothesis import settings

from schemas.declarations import Declarations
from schemas.loading import load_declarations

# The first example pays for imports and caches, and machines that test are busy.
settings.register_profile("no deadline", deadline=None)
settings.load_profile("no deadline")


@pytest.fixture(scope="session")
def declarations() -> Declarations:
    """The declarations as they are shipped."""
    return load_declarations()
