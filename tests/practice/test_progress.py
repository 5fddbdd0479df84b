"""The progress file: added to by several at once, cut short, damaged, out of reach."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course.practice import progress
from course.practice.progress import Progress


def ids(records):
    return [record["id"] for record in records]


def test_records_come_back_in_order_and_in_a_new_process(tmp_path):
    kept = Progress(tmp_path / "new" / "folder" / "p.jsonl")
    assert kept.records() == []
    for name in "abc":
        kept.add("prediction", lesson="toys", id=name, text="line\nbreak, ŷ")
    again = Progress(kept.path)
    assert ids(again.records()) == ["a", "b", "c"]
    assert again.records()[0]["text"] == "line\nbreak, ŷ"
    assert not again.take_notice()


def test_the_environment_says_where(tmp_path, monkeypatch):
    monkeypatch.setenv(progress.VARIABLE, str(tmp_path / "elsewhere.jsonl"))
    progress.current().add("quiz", lesson="toys")
    assert (tmp_path / "elsewhere.jsonl").exists()
    monkeypatch.setenv(progress.VARIABLE, "")
    monkeypatch.setattr(sys, "platform", "linux")  # the next test is about browsers
    assert progress.where().name == "progress.jsonl" and "nets-by-hand" in progress.where().parts


def test_in_a_browser_it_goes_where_the_browser_keeps_it(monkeypatch):
    monkeypatch.delenv(progress.VARIABLE, raising=False)
    monkeypatch.setattr(sys, "platform", "emscripten")
    assert progress.where() == Path("/drive/progress.jsonl")


def test_several_processes_add_at_once_and_nothing_is_lost(tmp_path):
    path = tmp_path / "p.jsonl"
    code = (
        "import sys; from course.practice.progress import Progress; kept = Progress(sys.argv[1])\n"
        "for n in range(60): kept.add('quiz', id=f'{sys.argv[2]}-{n}', text='x' * 3000)"
    )
    root = Path(progress.__file__).parents[2]
    running = [subprocess.Popen([sys.executable, "-c", code, str(path), name], cwd=root) for name in "abcd"]
    assert [process.wait(120) for process in running] == [0] * 4
    assert sorted(ids(Progress(path).records())) == sorted(f"{name}-{n}" for name in "abcd" for n in range(60))
    assert list(tmp_path.iterdir()) == [path]


@given(cut=st.data(), many=st.integers(1, 4), after=st.integers(0, 3))
def test_a_write_cut_short_loses_that_record_at_most(tmp_path_factory, cut, many, after):
    path = tmp_path_factory.mktemp("cut") / "p.jsonl"
    for n in range(many):
        Progress(path).add("quiz", id=f"before{n}")
    whole = path.read_bytes()
    last = whole.rindex(b"\n")
    path.write_bytes(whole[: cut.draw(st.integers(last, len(whole)))])
    for n in range(after):
        Progress(path).add("quiz", id=f"after{n}")
    found = ids(Progress(path).records())
    expected = [f"before{n}" for n in range(many)] + [f"after{n}" for n in range(after)]
    assert found == expected or found == [name for name in expected if name != f"before{many - 1}"]


garbage = st.one_of(
    st.binary(min_size=1, max_size=40),
    st.sampled_from([b"\x00" * 9, b"[" * 5000, b"1", b'"text"', b"null", b"{", b"}{", b"9" * 9000, b"\xff\xfe"]),
)


@given(lines=st.lists(st.one_of(st.integers(0, 99), garbage), max_size=12))
def test_whatever_stands_between_the_lines_every_other_record_is_kept(tmp_path_factory, lines):
    path = tmp_path_factory.mktemp("mixed") / "p.jsonl"
    written = [json.dumps({"kind": "quiz", "id": line}).encode() if isinstance(line, int) else line for line in lines]
    original = b"".join(b"\n" + line for line in written)
    path.write_bytes(original)
    kept = Progress(path)
    wanted = [line for line in lines if isinstance(line, int)]
    assert [r["id"] for r in kept.records() if r.get("kind") == "quiz"] == wanted
    kept.add("quiz", id=100)
    again = Progress(path)
    assert [r["id"] for r in again.records() if r.get("kind") == "quiz"] == wanted + [100]
    aside = list(path.parent.glob("*damaged*"))
    assert all(found.read_bytes().startswith(original) for found in aside)
    again.take_notice()
    again.records()
    assert not again.take_notice(), "a file is repaired once"


def test_a_damaged_file_is_kept_aside_and_no_earlier_one_is_overwritten(tmp_path):
    path = tmp_path / "p.jsonl"
    path.with_name("p.damaged-1.jsonl").write_text("an older one")
    path.write_bytes(b'\n{"kind":"quiz","id":"a"}\n\x80\x81 what?\n{"kind":"quiz","id":"b"}')
    kept = Progress(path)
    assert ids(kept.records()) == ["a", "b"]
    notice = kept.take_notice()
    assert "1 line of your progress file could not be read" in notice and "p.damaged-2.jsonl" in notice
    assert kept.take_notice() == ""
    assert path.with_name("p.damaged-1.jsonl").read_text() == "an older one"
    assert b"what?" in path.with_name("p.damaged-2.jsonl").read_bytes()


def test_a_file_that_is_no_progress_file_at_all_is_noticed(tmp_path):
    path = tmp_path / "p.jsonl"
    path.write_bytes(b"\x89PNG not a line break in sight")
    kept = Progress(path)
    assert kept.records() == [] and "could not be read" in kept.take_notice()
    kept.add("quiz", id="a")
    assert ids(kept.records()) == ["a"]


def test_records_of_a_newer_version_are_kept(tmp_path):
    path = tmp_path / "p.jsonl"
    path.write_bytes(
        b'\n{"kind":"constellation","stars":[1,2]}\n{"no kind":1}\n{"kind":"quiz","lesson":["?"]}\nbroken\n'
    )
    kept = Progress(path)
    assert len(kept.records()) == 3
    assert kept.of("quiz", "toys") == [] and kept.latest("prediction", "toys", "id") == {}
    assert b'"stars":[1,2]' in path.read_bytes()


@pytest.mark.parametrize("place", ["a folder", "under a file"])
def test_where_nothing_can_be_written_progress_is_kept_for_the_session(tmp_path, place):
    path = tmp_path / "p.jsonl"
    if place == "a folder":
        path.mkdir()
    else:
        path.write_text("")
        path = path / "p.jsonl"
    kept = Progress(path)
    kept.add("quiz", id="a")
    kept.add("quiz", id="b")
    assert ids(kept.records()) == ["a", "b"]
    notice = kept.take_notice()
    assert notice.count("Your progress") == 1 and str(path) in notice and progress.VARIABLE in notice
    kept.add("quiz", id="c")
    assert ids(kept.records()) == ["a", "b", "c"] and kept.take_notice() == ""


def test_a_place_that_becomes_writable_gets_everything(tmp_path):
    path = tmp_path / "p.jsonl"
    path.mkdir()
    kept = Progress(path)
    kept.add("quiz", id="a")
    path.rmdir()
    kept.add("quiz", id="b")
    assert ids(Progress(path).records()) == ["a", "b"] == ids(kept.records())


def test_a_full_disk_loses_nothing_of_the_session(tmp_path, monkeypatch):
    kept = Progress(tmp_path / "p.jsonl")
    write = progress.os.write
    monkeypatch.setattr(progress.os, "write", lambda handle, data: write(handle, data[:7]))
    kept.add("quiz", id="a")
    assert ids(kept.records()) == ["a"] and "disk is full" in kept.take_notice()
    monkeypatch.undo()
    kept.add("quiz", id="b")
    assert ids(kept.records()) == ["a", "b"]


# ---- where it is not this person's progress ----


@pytest.mark.parametrize(
    "name, value", [("NBGRADER_EXECUTION", "autograde"), ("SERVER_SOFTWARE", "voila/0.5.13")], ids=["grading", "voila"]
)
def test_what_others_answer_is_not_kept_as_ours(monkeypatch, tmp_path, name, value):
    mine = tmp_path / "progress.jsonl"
    if name == "NBGRADER_EXECUTION":
        monkeypatch.setenv(progress.VARIABLE, str(mine))
    else:
        monkeypatch.delenv(progress.VARIABLE)
        monkeypatch.setattr(progress.platformdirs, "user_data_path", lambda _: tmp_path)
    progress.current().add("exercise", lesson="loss", name="mse", source="mine")
    monkeypatch.setenv(name, value)
    others = progress.current()
    assert others.records() == []
    others.add("exercise", lesson="loss", name="mse", source="a submission")
    assert others.records() == [] and others.take_notice() == ""
    monkeypatch.delenv(name)
    assert [record["source"] for record in progress.current().records()] == ["mine"]
