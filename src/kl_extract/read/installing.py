"""The commands that install what reads scanned pages."""

import shutil
import sys


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
