"""The obvious stack: jieba, SnowNLP, a pickled scikit-learn pipeline, regular expressions, pydantic.

What somebody would write in an afternoon for the comparable part of the work: words, issue, sentiment, numbers and
dates by pattern, words of abuse from a list. No rewrite, no advice, no offsets that hold, no negation.

    python -m benchmarks.stack train MODEL         python -m benchmarks.stack check MODEL DRAFT
"""

from __future__ import annotations

import logging
import pickle
import re
import sys
from pathlib import Path

import jieba
from pydantic import BaseModel
from snownlp import SnowNLP

jieba.setLogLevel(logging.ERROR)

PATTERNS = {
    "order_number": re.compile(r"订单号?(?:是|为|：|:)?\s*([0-9A-Za-z-]{8,30})"),
    "tracking_number": re.compile(r"(?:单号|运单)(?:是|为|：|:)?\s*([0-9A-Za-z]{8,20})"),
    "phone": re.compile(r"(?<![0-9])1[3-9][0-9]{9}(?![0-9])"),
    "amount": re.compile(r"[0-9]+(?:\.[0-9]+)?\s*(?:元|块|万)"),
    "date": re.compile(r"(?:[0-9]{4}年)?[0-9]{1,2}月[0-9]{1,2}[日号]|昨天|今天|前天"),
    "delivery": re.compile(r"已?签收|没收到|未收到|没发货|未发货|在途"),
    "demand": re.compile(r"退款|退货|换货|赔偿|补发|道歉"),
}
FLAGS = {
    "insult": re.compile(r"垃圾|废物|不要脸|无耻|王八"),
    "threat": re.compile(r"曝光|走着瞧|等着"),
    "accusation": re.compile(r"骗子|诈骗|黑店|欺诈"),
    "emotion": re.compile(r"气死|无语|失望|崩溃|心寒"),
    "exaggeration": re.compile(r"从来没有?|无数次|史上最|一点用都没"),
    "urging": re.compile(r"马上|立刻|赶紧|尽快"),
    "emphasis": re.compile(r"[！!？?]{2,}"),
    "rhetorical": re.compile(r"难道|凭什么"),
}


class Place(BaseModel):
    """Something found."""

    kind: str
    start: int
    end: int
    text: str


class Result(BaseModel):
    """What the stack says of a draft."""

    words: list[str]
    issue: str
    probability: float
    sentiment: float
    sentences: list[float]
    facts: list[Place]
    flags: list[Place]


def words(text: str) -> list[str]:
    """The tokenizer of the pipeline: at module level, or it does not pickle."""
    return jieba.lcut(text)


def train(path: Path) -> None:
    """Fit the pipeline on the project's corpus and pickle it."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline

    from benchmarks.drafts import corpus
    from benchmarks.stack import words as tokenizer  # the importable one, not __main__'s

    texts, issues = zip(*corpus(), strict=True)
    vectorizer = TfidfVectorizer(tokenizer=tokenizer, token_pattern=None, ngram_range=(1, 2), min_df=2)
    pipeline = make_pipeline(vectorizer, LogisticRegression(C=10, max_iter=200))
    pipeline.fit(texts, issues)
    path.write_bytes(pickle.dumps(pipeline))


class Stack:
    """The stack, loaded."""

    def __init__(self, path: Path) -> None:
        self.pipeline = pickle.loads(path.read_bytes())

    def analyze(self, text: str) -> Result:
        """Everything it says of one draft."""
        chances = self.pipeline.predict_proba([text])[0]
        best = chances.argmax()
        sentences = [piece for piece in re.split(r"[。！？!?\n]", text) if piece.strip()]
        return Result(
            words=words(text),
            issue=str(self.pipeline.classes_[best]),
            probability=float(chances[best]),
            sentiment=SnowNLP(text).sentiments,
            sentences=[SnowNLP(piece).sentiments for piece in sentences],
            facts=_found(PATTERNS, text),
            flags=_found(FLAGS, text),
        )


def _found(patterns: dict[str, re.Pattern[str]], text: str) -> list[Place]:
    return [
        Place(kind=kind, start=match.start(), end=match.end(), text=match.group())
        for kind, pattern in patterns.items()
        for match in pattern.finditer(text)
    ]


if __name__ == "__main__":
    if sys.argv[1] == "train":
        train(Path(sys.argv[2]))
    else:
        print(Stack(Path(sys.argv[2])).analyze(Path(sys.argv[3]).read_text(encoding="utf-8")).model_dump_json())
