# /// script
# requires-python = ">=3.11"
# dependencies = ["numpy==2.4.6", "scikit-learn==1.9.1", "jax==0.10.2", "optax==0.2.8", "onnxruntime==1.32.0", "tokenizers==0.23.3"]
# ///
"""Trains the classifier that tells calls for help and small talk from questions, and writes intents.bin beside this script.

    cargo build --example intents            what it sees of a message comes from the program itself
    python3 intents.py [--out FILE]          trains on intents/*.tsv and on the phrasings of ../knowledge
    python3 intents.py --try need.tsv …      also says what it does on other files of the same form

A file holds one message a line: its label, a tab, the message. A label is `question`, a kind of ../knowledge/care.toml or a sort of
../knowledge/talk.toml. Three models are trained (../src/intent/model.rs): a linear one over hashed words and characters, for every
language and for times when the encoder has too much to do; a convolution over the vectors of word pieces; and, for Japanese, which
the encoder reads as a gloss only, a convolution over learnt vectors of characters.
"""
import argparse
import collections
import json
import pathlib
import re
import struct
import subprocess
import tomllib
import typing

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
FEATURES, INVERSE_PENALTY = 1 << 15, 1.0
POOLED, POOLED_SCALE = 384, 4.0
HIDDEN, BATCH, RATE = 96, 64, 2e-3
SEEDS = (1, 2, 3)  # of the convolutions of word pieces, whose likelihoods are averaged; the first is that of characters, too
RAREST = 3  # a character that fewer messages have is not told from others
WORDS, PIECES, CHARACTERS = 2.0, 3.0, 2.0  # as in ../src/intent/model.rs
MIN_NEED, MIN_TALK = 0.48, 0.4  # as in ../src/intent/mod.rs


class Shape(typing.NamedTuple):
    """Of a convolution: at most so many vectors of so many numbers, so many in a row, filters, and how it is trained."""
    most: int
    width: int
    spans: tuple
    filters: int
    pooled: int
    epochs: int
    dropout: float


OF_PIECES = Shape(most=48, width=96, spans=(1, 2, 3), filters=64, pooled=POOLED, epochs=12, dropout=0.3)
OF_CHARACTERS = Shape(most=64, width=48, spans=(1, 2, 3, 4), filters=96, pooled=0, epochs=20, dropout=0.5)
WORDS, PIECES, CHARACTERS = 2.0, 3.0, 2.0  # as in ../src/intent/model.rs
MIN_NEED, MIN_TALK = 0.48, 0.4  # as in ../src/intent/mod.rs

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
    """What the program sees of each message: the places of its features, the text for the encoder, and its characters."""
    lines = "".join(" ".join(message.split()) + "\n" for message in messages)
    output = subprocess.run([arguments.program], input=lines, capture_output=True, check=True, encoding="utf-8").stdout
    rows = [json.loads(line) for line in output.splitlines()]
    assert len(rows) == len(messages)
    return [row["features"] for row in rows], [row["read"] for row in rows], [row["characters"] for row in rows]


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
            tokens = tokens[0][1:-1][:OF_PIECES.most]
            tokens = tokens / np.maximum(np.linalg.norm(tokens, axis=1, keepdims=True), 1e-12)
            self.made[text] = (tokens.astype(np.float16), pooled[0].astype(np.float16))
        if missing and self.file:
            self.file.parent.mkdir(parents=True, exist_ok=True)
            np.savez(self.file, made=np.array(self.made, dtype=object))
        pieces = np.zeros((len(texts), OF_PIECES.most, OF_PIECES.width), np.float32)
        mask = np.zeros((len(texts), OF_PIECES.most), np.float32)
        whole = np.zeros((len(texts), POOLED), np.float32)
        for row, text in enumerate(texts):
            tokens, pooled = self.made[text]
            pieces[row, :len(tokens)], mask[row, :len(tokens)], whole[row] = tokens, 1, pooled
        return pieces, mask, whole


