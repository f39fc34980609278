"""The language model's file: a line of JSON that names the parts, then each part packed by zlib."""

import json
import zlib
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import numpy.typing as npt

Part = npt.NDArray[np.uint8] | npt.NDArray[np.uint16] | npt.NDArray[np.uint32]


def save(path: Path, parts: Mapping[str, Part], words: list[str]) -> None:
    """Write ``parts`` and ``words``; the same content gives the same bytes."""
    packed = {name: zlib.compress(_planes(part), 9) for name, part in parts.items()}
    packed["words"] = zlib.compress("\n".join(words).encode(), 9)
    head = [
        [name, str(parts[name].dtype) if name in parts else "text", len(data)]
        for name, data in packed.items()
    ]
    path.write_bytes(json.dumps(head).encode() + b"\n" + b"".join(packed.values()))


def load(path: Path) -> tuple[dict[str, Part], list[str]]:
    """The parts and words that ``save`` wrote."""
    data = path.read_bytes()
    start, view = data.index(b"\n") + 1, memoryview(data)
    parts: dict[str, Part] = {}
    words: list[str] = []
    for name, kind, length in json.loads(data[:start]):
        raw = zlib.decompress(view[start : start + length])
        start += length
        if kind == "text":
            words = raw.decode().split("\n")
        else:
            parts[name] = _joined(raw, kind)
    return parts, words


def _planes(part: Part) -> bytes:
    """Low bytes first, then high bytes: alike bytes side by side pack better."""
    wide = part.view(np.uint8).reshape(len(part), part.dtype.itemsize)
    return wide.T.tobytes()


def _joined(raw: bytes, kind: str) -> Part:
    dtype = np.dtype(kind).newbyteorder("<")
    planes = np.frombuffer(raw, dtype=np.uint8).reshape(dtype.itemsize, -1)
    if len(planes) == 1:
        return np.asarray(planes[0], dtype=dtype)
    joined: Part = np.empty(planes.shape[1], dtype=dtype)
    wide = joined.view(np.uint8).reshape(-1, dtype.itemsize)
    for place, plane in enumerate(planes):  # each at once takes a tenth of the time of all transposed
        wide[:, place] = plane
    return joined
