"""``kl-extract doctor``: what this tool needs and finds here, what installs the rest, and a page read to prove it."""

import json
import os
import platform
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from kl_extract import __version__
from kl_extract.errors import ExitCode, InputError, KlExtractError, MissingProgramError
from kl_extract.options import Format
from kl_extract.outputs import emit
from kl_extract.own_dictionary import own_dictionaries, settings_file
from kl_extract.request import Request
from kl_extract.workers import cores

PROOF = "Thông báo công trình thành công"
"""What the built-in page says: Vietnamese in letters that the fonts inside PDFium have."""
# A worker holds the dictionaries, one page at 300 dpi and Tesseract: less than this, in MiB.
_WORKER = 400
_SECONDS = 10
_NAMES = {
    "kl-extract": "kl-extract",
    "python": "Python",
    "pdfium": "PDFium",
    "tesseract": "Tesseract",
    "vietnamese": "Dữ liệu tiếng Việt của Tesseract",
    "tesserocr": "tesserocr (không bắt buộc, đọc nhanh hơn)",
    "engine": "Bộ đọc được dùng",
    "fonts": "Phông có chữ Việt (không bắt buộc)",
    "cores": "Số nhân",
    "memory": "Bộ nhớ",
    "dictionary": "Danh mục cơ quan riêng",
    "reading": "Đọc thử một trang",
}


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked for: what was found, or what to do where it is missing; ``needed`` to read scans at all."""

    name: str
    ok: bool
    needed: bool
    found: str | None
    remedy: str | None = None


def doctor(form: Format | None) -> ExitCode:
    """Print the checks; the exit code tells whether all that is needed is there (3: not; 2: a faulty dictionary)."""
    checks = [*_software(), *_machine(), _dictionary(), _reading()]
    missing = any(check.needed and not check.ok for check in checks)
    faulty = any(check.name == "dictionary" and not check.ok for check in checks)
    style = Request(inputs=(), format=form).style
    if style.format is Format.TABLE:
        emit(_table(checks, style.width, style.colour))
    else:
        report: dict[str, Any] = {"ready": not missing, "checks": [asdict(check) for check in checks]}
        emit(json.dumps(report, ensure_ascii=False, indent=2 if style.format is Format.JSON else None) + "\n")
    if missing:
        return ExitCode.MISSING_PROGRAM
    return ExitCode.UNREADABLE_INPUT if faulty else ExitCode.DONE


def _software() -> Iterator[Check]:
    from kl_extract.read.engine import LANGUAGE  # noqa: PLC0415
    from kl_extract.read.installing import install_command  # noqa: PLC0415
    from kl_extract.read.library import is_usable  # noqa: PLC0415

    yield Check("kl-extract", True, True, __version__)
    yield Check("python", True, True, platform.python_version())
    yield Check("pdfium", True, True, _package("pypdfium2"))
    program, languages = _tesseract()
    remedy = install_command()
    yield Check("tesseract", program is not None, not is_usable(), program, None if program else remedy)
    has_vietnamese = LANGUAGE in languages
    shown = ", ".join(languages) or None
    yield Check("vietnamese", has_vietnamese, not is_usable(), shown, None if has_vietnamese else remedy)
    yield _tesserocr()
    yield _engine()


def _tesserocr() -> Check:
    """Whether the library is there and finds language data; it brings a Tesseract of its own."""
    from kl_extract.read.library import LIBRARY  # noqa: PLC0415

    try:
        inside = LIBRARY.version()
    except MissingProgramError as error:
        return Check(
            "tesserocr", False, False, _package("tesserocr"), error.remedy.removeprefix("install it: ")
        )
    return Check("tesserocr", True, False, f"{_package('tesserocr')} (Tesseract {inside})")


def _engine() -> Check:
    """What reads scanned pages here, unless ``--engine`` says otherwise."""
    from kl_extract.read.library import is_usable  # noqa: PLC0415
    from kl_extract.read.tesseract import require  # noqa: PLC0415

    try:
        version = require()
    except MissingProgramError as error:
        return Check("engine", False, True, None, error.remedy.removeprefix("install it: "))
    return Check("engine", True, True, f"{'tesserocr' if is_usable() else 'tesseract'} (Tesseract {version})")


def _package(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def _tesseract() -> tuple[str | None, list[str]]:
    """The version and the languages of Tesseract."""
    from pytesseract import pytesseract  # noqa: PLC0415

    try:
        return str(pytesseract.get_tesseract_version()), sorted(pytesseract.get_languages(config=""))
    except (pytesseract.TesseractNotFoundError, OSError, SystemExit):
        return None, []


def _machine() -> Iterator[Check]:
    families = _vietnamese_fonts()
    remedy = None
    if not families and shutil.which("apt-get"):
        remedy = "sudo apt-get install fonts-liberation2"
    found = ", ".join(families[:3]) + (f" (+{len(families) - 3})" if len(families) > 3 else "")
    yield Check("fonts", bool(families), False, found or None, remedy)
    yield Check("cores", True, False, str(cores()))
    memory = _memory()
    enough = memory is None or memory >= _WORKER * cores()
    remedy = None if enough else f"--jobs {max(1, (memory or 0) // _WORKER)}"
    yield Check("memory", enough, False, f"{memory} MiB" if memory else None, remedy)


def _vietnamese_fonts() -> list[str]:
    """Families that fontconfig says hold Vietnamese; none where it is not installed."""
    if shutil.which("fc-list") is None:
        return []
    command = ["fc-list", ":lang=vi", "family"]
    try:
        done = subprocess.run(command, capture_output=True, timeout=_SECONDS, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return []
    lines = done.stdout.decode("utf-8", "replace").splitlines()
    return sorted({line.split(",")[0].strip() for line in lines} - {""})


def _memory() -> int | None:
    """MiB this process may use: the machine's, or what its container was given."""
    try:
        held = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    except (AttributeError, ValueError, OSError):
        return None
    with suppress(OSError, ValueError):  # no such file, or "max": no limit
        held = min(held, int(Path("/sys/fs/cgroup/memory.max").read_text("ascii")))
    return held // 2**20


