"""The tree of results (RFC 6962): one root for all, and a short proof for each family.

A leaf is hashed with a 0x00 before it, a node with a 0x01, so that neither can pass for the other.
"""

from collections.abc import Callable, Sequence

Hash = Callable[[bytes], bytes]


def layers_of(leaves: Sequence[bytes], hash_of: Hash) -> list[list[bytes]]:
    """Hash the leaves and build every layer up to the root; the last layer is `[root]`.

    An odd node at the end of a layer goes up unchanged; this gives the tree of RFC 6962 §2.1.
    The tree of nothing is the hash of zero bytes.
    """
    layer = [hash_of(b"\0" + leaf) for leaf in leaves] or [hash_of(b"")]
    layers = [layer]
    while len(layer) > 1:
        pairs = [hash_of(b"\1" + layer[i] + layer[i + 1]) for i in range(0, len(layer) - 1, 2)]
        layer = pairs + layer[len(pairs) * 2 :]
        layers.append(layer)
    return layers


def path_of(layers: list[list[bytes]], index: int) -> list[bytes]:
    """Give the hashes a family needs to come from its leaf to the root, lowest first."""
    path = []
    for layer in layers[:-1]:
        beside = index ^ 1
        if beside < len(layer):
            path.append(layer[beside])
        index //= 2
    return path


def root_from(leaf: bytes, index: int, size: int, path: Sequence[bytes], hash_of: Hash) -> bytes | None:
    """Go up from a leaf along its proof; None when the proof has the wrong length for this size."""
    if not 0 <= index < size:
        return None
    node, steps, last = hash_of(b"\0" + leaf), list(path), size - 1
    while last:
        if index % 2 or index < last:
            if not steps:
                return None
            beside = steps.pop(0)
            node = hash_of(b"\1" + beside + node) if index % 2 else hash_of(b"\1" + node + beside)
        index, last = index // 2, last // 2
    return None if steps else node
