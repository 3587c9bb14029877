#!/usr/bin/env python3
"""Choose the weights of the matching and the coefficients of its confidence, and write src/search/ranking/coefficients.rs.

    python3 models/tune.py --bin target/release/jet-senpai --questions DIR --public DIR [--write]

Needs numpy and scipy. DIR of --questions holds faq.toml, faq_queries.jsonl, faq_none.jsonl and out_of_scope.jsonl; DIR of
--public a directory per set, with faq/entries.toml and queries.jsonl. The project's own tests/questions.toml is read, too.
The signals are those that `ask --explain` prints, so they come from the same code that answers. Of each question the best 32
entries count: with fewer, which are all alike, the weights are about what is left to tell among them.

Weights: conditional logit over the entries of each question (the sets weigh alike, ours twice), none below zero but that of
breadth. Confidence: logistic regression with an L2 penalty; every figure that is printed for it is from five folds, each
judged by the others.

The confidence is fitted on sums of signals with the weights that the program was built with: after --write, build it and run
this again, until the weights stay.
"""
import argparse, json, pathlib, re, subprocess, sys, tomllib
import numpy as np
from scipy.optimize import minimize
from scipy.stats import rankdata

ROOT = pathlib.Path(__file__).resolve().parent.parent
RUST = ROOT / "src/search/ranking/coefficients.rs"
OURS = ("own", "faq")
ASKED = ("in_scope", "typos")
FOLDS = 5
PENALTY = 0.05
# The share of what nothing answers that each verdict lets through, on our own kinds of questions: cautious, balanced, bold.
# What is answered rightly and what is rightly left alone add up to much the same over a wide range of balanced bars: it stands
# where, of what is asked of a moderators' FAQ that has no answer to it, 85 % is still left alone.
LET_THROUGH = {"Cautious": 0.07, "Balanced": 0.15, "Bold": 0.27}
SUGGESTED = 0.45


def rows(path):
    return [json.loads(line) for line in path.read_text().split("\n") if line.strip()]