def _dictionary() -> Check:
    path = settings_file()
    if not path.is_file():
        return Check("dictionary", True, False, None)
    try:
        (text,) = own_dictionaries(())
    except InputError as error:
        return Check("dictionary", False, False, path.name, f"{error.trouble}; {error.remedy}")
    return Check("dictionary", True, False, f"{path.name}: {len(text.splitlines())} lines")


def _reading() -> Check:
    """Whether a page drawn in memory comes back as what it says."""
    from kl_extract.read import read_bytes  # noqa: PLC0415

    try:
        document = read_bytes(_picture(), "built-in")
    except MissingProgramError as error:
        return Check("reading", False, True, None, error.remedy)
    except KlExtractError as error:
        return Check("reading", False, True, None, error.trouble)
    text = " ".join(line.text for line in document.lines())
    ok = text.strip(" .") == PROOF
    return Check("reading", ok, True, text or None, None if ok else f"Tesseract should read: {PROOF}")


def _picture() -> bytes:
    """The built-in page as an image file."""
    import io  # noqa: PLC0415

    from kl_extract.read.content import Content  # noqa: PLC0415
    from kl_extract.read.render import Renderer  # noqa: PLC0415

    renderer = Renderer(Content(_page()), None, "built-in")
    image, dpi = renderer.draw(1)
    renderer.close()
    out = io.BytesIO()
    image.save(out, "PNG", dpi=(dpi, dpi))
    return out.getvalue()


def _page() -> bytes:
    """A PDF of one line in Times, which PDFium brings along."""
    content = f"BT /F 24 Tf 40 60 Td ({PROOF}) Tj ET".encode("cp1252")
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Times-Roman /Encoding /WinAnsiEncoding >>"
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 480 140] /Contents 4 0 R "
        b"/Resources << /Font << /F 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        font,
    )
    out, table = b"%PDF-1.4\n", b"xref\n0 6\n0000000000 65535 f \n"
    for number, body in enumerate(objects, 1):
        table += b"%010d 00000 n \n" % len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    trailer = b"trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % len(out)
    return out + table + trailer


def _state(check: Check) -> str:
    if check.ok:
        return "có" if check.found else "–"
    return "THIẾU" if check.needed else "LỖI" if check.found else "–"


def _table(checks: Sequence[Check], width: int, colour: bool) -> str:
    from io import StringIO  # noqa: PLC0415

    from rich.box import SIMPLE_HEAD  # noqa: PLC0415 - not needed for JSON
    from rich.console import Console  # noqa: PLC0415
    from rich.table import Table  # noqa: PLC0415

    table = Table(box=SIMPLE_HEAD, padding=(0, 1, 0, 0), expand=True)
    for heading in ("", "", "tìm thấy", "cách khắc phục"):
        table.add_column(heading, overflow="fold")
    for check in checks:
        table.add_row(_NAMES[check.name], _state(check), check.found or "", check.remedy or "")
    console = Console(
        file=StringIO(),
        width=width,
        force_terminal=colour,
        no_color=not colour,
        highlight=False,
        markup=False,
    )
    with console.capture() as capture:
        console.print(table)
    return "\n".join(line.rstrip() for line in capture.get().splitlines()) + "\n"
