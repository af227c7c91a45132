"""Batches: every format in and out, order kept, bad rows told, nothing lost or repeated by an interruption."""

import csv
import json
import pickle
import signal
import subprocess
import sys
import time
import tracemalloc
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

import tousu
from tousu import batch, pool
from tousu.analyzer import Analyzer
from tousu.batch.sources import open_source
from tousu.errors import ConfigError, FileError, InputError, TousuError, UnknownNameError

TEXTS = [
    "订单号260914-402716338850917，等了十天还没发货，请退款199元。",
    "收到的杯子碎了，包装里全是玻璃渣。\n你们就是骗子！！",
    '说好的"正品"，鉴定是假货，要求退一赔三',
    "快递显示已签收，可我没收到货。",
    "谢谢，问题已经解决了",
]


@pytest.fixture(scope="module")
def analyzer() -> Analyzer:
    return Analyzer()


def rows_of(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def make_jsonl(path: Path, count: int) -> Path:
    lines = [json.dumps({"id": f"n{n}", "text": f"{TEXTS[n % 5]} 第{n}件"}, ensure_ascii=False) for n in range(count)]
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path


def make_input(folder: Path, kind: str) -> Path:
    """The five texts in one of the formats."""
    path = folder / f"in.{kind}"
    if kind == "folder":
        path.mkdir()
        for number, text in enumerate(TEXTS):
            (path / f"{number}.txt").write_text(text, "gb18030" if number == 1 else "utf-8")
        (path / "picture.png").write_bytes(b"\0")
    elif kind in ("csv", "tsv"):
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, delimiter="\t" if kind == "tsv" else ",").writerows(
                [["id", "投诉内容"], *([str(n), text] for n, text in enumerate(TEXTS))]
            )
    elif kind == "parquet":
        pa = pytest.importorskip("pyarrow")
        import pyarrow.parquet as pq

        pq.write_table(pa.table({"id": list(range(5)), "text": TEXTS}), path, row_group_size=2)
    else:
        path.write_text("".join(json.dumps({"id": n, "text": t}) + "\n" for n, t in enumerate(TEXTS)), "utf-8")
    return path


@pytest.mark.parametrize("kind", ["csv", "tsv", "jsonl", "ndjson", "parquet", "folder"])
def test_every_input_gives_what_analyze_gives_in_order(kind: str, tmp_path: Path, analyzer: Analyzer) -> None:
    done = batch.run(make_input(tmp_path, kind), tmp_path / "out.jsonl", analyzer=analyzer)
    assert (done.rows, done.bad, done.side) == (5, 0, None)
    out = rows_of(tmp_path / "out.jsonl")
    assert [row["row"] for row in out] == list(range(5))
    for row, text in zip(out, TEXTS, strict=True):
        analysis = analyzer.analyze(text)
        assert row["issue"] == analysis.issues[0].id
        assert row["rewrite"] == analysis.rewrite.text
        assert [(f["kind"], f["start"], f["text"]) for f in row["facts"]] == [
            (f.kind, f.span.start, f.text) for f in analysis.facts
        ]
        assert row.get("text", row.get("投诉内容")) == text


@pytest.mark.parametrize("kind", ["csv", "parquet"])
def test_every_output_holds_the_same_rows(kind: str, tmp_path: Path, analyzer: Analyzer) -> None:
    source = make_input(tmp_path, "jsonl")
    batch.run(source, tmp_path / "out.jsonl", analyzer=analyzer)
    wanted = rows_of(tmp_path / "out.jsonl")
    out = tmp_path / f"out.{kind}"
    batch.run(source, out, analyzer=analyzer)
    if kind == "csv":
        with out.open(encoding="utf-8", newline="") as file:
            found = list(csv.DictReader(file))
        nested = {"issues", "facts", "missing", "findings", "open"}
        found = [{k: json.loads(v) if k in nested else v for k, v in row.items()} for row in found]
        wanted = [{k: v if k in nested else str(v) for k, v in row.items()} for row in wanted]
    else:
        pq = pytest.importorskip("pyarrow.parquet")
        found = pq.read_table(out).to_pylist()
        wanted = [{**row, "id": str(row["id"])} for row in wanted]
    assert found == wanted


