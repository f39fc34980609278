"""Training of the language model: what is estimated, stored and loaded again; what true lines are counted."""

from itertools import pairwise, product
from pathlib import Path
from random import Random

import numpy as np

from kl_extract.repair import language
from train_repair import language as training
from train_repair import ngrams, pairs
from train_repair.pairs import LinePair

WORDS = ["<unk>", "<s>", "và", "của", "tỉnh", "dân"]
BOUNDARY = 1


def _estimated() -> ngrams.Backoff:
    luck = Random(7)
    tokens = np.array(luck.choices(range(1, len(WORDS)), [2, 5, 3, 2, 1], k=4_000), dtype=np.int32)
    merged = [ngrams.merge([(ngrams.count(tokens, order, BOUNDARY), 1.0)]) for order in (2, 3, 4)]
    return ngrams.estimate(np.bincount(tokens, minlength=len(WORDS)).astype(float), merged, (30, 60, 90))


def test_a_model_comes_back_as_it_was_estimated(tmp_path: Path) -> None:
    estimated = _estimated()
    training.write(tmp_path / "small.bin", estimated, WORDS, np.full(len(WORDS), 0.1))
    model = language.load(tmp_path / "small.bin")
    done = len(WORDS)
    for order in estimated.orders:
        rows = slice(done, done + len(order.keys))
        assert rows.stop > done
        assert (model.keys[rows] & language.WORD == order.keys & ngrams.last(1)).all()
        assert np.allclose(
            model.rows(np.arange(len(model.keys))[rows]), order.logs, atol=0.5 / language.STEP + 1e-6
        )
        done = rows.stop
    assert len(model.keys) == len(model.logs) == done
    costs = np.concatenate([estimated.unigram_backoff, *(order.backoff for order in estimated.orders)])
    assert np.allclose(model.costs(np.arange(len(costs))), costs, atol=0.5 / language.STEP + 1e-6)
    assert model.costs(np.array([language.NONE])) == [0.0]
    every = np.arange(len(WORDS), dtype=np.int64)
    for history in ([BOUNDARY] * 3, [2, 3, 4], [5, 5, 5]):
        scores, _ = model.score(model.contexts(np.array(history, dtype=np.int64))[-1:], every)
        assert abs(float(np.exp(scores.astype(float)).sum()) - 1.0) < 0.06


def test_a_row_is_known_by_the_number_of_its_longest_ending(tmp_path: Path) -> None:
    estimated = _estimated()
    training.write(tmp_path / "small.bin", estimated, WORDS, np.full(len(WORDS), 0.1))
    model = language.load(tmp_path / "small.bin")
    kept = [set(order.keys.tolist()) for order in estimated.orders]
    for text in Random(8).choices(list(product(range(1, len(WORDS)), repeat=3)), k=50):
        packed = [(text[1] << 14) | text[2], (text[0] << 28) | (text[1] << 14) | text[2]]
        length = 1 + sum(key in rows for key, rows in zip(packed, kept, strict=False))
        number = int(model.contexts(np.array(text, dtype=np.int64))[-1])
        spelt = []
        while number >= 0:
            spelt.append(int(model.keys[number]) & language.WORD)
            number = int(model.keys[number]) >> language.BITS
        assert tuple(reversed(spelt)) == text[3 - length :]


def test_a_row_stands_only_where_its_ends_do() -> None:
    orders = _estimated().orders
    for length, (shorter, longer) in enumerate(pairwise(orders), 2):
        assert np.isin(longer.keys >> ngrams.BITS, shorter.keys).all()
        assert np.isin(longer.keys & ((1 << length * ngrams.BITS) - 1), shorter.keys).all()


def test_true_lines_are_counted_once_and_not_those_of_an_ocr() -> None:
    lines = [
        LinePair("Sở Y tế", "S& Y té", "sim-0"),
        LinePair("rà soát", "ra sodt", "sim-0"),
        LinePair("Sở Y tế", "So Y te", "sim-1"),
        LinePair("báo cáo", "bao cdo", "real-silver"),
    ]
    assert list(pairs.true_texts(lines)) == ["Sở Y tế rà soát"]
