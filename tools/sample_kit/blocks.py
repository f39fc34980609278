"""The parts of a notice that are set in two columns or drawn: head, foot with stamp, rules; and the fonts."""

from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader, simpleSplit
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus.flowables import Flowable

from sample_kit.source import Line, Source
from sample_kit.stamp import signature, stamp

FACES = {"Serif": "Regular", "Serif-Bold": "Bold", "Serif-Italic": "Italic", "Serif-BoldItalic": "BoldItalic"}
STAMP = 36 * mm


@dataclass(frozen=True, slots=True)
class Fonts:
    """Where the four files of Liberation Serif lie (Debian: package fonts-liberation2)."""

    folder: Path

    def path(self, face: str) -> Path:
        """The file of one of ``FACES``."""
        return self.folder / f"LiberationSerif-{FACES[face]}.ttf"

    def found(self) -> bool:
        """Whether all four files are there."""
        return all(self.path(face).is_file() for face in FACES)

    def register(self) -> None:
        """Makes the faces known to reportlab, which embeds the letters that are used."""
        for face in FACES:
            pdfmetrics.registerFont(TTFont(face, str(self.path(face))))


class Rule(Flowable):
    """A short centred rule, as beneath the title."""

    def __init__(self, length: float) -> None:
        Flowable.__init__(self)
        self.length = length

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self.across = width
        return width, 6

    def draw(self) -> None:
        self.canv.setLineWidth(0.7)
        self.canv.line((self.across - self.length) / 2, 2, (self.across + self.length) / 2, 2)


class Head(Flowable):
    """Agency and number at the left; national title, motto, place and date at the right."""

    STEP = 15.5

    def __init__(self, source: Source) -> None:
        Flowable.__init__(self)
        self.source = source

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self.across = width
        self.rows = max(len(self.source.left), len(self.source.right))
        return width, self.STEP * (self.rows + 1) + 12

    def draw(self) -> None:
        left, right = self.across * 0.19, self.across * 0.70
        self._column(self.source.left, left, 0.38, 1 / 3)
        self._column(self.source.right, right, 0.60, 1.0)
        self.canv.setFont("Serif", 13)
        self.canv.drawCentredString(left, 2, self.source.number)
        self.canv.setFont("Serif-Italic", 13)
        self.canv.drawCentredString(right, 2, self.source.place_date)

    def _column(self, lines: tuple[Line, ...], middle: float, share: float, rule: float) -> None:
        y = self.STEP * (self.rows + 1)
        length = 0.0
        for line in lines:
            face = "Serif-Bold" if line.bold else "Serif"
            size = _fit(line.text, face, 13, self.across * share)
            self.canv.setFont(face, size)
            self.canv.drawCentredString(middle, y, line.text)
            length = pdfmetrics.stringWidth(line.text, face, size) * rule
            y -= self.STEP
        if lines[-1].text != "*":
            self.canv.setLineWidth(0.7)
            self.canv.line(middle - length / 2, y + 11, middle + length / 2, y + 11)


def _fit(text: str, face: str, size: float, room: float) -> float:
    """``size``, or the largest size at which ``text`` is no wider than ``room``."""
    return float(min(size, size * room / pdfmetrics.stringWidth(text, face, size)))


class Foot(Flowable):
    """Nơi nhận at the left; authority, signature under a stamp, and the signer's name at the right."""

    ROOM = 96  # points left for the signature

    def __init__(self, source: Source, fonts: Fonts) -> None:
        Flowable.__init__(self)
        self.source, self.fonts = source, fonts

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self.across = width
        head, *items = self.source.recipients
        self.items = [
            head,
            *(part for item in items for part in simpleSplit(item, "Serif", 11, width * 0.48)),
        ]
        signed = len(self.source.authority) * 17 + self.ROOM + 20
        self.tall = max(13.2 * len(self.items) + 8, signed) + 12
        return width, self.tall

    def draw(self) -> None:
        self._recipients()
        self._signed(self.across * 0.74, self.tall - 24)

    def _recipients(self) -> None:
        y = self.tall - 24
        for number, item in enumerate(self.items):
            self.canv.setFont("Serif-BoldItalic" if number == 0 else "Serif", 12 if number == 0 else 11)
            self.canv.drawString(0, y, item)
            y -= 13.2

    def _signed(self, middle: float, y: float) -> None:
        for line in self.source.authority:
            self.canv.setFont("Serif-Bold", _fit(line, "Serif-Bold", 13.5, self.across * 0.5))
            self.canv.drawCentredString(middle, y, line)
            y -= 17
        self.canv.setFont("Serif-Bold", 14)
        self.canv.drawCentredString(middle, y - self.ROOM + 10, self.source.signer)
        words = " ".join(line.text for line in self.source.left if line.text != "*")
        seal = stamp(words + " *", self.fonts.path("Serif-Bold"))
        self._picture(signature(self.source.signer), middle - 50, y - self.ROOM + 22, 118, 50)
        self._picture(seal, middle - STAMP - 6, y - self.ROOM + 6, STAMP, STAMP)

    def _picture(self, picture: Image.Image, x: float, y: float, width: float, height: float) -> None:
        self.canv.drawImage(ImageReader(picture), x, y, width, height, mask="auto")