def test_parquet_keeps_the_types_of_carried_columns_and_takes_an_empty_table(
    tmp_path: Path, analyzer: Analyzer
) -> None:
    pa = pytest.importorskip("pyarrow")
    import pyarrow.parquet as pq

    for rows in (2, 0):
        table = pa.table({"id": pa.array([1, 2][:rows], pa.int16()), "text": pa.array(TEXTS[:rows], pa.string())})
        pq.write_table(table, tmp_path / "in.parquet")
        batch.run(tmp_path / "in.parquet", tmp_path / "out.parquet", analyzer=analyzer)
        out = pq.read_table(tmp_path / "out.parquet")
        assert out.num_rows == rows
        assert out.schema.field("id").type == pa.int16()


def test_two_processes_give_the_bytes_of_one(tmp_path: Path, analyzer: Analyzer) -> None:
    source = make_jsonl(tmp_path / "in.jsonl", 700)
    for jobs in (1, 2):
        batch.run(source, tmp_path / f"{jobs}.jsonl", jobs=jobs, analyzer=analyzer)
    assert (tmp_path / "1.jsonl").read_bytes() == (tmp_path / "2.jsonl").read_bytes()


BAD_JSONL = [
    ('{"id": 1, "text": "没收到货，请退款"}', None),
    ("{not json", "json"),
    ('["a list"]', "object"),
    ('{"id": 2}', "text"),
    ('{"id": 3, "text": null}', "text"),
    ('{"id": 4, "text": "\\ud83dx"}', "surrogate"),
    ('{"id": 5, "text": "' + "很" * 700 + '"}', "size"),
    ('{"id": 6, "text": NaN}', "json"),
    ("[" * 100_000, "json"),
    ('{"id": 7, "text": ""}', None),
]


def test_a_bad_row_goes_to_the_side_file_with_its_reason(tmp_path: Path) -> None:
    source = tmp_path / "in.jsonl"
    source.write_text("\n".join(line for line, _ in BAD_JSONL) + "\n", "utf-8")
    done = batch.run(source, tmp_path / "out.jsonl", analyzer=Analyzer(limit=2000))
    wanted = [(number, reason) for number, (_, reason) in enumerate(BAD_JSONL) if reason]
    assert done.side is not None
    assert [(row["row"], row["reason"]) for row in rows_of(done.side)] == wanted
    assert (done.rows, done.bad) == (len(BAD_JSONL), len(wanted))
    assert [row["row"] for row in rows_of(tmp_path / "out.jsonl")] == [0, 9]


