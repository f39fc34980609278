"""Vietnamese written before Unicode, or by glyph numbers: what such letters stand for, and where text has them.

:mod:`charsets` decodes, :mod:`glyphs` reads glyph numbers, :mod:`fonts` tells a charset by the name of a font,
:mod:`runs` by what a text says. Nothing here guesses at letters: a charset is decoded exactly or not at all.
"""
