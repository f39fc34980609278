"""The one place that calls Tesseract: words with boxes and confidence, and what to do when it is missing."""

import os
import shutil
import sys
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from kl_extract.errors import DamagedInputError, MissingProgramError
from kl_extract.read.limit import seconds_left

if TYPE_CHECKING:
    from PIL.Image import Image

LANGUAGE = "vie"
# How Tesseract looks for text (its page segmentation modes): on a page of any layout, or in one block.
ANY_LAYOUT, ONE_BLOCK = 3, 6


@dataclass(frozen=True, slots=True)
class RawWord:
    """A word as Tesseract reports it: pixels of the image, ``line`` as (block, paragraph, line)."""

    text: str
    left: int
    top: int
    width: int
    height: int
    confidence: float
    line: tuple[int, int, int]


def read_words(image: "Image", dpi: int, layout: int = ANY_LAYOUT) -> list[RawWord]:
    """The words in an 8-bit grey image; ``layout`` is Tesseract's page segmentation mode.

    Raises MissingProgramError where Tesseract or its Vietnamese data is not installed, and
    DamagedInputError where it fails on this image or the page's time is over.
    """
    from pytesseract import pytesseract  # noqa: PLC0415

    require()
    # A kind that needs no compression on its way to Tesseract: writing PNG costs 0.1 s a page.
    image.format = "BMP"
    config = f"--psm {layout} --dpi {dpi}"
    try:
        data = pytesseract.image_to_data(
            image, lang=LANGUAGE, config=config, output_type=pytesseract.Output.DICT, timeout=seconds_left()
        )
    except RuntimeError as error:  # also the base of pytesseract's own errors
        seconds_left()  # says so where it was the time that ran out
        raise DamagedInputError("page", "Tesseract cannot read its image", "scan the page again") from error
    return [_word(data, index) for index, text in enumerate(data["text"]) if str(text).strip()]


def _word(data: dict[str, list[Any]], index: int) -> RawWord:
    return RawWord(
        text=str(data["text"][index]),
        left=int(data["left"][index]),
        top=int(data["top"][index]),
        width=int(data["width"][index]),
        height=int(data["height"][index]),
        confidence=max(0.0, float(data["conf"][index])) / 100,
        line=(data["block_num"][index], data["par_num"][index], data["line_num"][index]),
    )


@cache
def require() -> str:
    """The version of Tesseract; raises MissingProgramError where it or its Vietnamese data is missing."""
    from pytesseract import pytesseract  # noqa: PLC0415

    # One thread each: with a process for each core this is the fastest use of the cores.
    os.environ.setdefault("OMP_THREAD_LIMIT", "1")
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


def install_command() -> str:
    """The command that installs Tesseract with Vietnamese on this system."""
    if sys.platform == "darwin":
        return "brew install tesseract tesseract-lang"
    if sys.platform == "win32":
        return "winget install UB-Mannheim.TesseractOCR (and choose Vietnamese)"
    for program, command in (
        ("apt-get", "sudo apt-get install tesseract-ocr tesseract-ocr-vie"),
        ("dnf", "sudo dnf install tesseract tesseract-langpack-vie"),
        ("zypper", "sudo zypper install tesseract-ocr tesseract-ocr-traineddata-vietnamese"),
        ("pacman", "sudo pacman -S tesseract tesseract-data-vie"),
        ("apk", "sudo apk add tesseract-ocr tesseract-ocr-data-vie"),
    ):
        if shutil.which(program):
            return command
    return "install tesseract-ocr and tesseract-ocr-vie with your package manager"
