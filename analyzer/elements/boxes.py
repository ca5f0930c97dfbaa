"""The fewest and largest boxes that describe a set of cases.

A case is a cell of a finite grid with one dimension per element (act, means, purpose, ...). A box is a product of sets
of values, one set per dimension, which a person can read as one sentence. `cover` says a set of cells in the fewest.

This is the minimisation of Quine and McCluskey for variables with more than two values: the boxes that cannot grow
are the prime implicants, and the answer is a minimum set of them that covers the target. Sets of values as literals
are those of R. L. Rudell and A. Sangiovanni-Vincentelli, "Multiple-Valued Minimization for PLA Optimization", IEEE
Transactions on Computer-Aided Design 6(5), 1987. Three steps lead there:

1. List all boxes that cannot grow, one dimension after another. Values whose slices are equal count as one, and an
   intersection of slices that occurs again is solved once.
2. Take the boxes that alone cover some cell: every answer has them.
3. Cover what remains exactly: reduce by dominance, then branch and bound.

Sets of cells are integers: bit i stands for the cell with index i in row-major order.

The definitions of a law leave few such boxes. A target without structure can have more of them than can be listed, or
a cover whose minimality takes too long to prove. Past `MOST_BOXES`, `MOST_CANDIDATES` or `MOST_STEPS` a greedy answer
stands in: its union is still exactly the target, no box of it can grow, none is redundant and it is always the same,
but it may have more boxes than the minimum.
"""

from collections.abc import Iterable
from functools import reduce
from itertools import accumulate
from math import prod
from operator import or_
from typing import TypeAlias

Box: TypeAlias = tuple[tuple[int, ...], ...]
"""For each dimension the indices of the values in the box, ascending."""

MOST_BOXES = 20_000
"""How many boxes may be listed, those of intersections included, before boxes are grown from single cells instead."""

MOST_CANDIDATES = 300
"""How many boxes may be left to choose from, after all reductions, before the answer is a greedy cover."""

MOST_STEPS = 100_000
"""How many conditions the search for a minimum may look at before the best cover found so far is the answer."""


def cover(shape: tuple[int, ...], target: int) -> tuple[Box, ...]:
    """Return the fewest boxes whose union is exactly the target.

    Among answers with equally few boxes it is the one with the greatest sum of cells, and among those the first in
    order. No box can grow inside the target; boxes may overlap.

    Args:
        shape: The number of values of each dimension.
        target: The cells to describe.

    Returns:
        The boxes, larger ones first, equally large ones in lexicographic order.

    Raises:
        ValueError: The target has cells outside the grid.
    """
    if target < 0 or target >> prod(shape):
        raise ValueError(f"the target has cells outside a grid of {prod(shape)} cells")
    listed = _maximal_boxes(shape, target)
    boxes = _grown_boxes(shape, target) if listed is None else listed
    ranked = sorted(boxes.items(), key=lambda item: (-item[0].bit_count(), item[1]))
    masks = [mask for mask, _ in ranked]

    essential = _essential(masks)
    remaining = target & ~reduce(or_, (masks[rank] for rank in essential), 0)
    chosen = set(essential)
    for columns in _independent(_undominated({rank: mask & remaining for rank, mask in enumerate(masks)})):
        ranks = list(columns)
        sizes = [masks[rank].bit_count() for rank in ranks]
        chosen |= {ranks[position] for position in _minimum_cover(list(columns.values()), sizes)}
    return tuple(ranked[rank][1] for rank in sorted(_irredundant(masks, chosen)))


def box_mask(shape: tuple[int, ...], box: Box) -> int:
    """Return the set of cells of a box.

    Args:
        shape: The number of values of each dimension.
        box: The indices of the box's values in each dimension.
    """
    mask, width = 1, 1
    for count, values in zip(reversed(shape), reversed(box), strict=True):
        mask = _repeated(mask, values, width)
        width *= count
    return mask


def cells_in(box: Box) -> int:
    """Return the number of cells of a box."""
    return prod(len(values) for values in box)


def _repeated(mask: int, values: Iterable[int], width: int) -> int:
    """Return the cells that have one of the values in a dimension, and below it are in a set of that width."""
    return reduce(or_, (mask << value * width for value in values), 0)


def _slices(cells: int, count: int, width: int) -> list[int]:
    """Return the cells below each value of the first dimension."""
    return [cells >> value * width & (1 << width) - 1 for value in range(count)]