class Alphabet:
    """The characters that are told apart, each with its place; 0 is any other."""
    def __init__(self, texts):
        times = collections.Counter(character for text in texts for character in set(text))
        self.known = sorted(character for character, count in times.items() if count >= RAREST)
        self.places = {character: place + 1 for place, character in enumerate(self.known)}

    def of(self, texts):
        """The places of each text's characters, and a mask for them; there is no vector of the whole."""
        places = np.zeros((len(texts), OF_CHARACTERS.most), np.int32)
        mask = np.zeros((len(texts), OF_CHARACTERS.most), np.float32)
        for row, text in enumerate(texts):
            found = [self.places.get(character, 0) for character in text[:OF_CHARACTERS.most]]
            places[row, :len(found)], mask[row, :len(found)] = found, 1
        return places, mask, np.zeros((len(texts), 0), np.float32)


def logits(shape, weights, vectors, mask, whole, key=None):
    """`vectors` are those of word pieces, or places in the table of learnt ones."""
    if "table" in weights:
        vectors = weights["table"][vectors] * mask[..., None]
    found = []
    for span in shape.spans:
        padded = [jnp.pad(vectors, ((0, 0), (0, span - 1), (0, 0)))[:, at:at + shape.most] for at in range(span)]
        filtered = jax.nn.relu(jnp.concatenate(padded, -1) @ weights[f"filters{span}"] + weights[f"shift{span}"])
        found.append((filtered * mask[..., None]).max(1))
    given = jnp.concatenate([*found, whole * POOLED_SCALE], -1)
    if key is not None:
        given = given * jax.random.bernoulli(key, 1 - shape.dropout, given.shape) / (1 - shape.dropout)
    hidden = jax.nn.relu(given @ weights["hidden"] + weights["hidden_shift"])
    return jnp.concatenate([hidden, given], -1) @ weights["output"] + weights["output_shift"]


