"""Tesseract inside this process, by tesserocr: spares the start of a program for each picture.

tesserocr brings a Tesseract of its own but no language data: it reads those of the installed program. Its calls let
other threads run meanwhile; each thread needs an instance to itself.
"""

import ctypes
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import cache, cached_property
from importlib.util import find_spec
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

from kl_extract.errors import DamagedInputError, MissingProgramError
from kl_extract.read.engine import LANGUAGE, RawWord, parameters, words_of
from kl_extract.read.installing import install_command
from kl_extract.read.limit import seconds_left

if TYPE_CHECKING:
    from PIL.Image import Image

# Where packages put language data, should neither the environment nor the program tell.
_USUAL = (
    "/usr/share/tesseract-ocr/5/tessdata",
    "/usr/share/tesseract-ocr/4.00/tessdata",
    "/usr/share/tessdata",
    "/usr/share/tesseract/tessdata",
    "/usr/local/share/tessdata",
    "/opt/homebrew/share/tessdata",
)
_FOLDER = re.compile(r'"([^"\n]+)"')
_SECONDS = 10
# Leptonica's L_SEVERITY_NONE.
_NO_MESSAGES = 6


class Library:
    """Instances of Tesseract in this process, one for each call at a time; see ``engine.Recogniser``."""

    def __init__(self) -> None:
        self._idle: list[Any] = []
        self._making = Lock()

    def version(self) -> str:
        """See ``engine.Recogniser``."""
        version = str(self._module.tesseract_version().split()[1])
        self._folder  # noqa: B018 - raises where it is missing
        return version

    @cached_property
    def _module(self) -> Any:
        try:
            import tesserocr  # noqa: PLC0415
        except ImportError as error:
            raise MissingProgramError(
                "tesserocr", "it is not installed", "install it: pip install tesserocr"
            ) from error
        _hush_leptonica()
        return tesserocr

    @cached_property
    def _folder(self) -> Path:
        folder = data_folder()
        if folder is None:
            raise MissingProgramError(
                "tesserocr",
                "the Vietnamese language data of Tesseract (tesseract-ocr-vie) is not installed",
                f"install it: {install_command()}",
            )
        return folder

    def read_words(self, images: Sequence["Image"], dpi: int, layout: int) -> list[list[RawWord]]:
        """See ``engine.Recogniser``."""
        with self._instance() as instance:
            instance.SetPageSegMode(layout)
            for name, value in {"user_defined_dpi": str(dpi), **parameters(images, dpi)}.items():
                instance.SetVariable(name, value)
            return [_read(instance, image) for image in images]

    def end_idle(self) -> None:
        """Ends the instances that nobody uses, each of which holds some 17 MiB; the next call makes a new one."""
        while self._idle:
            self._idle.pop().End()

    @contextmanager
    def _instance(self) -> Iterator[Any]:
        """An instance that nobody else uses meanwhile: an idle one, or a new one, which takes 0.06 s."""
        try:
            instance = self._idle.pop()
        except IndexError:
            instance = self._made()
        try:
            yield instance
        finally:
            self._idle.append(instance)

    def _made(self) -> Any:
        module, folder = self._module, self._folder
        # Parameters of the whole process are set here: one thread at a time.
        with self._making:
            try:
                instance = module.PyTessBaseAPI(path=f"{folder}/", lang=LANGUAGE)
            except RuntimeError as error:
                raise MissingProgramError(
                    "tesserocr",
                    f"it cannot load the Vietnamese language data in {folder}",
                    f"install them anew: {install_command()}",
                ) from error
            # What it would write to standard error by itself belongs to nobody's result.
            instance.SetVariable("debug_file", os.devnull)
        return instance


def _read(instance: Any, image: "Image") -> list[RawWord]:
    instance.SetImageBytes(image.tobytes(), image.width, image.height, 1, image.width)
    try:
        done = instance.Recognize(max(1, round(seconds_left() * 1000)))
        table = instance.GetTSVText(0) if done else None
    finally:
        instance.Clear()
    if table is None:
        seconds_left()  # says so where it was the time that ran out
        raise DamagedInputError("page", "Tesseract cannot read its image", "scan the page again")
    return words_of(table)[0]


def _hush_leptonica() -> None:
    """Keeps what Tesseract's library of images writes by itself off standard error, where it can be reached.

    https://github.com/DanBloomberg/leptonica/blob/master/src/utils1.c (setMsgSeverity).
    """
    files = [getattr(module, "__file__", None) for name, module in sys.modules.items() if "tesserocr" in name]
    for file in files:
        if file and not file.endswith(".py"):
            with suppress(OSError, AttributeError):
                ctypes.CDLL(file).setMsgSeverity(_NO_MESSAGES)


@cache
def is_usable() -> bool:
    """Whether tesserocr and the language data it needs are installed."""
    if find_spec("tesserocr") is None:
        return False
    try:
        return bool(LIBRARY.version())
    except MissingProgramError:
        return False


def data_folder() -> Path | None:
    """The folder of Vietnamese language data: named by the environment, the program's own, or a usual one."""
    for folder in _folders():
        if (folder / f"{LANGUAGE}.traineddata").is_file():
            return folder
    return None


def _folders() -> Iterator[Path]:
    named = os.environ.get("TESSDATA_PREFIX")
    if named:
        yield Path(named)
        yield Path(named, "tessdata")
    told = _told_by_program()
    if told:
        yield Path(told)
    yield from map(Path, _USUAL)


def _told_by_program() -> str | None:
    """Since version 5 the heading of the program's list of languages names their folder."""
    program = shutil.which("tesseract")
    if program is None:
        return None
    try:
        done = subprocess.run([program, "--list-langs"], capture_output=True, timeout=_SECONDS, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return None
    told = _FOLDER.search((done.stdout or done.stderr).decode("utf-8", "replace"))
    return told[1] if told else None


LIBRARY = Library()
