"""Every answer in tests/golden/draw is given by the library and by the single-file verifier alike."""

import json
from itertools import islice

import pytest
from draw_examples import GOLDEN, single_file_verifier

from xuezheng.allocation.draw import canonical, codes, hashing, merkle, orders, recount, revealing, seeding
from xuezheng.allocation.draw.commitment import commitment_from
from xuezheng.allocation.tables import read_table

ALONE = single_file_verifier()


def vectors(name: str) -> list:
    found = json.loads((GOLDEN / f"{name}.json").read_text(encoding="utf-8"))
    return [pytest.param(vector, id=vector.get("title", str(i))) for i, vector in enumerate(found)]


@pytest.mark.parametrize("vector", vectors("values"))
def test_values(vector):
    expected = vector["canonical"].encode()

    assert canonical.canonical(vector["value"]) == expected == ALONE.canon(vector["value"])
    for name in hashing.NAMES:
        assert hashing.digest(name, expected).hex() == vector[name] == ALONE.hash_of(name, expected).hex()


@pytest.mark.parametrize("vector", vectors("lists"))
def test_lists_of_codes(vector):
    expected = bytes.fromhex(vector["bytes"])

    assert canonical.list_bytes(vector["codes"]) == expected == ALONE.list_bytes(vector["codes"])
    assert hashing.digest("sha256", expected).hex() == vector["sha256"]
    assert hashing.digest("sm3", expected).hex() == vector["sm3"]


@pytest.mark.parametrize("vector", vectors("groups"))
def test_groups(vector):
    assert codes.groups_bytes(vector["groups"]).hex() == vector["bytes"]


@pytest.mark.parametrize("vector", vectors("hashes"))
def test_hashes(vector):
    message, name = bytes.fromhex(vector["message"]), vector["hash"]

    assert hashing.digest(name, message).hex() == vector["digest"] == ALONE.hash_of(name, message).hex()
    if name == "sm3":
        assert hashing.sm3(message).hex() == vector["digest"]


@pytest.mark.parametrize("vector", vectors("macs"))
def test_keyed_hashes(vector):
    key, message, name = bytes.fromhex(vector["key"]), bytes.fromhex(vector["message"]), vector["hash"]

    assert (
        hashing.mac_keyed(name, key)(message).hex() == vector["mac"] == ALONE.mac_of(name, key, message).hex()
    )


@pytest.mark.parametrize("vector", vectors("tickets"))
def test_tickets(vector):
    seed, label, code = bytes.fromhex(vector["seed"]), vector["label"], vector["code"]

    [(_, ticket)] = orders.tickets(seed, label, [(code,)], vector["hash"])

    assert ticket == vector["ticket"] == ALONE.ticket_of(vector["hash"], seed, label, code).hex()


@pytest.mark.parametrize("vector", vectors("text_seeds"))
def test_seeds_from_text(vector):
    made = seeding.seed_of(vector["text"], hash=vector["hash"])

    assert made.value.hex() == vector["seed"] == ALONE.seed_of_text(vector["hash"], vector["text"]).hex()


@pytest.mark.parametrize("vector", vectors("streams"))
def test_streams(vector):
    seed, label, name = bytes.fromhex(vector["seed"]), vector["label"], vector["hash"]
    expected = [int(word) for word in vector["words"]]

    assert list(islice(seeding.stream(seed, label, hash=name), 6)) == expected
    assert list(islice(ALONE.words(name, seed, label), 6)) == expected
    for n, numbers in vector["below"].items():
        words = seeding.stream(seed, label, hash=name)
        assert list(islice(seeding.numbers_below(words, int(n)), 8)) == numbers


@pytest.mark.parametrize("vector", vectors("circles"))
def test_circles(vector):
    n, start, step = vector["n"], vector["start"], vector["step"]

    for walk in (orders.circle_places, recount._circle, ALONE.circle):
        assert walk(n, start, step)[: len(vector["order"])] == vector["order"]


@pytest.mark.parametrize("vector", vectors("differences"))
def test_constant_differences(vector):
    n, start, d = vector["n"], vector["start"], vector["difference"]

    for walk in (orders.difference_places, recount._difference, ALONE.difference):
        assert walk(n, start, d) == vector["order"]


