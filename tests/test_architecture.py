"""The house keeps its floors, and importing it stays light."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[1] / "src" / "tousu"

FLOORS = {
    0: {
        "errors",
        "spans",
        "results",
        "features",
        "modelfile",
        "_folding",
        "beginnings",
        "pool",
        "encoding",
        "config",
        "needed",
        "patterns",
        "plain",
        "readers",
        "records",
        "sections",
        "compiled",
        "templates",
    },
    1: {
        "draft",
        "segment",
        "words",
        "wordclasses",
        "linear",
        "bayes",
        "tagging",
        "tone",
        "native",
        "catalogue",
        "restoring",
        "rules",
        "terms",
        "stretches",
    },
    2: {"rulebook", "models"},
    3: {"issues", "own_model", "facts", "language", "claims", "completeness", "redaction", "sentiment"},
    4: {"rewrite", "advice", "verification"},
    5: {"analyzer", "__init__"},
    6: {"cli", "report", "batch", "arrow", "learn", "build", "harvest", "__main__"},
}
FLOOR_OF = {name: floor for floor, names in FLOORS.items() for name in names}

# A room that another of the same floor may enter, and why.
DOORS = {
    ("stretches", "draft"): "what it is cut from",
    ("draft", "segment"): "a draft knows its words",
    ("segment", "words"): "the dictionary it cuts by",
    ("segment", "native"): "the same, where the kernel was built",
    ("wordclasses", "words"): "the dictionary whose classes they are",
    ("native", "words"): "what the arrays of the dictionary are called",
    ("draft", "_folding"): "the folding table is its data",
    ("patterns", "beginnings"): "what the build writes into a pattern's code",
    ("patterns", "needed"): "what the build keeps beside it",
    ("patterns", "sections"): "what the build keeps lies in a file of these",
    ("records", "compiled"): "the kernel makes named tuples",
    **{(room, "records"): "named tuples come from there" for room in ("encoding", "features", "plain")},
    ("spans", "compiled"): "it puts in order what lies apart",
    ("spans", "records"): "spans are made by the hundred",
    ("readers", "records"): "so are phrases",
    ("results", "spans"): "results hold spans",
    ("results", "plain"): "it stands in for pydantic",
    ("readers", "spans"): "phrases are spans",
    ("templates", "patterns"): "clauses are found by a pattern",
    ("features", "templates"): "they have one version",
    ("rules", "catalogue"): "a flag rule is a record of the catalogue",
    ("restoring", "catalogue"): "what is restored are records",
    **{(room, "errors"): "floor 0 reports its errors" for room in ("modelfile", "pool", "encoding", "config")},
    ("__init__", "analyzer"): "the public face hands on to it",
    ("__main__", "cli"): "python -m tousu is tousu",
    ("cli", "report"): "the command prints a report",
    ("build", "report"): "the rule reference is a report of the rules",
    ("build", "learn"): "it writes jieba's dictionary and the model cards",
    ("cli", "batch"): "the command runs a batch",
    ("cli", "learn"): "train and evaluate, on use",
    ("arrow", "batch"): "both turn rows into analyses",
    ("batch", "arrow"): "both turn rows into analyses",
}


def modules() -> list[tuple[str, Path]]:
    return [(path.relative_to(SOURCE).parts[0].removesuffix(".py"), path) for path in sorted(SOURCE.rglob("*.py"))]


def imported(path: Path) -> set[str]:
    """The rooms of tousu that a module imports, at its head or inside functions; types alone do not count."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    typing_only = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
        for inner in ast.walk(node)
    }
    out: set[str] = set()
    for node in ast.walk(tree):
        if id(node) in typing_only:
            continue
        if isinstance(node, ast.Import):
            out |= {alias.name.split(".")[1] for alias in node.names if alias.name.startswith("tousu.")}
        elif isinstance(node, ast.ImportFrom) and node.module == "tousu":
            out |= {alias.name if alias.name in FLOOR_OF else "__init__" for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("tousu."):
            out.add((node.module or "").split(".")[1])
    return out


@pytest.mark.parametrize(("room", "path"), modules(), ids=lambda value: str(value).rsplit("tousu/", maxsplit=1)[-1])
def test_a_module_imports_only_from_floors_below(room: str, path: Path) -> None:
    for other in imported(path):
        if other == room or (room, other) in DOORS:
            continue
        if other == "__init__":  # the version, for the signature and the command line
            assert FLOOR_OF[room] >= 5
            continue
        assert FLOOR_OF[other] < FLOOR_OF[room], f"{room} (floor {FLOOR_OF[room]}) imports {other}"


def loaded_after(code: str) -> set[str]:
    run = subprocess.run(
        [sys.executable, "-c", f"{code}\nimport sys; print('\\n'.join(sys.modules))"],
        capture_output=True,
        text=True,
        check=True,
    )
    return set(run.stdout.split())


def test_import_tousu_loads_nothing_heavy() -> None:
    heavy = {"pydantic", "pydantic_core", "numpy", "jieba", "sklearn", "snownlp", "click", "safetensors"}
    assert not heavy & loaded_after("import tousu")


def test_an_analysis_loads_neither_scikit_learn_nor_snownlp() -> None:
    code = "import tousu; tousu.analyze('订单一直没发货，请退款'); tousu.verify('退款10元', '退款10元')"
    assert not {"sklearn", "snownlp", "scipy"} & loaded_after(code)


def test_all_names_of_the_public_face_exist() -> None:
    import tousu

    assert all(getattr(tousu, name) is not None for name in tousu.__all__)
    assert set(tousu.__all__) <= set(dir(tousu))
    with pytest.raises(AttributeError, match="no attribute"):
        _ = tousu.nothing


def test_patterns_come_through_their_door() -> None:
    """A module that imports ``re`` itself compiles at every start what the build has compiled already."""
    elsewhere = {"patterns", "learn", "build"}
    direct = [
        path.name for room, path in modules() if room not in elsewhere and "\nimport re\n" in path.read_text("utf-8")
    ]
    assert not direct, f"write `from tousu import patterns as re`: {direct}"


def test_named_tuples_come_through_their_door() -> None:
    """A module that takes them from ``typing`` compiles the types of their fields at every start."""
    elsewhere = {"records", "learn", "batch"}

    def taken(path: Path) -> bool:
        found = (node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.ImportFrom))
        return any(node.module == "typing" and "NamedTuple" in {a.name for a in node.names} for node in found)

    direct = [path.name for room, path in modules() if room not in elsewhere and taken(path)]
    assert not direct, f"write `from tousu.records import NamedTuple`: {direct}"
