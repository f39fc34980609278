"""Tables drawn in a picture: strokes become cells, merged ones stand where they begin."""

from itertools import pairwise

from PIL import Image, ImageDraw

from kl_extract.read.rulings import drawn_tables, without_rulings

SCALE = 72 / 300
XS = (200, 400, 1200, 1800, 2300)
YS = (300, 450, 600, 800)


def page() -> Image.Image:
    return Image.new("L", (2480, 3508), 255)


def ruled(image: Image.Image, *, without: tuple[tuple[int, int, int, int], ...] = ()) -> Image.Image:
    pen = ImageDraw.Draw(image)
    edges = [(x, a, x, b) for x in XS for a, b in pairwise(YS)]
    edges += [(a, y, b, y) for y in YS for a, b in pairwise(XS)]
    for edge in edges:
        if edge not in without:
            pen.line(edge, fill=0, width=4)
    return image


def shape(image: Image.Image) -> list[list[int]]:
    return [
        [round(cell.x0 / SCALE / 10) * 10 for cell in row]
        for table in drawn_tables(image, SCALE)
        for row in table.rows
    ]


def test_a_grid() -> None:
    assert shape(ruled(page())) == [[200, 400, 1200, 1800]] * 3


def test_a_cell_over_two_columns() -> None:
    assert shape(ruled(page(), without=((1200, 450, 1200, 600),)))[1] == [200, 400, 1800]


def test_a_cell_over_two_rows_stands_in_the_upper() -> None:
    image = ruled(page(), without=((1200, 600, 1800, 600),))
    assert shape(image) == [[200, 400, 1200, 1800], [200, 400, 1200, 1800], [200, 400, 1800]]
    [table] = drawn_tables(image, SCALE)
    assert abs(table.rows[1][2].bottom - 800 * SCALE) < 3


def test_underlines_and_fields_are_no_table() -> None:
    image = page()
    pen = ImageDraw.Draw(image)
    pen.line((400, 300, 900, 300), fill=0, width=4)
    pen.line((1500, 300, 2100, 300), fill=0, width=4)
    pen.rectangle((300, 1500, 900, 1900), fill=0)
    assert drawn_tables(image, SCALE) == ()


def test_lines_are_painted_over_and_letters_stay() -> None:
    image = ruled(page())
    ImageDraw.Draw(image).rectangle((500, 480, 560, 540), fill=0)
    bare = without_rulings(image, drawn_tables(image, SCALE), SCALE)
    assert bare.histogram()[0] == 61 * 61
