"""Compiled: eight numbers at once, one for each of eight stretches of time.

The same is done to every step, so that eight steps far apart go through it side by side. What
compilers make of loops over arrays depends on whether they can tell the arrays apart; a value of
eight numbers is a vector to them whatever else there is.

Arrays are C-contiguous and their last axis has eight numbers; `at` counts such eights.
"""

from __future__ import annotations

import operator
from typing import TYPE_CHECKING, Any, Final

from llvmlite import ir
from numba import types
from numba.core.typing.templates import AbstractTemplate, infer_global, signature
from numba.extending import intrinsic, lower_builtin, models, register_model

from zeropark.future.plan.interior.standard import Flags, Reals

LANES: Final = 8
_REALS = ir.VectorType(ir.DoubleType(), LANES)
_BYTES = ir.VectorType(ir.IntType(8), LANES)
_EXACT: Final = ("contract",)
"""Products and sums may be joined (one rounding less); nothing else is allowed."""


class _EightType(types.Type):
    def __init__(self) -> None:
        super().__init__(name="Eight")


_eight = _EightType()


@register_model(_EightType)
class _EightModel(models.PrimitiveModel):
    def __init__(self, manager: Any, kind: Any) -> None:
        super().__init__(manager, kind, _REALS)


def _arithmetic(operation: Any, instruction: str) -> None:
    class Typed(AbstractTemplate):
        def generic(self, args: Any, kws: Any) -> Any:
            if not kws and tuple(args) == (_eight, _eight):
                return signature(_eight, _eight, _eight)
            return None

    def lowered(context: Any, builder: Any, sig: Any, args: Any) -> Any:
        return getattr(builder, instruction)(*args, flags=_EXACT)

    infer_global(operation)(Typed)
    lower_builtin(operation, _EightType, _EightType)(lowered)


for _operation, _instruction in (
    (operator.add, "fadd"),
    (operator.sub, "fsub"),
    (operator.mul, "fmul"),
    (operator.truediv, "fdiv"),
):
    _arithmetic(_operation, _instruction)


def _place(context: Any, builder: Any, kind: Any, array: Any, at: Any, vector: Any) -> Any:
    data = context.make_array(kind)(context, builder, array).data
    offset = builder.mul(at, ir.Constant(at.type, LANES))
    return builder.bitcast(builder.gep(data, [offset], inbounds=True), vector.as_pointer())


def _spread(builder: Any, value: Any) -> Any:
    one = ir.VectorType(ir.DoubleType(), LANES)
    first = builder.insert_element(
        ir.Constant(one, ir.Undefined), value, ir.Constant(ir.IntType(32), 0)
    )
    order = ir.Constant(ir.VectorType(ir.IntType(32), LANES), [0] * LANES)
    return builder.shuffle_vector(first, first, order)


def _each_lane(builder: Any, value: Any) -> list[Any]:
    return [
        builder.extract_element(value, ir.Constant(ir.IntType(32), lane)) for lane in range(LANES)
    ]


@intrinsic
def _take(_: Any, array: Any, at: Any) -> Any:
    def lowered(context: Any, builder: Any, sig: Any, args: Any) -> Any:
        place = _place(context, builder, sig.args[0], args[0], args[1], _REALS)
        return builder.load(place, align=8)

    return _eight(array, types.intp), lowered


@intrinsic
def _flags(_: Any, array: Any, at: Any) -> Any:
    def lowered(context: Any, builder: Any, sig: Any, args: Any) -> Any:
        place = _place(context, builder, sig.args[0], args[0], args[1], _BYTES)
        return builder.uitofp(builder.load(place, align=1), _REALS)

    return _eight(array, types.intp), lowered


@intrinsic
def _put(_: Any, array: Any, at: Any, value: Any) -> Any:
    def lowered(context: Any, builder: Any, sig: Any, args: Any) -> Any:
        place = _place(context, builder, sig.args[0], args[0], args[1], _REALS)
        builder.store(args[2], place, align=8)
        return context.get_dummy_value()

    return types.void(array, types.intp, _eight), lowered


@intrinsic
def _same(_: Any, value: Any) -> Any:
    def lowered(context: Any, builder: Any, sig: Any, args: Any) -> Any:
        return _spread(builder, args[0])

    return _eight(types.float64), lowered


@intrinsic
def _most(_: Any, one: Any, other: Any) -> Any:
    def lowered(context: Any, builder: Any, sig: Any, args: Any) -> Any:
        return builder.select(builder.fcmp_ordered(">", args[1], args[0]), args[1], args[0])

    return _eight(_eight, _eight), lowered


@intrinsic
def _choose(_: Any, flag: Any, one: Any, other: Any) -> Any:
    def lowered(context: Any, builder: Any, sig: Any, args: Any) -> Any:
        chosen = builder.fcmp_ordered("!=", args[0], ir.Constant(_REALS, [0.0] * LANES))
        return builder.select(chosen, args[1], args[2])

    return _eight(_eight, _eight, _eight), lowered


@intrinsic
def _size(_: Any, value: Any) -> Any:
    def lowered(context: Any, builder: Any, sig: Any, args: Any) -> Any:
        below = builder.fcmp_ordered("<", args[0], ir.Constant(_REALS, [0.0] * LANES))
        return builder.select(below, builder.fneg(args[0]), args[0])

    return _eight(_eight), lowered


@intrinsic
def _total(_: Any, value: Any) -> Any:
    def lowered(context: Any, builder: Any, sig: Any, args: Any) -> Any:
        lanes = _each_lane(builder, args[0])
        found = lanes[0]
        for lane in lanes[1:]:
            found = builder.fadd(found, lane)
        return found

    return types.float64(_eight), lowered


@intrinsic
def _largest(_: Any, value: Any) -> Any:
    def lowered(context: Any, builder: Any, sig: Any, args: Any) -> Any:
        lanes = _each_lane(builder, args[0])
        found = lanes[0]
        for lane in lanes[1:]:
            found = builder.select(builder.fcmp_ordered(">", lane, found), lane, found)
        return found

    return types.float64(_eight), lowered


if TYPE_CHECKING:

    class Eight:
        """Eight numbers; sums, products and ratios go lane by lane."""

        def __add__(self, other: Eight) -> Eight: ...
        def __sub__(self, other: Eight) -> Eight: ...
        def __mul__(self, other: Eight) -> Eight: ...
        def __truediv__(self, other: Eight) -> Eight: ...

    def take(array: Reals, at: int) -> Eight:
        """The eight numbers at a place."""

    def flags(array: Flags, at: int) -> Eight:
        """Flags as numbers: 1 or 0."""

    def put(array: Reals, at: int, value: Eight) -> None:
        """Write eight numbers to a place."""

    def same(value: float) -> Eight:
        """One number eight times."""

    def most(one: Eight, other: Eight) -> Eight:
        """The larger of each two."""

    def choose(flag: Eight, one: Eight, other: Eight) -> Eight:
        """One where the flag is not 0, elsewhere the other."""

    def size(value: Eight) -> Eight:
        """Absolute values."""

    def total(value: Eight) -> float:
        """The sum of the eight."""

    def largest(value: Eight) -> float:
        """The largest of the eight."""

else:
    take, flags, put, same = _take, _flags, _put, _same
    most, choose, size, total, largest = _most, _choose, _size, _total, _largest