def test_bad_rows_of_csv_are_told_and_the_rest_goes_on(tmp_path: Path, analyzer: Analyzer) -> None:
    source = tmp_path / "in.csv"
    source.write_bytes(
        "\ufeffid,text\n1,没收到货\n\n2,多,一格\n3\n".encode() + b"4,\xff\xfe bad\n" + '5,"两行\n文字"\n'.encode()
    )
    done = batch.run(source, tmp_path / "out.csv", analyzer=analyzer)
    assert done.side is not None
    assert [(row["row"], row["reason"]) for row in rows_of(done.side)] == [(1, "cells"), (2, "cells"), (3, "surrogate")]
    data = (tmp_path / "out.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbfrow,id,text,issue,")  # Excel's mark comes back
    assert [row["text"] for row in csv.DictReader(data.decode("utf-8-sig").splitlines(keepends=True))] == [
        "没收到货",
        "两行\n文字",
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_csv_in_the_encodings_that_spreadsheets_write(encoding: str, tmp_path: Path, analyzer: Analyzer) -> None:
    (tmp_path / "in.csv").write_text("编号;内容\n1;没收到货，请退款\n", encoding)
    batch.run(tmp_path / "in.csv", tmp_path / "out.jsonl", analyzer=analyzer)
    assert rows_of(tmp_path / "out.jsonl")[0]["内容"] == "没收到货，请退款"


def test_a_long_draft_in_a_cell_of_csv_is_taken(tmp_path: Path, analyzer: Analyzer) -> None:
    (tmp_path / "in.csv").write_text("text\n" + "我没收到货，" * 40_000 + "\n", "utf-8")
    assert batch.run(tmp_path / "in.csv", tmp_path / "out.jsonl", analyzer=analyzer).bad == 0


def test_a_failure_inside_one_row_does_not_end_the_run(tmp_path: Path, analyzer: Analyzer, monkeypatch) -> None:
    def fails(text: str, **_: object) -> object:
        raise RuntimeError("something broke")

    monkeypatch.setattr(analyzer, "analyze", fails)
    done = batch.run(make_jsonl(tmp_path / "in.jsonl", 3), tmp_path / "out.jsonl", analyzer=analyzer, jobs=1)
    assert done.bad == 3
    assert rows_of(done.side)[0]["message"] == "RuntimeError: something broke"
    monkeypatch.undo()
    done = batch.run(tmp_path / "in.jsonl", tmp_path / "out.jsonl", analyzer=analyzer, jobs=1)
    assert done.side is None
    assert not (tmp_path / "out.jsonl.bad.jsonl").exists(), "the side file of an earlier run is gone"


# Interruption ------------------------------------------------------------------------------------------------


class Stop(Exception):
    pass


@pytest.mark.parametrize("kind", ["jsonl", "csv", "parquet"])
@pytest.mark.parametrize("after", [0, 1, 2])
def test_an_interrupted_run_goes_on_without_losing_or_repeating(
    kind: str, after: int, tmp_path: Path, analyzer: Analyzer, monkeypatch
) -> None:
    if kind == "parquet":
        pytest.importorskip("pyarrow")
    monkeypatch.setattr(batch, "CHUNK", 7)
    source = make_jsonl(tmp_path / "in.jsonl", 30)
    with source.open("a") as file:
        file.write('{"id": "bad"}\n')
    whole, out = tmp_path / f"whole.{kind}", tmp_path / f"out.{kind}"
    batch.run(source, whole, jobs=1, analyzer=analyzer)

    def stop(rows: int, total: int, bad: int) -> None:
        if rows >= after * 7:
            raise Stop

    with pytest.raises(Stop):
        batch.run(source, out, jobs=1, analyzer=analyzer, progress=stop)
    assert not out.exists(), "nothing stands under the name before it is whole"
    with (tmp_path / f"out.{kind}.part").open("ab") as file:
        file.write(b"half a row that the crash left")
    done = batch.run(source, out, jobs=1, analyzer=analyzer)
    assert (done.rows, done.bad, done.resumed) == (31, 1, after * 7)
    if kind == "parquet":
        import pyarrow.parquet as pq

        assert pq.read_table(out).equals(pq.read_table(whole))
    else:
        assert out.read_bytes() == whole.read_bytes()
    assert {p.name for p in tmp_path.iterdir()} == {
        "in.jsonl",
        *(f"{name}.{kind}{end}" for name in ("out", "whole") for end in ("", ".bad.jsonl")),
    }, "nothing is left over"


@pytest.mark.slow
def test_a_killed_process_is_gone_on_with_by_the_same_command(tmp_path: Path, analyzer: Analyzer) -> None:
    source = make_jsonl(tmp_path / "in.jsonl", 3000)
    command = [sys.executable, "-m", "tousu", "batch", str(source), "-o", str(tmp_path / "out.jsonl"), "--jobs", "2"]
    run = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    state = tmp_path / "out.jsonl.state"
    for _ in range(600):
        time.sleep(0.1)
        if state.exists() and json.loads(state.read_bytes())["rows"] > 0:
            break
    run.send_signal(signal.SIGKILL)
    run.wait()
    assert not (tmp_path / "out.jsonl").exists()
    again = subprocess.run(command, capture_output=True, check=False)
    assert again.returncode == 0, again.stderr.decode()
    assert [row["row"] for row in rows_of(tmp_path / "out.jsonl")] == list(range(3000))


def test_an_unfinished_run_with_other_settings_is_not_gone_on_with(tmp_path: Path, analyzer: Analyzer) -> None:
    source = make_jsonl(tmp_path / "in.jsonl", 3)

    def stop(*_: object) -> None:
        raise Stop

    with pytest.raises(Stop):
        batch.run(source, tmp_path / "out.jsonl", analyzer=analyzer, progress=stop)
    with pytest.raises(ConfigError, match="--fresh"):
        batch.run(source, tmp_path / "out.jsonl", analyzer=analyzer, keep=["id"])
    for other in (Analyzer(disable=["emotion"]), Analyzer(names=["黑金商贸行"])):
        with pytest.raises(ConfigError, match="--fresh"):
            batch.run(source, tmp_path / "out.jsonl", analyzer=other)
    assert batch.run(source, tmp_path / "out.jsonl", analyzer=analyzer, keep=["id"], fresh=True).rows == 3


def test_two_runs_on_one_output_do_not_mix(tmp_path: Path, analyzer: Analyzer) -> None:
    pytest.importorskip("fcntl")
    source = make_jsonl(tmp_path / "in.jsonl", 3)

    def another(*_: object) -> None:
        batch.run(source, tmp_path / "out.jsonl", analyzer=analyzer)

    with pytest.raises(ConfigError, match="another process"):
        batch.run(source, tmp_path / "out.jsonl", analyzer=analyzer, progress=another)


# Errors ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "content", "settings", "error", "says"),
    [
        ("in.txt", "没收到货", {}, FileError, "unknown kind"),
        ("in.csv", "", {}, FileError, "empty"),
        ("in.csv", "a,a\n1,2\n", {}, FileError, "twice"),
        ("in.csv", "a,b\n1,2\n", {}, ConfigError, "--column"),
        ("in.csv", "a,b\n1,2\n", {"column": "txt"}, UnknownNameError, "a, b"),
        ("in.csv", "text,b\n1,2\n", {"keep": ["c"]}, UnknownNameError, "unknown column 'c'"),
        ("in.csv", "text,issue\n1,2\n", {}, ConfigError, "--keep"),
        ("in.jsonl", "\n", {}, FileError, "no line"),
        ("in.jsonl", '{"text": "a"}', {"jobs": 0}, ConfigError, "at least 1"),
        ("in.jsonl", '{"text": "a"}', {"channel": "123"}, UnknownNameError, "channel"),
        ("in.parquet", "not parquet", {}, FileError, "not a Parquet file"),
    ],
)
def test_what_cannot_run_is_said_before_anything_is_written(
    name: str, content: str, settings: dict, error: type[TousuError], says: str, tmp_path: Path, analyzer: Analyzer
) -> None:
    if name.endswith("parquet"):
        pytest.importorskip("pyarrow")
    (tmp_path / name).write_text(content, "utf-8")
    with pytest.raises(error, match=says):
        batch.run(tmp_path / name, tmp_path / "out.jsonl", analyzer=analyzer, **settings)
    assert not (tmp_path / "out.jsonl").exists()


