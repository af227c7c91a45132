"""Makes everything that is generated: ``python -m tousu.build``; with ``--check`` only says what is out of date.

dictionary, JSON Schema, rule reference, README examples. A test calls the check.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from functools import cache, partial
from pathlib import Path

from tousu.rulebook import DATA, Rulebook
from tousu.rules import FLAG_IDS

ROOT = Path(__file__).parents[2]


def write_compiled() -> None:
    """The rulebook and all patterns in the forms that load fastest. Not kept in git: see ``rulebook``, ``patterns``."""
    _book().compile()
    # Without the patterns tousu starts more slowly, no more: they must not end an installation.
    _run("from runpy import run_module; run_module('tousu.harvest', run_name='__main__')", check=False)


def compile_kernel() -> Path | None:
    """``_kernel``, by the compiler that this Python was made with; None where that does not work: NumPy serves then."""
    import shlex
    import sysconfig

    if os.name != "posix":
        return None
    source = Path(__file__).parent / "_kernel.c"
    target = source.with_name(f"_kernel{sysconfig.get_config_var('EXT_SUFFIX')}")
    part = target.with_suffix(".part")
    linking = shlex.split(sysconfig.get_config_var("LDSHARED") or "cc -shared")
    command = [*linking, "-O3", "-fPIC", "-ffp-contract=off", f"-I{sysconfig.get_path('include')}"]
    command += [str(source), "-o", str(part), "-lm"]
    try:
        subprocess.run(command, check=True, capture_output=True, timeout=120)  # noqa: S603  # our own source
        part.replace(target)
        trial = "from tousu import native; assert native.tagger(native.modelfile.folder() / 'facts.safetensors')"
        _run(trial, check=True)
    except (OSError, subprocess.SubprocessError):
        part.unlink(missing_ok=True)
        target.unlink(missing_ok=True)
        return None
    return target


def _run(code: str, check: bool) -> None:
    """Runs code in a fresh process that imports this tree.

    The tree is named in the code: pip takes out of ``PYTHONPATH`` what an installed package added to the path, and
    this tree is such a package when it is installed a second time.
    """
    here = f"import sys; sys.path.insert(0, {str(ROOT / 'src')!r}); "
    subprocess.run([sys.executable, "-c", here + code], check=check, capture_output=check)  # noqa: S603  # our own code


def analysis_schema() -> bytes:
    """``docs/analysis.schema.json``: the JSON contract."""
    from tousu.results import Analysis

    schema = Analysis.model_json_schema(mode="serialization")
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    return (json.dumps(schema, ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode()


def words() -> bytes:
    """``models/words.safetensors``: jieba's dictionary in the form that opens fastest."""
    from tempfile import TemporaryDirectory

    from tousu.learn.words import export

    with TemporaryDirectory() as folder:
        export(Path(folder) / "words")
        return (Path(folder) / "words").read_bytes()


_BLOCK = re.compile(r"<!-- (file|output|python): (.+?) -->\n.*?<!-- end -->", re.DOTALL)


def readme(path: Path) -> bytes:
    """A README with the files it shows, and the output of the commands it names, as they are now."""

    def block(match: re.Match[str]) -> str:
        kind, what = match.groups()
        if kind == "output":
            content, language = _output_of(what), "text"
        else:
            content, language = (ROOT / what).read_text(encoding="utf-8"), "python" if kind == "python" else "text"
        return f"<!-- {kind}: {what} -->\n```{language}\n{content.rstrip()}\n```\n<!-- end -->"

    return _BLOCK.sub(block, path.read_text(encoding="utf-8")).encode()


def _output_of(command: str) -> str:
    """What a ``tousu`` command prints, run from the project's root."""
    run = subprocess.run(  # noqa: S603  # our own command line, from our own README
        [sys.executable, "-m", *command.split()], capture_output=True, cwd=ROOT, check=False
    )
    return run.stdout.decode()


def _rule_pages() -> dict[Path, Callable[[], bytes]]:
    """``docs/rules``: a page a kind of flag, from the rule files."""
    from tousu.report.rules import rule_index, rule_page

    folder = ROOT / "docs" / "rules"
    pages: dict[Path, Callable[[], bytes]] = {
        folder / f"{kind}.md": partial(lambda k: rule_page(_book().kinds[k], _book()).encode(), kind)
        for kind in FLAG_IDS
    }
    return {folder / "README.md": lambda: rule_index(_book()).encode(), **pages}


def learn_page(path: Path) -> bytes:
    """A model card, or another page with figures of the models, as files and figures are now."""
    from tousu.learn.pages import filled

    return filled(path.read_text(encoding="utf-8"), _book()).encode()


_LEARN_PAGES = (
    *(ROOT / "models" / f"{name}.md" for name in ("issues", "facts", "tone", "polarity", "corpus/README")),
    ROOT / "docs" / "models.md",
)


@cache
def _book() -> Rulebook:
    return Rulebook.from_folder(DATA)


GENERATED: dict[Path, Callable[[], bytes]] = {
    ROOT / "models" / "words.safetensors": words,
    ROOT / "docs" / "analysis.schema.json": analysis_schema,
    **_rule_pages(),
    **{path: partial(learn_page, path) for path in _LEARN_PAGES},
    ROOT / "README.md": lambda: readme(ROOT / "README.md"),
    ROOT / "README.en.md": lambda: readme(ROOT / "README.en.md"),
}


def main(arguments: list[str]) -> int:
    """Write what is out of date, or with ``--check`` name it and return 1."""
    if "--check" not in arguments:
        compile_kernel()
        write_compiled()
    stale = 0
    for path, make in GENERATED.items():
        content = make()
        if path.exists() and path.read_bytes() == content:
            continue
        stale += 1
        shown = path.relative_to(ROOT)
        if "--check" in arguments:
            print(f"{shown} is out of date: run python -m tousu.build")
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        print(f"wrote {shown}")
    return int(bool(stale) and "--check" in arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