def _maximal_boxes(shape: tuple[int, ...], target: int) -> dict[int, Box] | None:
    """Return every box that cannot grow inside the target, by its cells; None if there are too many to list.

    A box that cannot grow is a box that cannot grow inside an intersection of slices of the first dimension, together
    with all values whose slices contain it. So the dimensions are solved one after another, each intersection once.
    """
    solved: list[dict[int, dict[int, Box]]] = [{} for _ in shape]
    listed = 0

    def solve(dimension: int, cells: int) -> dict[int, Box] | None:
        nonlocal listed
        if dimension == len(shape):
            return {1: ()} if cells else {}
        if cells in solved[dimension]:
            return solved[dimension][cells]
        width = prod(shape[dimension + 1 :])
        slices = _slices(cells, shape[dimension], width)
        intersections: set[int] = set()
        for cells_below in set(slices):
            intersections |= {cells_below, *(cells_below & other for other in intersections)}
            if len(intersections) > MOST_BOXES:
                return None
        below: dict[int, Box] = {}
        for intersection in intersections:
            found = solve(dimension + 1, intersection)
            if found is None:
                return None
            below |= found
        listed += len(below)
        if listed > MOST_BOXES:
            return None
        boxes = {}
        for mask, box in below.items():
            values = tuple(value for value, cells_below in enumerate(slices) if mask | cells_below == cells_below)
            boxes[_repeated(mask, values, width)] = (values, *box)
        solved[dimension][cells] = boxes
        return boxes

    return solve(0, target)


def _grown_boxes(shape: tuple[int, ...], target: int) -> dict[int, Box]:
    """Return boxes that cannot grow and together cover the target, each grown from a cell no earlier one covers."""
    boxes: dict[int, Box] = {}
    remaining = target
    while remaining:
        index = _first(remaining)
        corner = []
        for count in reversed(shape):
            index, value = divmod(index, count)
            corner.append((value,))
        box: Box = tuple(reversed(corner))
        for dimension, count in enumerate(shape):
            # A value refused now would be refused again later, since the box only gets larger: one pass is enough.
            fitting = [
                value
                for value in range(count)
                if not box_mask(shape, (*box[:dimension], (value,), *box[dimension + 1 :])) & ~target
            ]
            box = (*box[:dimension], tuple(fitting), *box[dimension + 1 :])
        mask = box_mask(shape, box)
        boxes[mask] = box
        remaining &= ~mask
    return boxes


def _essential(masks: list[int]) -> set[int]:
    """Return the positions of the sets that have an element no other set has."""
    before = accumulate(masks, or_, initial=0)
    after = list(accumulate(reversed(masks), or_, initial=0))[-2::-1]
    return {
        rank
        for rank, (mask, left, right) in enumerate(zip(masks, before, after, strict=False))
        if mask & ~(left | right)
    }


def _irredundant(masks: list[int], chosen: set[int]) -> set[int]:
    """Return the chosen sets without those that the others make superfluous, the last ones going first."""
    order = sorted(chosen)
    before = accumulate((masks[rank] for rank in order), or_, initial=0)
    kept: set[int] = set()
    after = 0
    for rank, left in reversed(list(zip(order, before, strict=False))):
        if masks[rank] & ~(left | after):
            kept.add(rank)
            after |= masks[rank]
    return kept


def _undominated(columns: dict[int, int]) -> dict[int, int]:
    """Return the columns without those that a column of better rank contains, and without empty ones."""
    kept: dict[int, int] = {}
    for rank in sorted(columns):
        column = columns[rank]
        if column and not any(column | better == better for better in kept.values()):
            kept[rank] = column
    return kept


def _independent(columns: dict[int, int]) -> list[dict[int, int]]:
    """Return the columns in groups that share no element, so that each group can be covered by itself."""
    groups: list[tuple[int, list[int]]] = []
    for rank, column in columns.items():
        apart = [group for group in groups if not group[0] & column]
        joined = [group for group in groups if group[0] & column]
        elements = reduce(or_, (group[0] for group in joined), column)
        groups = [*apart, (elements, [*(member for group in joined for member in group[1]), rank])]
    return [{rank: columns[rank] for rank in sorted(ranks)} for _, ranks in groups]


def _minimum_cover(columns: list[int], sizes: list[int]) -> list[int]:
    """Return the positions of the fewest columns that cover what all cover, then the largest, then the first.

    Args:
        columns: The elements of each column, in the order of preference.
        sizes: The size of each column, never rising along that order.
    """
    if len(columns) > MOST_CANDIDATES:
        return _positions(_greedy_cover(columns))
    search = _Search(columns, sizes)
    greedy = _greedy_cover(columns)
    found = search.best_above(_conditions(columns), search.value(greedy))
    return _positions(greedy if found is None else found)


def _conditions(columns: list[int]) -> set[int]:
    """Return the distinct sets of columns that have an element in common: a cover has one column of each."""
    parts = [(reduce(or_, columns), 0)]
    for position, column in enumerate(columns):
        split = []
        for elements, having in parts:
            if inside := elements & column:
                split.append((inside, having | 1 << position))
            if outside := elements & ~column:
                split.append((outside, having))
        parts = split
    return {having for _, having in parts}


