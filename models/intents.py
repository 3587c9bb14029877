# /// script
# requires-python = ">=3.11"
# dependencies = ["numpy==2.4.6", "scikit-learn==1.9.1", "jax==0.10.2", "optax==0.2.8", "onnxruntime==1.32.0", "tokenizers==0.23.3"]
# ///
"""Trains the classifier that tells calls for help and small talk from questions, and writes intents.bin beside this script.

    cargo build --example intents            what it sees of a message comes from the program itself
    python3 intents.py [--out FILE]          trains on intents/*.tsv and on the phrasings of ../knowledge
    python3 intents.py --try need.tsv …      also says what it does on other files of the same form

A file holds one message a line: its label, a tab, the message. A label is `question`, a kind of ../knowledge/care.toml or a sort of
../knowledge/talk.toml. Two models are trained: a linear one over hashed words and characters, for every language and for times when
the encoder has too much to do; and a convolution over the vectors of word pieces (../src/intent/model.rs), for English.
"""
import argparse
import json
import pathlib
import re
import struct
import subprocess
import tomllib

import jax
import jax.numpy as jnp
import numpy as np
import onnxruntime
import optax
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from tokenizers import Tokenizer

HERE = pathlib.Path(__file__).resolve().parent
KNOWLEDGE = HERE.parent / "knowledge"
FEATURES, PIECES, WIDTH, POOLED = 1 << 15, 48, 96, 384
SPANS, FILTERS, HIDDEN, POOLED_SCALE = (1, 2, 3), 64, 96, 4.0
EPOCHS, BATCH, RATE, DROPOUT, SEED = 12, 64, 2e-3, 0.3, 1
CONVOLUTION = 0.5  # as in ../src/intent/model.rs
INVERSE_PENALTY = 1.0
LEAST_NEED, LEAST_TALK = 0.5, 0.4  # as in ../src/intent/mod.rs

parser = argparse.ArgumentParser()
parser.add_argument("--program", default=str(HERE.parent / "target/debug/examples/intents"))
parser.add_argument("--out", default=str(HERE / "intents.bin"))
parser.add_argument("--try", dest="tries", nargs="*", default=[])
parser.add_argument("--cache", help="a folder in which what the encoder made of each text is kept between runs")
arguments = parser.parse_args()


def is_japanese(text):
    return re.search("[\u3040-\u30ff\u4e00-\u9fff]", text) is not None


def read(file):
    lines = pathlib.Path(file).read_text(encoding="utf-8").splitlines()
    return [tuple(line.split("\t", 1)) for line in lines if "\t" in line]


def phrasings():
    """What is asked for in the knowledge: questions all of them."""
    for file in sorted(KNOWLEDGE.glob("faq/*.toml")):
        for entry in tomllib.loads(file.read_text(encoding="utf-8"))["entry"]:
            yield from [entry["question"], *entry.get("aliases", [])]
            yield from filter(None, [entry.get("question_ja"), *entry.get("aliases_ja", [])])
    for gap in tomllib.loads((KNOWLEDGE / "gaps.toml").read_text(encoding="utf-8"))["gap"]:
        yield from gap["ask"]


def seen(messages):
    """What the program sees of each message: the places of its features, and the text for the encoder."""
    lines = "".join(" ".join(message.split()) + "\n" for message in messages)
    output = subprocess.run([arguments.program], input=lines, capture_output=True, check=True, encoding="utf-8").stdout
    rows = [json.loads(line) for line in output.splitlines()]
    assert len(rows) == len(messages)
    return [row["features"] for row in rows], [row["read"] for row in rows]


