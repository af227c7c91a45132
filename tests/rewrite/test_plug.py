"""Another rewriter is used only when it keeps every fact."""

import tousu

DRAFT = "气死我了！9月1日买的台灯不亮，要求退款35元。"


def run(answer: str | Exception, attempts: int = 1) -> tousu.Guarded:
    def rewriter(analysis: tousu.Analysis) -> str:
        if isinstance(answer, Exception):
            raise answer
        return answer

    return tousu.guarded(rewriter, tousu.analyze(DRAFT), tousu.verify, attempts)


def test_a_faithful_rewrite_is_taken() -> None:
    result = run("9月1日买的台灯不亮，要求退款35元。")
    assert not result.own
    assert result.text == "9月1日买的台灯不亮，要求退款35元。"


def test_a_rewrite_that_changes_a_fact_falls_back_to_the_own_one() -> None:
    result = run("9月1日买的台灯不亮，要求退款350元。", attempts=2)
    assert result.own
    assert "35元" in result.text
    assert result.verification is not None and not result.verification.ok


def test_a_rewriter_that_fails_leaves_the_own_rewrite() -> None:
    assert run(OSError("no network")).own
    assert run("  ").own