def sets(questions, public):
    """Name, arguments, and for each question its text and the ids of the entries that answer it."""
    own = tomllib.loads((ROOT / "tests/questions.toml").read_text())["question"]
    yield "own", [], [(q["ask"], q["expect"]) for q in own]
    faq = ["--faq", str(questions / "faq.toml")]
    asked = [(q["q"], [q["gold"], *q.get("also_ok", [])]) for q in rows(questions / "faq_queries.jsonl")]
    yield "faq", faq, asked + [(q["q"], []) for q in rows(questions / "faq_none.jsonl")]
    for name in "in_scope", "typos":
        yield name, [], [(q["q"], list(answering(q["must"]))) for q in rows(questions / f"{name}.jsonl")]
    yield "none", [], [(q["q"], []) for q in rows(questions / "out_of_scope.jsonl")]
    for path in sorted(public.iterdir()):
        if (path / "queries.jsonl").exists():
            queries = rows(path / "queries.jsonl")
            step = max(1, len(queries) // 700)
            yield path.name, ["--knowledge", str(path)], [(q["q"], q["gold"]) for q in queries[::step]]


def answering(must):
    """The ids of the curated entries whose answer, with what they list of people's words, has all that a good one must."""
    texts = {t["id"]: t["text"] for t in tomllib.loads((ROOT / "knowledge/testimonials.toml").read_text())["testimonial"]}
    for path in sorted((ROOT / "knowledge/faq").glob("*.toml")):
        for entry in tomllib.loads(path.read_text())["entry"]:
            shown = "\n".join([entry["answer"], *(texts[t] for t in entry.get("testimonials", []))])
            if all(re.search(one, shown, re.I) for one in must):
                yield entry["id"]


class Set:
    """What the program says of every question of a set."""

    def __init__(self, binary, name, arguments, questions):
        self.name = name
        self.text = "".join(" ".join(q.split()) + "\n" for q, _ in questions)
        self.answerable = np.array([bool(gold) for _, gold in questions])
        self.signals, self.factors, self.right, self.found, self.reasons = [], [], [], [], []
        for (_, gold), one in zip(questions, self.explained(binary, "--top", "32", *arguments)):
            entries = [e for e in one["entries"] if one["by"] == "meaning"]
            self.signals.append(np.array([[value for _, _, value in e["signals"]] for e in entries]))
            self.factors.append(np.array([e["focus"] for e in entries]))
            self.right.append(np.array([e["id"] in gold for e in entries], bool))
            if entries:
                self.signal_names = [name for name, _, _ in entries[0]["signals"]]
        # What makes sure, and of what, is as in an answer, which looks at fewer entries closely.
        for (_, gold), one in zip(questions, self.explained(binary, *arguments)):
            entries = [e["id"] for e in one["entries"] if one["by"] == "meaning"]
            self.found.append(bool(entries) and entries[0] in gold)
            self.reasons.append([value for _, _, value in one["reasons"]] if entries else [])
            if entries:
                self.reason_names = [name for name, _, _ in one["reasons"]]

    def explained(self, binary, *arguments):
        command = [binary, "ask", "--json", "--batch", "--explain", *arguments]
        done = subprocess.run(command, input=self.text, capture_output=True, encoding="utf-8")
        if done.returncode:
            sys.exit(f"{self.name}: exit {done.returncode}: {done.stderr}")
        return [json.loads(line)["explanation"] for line in done.stdout.split("\n") if line]


def fit_weights(training):
    data = []
    for one in training:
        weight = 2.0 if one.name in OURS else 1.0
        asked = [(s * f[:, None], r) for s, f, r in zip(one.signals, one.factors, one.right) if r.any()]
        if asked:
            data.append((asked, weight / len(asked)))
    count = len(training[0].signal_names)

    def loss(w):
        total, gradient = 0.0, np.zeros(count)
        for asked, weight in data:
            for signals, right in asked:
                z = signals @ w
                p = np.exp(z - z.max())
                p /= p.sum()
                good = p[right].sum() + 1e-12
                total -= weight * np.log(good)
                gradient += weight * ((p - p * right / good) @ signals)
        return total + 1e-3 * (w @ w) / count, gradient + 2e-3 * w / count

    bounds = [(None, 0) if name == "many phrasings" else (0, None) for name in training[0].signal_names]
    start = np.array([0.0 if name == "many phrasings" else 3.0 for name in training[0].signal_names])
    return minimize(loss, start, jac=True, method="L-BFGS-B", bounds=bounds, options={"maxiter": 300}).x


def recall(one, weights):
    ranks = []
    for signals, factors, right, answerable in zip(one.signals, one.factors, one.right, one.answerable):
        if answerable:
            order = np.argsort(-(signals @ weights) * factors) if len(right) else []
            ranks.append(next((n for n, at in enumerate(order) if right[at]), 99))
    return [100 * np.mean([rank < k for rank in ranks]) for k in (1, 3)] if ranks else None


def auroc(score, positive):
    if positive.all() or not positive.any():
        return float("nan")
    ranks, n = rankdata(score), positive.sum()
    return 100 * (ranks[positive].sum() - n * (n + 1) / 2) / (n * (~positive).sum())


def fit_confidence(x, y, weight):
    mean, spread = x[:, 1:].mean(0), x[:, 1:].std(0) + 1e-6
    z = np.concatenate([np.ones((len(x), 1)), (x[:, 1:] - mean) / spread], 1)

    def loss(w):
        s = z @ w
        p = 1 / (1 + np.exp(-s))
        value = -(weight * (y * np.log(p + 1e-9) + (1 - y) * np.log(1 - p + 1e-9))).sum() / weight.sum()
        return value + PENALTY * (w[1:] @ w[1:]) / len(w), ((weight * (p - y)) @ z) / weight.sum() + 2 * PENALTY * np.r_[0, w[1:]] / len(w)

    w = minimize(loss, np.zeros(z.shape[1]), jac=True, method="L-BFGS-B").x
    return np.r_[w[0] - (w[1:] * mean / spread).sum(), w[1:] / spread]


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--bin", required=True)
    parser.add_argument("--questions", type=pathlib.Path, required=True)
    parser.add_argument("--public", type=pathlib.Path, required=True)
    parser.add_argument("--write", action="store_true", help="write src/search/ranking/coefficients.rs")
    arguments = parser.parse_args()
    all_sets = [Set(arguments.bin, *one) for one in sets(arguments.questions, arguments.public)]

    names = all_sets[0].signal_names
    ranked_sets = [one for one in all_sets if one.name not in ASKED]
    weights = fit_weights(ranked_sets)
    weights /= weights[weights > 0].sum()
    print("weights: " + ", ".join(f"{name} {weight:.3f}" for name, weight in zip(names, weights)))
    # One signal alone orders the 32 best of all signals together, which flatters it a little.
    alone = {"BM25F": np.eye(len(names))[0], "encoder": (np.eye(len(names))[2] + np.eye(len(names))[3]) / 2}
    print(f"{'':26} R@1    R@3    R@1 with weights of the other sets, of {', of '.join(alone)} alone")
    for one in all_sets:
        if found := recall(one, weights):
            others = fit_weights([other for other in ranked_sets if other is not one])
            single = "  ".join(f"{recall(one, weights)[0]:5.1f}" for weights in [others, *alone.values()])
            print(f"{one.name:26} {found[0]:5.1f}  {found[1]:5.1f}  {single}")

    x = np.array([reasons for one in all_sets for reasons in one.reasons if reasons])
    y = np.array([float(found) for one in all_sets for found, reasons in zip(one.found, one.reasons) if reasons])
    inside = np.array([a for one in all_sets for a, reasons in zip(one.answerable, one.reasons) if reasons])
    of = np.array([n for n, one in enumerate(all_sets) for reasons in one.reasons if reasons])
    # Questions to be answered and others weigh alike within each kind, so that no kind of entry seems surer for being asked for
    # more often; a kind that has only one of the two says nothing.
    kind = np.array(["asked" if all_sets[n].name in (*ASKED, "none") else all_sets[n].name for n in of])
    alike = {(k, i): ((kind == k) & (inside == i)).sum() for k in set(kind) for i in (False, True)}
    one_sided = {k for k in set(kind) if not (alike[k, False] and alike[k, True])}
    weight = np.array([0.0 if k in one_sided else (2.0 if k in (*OURS, "asked") else 1.0) / alike[k, i] for k, i in zip(kind, inside)])
    fold = np.random.default_rng(0).integers(0, FOLDS, len(x))
    judged = np.zeros(len(x))
    for k in range(FOLDS):
        judged[fold == k] = x[fold == k] @ fit_confidence(x[fold != k], y[fold != k], weight[fold != k])
    coefficients = fit_confidence(x, y, weight)
    print("confidence: " + ", ".join(f"{name or 'offset'} {c:.2f}" for name, c in zip(all_sets[0].reason_names, coefficients)))
    print(f"{'':26} AUROC of answerable, of right; CCR10")
    for n, one in enumerate(all_sets):
        here = of == n
        if not inside[here].all() and inside[here].any():
            cut = np.sort(judged[here & ~inside])[::-1][(here & ~inside).sum() // 10]
            ccr = 100 * ((judged > cut) & (y > 0))[here & inside].mean()
            print(f"{one.name:26} {auroc(judged[here], inside[here]):5.1f}  {auroc(judged[here], y[here] > 0):5.1f}  {ccr:5.1f}")
    ours = np.isin(of, [n for n, one in enumerate(all_sets) if one.name in (*OURS, *ASKED, "none")])
    sure = 1 / (1 + np.exp(-judged))
    bars, suggest = np.split(np.quantile(sure[ours & ~inside], [1 - share for share in (*LET_THROUGH.values(), SUGGESTED)]), [-1])
    bars, suggest = dict(zip(LET_THROUGH, bars)), suggest[0]
    for name, bar in bars.items():
        shown = [f"{one.name} {100 * ((sure >= bar) & (y > 0))[(of == n) & inside].mean():.1f}" for n, one in enumerate(all_sets) if one.answerable.any()]
        through = [f"{one.name} {100 * (sure >= bar)[(of == n) & ~inside].mean():.1f}" for n, one in enumerate(all_sets) if not one.answerable.all()]
        print(f"{name} at {bar:.3f}: shown and right {', '.join(shown)}; shown though none {', '.join(through)}")
    print(f"suggested from {suggest:.3f}")
    if arguments.write:
        write(names, weights, all_sets[0].reason_names, coefficients, bars, suggest)


def write(names, weights, reasons, coefficients, bars, suggest):
    lines = [f"    {f'{weight:.3f},':7} // {name}" for name, weight in zip(names, weights)]
    confidence = [f'    ("{name}", {c:.3f}),' for name, c in zip(reasons, coefficients)]
    RUST.write_text(f"""//! Numbers of the matching by meaning, as `models/tune.py` has chosen them: it says on what, and how. Written by it.

/// The weights of the signals, in the order of [`BY_MEANING`](super::ranking_features::BY_MEANING).
pub const WEIGHTS: [f32; {len(weights)}] = [
{chr(10).join(lines)}
];

/// What makes sure that the best entry answers: names and coefficients of a logistic function.
pub const CONFIDENCE: [(&str, f32); {len(coefficients)}] = [
{chr(10).join(confidence)}
];

/// Confidence from which an answer is shown: cautious, balanced and bold.
pub const ANSWER: [f32; 3] = [{', '.join(f'{bar:.3f}' for bar in bars.values())}];

/// Confidence from which candidates are offered.
pub const SUGGEST: f32 = {suggest:.3f};
""")


if __name__ == "__main__":
    main()
