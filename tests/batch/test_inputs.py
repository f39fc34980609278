"""From the command line to jobs: folders, doubles, hidden files, links, and where results belong."""

import io
import os
import sys
from pathlib import Path

import pytest

from kl_extract.errors import InputError, NoDocumentsError, UsageError
from kl_extract.inputs import Job, is_batch, plan

KINDS = {".pdf", ".docx", ".txt"}


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of its own for each test, which is the current one."""
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


def touch(*names: str) -> None:
    for name in names:
        path = Path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")


def targets(*inputs: str, output: str | None = None) -> list[str]:
    return [str(job.target) for job in plan(inputs, Path(output) if output else None, KINDS)]


def names(*inputs: str, output: str | None = None) -> list[str]:
    return [job.name for job in plan(inputs, Path(output) if output else None, KINDS)]


def test_a_folder_gives_every_document_below_it_sorted() -> None:
    touch("in/b.pdf", "in/a/z.docx", "in/a/y.PDF", "in/c.txt", "in/picture.svg", "in/readme")
    assert names("in") == ["in/a/y.PDF", "in/a/z.docx", "in/b.pdf", "in/c.txt"]


def test_inputs_keep_their_order() -> None:
    touch("b.pdf", "a.pdf", "in/c.pdf")
    assert names("b.pdf", "in", "a.pdf") == ["b.pdf", "in/c.pdf", "a.pdf"]


def test_hidden_files_and_word_owner_files_are_skipped() -> None:
    touch("in/.a.pdf", "in/.git/b.pdf", "in/~$c.docx", "in/d.pdf")
    assert names("in") == ["in/d.pdf"]


def test_a_file_named_outright_is_read_whatever_its_name() -> None:
    touch(".a.pdf", "scan.001")
    assert names(".a.pdf", "scan.001") == [".a.pdf", "scan.001"]


def test_a_file_given_twice_is_read_once() -> None:
    touch("in/a.pdf")
    assert names("in/a.pdf", "in", "./in/a.pdf", str(Path("in/a.pdf").resolve())) == ["in/a.pdf"]


def test_a_loop_of_links_ends() -> None:
    touch("in/a.pdf", "in/below/b.pdf")
    Path("in/below/up").symlink_to("..")
    Path("in/zweiter").symlink_to("below")
    assert names("in") == ["in/a.pdf", "in/below/b.pdf"]


def test_a_linked_folder_is_followed() -> None:
    touch("elsewhere/a.pdf")
    Path("in").mkdir()
    Path("in/link").symlink_to("../elsewhere")
    assert names("in") == ["in/link/a.pdf"]


def test_a_broken_link_is_reported_when_it_is_read() -> None:
    Path("in").mkdir()
    Path("in/a.pdf").symlink_to("nowhere")
    assert names("in") == ["in/a.pdf"]


def test_a_pipe_in_a_folder_does_not_block() -> None:
    touch("in/a.pdf")
    os.mkfifo("in/b.pdf")
    assert names("in") == ["in/a.pdf"]


def test_the_output_folder_is_no_input() -> None:
    touch("in/a.pdf", "in/out/a.txt", "in/other/b.pdf")
    assert names("in", output="in/out") == ["in/a.pdf", "in/other/b.pdf"]


def test_results_may_go_into_the_input_folder_itself() -> None:
    touch("in/a.pdf")
    assert names("in", output="in") == ["in/a.pdf"]


def test_a_folder_without_documents_is_a_trouble_and_not_silence() -> None:
    Path("in").mkdir()
    touch("a.pdf")
    jobs = plan(["in", "a.pdf"], None, KINDS)
    assert isinstance(jobs[0].trouble, NoDocumentsError)
    assert jobs[1].trouble is None
    assert "in: no document in this folder; what can be read: .docx .pdf .txt" in str(jobs[0].trouble)


def test_a_missing_file_is_a_job_that_reading_will_report() -> None:
    assert names("a.pdf") == ["a.pdf"]


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may open every folder")
def test_a_folder_that_cannot_be_opened_is_a_trouble() -> None:
    touch("in/a.pdf", "in/shut/b.pdf")
    Path("in/shut").chmod(0)
    try:
        jobs = plan(["in"], None, KINDS)
    finally:
        Path("in/shut").chmod(0o700)
    assert [type(job.trouble) for job in jobs] == [type(None), InputError]


@pytest.mark.parametrize(
    ("given", "target"),
    [
        ("a.pdf", "a.pdf"),
        ("./a.pdf", "a.pdf"),
        ("in/x/a.pdf", "in/x/a.pdf"),
        ("../here/a.pdf", "a.pdf"),
        ("in/../a.pdf", "a.pdf"),
    ],
)
def test_results_mirror_the_paths_given(given: str, target: str) -> None:
    touch("a.pdf", "in/x/a.pdf")
    assert targets(given) == [target]


def test_an_absolute_folder_counts_from_its_own_name(here: Path) -> None:
    touch("in/x/a.pdf")
    assert targets(str(here / "in")) == ["in/x/a.pdf"]
    assert targets(".") == ["in/x/a.pdf"]
    assert targets("../here") == ["here/in/x/a.pdf"]
    assert targets("in/..") == ["here/in/x/a.pdf"]


def test_two_results_never_meet(here: Path) -> None:
    touch("a.pdf", "a.docx", "one/a.pdf", "two/a.pdf")
    assert targets("a.pdf", "a.docx", "one/a.pdf", "two/a.pdf", output="out")
    absolute = [str(here / "one/a.pdf"), str(here / "two/a.pdf")]
    with pytest.raises(UsageError, match="the same place"):
        targets(*absolute, output="out")
    assert len(targets(*absolute)) == 2  # on standard output nothing can meet


@pytest.mark.parametrize(
    ("given", "expected"),
    [(["a.pdf"], False), (["-"], False), (["missing"], False), (["in"], True), (["a.pdf", "-"], True)],
)
def test_what_is_a_batch(given: list[str], expected: bool) -> None:
    touch("a.pdf", "in/b.pdf")
    assert is_batch(given) is expected


def test_standard_input_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"%PDF-")))
    assert [(job.name, job.data) for job in plan(["-", "-"], None, KINDS)] == [("stdin", b"%PDF-")]


def test_a_job_says_what_it_is_called() -> None:
    touch("thông báo.pdf")
    (job,) = plan(["thông báo.pdf"], None, KINDS)
    assert job == Job("thông báo.pdf", job.target, Path("thông báo.pdf"))