class Encoder:
    def __init__(self):
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        self.session = onnxruntime.InferenceSession(str(HERE / "all-MiniLM-L6-v2.onnx"), options)
        self.tokenizer = Tokenizer.from_file(str(HERE / "tokenizer.json"))
        self.tokenizer.no_padding()
        self.tokenizer.enable_truncation(256)
        self.file = pathlib.Path(arguments.cache) / "encoded.npz" if arguments.cache else None
        self.made = {}
        if self.file and self.file.exists():
            kept = np.load(self.file, allow_pickle=True)
            self.made = kept["made"].item()

    def of(self, texts):
        """The vectors of word pieces, a mask for them, and the vector of the whole."""
        missing = [text for text in dict.fromkeys(texts) if text not in self.made]
        for text in missing:
            ids = np.array([self.tokenizer.encode(text).ids])
            pooled, tokens = self.session.run(None, {"input_ids": ids, "attention_mask": np.ones_like(ids)})
            # The marks at both ends are no word pieces.
            tokens = tokens[0][1:-1][:PIECES]
            tokens = tokens / np.maximum(np.linalg.norm(tokens, axis=1, keepdims=True), 1e-12)
            self.made[text] = (tokens.astype(np.float16), pooled[0].astype(np.float16))
        if missing and self.file:
            self.file.parent.mkdir(parents=True, exist_ok=True)
            np.savez(self.file, made=np.array(self.made, dtype=object))
        pieces = np.zeros((len(texts), PIECES, WIDTH), np.float32)
        mask = np.zeros((len(texts), PIECES), np.float32)
        whole = np.zeros((len(texts), POOLED), np.float32)
        for row, text in enumerate(texts):
            tokens, pooled = self.made[text]
            pieces[row, :len(tokens)], mask[row, :len(tokens)], whole[row] = tokens, 1, pooled
        return pieces, mask, whole


def inputs(weights, pieces, mask, whole):
    found = []
    for span in SPANS:
        padded = [jnp.pad(pieces, ((0, 0), (0, span - 1), (0, 0)))[:, at:at + PIECES] for at in range(span)]
        filtered = jax.nn.relu(jnp.concatenate(padded, -1) @ weights[f"filters{span}"] + weights[f"shift{span}"])
        found.append((filtered * mask[..., None]).max(1))
    return jnp.concatenate([*found, whole * POOLED_SCALE], -1)


def logits(weights, pieces, mask, whole, key=None):
    given = inputs(weights, pieces, mask, whole)
    if key is not None:
        given = given * jax.random.bernoulli(key, 1 - DROPOUT, given.shape) / (1 - DROPOUT)
    hidden = jax.nn.relu(given @ weights["hidden"] + weights["hidden_shift"])
    return jnp.concatenate([hidden, given], -1) @ weights["output"] + weights["output_shift"]


