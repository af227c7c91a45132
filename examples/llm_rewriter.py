"""Rewrite a draft with any OpenAI-compatible endpoint, kept honest by tousu.

The model proposes; ``tousu.verify`` decides. When the model drops, changes or invents a fact, it is told which and
asked again; when it still does, tousu's own rewrite is used. Nothing of this runs unless you call it, and the
draft is personal data: send it only to an endpoint you trust.

    LLM_URL=http://localhost:8000/v1 LLM_MODEL=name python examples/llm_rewriter.py examples/drafts/hasty.txt
"""

from __future__ import annotations

import json
import os
import re
import sys
import urllib.request
from pathlib import Path

import tousu

INSTRUCTIONS = (
    "把下面的投诉稿改写成平实、礼貌的陈述。只删除或缓和情绪、辱骂、威胁和夸张的话；"
    "号码、日期、金额、次数、名称、引号里的原话、否定、承诺和诉求一个都不能少，也不能增加。"
    "原稿没有写的信息不要补，需要时写【请补充：…】。只输出改写后的正文。"
)
_OPENING = re.compile(
    r"\A(?:好的|当然|没问题)?[，,。！!\s]*(?:(?:以下|下面|这)[^：:\n。]{0,16})?(?:改写|修改|润色)[后版]?的?[^：:，,\n。]{0,6}[：:]"
)


def bare(reply: str) -> str:
    """The rewrite without what models put around it: their thoughts, 以下是改写后的内容：, code fences."""
    reply = re.sub("(?s)<think>.*?</think>", "", reply)
    fenced = re.search("(?s)```[^\n]*\n(.*?)```", reply)
    return _OPENING.sub("", (fenced[1] if fenced else reply).strip()).strip()


class ChatRewriter:
    """A ``tousu.Rewriter`` behind an OpenAI-compatible chat endpoint; it remembers what went wrong last time."""

    def __init__(self, url: str, model: str, key: str = "", timeout: float = 60) -> None:
        self.url, self.model, self.key, self.timeout = url.rstrip("/"), model, key, timeout
        self.complaint = ""
        self.failure = ""

    def __call__(self, analysis: tousu.Analysis) -> str:
        messages = [{"role": "system", "content": INSTRUCTIONS}, {"role": "user", "content": analysis.text}]
        if self.complaint:
            messages.append({"role": "user", "content": f"上一次改写有这些问题，请改正：{self.complaint}"})
        body = json.dumps({"model": self.model, "messages": messages, "temperature": 0}).encode()
        headers = {"Content-Type": "application/json"}
        if self.key:
            headers["Authorization"] = f"Bearer {self.key}"
        request = urllib.request.Request(f"{self.url}/chat/completions", body, headers)
        try:
            with urllib.request.urlopen(request, timeout=self.timeout) as answer:
                text = bare(json.load(answer)["choices"][0]["message"]["content"])
        except Exception as error:  # down, too slow, an error page: kept, for guarded() goes on without a word
            self.failure = f"{type(error).__name__}: {error}"
            raise
        self.failure = "" if text else "empty"
        wrong = [c for c in tousu.verify(analysis.text, text).changes if c.verdict != "kept"]
        self.complaint = "；".join(f"{c.verdict}：{c.before} → {c.after}" for c in wrong)
        return text


def main() -> None:
    draft = Path(sys.argv[1]).read_text(encoding="utf-8")
    rewriter = ChatRewriter(os.environ["LLM_URL"], os.environ["LLM_MODEL"], os.environ.get("LLM_KEY", ""))
    result = tousu.guarded(rewriter, tousu.analyze(draft), tousu.verify, attempts=2)
    print(result.text)
    if rewriter.failure:
        print(f"（模型没有给出改写：{rewriter.failure}。以上是 tousu 自己的改写。）", file=sys.stderr)
    elif result.own:
        print("（模型的改写丢失或编造了事实，已改用 tousu 自己的改写。）", file=sys.stderr)


if __name__ == "__main__":
    main()