@pytest.mark.parametrize(
    ("output", "error"),
    [("out.xlsx", FileError), ("nowhere/out.jsonl", FileError), ("in.jsonl", ConfigError), ("folder.csv", FileError)],
)
def test_an_output_that_cannot_be_is_refused(
    output: str, error: type[TousuError], tmp_path: Path, analyzer: Analyzer
) -> None:
    source = make_jsonl(tmp_path / "in.jsonl", 2)
    (tmp_path / "folder.csv").mkdir()
    with pytest.raises(error):
        batch.run(source, tmp_path / output, analyzer=analyzer)


def test_a_missing_input_and_an_empty_folder_are_named(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="no such file"):
        open_source(tmp_path / "none.csv")
    with pytest.raises(FileError, match=r"no \.txt"):
        open_source(tmp_path)


# Streaming ---------------------------------------------------------------------------------------------------


def test_memory_stays_flat_while_a_file_is_read(tmp_path: Path) -> None:
    """Ten times the rows need no more memory: rows are read as they are taken."""

    def peak(count: int) -> int:
        source = open_source(make_jsonl(tmp_path / f"{count}.jsonl", count))
        tracemalloc.start()
        try:
            assert sum(1 for _ in source.rows(0)) == count == source.count()
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    assert peak(20_000) < 1.5 * peak(2000) + (1 << 20)


def test_the_pool_reads_only_a_little_ahead() -> None:
    read = 0

    def items():
        nonlocal read
        for number in range(10_000):
            read = number
            yield number

    results = pool.in_order(_make_double, items(), 2)
    assert [next(results) for _ in range(20)] == [2 * n for n in range(20)]
    assert read < 60
    results.close()


def _make_double():
    return _double


def _double(number: int) -> int:
    if number < 0:
        raise InputError("below zero", reason="size", at=number)
    return 2 * number


def test_an_error_of_a_worker_arrives_whole_and_in_its_place() -> None:
    results = pool.in_order(_make_double, [1, 2, -3, 4], 2)
    assert [next(results), next(results)] == [2, 4]
    with pytest.raises(InputError, match="below zero") as caught:
        next(results)
    assert caught.value.fields == {"reason": "size", "at": -3}


