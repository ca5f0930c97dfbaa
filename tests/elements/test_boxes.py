"""A set of cases is always said in the fewest and largest boxes, which a person can check one by one."""

import random
import time
from collections.abc import Iterator
from itertools import combinations, product
from math import prod

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analyzer.elements import boxes
from analyzer.elements.boxes import Box, box_mask, cells_in, cover

Shape = tuple[int, ...]
CASE_GRID: Shape = (5, 10, 7, 2, 4, 2)


@st.composite
def grids(draw: st.DrawFn, most_cells: int = 100) -> tuple[Shape, int]:
    """A grid and a target in it: any set of cells, or what some boxes leave over."""
    shape: list[int] = []
    for count in draw(st.lists(st.integers(1, 5), min_size=1, max_size=5)):
        if prod(shape) * count <= most_cells:
            shape.append(count)
    cells = prod(shape)
    if draw(st.booleans()):
        return tuple(shape), draw(st.integers(0, (1 << cells) - 1))
    rng = random.Random(draw(st.integers(0, 10_000)))
    return tuple(shape), complement_of_boxes(tuple(shape), draw(st.integers(0, 6)), rng)


def complement_of_boxes(shape: Shape, count: int, rng: random.Random) -> int:
    """What is left of a grid when some boxes, each narrow in about half of the dimensions, are taken away."""
    left = (1 << prod(shape)) - 1
    for _ in range(count):
        narrow = rng.sample(range(len(shape)), max(1, len(shape) // 2))
        box = tuple(
            tuple(sorted(rng.sample(range(size), max(1, size // 2)))) if dimension in narrow else tuple(range(size))
            for dimension, size in enumerate(shape)
        )
        left &= ~box_mask(shape, box)
    return left


def cells_of(shape: Shape, box: Box) -> int:
    """The set of cells of a box, cell by cell from the definition of the row-major index."""
    mask = 0
    for cell in product(*box):
        index = 0
        for count, value in zip(shape, cell, strict=True):
            index = index * count + value
        mask |= 1 << index
    return mask


def larger_by_one_value(shape: Shape, box: Box) -> Iterator[Box]:
    for dimension, count in enumerate(shape):
        for value in set(range(count)) - set(box[dimension]):
            yield (*box[:dimension], tuple(sorted((*box[dimension], value))), *box[dimension + 1 :])


def assert_sound(shape: Shape, target: int, answer: tuple[Box, ...]) -> None:
    masks = [cells_of(shape, box) for box in answer]
    union = 0
    for mask in masks:
        union |= mask
    assert union == target, "the union of the boxes is the target, so every box is inside it"
    for box in answer:
        assert all(cells_of(shape, larger) & ~target for larger in larger_by_one_value(shape, box)), "no box can grow"
    for position in range(len(masks)):
        others = 0
        for mask in (*masks[:position], *masks[position + 1 :]):
            others |= mask
        assert others != target, "no box is redundant"
    assert list(answer) == sorted(answer, key=lambda box: (-cells_in(box), box)), "larger boxes come first"


def sets_of_values(count: int) -> list[tuple[int, ...]]:
    return [values for size in range(1, count + 1) for values in combinations(range(count), size)]


def best_by_trying_everything(shape: Shape, target: int) -> tuple[Box, ...]:
    """Of all sets of boxes that cannot grow: the fewest boxes, then the most cells, then the first in order."""
    inside = [box for box in product(*map(sets_of_values, shape)) if not cells_of(shape, box) & ~target]
    maximal = [
        box for box in inside if all(cells_of(shape, larger) & ~target for larger in larger_by_one_value(shape, box))
    ]
    masks = {box: cells_of(shape, box) for box in maximal}

    def covers(left: int, count: int) -> Iterator[tuple[Box, ...]]:
        """All ways to cover what is left with at most so many boxes, each taken for the first cell still left."""
        if not left:
            yield ()
        elif count:
            for box, mask in masks.items():
                if mask & left & -left:
                    yield from ((box, *others) for others in covers(left & ~mask, count - 1))

    fewest = next(count for count in range(len(masks) + 1) if any(True for _ in covers(target, count)))
    answers = [sorted(some, key=lambda box: (-cells_in(box), box)) for some in covers(target, fewest)]
    return tuple(min(answers, key=lambda some: (-sum(map(cells_in, some)), [(-cells_in(box), box) for box in some])))


@settings(deadline=None)
@given(grids())
def test_the_boxes_are_exactly_the_target_cannot_grow_and_none_is_redundant(grid: tuple[Shape, int]) -> None:
    shape, target = grid
    assert_sound(shape, target, cover(shape, target))


@settings(max_examples=200, deadline=None)
@given(grids(most_cells=12))
def test_no_other_boxes_are_fewer_or_larger_or_come_before(grid: tuple[Shape, int]) -> None:
    shape, target = grid
    assert cover(shape, target) == best_by_trying_everything(shape, target)


@pytest.mark.parametrize("seed", range(40))
def test_the_answer_is_best_where_many_boxes_compete(seed: int) -> None:
    rng = random.Random(seed)
    shape = rng.choice([(4, 5), (5, 5), (3, 3, 3), (3, 2, 4), (2, 2, 2, 2, 2)])
    target = sum(1 << cell for cell in range(prod(shape)) if rng.random() < 0.6)
    assert cover(shape, target) == best_by_trying_everything(shape, target)


@settings(deadline=None)
@given(grids())
def test_the_same_target_always_has_the_same_answer(grid: tuple[Shape, int]) -> None:
    shape, target = grid
    assert cover(shape, target) == cover(shape, target)


@settings(deadline=None)
@given(grids(), st.data())
def test_a_value_that_differs_from_another_in_nothing_joins_it_in_every_box(
    grid: tuple[Shape, int], data: st.DataObject
) -> None:
    shape, target = grid
    copied = data.draw(st.integers(0, shape[0] - 1))
    width = prod(shape[1:])
    slice_of_copied = target >> copied * width & (1 << width) - 1
    answer = cover((shape[0] + 1, *shape[1:]), target | slice_of_copied << prod(shape))
    assert all((shape[0] in box[0]) == (copied in box[0]) for box in answer)
    assert_sound((shape[0] + 1, *shape[1:]), target | slice_of_copied << prod(shape), answer)


@settings(deadline=None)
@given(grids(), st.data())
def test_the_cells_of_a_box_are_numbered_row_by_row(grid: tuple[Shape, int], data: st.DataObject) -> None:
    shape, _ = grid
    box = tuple(
        tuple(sorted(data.draw(st.sets(st.integers(0, count - 1), min_size=1), label="values"))) for count in shape
    )
    assert box_mask(shape, box) == cells_of(shape, box)
    assert cells_in(box) == box_mask(shape, box).bit_count()


def test_a_single_cell_is_numbered_row_by_row() -> None:
    assert box_mask((2, 3, 4), ((1,), (2,), (3,))) == 1 << (1 * 3 + 2) * 4 + 3


def test_nothing_needs_no_box_and_everything_needs_one() -> None:
    assert cover(CASE_GRID, 0) == ()
    assert cover(CASE_GRID, (1 << prod(CASE_GRID)) - 1) == (tuple(tuple(range(count)) for count in CASE_GRID),)
    assert cover((), 1) == ((),)


def test_an_l_shape_is_two_overlapping_boxes_as_large_as_they_can_be() -> None:
    #   0 1 2
    # 0 x x x
    # 1 x . .
    assert cover((2, 3), 0b001_111) == (((0,), (0, 1, 2)), ((0, 1), (0,)))


def test_values_that_are_no_neighbours_make_one_box() -> None:
    assert cover((4,), 0b1001) == (((0, 3),),)


def test_a_ring_of_equal_boxes_is_covered_by_the_first_of_its_smallest_answers() -> None:
    # Six cells of a cube, each next to two others: three of the six pairs are enough, in two equally good ways.
    ring = sum(1 << cell for cell in (1, 2, 3, 4, 5, 6))
    assert cover((2, 2, 2), ring) == (((0,), (0, 1), (1,)), ((0, 1), (1,), (0,)), ((1,), (0,), (0, 1)))


@pytest.mark.parametrize(
    ("shape", "target", "sizes"),
    [
        ((4, 4), 0b1011_1101_0111_1110, [4, 4, 4, 4]),
        ((5, 5), 0b10101_01101_11110_00110_10010, [4, 4, 4, 4, 4]),
        ((5, 5), 0b10011_01101_10110_11110_11110, [9, 8, 6, 2]),
    ],
)
def test_of_equally_many_boxes_the_larger_ones_are_taken(shape: Shape, target: int, sizes: list[int]) -> None:
    assert [cells_in(box) for box in cover(shape, target)] == sizes
    assert cover(shape, target) == best_by_trying_everything(shape, target)


@pytest.mark.parametrize("limit", ["MOST_CANDIDATES", "MOST_STEPS"])
def test_a_greedy_answer_is_rid_of_the_boxes_that_later_ones_made_redundant(
    limit: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    shape, target = (4, 5), 0b11101_01110_11011_11111
    monkeypatch.setattr(boxes, limit, 0)
    assert_sound(shape, target, cover(shape, target))


@pytest.mark.parametrize("target", [-1, 1 << 6])
def test_a_target_outside_the_grid_is_refused(target: int) -> None:
    with pytest.raises(ValueError, match="outside a grid of 6 cells"):
        cover((2, 3), target)


@pytest.mark.parametrize("limit", ["MOST_BOXES", "MOST_CANDIDATES", "MOST_STEPS"])
@settings(deadline=None)
@given(grid=grids())
def test_past_every_limit_the_answer_may_be_longer_but_stays_sound(limit: str, grid: tuple[Shape, int]) -> None:
    shape, target = grid
    fewest = len(cover(shape, target))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(boxes, limit, 0)
        answer = cover(shape, target)
        assert answer == cover(shape, target)
    assert_sound(shape, target, answer)
    assert len(answer) >= fewest


def test_a_large_target_without_structure_is_answered_in_seconds() -> None:
    rng = random.Random(1)
    shape = (5, 10, 7, 2, 4, 4)
    target = sum(1 << cell for cell in range(prod(shape)) if rng.random() < 0.9)
    start = time.perf_counter()
    answer = cover(shape, target)
    assert time.perf_counter() - start < 10
    union = 0
    for box in answer:
        union |= box_mask(shape, box)
    assert union == target


def test_what_ten_offences_leave_over_is_found_in_milliseconds() -> None:
    rng = random.Random(7)
    targets = [complement_of_boxes(CASE_GRID, 10, rng) for _ in range(15)]
    times = []
    for target in targets:
        start = time.perf_counter()
        cover(CASE_GRID, target)
        times.append(time.perf_counter() - start)
    # Measured at 2 to 4 ms; the limit leaves room for slow machines.
    assert sorted(times)[len(times) // 2] < 0.04
