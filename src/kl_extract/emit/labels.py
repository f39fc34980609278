"""The Vietnamese words of the table: a clerk reads it, not a programmer."""

from kl_extract.contract import PartOfDay, WarningCode

PART_OF_DAY: dict[PartOfDay, str] = {
    "morning": "sáng",
    "afternoon": "chiều",
    "evening": "tối",
    "day": "cả ngày",
}

WARNING: dict[WarningCode, str] = {
    "numbering-gap": "Đánh số mục không liên tục",
    "numbering-repeat": "Số mục bị lặp",
    "citation-mismatch": "Văn bản viện dẫn không khớp",
    "agency-unknown": "Cơ quan không có trong danh mục",
    "agency-dissolved": "Cơ quan đã sáp nhập hoặc giải thể",
    "agency-ambiguous": "Tên cơ quan có thể hiểu nhiều cách",
    "deadline-past": "Thời hạn trước ngày ban hành",
    "deadline-unresolved": "Chưa xác định được thời hạn",
    "deadline-impossible": "Ngày không có thật",
    "low-quality-page": "Trang khó đọc",
    "unreadable-page": "Trang không đọc được",
    "lead-missing": "Không rõ cơ quan chủ trì",
    "number-missing": "Thiếu số, ký hiệu văn bản",
    "date-missing": "Thiếu ngày ban hành",
}

_CLAUSES = {"intro": "mở đầu", "closing": "kết thúc"}
_PREFIXES = {"dieu-": "Điều ", "phu-luc-": "Phụ lục "}


def clause(identifier: str) -> str:
    """A clause id as a clerk writes it: ``dieu-3.2`` is "Điều 3.2", ``intro`` is "mở đầu", ``3.h.-1`` stays."""
    for prefix, words in _PREFIXES.items():
        if identifier.startswith(prefix):
            return words + identifier.removeprefix(prefix)
    return _CLAUSES.get(identifier, identifier)


def date(iso: str) -> str:
    """``2025-09-10`` as ``10/09/2025``."""
    return "/".join(reversed(iso.split("-")))