@pytest.mark.parametrize("error", [InputError("a", reason="size"), UnknownNameError("rule", "x", ["xy"])])
def test_errors_pickle(error: TousuError) -> None:
    again = pickle.loads(pickle.dumps(error))
    assert (type(again), str(again), again.fields) == (type(error), str(error), error.fields)


# The same in Python ------------------------------------------------------------------------------------------


def test_analyze_many_with_processes_equals_one_by_one(analyzer: Analyzer) -> None:
    texts = [f"{text} 第{n}件" for n in range(20) for text in TEXTS]
    assert list(analyzer.analyze_many(iter(texts), jobs=2)) == list(map(analyzer.analyze, texts))
    assert list(tousu.analyze_many([], jobs=2)) == []


@pytest.mark.parametrize("text", ["退款三天没到", "退款".encode()])
def test_analyze_many_takes_no_single_text(analyzer: Analyzer, text: object) -> None:
    with pytest.raises(tousu.InputError, match="several texts"):
        analyzer.analyze_many(text)


def test_analyze_many_says_a_wrong_channel_at_once(analyzer: Analyzer) -> None:
    with pytest.raises(UnknownNameError):
        analyzer.analyze_many(TEXTS, channel="nowhere", jobs=2)


def test_one_analyzer_serves_many_threads_with_equal_results() -> None:
    """A fresh one, so that the threads race for everything that is built on first use."""
    texts = [f"{text} 第{n}件" for n in range(20) for text in TEXTS]
    wanted = list(map(Analyzer().analyze, texts))
    shared = Analyzer()
    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(shared.analyze, texts)) == wanted


def test_an_analyzer_pickles_as_its_settings() -> None:
    again = pickle.loads(pickle.dumps(Analyzer(limit=50)))
    assert again.limit == 50
    with pytest.raises(InputError):
        again.analyze("没收到货" * 20)


# The command -------------------------------------------------------------------------------------------------


def test_the_command_counts_bad_rows_and_says_where_they_are(tmp_path: Path) -> None:
    source = make_jsonl(tmp_path / "in.jsonl", 3)
    command = [sys.executable, "-m", "tousu", "batch", str(source), "-o", str(tmp_path / "out.jsonl"), "--progress"]
    run = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    assert run.returncode == 0, run.stderr
    assert "3/3" in run.stderr
    assert "共 3 行" in run.stderr
    source.write_text('{"text": "没收到货"}\n{}\n', "utf-8")
    run = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    assert run.returncode == 1
    assert "其中 1 行无法检查" in run.stderr
    run = subprocess.run([*command, "--column", "txt"], capture_output=True, text=True, encoding="utf-8", check=False)
    assert run.returncode == 2
    assert "Traceback" not in run.stderr


@pytest.mark.parametrize(
    ("content", "reasons"),
    [
        ('id,text\n1,"没发货\n2,没退款\n3,没人理\n', ["quote"]),
        ('id,text\n1,"没发货\n2,没退款\n3,"没人理"\n4,碎了\n', ["quote", ""]),
        ('id,text\n1,"没发货\n2,屏幕5寸"\n3,碎了\n', ["quote", ""]),
        ('id,text\n1,"第一,没发货\n第二,没退款"\n2,碎了\n', ["", ""]),
        ('id,text\n1,"他说""好""\n\n没退款"\n2,碎了\n', ["", ""]),
    ],
)
def test_rows_that_an_open_quote_swallowed_are_told(content: str, reasons: list[str], tmp_path: Path) -> None:
    (tmp_path / "in.csv").write_text(content, "utf-8")
    rows = list(open_source(tmp_path / "in.csv").rows(0))
    assert [row.reason for row in rows] == reasons
    assert all("没退款" in row.raw for row in rows if row.reason) or "5寸" in rows[0].raw


def test_a_draft_of_two_lines_in_the_first_column_is_one_row(tmp_path: Path) -> None:
    content = 'text,platform,year\n"快递一直没到。\n客服也不回复。",甲平台,2026\n'
    (tmp_path / "in.csv").write_text(content, "utf-8")
    assert [row.reason for row in open_source(tmp_path / "in.csv").rows(0)] == [""]


def test_a_link_to_nothing_in_a_folder_is_a_row_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXTS[0], "utf-8")
    (tmp_path / "b.txt").symlink_to(tmp_path / "gone.txt")
    assert [row.reason for row in open_source(tmp_path).rows(0)] == ["", "unreadable"]
