"""Draft → polarity, praise or complaint, of the whole and of each sentence."""

from __future__ import annotations

from math import tanh

from tousu.draft import Draft
from tousu.readers import PolarityModel
from tousu.results import SentenceSentiment, Sentiment
from tousu.spans import Span

# From here a whole draft is praise, not a complaint; of a few words the model knows nothing.
_PRAISE, _PRAISE_LEAST = 0.9, 20

UNKNOWN = Sentiment.model_construct(polarity=0.5)


def polarity(draft: Draft, model: PolarityModel | None) -> Sentiment:
    """0 complaint, 1 praise; 0.5 without a model or without text. It says nothing about tone."""
    if model is None or not draft.text.strip():
        return UNKNOWN
    spans = [Span(0, len(draft.text)), *draft.sentences]
    odds = model.log_odds(draft.folded, draft.tokens, spans)
    whole, *each = (0.5 * (1 + tanh(float(log_odds) / 2)) for log_odds in odds)
    return Sentiment.model_construct(
        polarity=whole,
        sentences=tuple(
            SentenceSentiment.model_construct(span=span, polarity=value)
            for span, value in zip(draft.sentences, each, strict=True)
        ),
    )


def is_praise(sentiment: Sentiment, draft: Draft) -> bool:
    """Whether the whole draft reads as praise, by far, and is long enough to tell."""
    return sentiment.polarity >= _PRAISE and len(draft.text) >= _PRAISE_LEAST
