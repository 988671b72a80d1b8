"""Two ways to build the tree, three ways to climb it, and no way to fool them."""

import pytest
from draw_examples import single_file_verifier

from xuezheng.allocation.draw.hashing import hash_named
from xuezheng.allocation.draw.merkle import layers_of, path_of, root_from
from xuezheng.allocation.draw.recount import Climber, root_of

SHA256 = hash_named("sha256")
ALONE = single_file_verifier()


@pytest.mark.parametrize("size", range(1, 70))
def test_all_sizes_agree_and_every_leaf_is_proven(size):
    leaves = [b"leaf %d" % i for i in range(size)]

    layers = layers_of(leaves, SHA256)

    root, climber = layers[-1][0], Climber(SHA256)
    assert root == root_of(leaves, SHA256) == ALONE.root_of("sha256", leaves)
    for i, leaf in enumerate(leaves):
        path = path_of(layers, i)
        assert root_from(leaf, i, size, path, SHA256) == root
        assert climber.root(leaf, i, size, path) == root
        assert ALONE.root_by_proof("sha256", leaf, i, size, path) == root


@pytest.mark.parametrize("size", [1, 2, 3, 6, 8, 31])
def test_no_other_leaf_place_or_path_is_proven(size):
    leaves = [b"leaf %d" % i for i in range(size)]
    layers = layers_of(leaves, SHA256)
    root = layers[-1][0]

    for i, leaf in enumerate(leaves):
        path = path_of(layers, i)
        wrong = [(b"another", i, size, path), (leaf, i, size, [*path, root]), (leaf, size, size, path)]
        wrong += [(leaf, i, size, path[:-1])] if path else []
        wrong += [(leaf, j, size, path) for j in range(size) if j != i]
        for case in wrong:
            assert root_from(*case, SHA256) != root
            assert _climbed(Climber(SHA256).root, *case) != root
            assert _climbed(ALONE.root_by_proof, "sha256", *case) != root


def _climbed(climb, *case):
    try:
        return climb(*case)
    except ValueError:
        return None


def test_a_node_cannot_pass_for_a_leaf():
    two = layers_of([b"a", b"b"], SHA256)

    assert layers_of([two[0][0] + two[0][1]], SHA256)[-1][0] != two[-1][0]
