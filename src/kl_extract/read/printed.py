"""What of the ink of colour on a page is printed: type, lines of tables, and ground with light letters on it.

All on the small copy of a page of ``colours.py``; sizes are in its dots where it has 1,240 across, as of A4.
"""

from typing import Any

from kl_extract.read.components import Components, components
from kl_extract.read.dark import hull, shrunk

# Words of type are this low and stand in groups this wide, nearer to each other than this.
_LOW, _WIDE, _NEAR = 26, 110, 15
# Where so many groups are as wide, narrow ones are type as well, as in the cells of a table; so is what stands, for
# half of its height at the least, beside a wide one.
_SEVERAL = 3
# Stamps and signatures are higher than lines of type; whatever lies within their box belongs to them.
_HIGH = 40
# No stamps of a page hold so many letters and marks of letters: what looks like them are pieces of a table's lines.
_MANY = 200
# Lines of tables hang together over this share of the page's width. They fill some rows of dots for half of their own
# width, and few of all, where stamps that overlap fill many. Ink at the edge of the page is its shadow.
_PAGE, _RULED, _LINES, _THIN = 0.6, 0.5, 3, 0.35
# Askew, or in pieces, they are this wide at the least, long runs of dots make up so many times that, and they leave
# most of their box free, as no stamp does.
_BROAD, _RUN, _TIMES, _SPARSE = 480, 40, 4.0, 0.12
# Ground fills this share of its box, of which it has this width and height at the least.
_FULL, _GROUND = 0.5, (45, 21)
# Letters are lighter or darker than their ground by this part of what is possible, and cover this share of it.
_CLEARLY, _LETTERS = 0.35, 0.03
# The edge of the ground is paler, this many dots wide.
_EDGE = 3
_ACROSS = 1240


def printed_in(ink: Any, brightest: Any, darkest: Any, paper: int) -> Any:
    """The mask of what is printed of the mask ``ink``; of each dot its brightest and darkest channel are given.

    All else is of stamps, signatures and pens.
    """
    import numpy as np  # noqa: PLC0415

    found = components(ink)
    if not len(found.top):
        return np.zeros_like(ink)
    others = _is_ruled(found) | _is_ground(found, brightest, darkest, paper)
    return found.mask(others) | _type_in(found, others)


def _is_ruled(found: Components) -> Any:
    """Which things are lines of a table, and the ground that they run into."""
    height, width = found.bottom - found.top, found.right - found.left
    inside = (found.left > 1) & (found.right < found.shape[1] - 1)
    return (
        inside & (_has_level_lines(found, height, width) | _has_lines(found, height, width)) & ~_fills(found)
    )


def _has_level_lines(found: Components, height: Any, width: Any) -> Any:
    import numpy as np  # noqa: PLC0415

    ruled = width >= _PAGE * found.shape[1]
    for one in np.flatnonzero(ruled):
        runs = found.of == one
        inked = np.bincount(found.row[runs], found.end[runs] - found.start[runs])
        full = int((inked >= _RULED * width[one]).sum())
        ruled[one] = _LINES <= full <= _THIN * height[one]
    return ruled


def _has_lines(found: Components, height: Any, width: Any) -> Any:
    import numpy as np  # noqa: PLC0415

    lengths, scale = found.end - found.start, found.shape[1] / _ACROSS
    long = lengths >= _RUN * scale
    runs = np.bincount(found.of[long], lengths[long], len(width))
    area = np.bincount(found.of, lengths, len(width))
    return (width >= _BROAD * scale) & (runs >= _TIMES * width) & (area <= _SPARSE * height * width)


def _is_ground(found: Components, brightest: Any, darkest: Any, paper: int) -> Any:
    """Which things are ground that holds lighter letters, and no darker ones."""
    import numpy as np  # noqa: PLC0415

    height, width = found.bottom - found.top, found.right - found.left
    least = [side * found.shape[1] / _ACROSS for side in _GROUND]
    full = _fills(found) & (width >= least[0]) & (height >= least[1])
    mask = found.mask(full)
    for one in np.flatnonzero(full):
        box = slice(found.top[one], found.bottom[one]), slice(found.left[one], found.right[one])
        full[one] = _has_light_letters(mask[box], brightest[box], darkest[box], paper)
    return full


def _fills(found: Components) -> Any:
    """Which things fill their boxes, as ground does and lines do not."""
    import numpy as np  # noqa: PLC0415

    height, width = found.bottom - found.top, found.right - found.left
    return np.bincount(found.of, found.end - found.start, len(width)) >= _FULL * height * width


def _has_light_letters(ground: Any, brightest: Any, darkest: Any, paper: int) -> bool:
    import numpy as np  # noqa: PLC0415

    inside = hull(ground)
    for _ in range(_EDGE):
        inside = shrunk(inside)
    low, high = float(np.median(darkest[ground])), float(np.median(brightest[ground]))
    light = int((inside & (darkest > low + _CLEARLY * (paper - low))).sum())
    dark = int((inside & (brightest < high - _CLEARLY * high)).sum())
    return light >= _LETTERS * inside.sum() and light > dark


def _type_in(found: Components, others: Any) -> Any:
    """The mask of what stands in lines of low things, outside stamps and signatures; ``others`` are neither."""
    import numpy as np  # noqa: PLC0415

    height = found.bottom - found.top
    in_stamp = found.within((height > _HIGH) & ~others)
    letters = (height <= _LOW) & ~others
    if (letters & in_stamp).sum() <= _MANY:
        letters &= ~in_stamp
    low = found.mask(letters)
    groups = components(_smeared(low))
    wide = groups.right - groups.left >= _WIDE
    if wide.sum() >= _SEVERAL:
        return low
    beside = np.zeros_like(wide)
    for one in np.flatnonzero(wide):
        top, bottom = np.maximum(groups.top[one], groups.top), np.minimum(groups.bottom[one], groups.bottom)
        beside |= 2 * (bottom - top) >= groups.bottom - groups.top
    return groups.mask(wide | beside) & low


def _smeared(mask: Any) -> Any:
    """``mask`` with gaps narrower than ``_NEAR`` dots filled, from left to right."""
    import numpy as np  # noqa: PLC0415

    sums = np.cumsum(np.pad(mask, ((0, 0), (_NEAR, _NEAR))), axis=1, dtype=np.int32)
    return sums[:, _NEAR:-_NEAR] - sums[:, : -2 * _NEAR] > 0
