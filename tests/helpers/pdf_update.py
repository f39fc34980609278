"""Adds to a PDF what an office adds to a finished one, as its programs do: by an incremental update (ISO 32000-1, 7.5.6)."""

import re


class PdfUpdate:
    """New and changed objects of a PDF that has a plain table of objects, as reportlab writes it."""

    def __init__(self, pdf: bytes) -> None:
        self._pdf = pdf
        self._changed: dict[int, bytes] = {}
        self._size = max(map(int, re.findall(rb"/Size (\d+)", pdf)))
        self.root = int(re.findall(rb"/Root (\d+)", pdf)[-1])
        objects = re.findall(rb"\b(\d+) 0 obj\b(.*?)\bendobj", pdf, re.DOTALL)
        self.pages = [int(number) for number, body in objects if re.search(rb"/Type /Page\b", body)]

    def add(self, body: bytes) -> int:
        """The number of a new object."""
        self._changed[self._size] = body
        self._size += 1
        return self._size - 1

    def extend(self, number: int, entries: bytes) -> None:
        """Adds ``entries`` to the dictionary that object ``number`` is."""
        found = re.findall(rb"\b%d 0 obj\s*(<<.*?>>)\s*endobj" % number, self._pdf, re.DOTALL)
        body = self._changed.get(number) or found[-1]
        self._changed[number] = body.rstrip()[:-2] + b" " + entries + b" >>"

    def stream(self, entries: bytes, content: bytes) -> int:
        """The number of a new stream."""
        return self.add(b"<< %s /Length %d >>\nstream\n%s\nendstream" % (entries, len(content), content))

    def done(self) -> bytes:
        """The updated file."""
        out = self._pdf if self._pdf.endswith(b"\n") else self._pdf + b"\n"
        table = b"xref\n"
        for number, body in sorted(self._changed.items()):
            table += b"%d 1\n%010d 00000 n \n" % (number, len(out))
            out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
        before = int(re.findall(rb"startxref\s+(\d+)", self._pdf)[-1])
        trailer = b"trailer\n<< /Size %d /Root %d 0 R /Prev %d >>\n" % (self._size, self.root, before)
        return out + table + trailer + b"startxref\n%d\n%%%%EOF\n" % len(out)