def train_convolution(shape, encoded, labels, count, seed, characters=0):
    """With so many `characters`, it learns a vector for each (and one for any other); without, it is given vectors."""
    vectors, mask, whole = encoded
    chance = np.random.default_rng(seed)
    normal = lambda shape, scale: jnp.asarray(chance.normal(size=shape) * scale, jnp.float32)
    weights = {"table": normal((characters + 1, shape.width), 0.5)} if characters else {}
    for span in shape.spans:
        weights[f"filters{span}"] = normal((span * shape.width, shape.filters), 3 / np.sqrt(span * shape.width))
        weights[f"shift{span}"] = jnp.zeros(shape.filters)
    given = shape.filters * len(shape.spans) + shape.pooled
    weights["hidden"], weights["hidden_shift"] = normal((given, HIDDEN), 1 / np.sqrt(given)), jnp.zeros(HIDDEN)
    weights["output"], weights["output_shift"] = normal((HIDDEN + given, count), 0.02), jnp.zeros(count)
    steps = shape.epochs * (len(labels) // BATCH)
    optimiser = optax.adamw(optax.cosine_decay_schedule(RATE, steps), weight_decay=1e-3)
    state = optimiser.init(weights)

    def loss(weights, vectors, mask, whole, labels, key):
        likely = logits(shape, weights, vectors, mask, whole, key)
        return optax.softmax_cross_entropy_with_integer_labels(likely, labels).mean()

    @jax.jit
    def step(weights, state, vectors, mask, whole, labels, key):
        gradient = jax.grad(loss)(weights, vectors, mask, whole, labels, key)
        change, state = optimiser.update(gradient, state, weights)
        return optax.apply_updates(weights, change), state

    key = jax.random.PRNGKey(seed)
    for _ in range(shape.epochs):
        order = chance.permutation(len(labels))
        for start in range(0, len(order) - BATCH + 1, BATCH):
            batch = order[start:start + BATCH]
            key, now = jax.random.split(key)
            weights, state = step(weights, state, vectors[batch], mask[batch], whole[batch], labels[batch], now)
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
    features, texts, characters = seen(messages)

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
    encoded, wanted = encoder.of([text for text, _ in typed]), np.array([label for _, label in typed])
    by_pieces = [train_convolution(OF_PIECES, encoded, wanted, len(names), seed) for seed in SEEDS]

    japanese = [row for row, message in enumerate(messages) if is_japanese(message)]
    alphabet = Alphabet([characters[row] for row in japanese])
    encoded = alphabet.of([characters[row] for row in japanese])
    by_characters = train_convolution(OF_CHARACTERS, encoded, labels[japanese], len(names), SEEDS[0], len(alphabet.known))

    def classify(messages):
        """The likelihoods by words (and, of Japanese, characters) alone, and with the encoder's vectors."""
        features, texts, characters = seen(messages)
        japanese = CHARACTERS * np.array([is_japanese(message) for message in messages], np.float32)[:, None]
        likely = WORDS * softmax(sparse(features) @ (words * scale) + bias)
        likely += japanese * softmax(np.asarray(logits(OF_CHARACTERS, by_characters, *alphabet.of(characters))))
        encoded = encoder.of(texts)
        meant = np.mean([softmax(np.asarray(logits(OF_PIECES, weights, *encoded))) for weights in by_pieces], axis=0)
        return likely / (WORDS + japanese), (likely + PIECES * meant) / (WORDS + PIECES + japanese)

    with open(arguments.out, "wb") as file:
        number = lambda value: file.write(struct.pack("<I", value))
        floats = lambda values: file.write(np.asarray(values, "<f4").tobytes())
        dense = lambda weights, shift: (number(weights.shape[0]), number(weights.shape[1]), floats(weights), floats(shift))

        def convolution(shape, weights):
            number(shape.most)
            number(len(shape.spans))
            for span in shape.spans:
                number(span)
                dense(weights[f"filters{span}"], weights[f"shift{span}"])
            dense(weights["hidden"], weights["hidden_shift"])
            dense(weights["output"], weights["output_shift"])

        number(len(names))
        for name in names:
            number(len(name.encode()))
            file.write(name.encode())
        number(FEATURES)
        file.write(words.tobytes())
        floats(scale)
        floats(bias)
        floats([POOLED_SCALE])
        number(len(by_pieces))
        for weights in by_pieces:
            convolution(OF_PIECES, weights)
        number(len(alphabet.known))
        for character in alphabet.known:
            number(ord(character))
        number(OF_CHARACTERS.width)
        floats(by_characters["table"])
        convolution(OF_CHARACTERS, by_characters)
    print(f"{len(messages)} messages, {pathlib.Path(arguments.out).stat().st_size} bytes")

    need, talk = (np.array([name.startswith(prefix) for name in names]) for prefix in ("need:", "talk:"))
    for file in arguments.tries:
        for japanese in (False, True):
            chosen = [pair for pair in read(file) if is_japanese(pair[1]) == japanese]
            wanted = [named(label, kinds, sorts) for label, _ in chosen]
            others = np.array([name == "question" for name in wanted])
            for how, likely in zip(("words", "meaning"), classify([message for _, message in chosen]) if chosen else ()):
                in_need, in_talk = likely[:, need].sum(axis=1), likely[:, talk].sum(axis=1)
                sort = [names[place] for place in np.where(talk, likely, 0).argmax(axis=1)]
                if any(name.startswith("need:") for name in wanted):
                    taken = in_need >= MIN_NEED
                    right = taken
                else:
                    taken = in_talk >= MIN_TALK
                    right = taken & np.array([ours == name for ours, name in zip(sort, wanted)])
                print(f"{file} {'ja' if japanese else 'en'} by {how}: {100 * right[~others].mean():.1f} % of {(~others).sum()} right, "
                      f"{100 * taken[others].mean():.1f} % of {others.sum()} others taken")


main()
