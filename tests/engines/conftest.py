"""A Parquet of 20,000 rows, and what one process makes of it: every engine must give the same rows."""

import importlib.util
import os
import sys
from pathlib import Path

import pytest

pa = pytest.importorskip("pyarrow")

from tousu.arrow import analyze_batches  # noqa: E402

ROWS = int(os.environ.get("TOUSU_ENGINE_ROWS", "20000"))
EXAMPLES = Path(__file__).parents[2] / "examples" / "engines"

_SHOPS = ["青禾家电旗舰店", "小鹿母婴专营店", "老周水果铺", "蓝湾数码"]
_STORIES = [
    "{day}日在{shop}买的电饭煲，付款{price}元，订单号{order}，等了{wait}天还没发货，请退款。",
    "快递显示已签收，可我没收到{shop}寄的奶粉，客服一直推脱，太让人失望了！！",
    "{shop}发来的杯子碎了{wait}个，要求补发或者退{price}元，我有开箱视频。",
    "说是正品，鉴定是假货，{shop}就是骗子，退一赔三，马上处理",
    "会员自动续费{price}元，没有任何提醒，申请退款被拒。",
]


def story(number: int) -> str | None:
    """The text of a row; now and then none at all."""
    if number % 997 == 0:
        return None
    return _STORIES[number % 5].format(
        day=number % 28 + 1,
        shop=_SHOPS[number % 4],
        price=number % 900 + 9,
        wait=number % 30 + 2,
        order=f"26{number * 7919 % 10**14:014d}",
    )


@pytest.fixture(scope="session")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Path:
    import pyarrow.parquet as pq

    path = tmp_path_factory.mktemp("engines") / "complaints.parquet"
    table = pa.table({"id": pa.array(range(ROWS), pa.int64()), "text": [story(n) for n in range(ROWS)]})
    pq.write_table(table, path, row_group_size=2500)
    return path


@pytest.fixture(scope="session")
def expected(dataset: Path) -> "pa.Table":
    import pyarrow.parquet as pq

    return pa.Table.from_batches(analyze_batches(pq.read_table(dataset)))


@pytest.fixture
def example(monkeypatch: pytest.MonkeyPatch):
    """A module of examples/engines; a visible skip where its engine is missing."""

    def load(name: str, engine: str):
        if importlib.util.find_spec(engine) is None:
            pytest.skip(f"{engine} is not installed: pip install {engine}")
        spec = importlib.util.spec_from_file_location(name, EXAMPLES / f"{name}.py")
        module = importlib.util.module_from_spec(spec)
        monkeypatch.setitem(sys.modules, name, module)
        spec.loader.exec_module(module)
        return module

    return load