def train_convolution(encoded, labels, count):
    pieces, mask, whole = encoded
    chance = np.random.default_rng(SEED)
    normal = lambda shape, scale: jnp.asarray(chance.normal(size=shape) * scale, jnp.float32)
    weights = {}
    for span in SPANS:
        weights[f"filters{span}"] = normal((span * WIDTH, FILTERS), 3 / np.sqrt(span * WIDTH))
        weights[f"shift{span}"] = jnp.zeros(FILTERS)
    given = FILTERS * len(SPANS) + POOLED
    weights["hidden"], weights["hidden_shift"] = normal((given, HIDDEN), 1 / np.sqrt(given)), jnp.zeros(HIDDEN)
    weights["output"], weights["output_shift"] = normal((HIDDEN + given, count), 0.02), jnp.zeros(count)
    steps = EPOCHS * (len(labels) // BATCH)
    optimiser = optax.adamw(optax.cosine_decay_schedule(RATE, steps), weight_decay=1e-3)
    state = optimiser.init(weights)

    def loss(weights, pieces, mask, whole, labels, key):
        return optax.softmax_cross_entropy_with_integer_labels(logits(weights, pieces, mask, whole, key), labels).mean()

    @jax.jit
    def step(weights, state, pieces, mask, whole, labels, key):
        gradient = jax.grad(loss)(weights, pieces, mask, whole, labels, key)
        change, state = optimiser.update(gradient, state, weights)
        return optax.apply_updates(weights, change), state

    key = jax.random.PRNGKey(SEED)
    for _ in range(EPOCHS):
        order = chance.permutation(len(labels))
        for start in range(0, len(order) - BATCH + 1, BATCH):
            batch = order[start:start + BATCH]
            key, now = jax.random.split(key)
            weights, state = step(weights, state, pieces[batch], mask[batch], whole[batch], labels[batch], now)
    return {name: np.asarray(value) for name, value in weights.items()}


def softmax(values):
    powers = np.exp(values - values.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


def sparse(features):
    ends = np.cumsum([0] + [len(row) for row in features])
    places = np.concatenate([np.asarray(row, np.int32) for row in features])
    return csr_matrix((np.ones(len(places), np.float32), places, ends), shape=(len(features), FEATURES))


def named(label, kinds, sorts):
    return label if label == "question" else f"need:{label}" if label in kinds else f"talk:{label}"


def main():
    kinds = [kind["id"] for kind in tomllib.loads((KNOWLEDGE / "care.toml").read_text(encoding="utf-8"))["kind"]]
    sorts = [sort["id"] for sort in tomllib.loads((KNOWLEDGE / "talk.toml").read_text(encoding="utf-8"))["talk"]]
    names = ["question"] + [f"need:{kind}" for kind in kinds] + [f"talk:{sort}" for sort in sorts]
    examples = {}
    for label, message in [pair for file in sorted((HERE / "intents").glob("*.tsv")) for pair in read(file)]:
        examples.setdefault(message.strip(), named(label, kinds, sorts))
    for message in phrasings():
        examples.setdefault(message, "question")
    messages = list(examples)
    labels = np.array([names.index(examples[message]) for message in messages])
    features, texts = seen(messages)

    linear = LogisticRegression(C=INVERSE_PENALTY, max_iter=120).fit(sparse(features), labels)
    words = np.zeros((FEATURES, len(names)), np.float32)
    words[:, linear.classes_] = linear.coef_.T
    bias = np.full(len(names), -20, np.float32)
    bias[linear.classes_] = linear.intercept_
    scale = np.maximum(np.abs(words).max(axis=0), 1e-9) / 127
    words = np.rint(words / scale).astype(np.int8)

    encoder = Encoder()
    # What is misspelt is read as it was typed, too: the program corrects it, and sometimes wrongly. Japanese is read as its gloss.
    typed = [(text, label) for message, text, label in zip(messages, texts, labels)
             for text in ([text] if is_japanese(message) else dict.fromkeys([text, message.lower()]))]
    weights = train_convolution(encoder.of([text for text, _ in typed]), np.array([label for _, label in typed]), len(names))

    def classify(messages):
        features, texts = seen(messages)
        by_words = softmax(sparse(features) @ (words * scale) + bias)
        by_meaning = softmax(np.asarray(logits(weights, *encoder.of(texts))))
        return by_words, CONVOLUTION * by_meaning + (1 - CONVOLUTION) * by_words

    with open(arguments.out, "wb") as file:
        number = lambda value: file.write(struct.pack("<I", value))
        floats = lambda values: file.write(np.asarray(values, "<f4").tobytes())
        number(len(names))
        for name in names:
            number(len(name.encode()))
            file.write(name.encode())
        number(FEATURES)
        file.write(words.tobytes())
        floats(scale)
        floats(bias)
        floats([POOLED_SCALE])
        number(len(SPANS))
        dense = lambda weights, shift: (number(weights.shape[0]), number(weights.shape[1]), floats(weights), floats(shift))
        for span in SPANS:
            number(span)
            dense(weights[f"filters{span}"], weights[f"shift{span}"])
        dense(weights["hidden"], weights["hidden_shift"])
        dense(weights["output"], weights["output_shift"])
    print(f"{len(messages)} messages, {pathlib.Path(arguments.out).stat().st_size} bytes")

    need, talk = [name.startswith("need:") for name in names], [name.startswith("talk:") for name in names]
    for file in arguments.tries:
        pairs = read(file)
        for language, chosen in (("en", [p for p in pairs if not is_japanese(p[1])]), ("ja", [p for p in pairs if is_japanese(p[1])])):
            if not chosen:
                continue
            wanted = [named(label, kinds, sorts) for label, _ in chosen]
            for how, likely in zip(("words", "meaning"), classify([message for _, message in chosen])):
                said = []
                for row in likely:
                    if row[need].sum() >= LEAST_NEED:
                        said.append("need")
                    elif row[talk].sum() >= LEAST_TALK:
                        said.append(names[int(np.argmax(np.where(talk, row, 0)))])
                    else:
                        said.append("question")
                right = np.mean([s == ("need" if w.startswith("need:") else w) for s, w in zip(said, wanted)])
                print(f"{file} {language} by {how}: {100 * right:.1f} % right of {len(chosen)}; said need {said.count('need')}, question {said.count('question')}")
                if not wanted[0].startswith("talk:"):
                    top = np.sort(likely[:, need].sum(axis=1))[::-1]
                    print("   likelihoods of need:", " ".join(f"{value:.2f}" for value in top[[0, 1, 2, 3, 5, 10]]), "…", " ".join(f"{np.quantile(top, q):.2f}" for q in (0.01, 0.02, 0.05, 0.1, 0.5)))


main()
