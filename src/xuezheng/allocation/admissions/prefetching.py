"""Ask the processor for a cell of an array before it is needed.

Who is displaced from a school is looked up anywhere in a list of gigabytes. Asked for a few steps
ahead, the cell is there when its turn comes; without it a round of a million takes twice as long.
"""

from typing import Any

from llvmlite import ir
from numba.core import types
from numba.extending import intrinsic


@intrinsic
def prefetch(typing: Any, cells: Any, at: Any) -> Any:
    """Fetch `cells[at]` into the cache; nothing is read or changed, so any `at` is allowed."""

    def write(context: Any, builder: Any, signature: Any, given: Any) -> Any:
        array = context.make_array(signature.args[0])(context, builder, given[0])
        byte, word = ir.IntType(8).as_pointer(), ir.IntType(32)
        kind = ir.FunctionType(ir.VoidType(), [byte, word, word, word])
        fetch = builder.module.declare_intrinsic("llvm.prefetch", [byte], kind)
        place = builder.bitcast(builder.gep(array.data, [given[1]]), byte)
        # read, keep in all caches, data
        builder.call(fetch, [place, word(0), word(3), word(1)])
        return context.get_dummy_value()

    return types.void(cells, at), write
