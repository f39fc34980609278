"""Builds the inputs that the tests read: PDFs by reportlab, images by PDFium; no file of others is needed."""

import io
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from PIL import ImageFont
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from kl_extract.errors import MissingProgramError
from kl_extract.read import library, program
from kl_extract.read import tesseract as reader

# Its assertions show what differs, as those of tests do.
pytest.register_assert_rewrite("two_readers")

FONT_FOLDERS = (
    Path("/usr/share/fonts"),
    Path("/usr/local/share/fonts"),
    Path("/Library/Fonts"),
    Path("/System/Library/Fonts/Supplemental"),
    Path.home() / ".fonts",
)
FONT_FILES = {
    "regular": ("LiberationSerif-Regular.ttf", "DejaVuSerif.ttf", "Times New Roman.ttf"),
    "bold": ("LiberationSerif-Bold.ttf", "DejaVuSerif-Bold.ttf", "Times New Roman Bold.ttf"),
    "italic": ("LiberationSerif-Italic.ttf", "DejaVuSerif-Italic.ttf", "Times New Roman Italic.ttf"),
}
SIZE = 12
LEFT, RIGHT = 85, 553
HEIGHT = 842

BODY = (
    "Chiều nay, tại trụ sở Ủy ban nhân dân tỉnh, đồng chí Chủ tịch đã chủ trì cuộc họp về phòng cháy",
    "rừng mùa khô. Sau khi nghe Chi cục Kiểm lâm báo cáo và ý kiến của các đại biểu dự họp,",
    "đồng chí Chủ tịch kết luận và giao nhiệm vụ cho các cơ quan như sau:",
    "1. Giao Sở Nông nghiệp chủ trì, phối hợp với Công an tỉnh kiểm tra toàn bộ các trạm gác,",
    "hoàn thành trước ngày 15 tháng 3 năm 2025 và báo cáo Ủy ban nhân dân tỉnh xem xét.",
    "2. Đề nghị các địa phương ven rừng bố trí lực lượng trực, chuẩn bị phương tiện chữa cháy",
    "và thường xuyên tuyên truyền để người dân hiểu rõ trách nhiệm của mình trong mùa khô này.",
)


@dataclass(frozen=True)
class Put:
    """A text at a place of the page: points from the left and from the top (baseline)."""

    x: float
    y: float
    text: str
    style: str = "regular"
    size: float = SIZE


Page = Sequence[Put]


def _font(style: str) -> Path | None:
    for folder in FONT_FOLDERS:
        for name in FONT_FILES[style]:
            found = sorted(folder.rglob(name)) if folder.is_dir() else []
            if found:
                return found[0]
    return None


@pytest.fixture(scope="session")
def fonts() -> dict[str, str]:
    """Names of registered fonts with Vietnamese letters, by style."""
    names = {}
    for style in FONT_FILES:
        path = _font(style)
        if path is None:
            pytest.skip("no font with Vietnamese letters (install fonts-liberation2)")
        names[style] = path.stem.replace(" ", "")
        pdfmetrics.registerFont(TTFont(names[style], str(path)))
    return names


@pytest.fixture(scope="session")
def face(fonts: dict[str, str]) -> Callable[..., Any]:
    """``face(style, size)``: the same fonts for drawing on pictures with Pillow."""
    return lambda style="regular", size=58: ImageFont.truetype(str(_font(style)), size)


@pytest.fixture(scope="session")
def put() -> type[Put]:
    """``put(x, y, text, style, size)``: a text at a place of a page."""
    return Put


