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
from operator import and_, or_
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
    columns = _undominated({rank: mask & remaining for rank, mask in enumerate(masks)})
    ranks = list(columns)
    positions = _minimum_cover(list(columns.values()), [masks[rank].bit_count() for rank in ranks])
    chosen = essential | {ranks[position] for position in positions}
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


def _minimum_cover(columns: list[int], sizes: list[int]) -> list[int]:
    """Return the positions of the fewest columns that cover what all cover, then the largest, then the first.

    Args:
        columns: The elements of each column, in the order of preference.
        sizes: The size of each column, never rising along that order.
    """
    if not columns:
        return []
    greedy = _greedy_cover(columns)
    if len(columns) > MOST_CANDIDATES:
        return _positions(greedy)
    search = _Search(sizes)
    found = search.better(_conditions(columns), search.value(greedy))
    return _positions(greedy if found is None else found)


def _conditions(columns: list[int]) -> set[int]:
    """Return sets of columns of which a cover needs one each: for an element, the columns that have it.

    An element that lies in all columns of an earlier one is covered with that one, and adds no condition.
    """
    conditions = set()
    remaining = reduce(or_, columns)
    while remaining:
        element = remaining & -remaining
        having = [position for position, column in enumerate(columns) if column & element]
        conditions.add(reduce(or_, (1 << position for position in having)))
        remaining &= ~reduce(and_, (columns[position] for position in having))
    return conditions


def _greedy_cover(columns: list[int]) -> int:
    """Return a cover that takes, again and again, the first column with the most elements still missing."""
    chosen, remaining = 0, reduce(or_, columns)
    while remaining:
        position = max(range(len(columns)), key=lambda candidate: (columns[candidate] & remaining).bit_count())
        chosen |= 1 << position
        remaining &= ~columns[position]
    return chosen


class _Search:
    """Branch and bound for the best set of columns that meets conditions.

    A condition is a set of columns of which one is needed; sets of columns are integers with a bit for each position.
    The value of a set is its number of columns, negated, and its weight: the size of a column outweighs all positions
    together, and an earlier position outweighs all later ones, so that no two sets have the same value. Values add up.
    """

    def __init__(self, sizes: list[int]) -> None:
        last = len(sizes) - 1
        self._weights = [size << last + 1 | 1 << last - position for position, size in enumerate(sizes)]
        self._steps = 0

    def value(self, chosen: int) -> tuple[int, int]:
        """Return the value of a set of columns; the greater the better."""
        return -chosen.bit_count(), sum(self._weights[position] for position in _positions(chosen))

    def better(self, conditions: set[int], limit: tuple[int, int]) -> int | None:
        """Return the best set that meets the conditions, or None if its value is not above the limit.

        When `MOST_STEPS` are used up, nothing better is found any more: what was found before stands.
        """
        self._steps += len(conditions)
        if self._steps > MOST_STEPS:
            return None
        conditions, chosen = _reduced(conditions)
        groups = _groups(conditions)
        bounds = [self._bound(group) for group in groups]
        # The value that the whole can reach: of what is chosen, and of each group its bound until it is solved.
        count, weight = (sum(part) for part in zip(self.value(chosen), *bounds, strict=True))
        if (count, weight) <= limit:
            return None
        for group, bound in zip(groups, bounds, strict=True):
            count, weight = count - bound[0], weight - bound[1]
            found = self._branch(group, (limit[0] - count, limit[1] - weight))
            if found is None:
                return None
            value = self.value(found)
            count, weight = count + value[0], weight + value[1]
            chosen |= found
        return chosen

    def _branch(self, conditions: set[int], limit: tuple[int, int]) -> int | None:
        """Do the same by trying the columns of one condition in turn, each without those tried before it."""
        best = None
        tried = 0
        for position in _positions(min(conditions, key=lambda one: (one.bit_count(), -_crowd(one, conditions), one))):
            column = 1 << position
            left = {condition & ~tried for condition in conditions if not condition & column}
            if 0 in left:
                break
            found = self.better(left, (limit[0] + 1, limit[1] - self._weights[position]))
            if found is not None:
                best = found | column
                limit = self.value(best)
            tried |= column
        return best

    def _bound(self, conditions: set[int]) -> tuple[int, int]:
        """Return a value that no set that meets the conditions exceeds.

        Conditions without a common column each need an own one: they bound the number, and if no more columns than
        that are taken, the best column of each bounds the weight.
        """
        count, weight, seen = 0, 0, 0
        for condition in sorted(conditions, key=lambda one: (_crowd(one, conditions), one)):
            if not condition & seen:
                seen |= condition
                count += 1
                weight += self._weights[_first(condition)]
        return -count, weight


def _crowd(condition: int, conditions: set[int]) -> int:
    """Return how many conditions share a column with this one."""
    return sum(1 for other in conditions if other & condition)


def _groups(conditions: set[int]) -> list[set[int]]:
    """Return the conditions in groups that share no column, so that each group can be met by itself."""
    groups: list[tuple[int, set[int]]] = []
    for condition in conditions:
        columns, members = condition, {condition}
        apart = []
        for group in groups:
            if group[0] & condition:
                columns |= group[0]
                members |= group[1]
            else:
                apart.append(group)
        groups = [*apart, (columns, members)]
    return [members for _, members in groups]


def _reduced(conditions: set[int]) -> tuple[set[int], int]:
    """Return the conditions that still leave a choice, and the columns that are taken without one.

    A condition that follows from another is dropped, a column that is alone in a condition is taken, and a column is
    dropped that meets no condition beyond those of a preferred one, until nothing changes.
    """
    taken = 0
    while True:
        kept: list[int] = []
        for condition in sorted(conditions, key=int.bit_count):
            if not any(other & condition == other for other in kept):
                kept.append(condition)
        alone = reduce(or_, (condition for condition in kept if condition.bit_count() == 1), 0)
        taken |= alone
        unmet = [condition for condition in kept if not condition & alone]
        meets: dict[int, int] = {}
        for index, condition in enumerate(unmet):
            for position in _positions(condition):
                meets[position] = meets.get(position, 0) | 1 << index
        useful = reduce(or_, (1 << position for position in _undominated(meets)), 0)
        narrowed = {condition & useful for condition in unmet}
        if narrowed == conditions:
            return conditions, taken
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
