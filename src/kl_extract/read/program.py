"""Tesseract as a program of its own, by pytesseract: needs nothing but the program, and can be ended at any time."""

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from kl_extract.errors import DamagedInputError, MissingProgramError
from kl_extract.read.engine import LANGUAGE, RawWord, parameters, words_of
from kl_extract.read.installing import install_command
from kl_extract.read.limit import seconds_left

if TYPE_CHECKING:
    from PIL.Image import Image


class Program:
    """Starts ``tesseract`` for each picture; see ``engine.Recogniser``."""

    def version(self) -> str:
        """See ``engine.Recogniser``; found out once, for it takes two starts of the program."""
        return self._version

    @cached_property
    def _version(self) -> str:
        from pytesseract import pytesseract  # noqa: PLC0415

        try:
            version = str(pytesseract.get_tesseract_version())
            languages = pytesseract.get_languages(config="")
        except (pytesseract.TesseractNotFoundError, OSError) as error:
            raise MissingProgramError(
                "Tesseract",
                "the program that reads scanned pages is not installed",
                f"install it: {install_command()}",
            ) from error
        if LANGUAGE not in languages:
            raise MissingProgramError(
                "Tesseract",
                "its Vietnamese language data (tesseract-ocr-vie) is not installed",
                f"install it: {install_command()}",
            )
        return version

    def read_words(self, images: Sequence["Image"], dpi: int, layout: int) -> list[list[RawWord]]:
        """See ``engine.Recogniser``; one start, which takes 0.1 s, for all of them."""
        from pytesseract import pytesseract  # noqa: PLC0415

        self.version()
        settings = (f"-c {name}={value}" for name, value in parameters(images, dpi).items())
        config = " ".join((f"--psm {layout} --dpi {dpi}", *settings))
        with TemporaryDirectory(prefix="kl-extract-") as folder:
            try:
                table = pytesseract.image_to_data(
                    _listed(images, Path(folder)), lang=LANGUAGE, config=config, timeout=seconds_left()
                )
            except RuntimeError as error:  # also the base of pytesseract's own errors
                seconds_left()  # says so where it was the time that ran out
                raise DamagedInputError(
                    "page", "Tesseract cannot read its image", "scan the page again"
                ) from error
        return words_of(table, len(images))


def _listed(images: Sequence["Image"], folder: Path) -> str:
    """The path of a file that names a file for each image: what Tesseract takes for as many pages.

    Of a kind that needs no compression: writing PNG costs 0.1 s a page.
    """
    paths = [folder / f"{number}.bmp" for number in range(len(images))]
    for image, path in zip(images, paths, strict=True):
        image.save(path, "BMP")
    names = folder / "names.txt"
    names.write_text("".join(f"{path}\n" for path in paths), encoding="utf-8")
    return str(names)


PROGRAM = Program()