@pytest.fixture(scope="session")
def make_pdf(fonts: dict[str, str]) -> Callable[..., bytes]:
    """``make_pdf(pages, draw=None, size=A4, rotate=0)``: a PDF; ``draw(canvas, number)`` may add to each page."""

    def make(
        pages: Sequence[Page],
        draw: Callable[[Any, int], None] | None = None,
        size: tuple[float, float] = (595, HEIGHT),
        rotate: int = 0,
        encrypt: Any = None,
    ) -> bytes:
        out = io.BytesIO()
        # reportlab turns the media box along with the page; here only the entry is to turn.
        media = size[::-1] if rotate in {90, 270} else size
        canvas = Canvas(out, pagesize=media, invariant=1, encrypt=encrypt)
        for number, page in enumerate(pages, 1):
            if rotate:
                canvas.setPageRotation(rotate)
            if draw:
                draw(canvas, number)
            for put in page:
                canvas.setFont(fonts[put.style], put.size)
                canvas.drawString(put.x, size[1] - put.y, put.text)
            canvas.showPage()
        canvas.save()
        return out.getvalue()

    return make


@pytest.fixture(scope="session")
def notice_page(fonts: dict[str, str]) -> Page:
    """A one-page notice as Nghị định 30/2020 lays it out: two-column head and foot, body between them."""

    def centred(middle: float, y: float, text: str, style: str = "regular", size: float = SIZE) -> Put:
        return Put(middle - stringWidth(text, fonts[style], size) / 2, y, text, style, size)

    head = [
        centred(165, 70, "ỦY BAN NHÂN DÂN", size=12),
        centred(165, 85, "TỈNH TÂN AN", "bold", 12),
        centred(420, 70, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "bold", 12),
        centred(420, 86, "Độc lập - Tự do - Hạnh phúc", "bold"),
        centred(165, 108, "Số: 12/TB-UBND"),
        centred(420, 112, "Tân An, ngày 20 tháng 02 năm 2025", "italic"),
        centred(319, 145, "THÔNG BÁO", "bold", 14),
        centred(319, 162, "Kết luận cuộc họp về phòng cháy rừng", "bold", 14),
    ]
    body = []
    y = 200.0
    for text in BODY:
        indent = 0 if text[0].islower() else 30
        body.append(Put(LEFT + indent, y, text))
        y += 18
    foot = [
        Put(LEFT, 360, "Nơi nhận:", "bold", 12),
        Put(LEFT, 375, "- Như trên;", size=11),
        Put(LEFT, 388, "- Chủ tịch, các Phó Chủ tịch;", size=11),
        Put(LEFT, 401, "- Lưu: VT, NN.", size=11),
        centred(440, 360, "TL. CHỦ TỊCH", "bold"),
        centred(440, 377, "CHÁNH VĂN PHÒNG", "bold"),
        centred(440, 450, "Trần Văn Mẫu", "bold"),
    ]
    return head + body + foot


@pytest.fixture(scope="session")
def draw_page() -> Callable[..., Any]:
    """``draw_page(pdf, number, dpi)``: the page as a Pillow image."""

    def draw(pdf: bytes, number: int = 1, dpi: int = 200) -> Any:
        document = pypdfium2.PdfDocument(pdf)
        image = document[number - 1].render(scale=dpi / 72).to_pil()
        document.close()
        return image

    return draw


@pytest.fixture(scope="session")
def save_image() -> Callable[..., bytes]:
    """``save_image(image, kind, **options)``: the bytes of an image file."""

    def save(image: Any, kind: str = "PNG", **options: Any) -> bytes:
        out = io.BytesIO()
        image.save(out, kind, **options)
        return out.getvalue()

    return save


@pytest.fixture
def program_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Reads with the program, not yet asked for its version, whatever is installed beside it."""
    monkeypatch.setattr(library, "is_usable", lambda: False)
    monkeypatch.setattr(program, "PROGRAM", program.Program())


@pytest.fixture
def tesseract() -> Iterator[None]:
    """Skips, saying so, where Tesseract or its Vietnamese data is missing."""
    if shutil.which("tesseract") is None:
        pytest.skip("Tesseract is not installed")
    try:
        reader.require()
    except MissingProgramError as error:
        pytest.skip(str(error))
    yield
