"""One server for the tests of this room, and one example city on SQLite to move."""

from collections.abc import Iterator
from pathlib import Path

import postgres_server
import pytest
from server_verbs import new_database, verb


@pytest.fixture(scope="session")
def server() -> str:
    """The run's server: an address with `{name}` where the database stands."""
    return postgres_server.shared()


@pytest.fixture
def own_server() -> Iterator[postgres_server.Server]:
    """A server that a test may stop and kill."""
    made = postgres_server.Server(client_connection_check_interval="1s")
    yield made
    made.end()


@pytest.fixture(scope="session")
def on_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small city with every fault, on SQLite, frozen."""
    folder = tmp_path_factory.mktemp("on-file") / "city"
    verb("demo", folder, "--pupils", 2000, "--faults", "all")
    return folder


@pytest.fixture
def empty(server: str, request: pytest.FixtureRequest) -> str:
    """The address of an empty database of one's own."""
    return new_database(server, f"t{abs(hash(request.node.nodeid)) % 10**12}")
