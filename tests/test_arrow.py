"""Arrow batches: a declared schema, as many rows out as in, streaming, errors in their row."""

import pytest

pa = pytest.importorskip("pyarrow")

import tousu  # noqa: E402
from tousu import arrow  # noqa: E402
from tousu.batch import FIELDS  # noqa: E402
from tousu.errors import ConfigError, UnknownNameError  # noqa: E402

TEXTS = ["没收到货，请退款99元", None, "谢谢", "你们就是骗子！！"]


def batches(sizes=(3, 1), name="text"):
    table = pa.table({"id": [1, 2, 3, 4], name: TEXTS})
    start = 0
    for size in sizes:
        yield from table.slice(start, size).to_batches()
        start += size


def test_rows_come_out_in_order_under_the_declared_schema() -> None:
    out = list(arrow.analyze_batches(batches()))
    declared = arrow.output_schema(next(batches()).schema)
    assert all(batch.schema == declared for batch in out)
    rows = [row for batch in out for row in batch.to_pylist()]
    assert [row["id"] for row in rows] == [1, 2, 3, 4]
    for row, text in zip(rows, TEXTS, strict=True):
        if text is None:
            assert row["error"] == "text: no text in this row"
            assert all(row[name] is None for name in FIELDS)
        else:
            analysis = tousu.analyze(text)
            assert row["error"] is None
            assert row["issue"] == analysis.issues[0].id
            assert [f["text"] for f in row["findings"]] == [f.text for f in analysis.findings]
            assert row["rewrite"] == analysis.rewrite.text


def test_how_the_rows_are_cut_into_batches_does_not_matter() -> None:
    one, other = (
        pa.Table.from_batches(arrow.analyze_batches(batches(sizes))).combine_chunks() for sizes in ((4,), (1, 1, 0, 2))
    )
    assert one.equals(other)
    assert one.equals(arrow.analyze_table(pa.Table.from_batches(batches())).combine_chunks())


def test_a_big_batch_comes_out_in_small_ones_and_is_not_read_ahead() -> None:
    taken = 0

    def source():
        nonlocal taken
        for _ in range(3):
            taken += 1
            yield pa.record_batch({"text": ["谢谢"] * 1500})

    out = arrow.analyze_batches(source())
    assert [next(out).num_rows, next(out).num_rows] == [1024, 476]
    assert taken == 1


def test_a_stream_keeps_its_schema_even_when_empty() -> None:
    schema = pa.schema([("text", pa.large_string()), ("when", pa.date32())])
    reader = arrow.analyze_reader(pa.RecordBatchReader.from_batches(schema, []))
    assert reader.schema.names == ["text", "when", *FIELDS, "error"]
    assert reader.read_all().num_rows == 0
    assert arrow.analyze_table(schema.empty_table(), keep=["when"]).schema.names == ["when", *FIELDS, "error"]


def test_wrong_columns_are_named() -> None:
    with pytest.raises(UnknownNameError, match="id, text"):
        list(arrow.analyze_batches(batches(), column="txt"))
    with pytest.raises(UnknownNameError, match="unknown column 'x'"):
        list(arrow.analyze_batches(batches(), keep=["x"]))
    with pytest.raises(ConfigError, match="keep="):
        list(arrow.analyze_batches(batches(name="issue"), column="issue"))
    assert list(arrow.analyze_batches(batches(name="issue"), column="issue", keep=["id"]))


def test_a_column_that_is_not_text_fails_row_by_row() -> None:
    out = next(arrow.analyze_batches([pa.record_batch({"text": [1, 2]})]))
    assert out.column("error").to_pylist() == ["text: no text in this row"] * 2
