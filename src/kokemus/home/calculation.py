"""How many people there are, as the public may hear it. Pure.

A number is told as "at least so many", in full fives (a topic area) or full tens (everybody), and nothing under the
first of them is told at all. So no number of fewer than five can be read (product.md, promise 12), none can be worked
out by subtracting what is told from the whole, and who comes or goes moves a number at most at every fifth person.
"""

OF_AREA, OF_ALL = 5, 10


def at_least(people: int, step: int) -> int | None:
    """The full steps in a number; nothing when there is not even one."""
    return people // step * step or None