def _greedy_cover(columns: list[int]) -> int:
    """Return a cover that takes, again and again, the first column with the most elements still missing."""
    chosen, remaining = 0, reduce(or_, columns)
    while remaining:
        position = max(range(len(columns)), key=lambda candidate: (columns[candidate] & remaining).bit_count())
        chosen |= 1 << position
        remaining &= ~columns[position]
    return chosen


class _Search:
    """Branch and bound for the best cover, sets of columns being integers with a bit for each position.

    All preferences after the number of columns are one sum: the size of a column outweighs all positions together, and
    an earlier position outweighs all later ones. So the bound decides between equals too and never lists them.
    """

    def __init__(self, columns: list[int], sizes: list[int]) -> None:
        count = len(columns)
        self._weights = [size << count | 1 << count - 1 - position for position, size in enumerate(sizes)]
        self._steps = 0

    def value(self, chosen: int) -> tuple[int, int]:
        """Return how good a set of columns is: fewer columns first, then the greater weight."""
        return -chosen.bit_count(), sum(self._weights[position] for position in _positions(chosen))

    def best_above(self, conditions: set[int], limit: tuple[int, int]) -> int | None:
        """Return the best cover that meets the conditions if its value is above the limit."""
        self._steps += len(conditions)
        if self._steps > MOST_STEPS:
            return None
        conditions, chosen = _reduced(conditions)
        groups = _groups(conditions)
        bounds = [self._bound(group) for group in groups]
        count, weight = self.value(chosen)
        count += sum(bound[0] for bound in bounds)
        weight += sum(bound[1] for bound in bounds)
        if (count, weight) <= limit:
            return None
        for group, bound in zip(groups, bounds, strict=True):
            # What this group may be worth at least, if all others reach their bounds.
            count -= bound[0]
            weight -= bound[1]
            found = self._branch(group, (limit[0] - count, limit[1] - weight))
            if found is None:
                return None
            chosen |= found
            value = self.value(found)
            count += value[0]
            weight += value[1]
        return chosen

    def _branch(self, conditions: set[int], limit: tuple[int, int]) -> int | None:
        """Try each column of the narrowest condition in turn, without the columns tried before."""
        best = None
        tried = 0
        narrowest = min(conditions, key=lambda c: (c.bit_count(), -sum(1 for o in conditions if o & c), c))
        for position in _positions(narrowest):
            column = 1 << position
            left = {condition & ~tried for condition in conditions if not condition & column}
            if 0 in left:
                break
            found = self.best_above(left, (limit[0] + 1, limit[1] - self._weights[position]))
            if found is not None:
                best = found | column
                limit = self.value(best)
            tried |= column
        return best

    def _bound(self, conditions: Iterable[int]) -> tuple[int, int]:
        """Return what no cover that meets the conditions can exceed.

        Conditions without a common column each need an own one: they bound the number, and when no more columns than
        that are taken, the best column of each bounds the weight.
        """
        count, weight, seen = 0, 0, 0
        crowded = {c: sum(1 for o in conditions if o & c) for c in conditions}
        for condition in sorted(conditions, key=lambda condition: (crowded[condition], condition)):
            if not condition & seen:
                seen |= condition
                count += 1
                weight += self._weights[_first(condition)]
        return -count, weight


def _groups(conditions):
    groups = []
    for condition in conditions:
        apart = []
        joined = {condition}
        union = condition
        for u, members in groups:
            if u & condition:
                union |= u
                joined |= members
            else:
                apart.append((u, members))
        groups = [*apart, (union, joined)]
    return [m for _, m in groups]


def _reduced(conditions: set[int]) -> tuple[set[int], int]:
    """Return the conditions without those that follow from others, and the chosen columns with those they force."""
    chosen = 0
    while True:
        kept: list[int] = []
        for condition in sorted(conditions, key=int.bit_count):
            if not any(other & condition == other for other in kept):
                kept.append(condition)
        forced = reduce(or_, (condition for condition in kept if condition.bit_count() == 1), 0)
        open_conditions = [condition for condition in kept if not condition & forced]
        meets: dict[int, int] = {}
        for index, condition in enumerate(open_conditions):
            for position in _positions(condition):
                meets[position] = meets.get(position, 0) | 1 << index
        useful = reduce(or_, (1 << position for position in _undominated(meets)), 0)
        chosen |= forced
        narrowed = {condition & useful for condition in open_conditions}
        if narrowed == conditions:
            return conditions, chosen
        conditions = narrowed


def _first(positions: int) -> int:
    """Return the lowest position in a set of positions."""
    return (positions & -positions).bit_length() - 1


def _positions(positions: int) -> list[int]:
    """Return a set of positions as an ascending list."""
    listed = []
    while positions:
        listed.append(_first(positions))
        positions &= positions - 1
    return listed