@pytest.mark.parametrize("vector", vectors("rfc3797"))
def test_the_examples_of_rfc_3797(vector):
    few = len(vector["order"])

    chosen = orders.rfc3797_places(vector["key"], vector["n"], few)

    assert orders.rfc3797_key(vector["sources"]) == vector["key"] == ALONE.rfc3797_key(vector["sources"])
    assert [place for place, _ in chosen] == vector["order"]
    assert ALONE.rfc3797(vector["key"], vector["n"])[:few] == vector["order"]


def test_the_first_hash_of_rfc_3797_is_the_one_printed_in_it():
    key = "9319./2.5.8.10.12./9.18.26.34.41.45./"

    assert orders.rfc3797_places(key, 25, 2) == [
        (17, "990DD0A5692A029A98B5E01AA28F3459"),
        (7, "3691E55CB63FCC37914430B2F70B5EC6"),
    ]


@pytest.mark.parametrize("vector", vectors("trees"))
def test_trees(vector):
    name, leaves = vector["hash"], [leaf.encode() for leaf in vector["leaves"]]
    layers = merkle.layers_of(leaves, hashing.hash_named(name))

    assert layers[-1][0].hex() == vector["root"] == ALONE.root_of(name, leaves).hex()
    for i, path in enumerate(vector["paths"]):
        proof = [bytes.fromhex(node) for node in path]
        assert merkle.path_of(layers, i) == proof
        assert ALONE.root_by_proof(name, leaves[i], i, len(leaves), proof).hex() == vector["root"]


@pytest.mark.parametrize("vector", vectors("ct_trees"))
def test_trees_of_certificate_transparency(vector):
    leaves = [bytes.fromhex(leaf) for leaf in vector["leaves"]]

    assert merkle.layers_of(leaves, hashing.hash_named("sha256"))[-1][0].hex() == vector["root"]
    assert ALONE.root_of("sha256", leaves).hex() == vector["root"]


@pytest.mark.parametrize("vector", vectors("tables"))
def test_tables(vector, tmp_path):
    file = tmp_path / "table.csv"
    file.write_text(vector["csv"], encoding="utf-8")
    expected = vector["canonical"].encode()

    table = read_table(file)

    assert table.canonical() == expected == ALONE.table_bytes(ALONE.read_csv(file.read_bytes()))
    assert table.sha256() == vector["sha256"]


@pytest.mark.parametrize("vector", vectors("draws"))
def test_whole_draws(vector, tmp_path):
    groups = codes.groups_from((vector["groups"] or "").encode())
    listed = vector["list"].split("\n")[:-1]
    commitment = commitment_from(vector["commit"].encode(), listed, groups)

    made = revealing.drawn(commitment, json.loads(vector["public"]))

    assert commitment.value == vector["commitment"]
    assert made.seed.hex() == vector["seed"]
    assert [json.loads(result.leaf()) for result in made.results] == vector["rows"]
    assert made.root == vector["root"]
    assert made.proof(vector["proof"]["code"]) == vector["proof"]


@pytest.mark.parametrize("vector", vectors("draws"))
def test_whole_draws_are_the_same_to_the_single_file(vector):
    said, public = json.loads(vector["commit"]), json.loads(vector["public"])
    value = ALONE.hash_of(said["hash"], vector["commit"].encode()).hex()
    seed = ALONE.seed_of(said["hash"], value, vector["public"].encode())
    groups = [line.split(" ") for line in (vector["groups"] or "").split("\n")[:-1]]

    rows = ALONE.result_of(said, seed, vector["list"].split("\n")[:-1], groups, public)

    assert (value, seed.hex()) == (vector["commitment"], vector["seed"])
    assert [json.loads(ALONE.result_leaf(row)) for row in rows] == vector["rows"]
    assert ALONE.root_of(said["hash"], map(ALONE.result_leaf, rows)).hex() == vector["root"]
    assert ALONE.check_proof(vector["proof"], vector["root"]) == ""


def test_there_are_enough_vectors():
    n = sum(len(json.loads(file.read_text(encoding="utf-8"))) for file in GOLDEN.glob("*.json"))

    assert n >= 100
