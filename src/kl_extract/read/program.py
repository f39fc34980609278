"""Tesseract as a program of its own, by pytesseract: needs nothing but the program, and can be ended at any time."""

from functools import cached_property
from typing import TYPE_CHECKING

from kl_extract.errors import DamagedInputError, MissingProgramError
from kl_extract.read.engine import LANGUAGE, RawWord, words_of
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

    def read_words(self, image: "Image", dpi: int, layout: int) -> list[RawWord]:
        """See ``engine.Recogniser``."""
        from pytesseract import pytesseract  # noqa: PLC0415

        self.version()
        # A kind that needs no compression on its way to Tesseract: writing PNG costs 0.1 s a page.
        image.format = "BMP"
        config = f"--psm {layout} --dpi {dpi}"
        try:
            table = pytesseract.image_to_data(image, lang=LANGUAGE, config=config, timeout=seconds_left())
        except RuntimeError as error:  # also the base of pytesseract's own errors
            seconds_left()  # says so where it was the time that ran out
            raise DamagedInputError(
                "page", "Tesseract cannot read its image", "scan the page again"
            ) from error
        return words_of(table)


PROGRAM = Program()
