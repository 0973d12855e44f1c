"""Computes each figure of metrics.json, gap.json and comparison.json again, from the predictions, the sets and the model.

Arguments: folder of the evaluation, folder of the sets, model, labelled patterns, sets of groups of each extinction symbol
and of each Laue class (JSON), and where there is one the folder of another model's evaluation, with the comparison of both. Knows nothing of the program but docs/evaluation.md and docs/formats.md.
"""
import json, math, os, sys
import h5py, numpy as np

out, sets, model_file, neighbour_file, partitions = sys.argv[1:6]
partitions = json.loads(partitions)
Z = 1.959963984540054
SYSTEMS = {"triclinic": (1, 2), "monoclinic": (3, 15), "orthorhombic": (16, 74), "tetragonal": (75, 142),
           "trigonal": (143, 167), "hexagonal": (168, 194), "cubic": (195, 230)}
PAIRS = {78: 76, 95: 91, 96: 92, 145: 144, 153: 151, 154: 152, 170: 169, 172: 171, 179: 178, 181: 180, 213: 212}

def part(groups):
    table = np.zeros(231, int)
    for number, members in enumerate(groups):
        table[members] = number
    return table

MERGED = np.array([PAIRS.get(g, g) for g in range(231)])
EXTINCTION, LAUE = part(partitions["extinction"]), part(partitions["laue"])
SYSTEM = part([list(range(a, b + 1)) for a, b in SYSTEMS.values()])

def close(found, expected, what, tolerance=1e-9):
    assert found is not None and abs(found - expected) <= tolerance, "%s: %r, but %r" % (what, found, expected)

def wilson(k, n):
    p = k / n
    middle, half = (p + Z * Z / 2 / n), Z * math.sqrt(p * (1 - p) / n + Z * Z / 4 / n / n)
    return (middle - half) / (1 + Z * Z / n), (middle + half) / (1 + Z * Z / n)

def proportion(found, hits, what):
    k, n = int(np.sum(hits)), len(hits)
    assert (found["correct"], found["n"]) == (k, n), "%s: %r, but %d of %d" % (what, found, k, n)
    close(found["share"], k / n, what)
    for end, value in zip(("low", "high"), wilson(k, n)):
        close(found[end], value, what + " " + end)

def model(path):
    with h5py.File(path) as f:
        parameters = {name: f["parameters"][name][()].astype(float) for name in f["parameters"]}
        classes = f["classes"][()]
    def predict(x):
        starts = np.arange(0, x.shape[1] - 24 + 1, 12)
        pooled = np.stack([np.sqrt(x[:, s:s + 24]).mean(axis=1) for s in starts], axis=1)
        hidden = np.maximum(pooled @ parameters["dense.weight"].T + parameters["dense.bias"], 0)
        logits = hidden @ parameters["classes.weight"].T + parameters["classes.bias"]
        p = np.exp(logits - logits.max(axis=1, keepdims=True))
        return p / p.sum(axis=1, keepdims=True)
    return predict, classes

def unit(x):
    roots = np.sqrt(x.astype(float))
    return roots / np.sqrt((roots ** 2).sum(axis=1, keepdims=True))

predict, CLASSES = model(model_file)
text = lambda array: [t.decode() for t in array]
with h5py.File(neighbour_file) as f:
    known, known_group, known_id = unit(f["diffractogram"][()]), f["space_group"][()], text(f["source_id"][()])

class Predictions:
    def __init__(self, name, folder=out):
        with h5py.File(os.path.join(folder, "predictions-%s.h5" % name)) as f:
            self.said, self.p = f["predicted_space_group"][()].astype(int), f["probability"][()].astype(float)
            self.group, self.label = f["space_group"][()].astype(int), f["label"][()].astype(int)
            self.loss, self.index = f["loss"][()].astype(float), f["index"][()]
            self.volume, self.atoms = f["volume"][()], f["asymmetric_unit_atoms"][()].astype(int)
            self.id = text(f["source_id"][()]) if "source_id" in f else [""] * len(self.group)
            self.kind = f["predicted_space_group"].dtype, f["probability"].dtype
        self.ours = self.label >= 0
        self.right = self.said[:, 0] == self.group

def check_predictions(name, q):
    assert q.kind == (np.dtype("int16"), np.dtype("float32"))
    with h5py.File(os.path.join(sets, name + ".h5")) as f:
        x = f["diffractogram"][()]
        assert (f["space_group"][()] == q.group).all() and (f["index"][()] == q.index).all()
    assert all((CLASSES[l] == g) if l >= 0 else g not in CLASSES for l, g in zip(q.label, q.group))
    p = predict(x.astype(float))
    order = np.argsort(-p, axis=1)[:, :10]
    best = np.take_along_axis(p, order, axis=1)
    assert np.abs(best - q.p).max() < 1e-4, "probabilities differ by %g" % np.abs(best - q.p).max()
    sure = best[:, 0] - best[:, 1] > 1e-4
    assert (CLASSES[order[:, 0]] == q.said[:, 0])[sure].all() and sure.sum() > len(sure) / 2
    own = -np.log(p[np.arange(len(p)), np.maximum(q.label, 0)])
    assert np.abs(own - q.loss)[q.ours].max() < 1e-3 and np.isnan(q.loss[~q.ours]).all()
    return x

def related(one, other):
    mineral = one.split("#")[0]
    return one == other or ("#" in one and "#" in other and mineral != "" and mineral == other.split("#")[0])

def nearest(x, q):
    near = unit(x) @ known.T
    for i, j in np.ndindex(near.shape):
        if q.id[i] and related(known_id[j], q.id[i]):
            near[i, j] = -1
    return known_group[near.argmax(axis=1)] == q.group

def bootstrap(minerals, hits):
    names = sorted(set(minerals))
    counts = np.array([[np.sum(minerals == m), np.sum(hits[minerals == m])] for m in names])
    drawn = np.random.default_rng(1).integers(0, len(names), (4000, len(names)))
    sums = counts[drawn].sum(axis=1)
    return np.quantile(sums[:, 1] / sums[:, 0], [0.025, 0.975])

def bins(found, edges, values, right, what):
    edges = edges + [math.inf]
    expected = [(a, b, right[(values >= a) & (values < b)]) for a, b in zip(edges, edges[1:])]
    expected = [e for e in expected if len(e[2])]
    assert len(found) == len(expected), what
    for bin, (low, high, hits) in zip(found, expected):
        assert bin["from"] == low and (bin["to"] or math.inf) == high, what
        proportion(bin["top1"], hits, what)

def check(name, m, q):
    x = check_predictions(name, q)
    ours, right = q.ours, q.right[q.ours]
    said, group, p = q.said[ours], q.group[ours], q.p[ours]
    n = len(group)
    numbers, counts = np.unique(group, return_counts=True)
    assert (m.pop("n"), m.pop("n_outside"), m.pop("rows"), m.pop("classes")) == (n, len(ours) - n, len(ours), len(CLASSES))
    close(m.pop("majority"), counts.max() / n, "majority")
    among = (said == group[:, None]).cumsum(axis=1) > 0
    first = said[:, 0]
    hits = {"top%d" % (k + 1): among[:, k] for k in range(10)}
    hits.update({"merged_pairs": MERGED[first] == MERGED[group], "extinction_symbol": EXTINCTION[first] == EXTINCTION[group],
                 "laue": LAUE[first] == LAUE[group], "crystal_system": SYSTEM[first] == SYSTEM[group]})
    for key in ("top1", "top5", "merged_pairs", "extinction_symbol", "laue", "crystal_system"):
        close(m.pop(key), hits[key].mean(), key)
    for k, share in enumerate(m.pop("top_k")):
        close(share, among[:, k].mean(), "top %d" % (k + 1))
    intervals = m.pop("intervals")
    assert set(intervals) == set(hits)
    for key, ends in intervals.items():
        for end, value in zip(ends, wilson(hits[key].sum(), n)):
            close(end, value, "interval of " + key)
    close(m.pop("top1_low"), wilson(right.sum(), n)[0], "top1_low")
    close(m.pop("top1_high"), wilson(right.sum(), n)[1], "top1_high")
    close(m.pop("loss"), q.loss[ours].mean(), "loss", 1e-6)
    pairs = {}
    for g, c in zip(numbers, counts):
        pairs[MERGED[g]] = max(pairs.get(MERGED[g], 0), c)
    close(m.pop("ceiling"), sum(pairs.values()) / n, "ceiling")

    place = np.minimum(np.maximum(np.ceil(p[:, 0] * 15), 1), 15)
    error, calibration = 0, m.pop("calibration")
    assert len(calibration) == len(set(place))
    for bin, b in zip(calibration, sorted(set(place))):
        inside = place == b
        assert bin["n"] == inside.sum()
        close(bin["from"], (b - 1) / 15, "bin"), close(bin["to"], b / 15, "bin")
        close(bin["probability"], p[inside, 0].mean(), "probability of a bin")
        close(bin["accuracy"], right[inside].mean(), "accuracy of a bin")
        error += inside.sum() * abs(p[inside, 0].mean() - right[inside].mean()) / n
    close(m.pop("expected_calibration_error"), error, "calibration error")

    baselines = m.pop("baselines")
    assert counts[list(numbers).index(baselines["space_group"])] == counts.max()
    proportion(baselines["most_frequent_class"], group == baselines["space_group"], "most frequent class")
    proportion(baselines["nearest_neighbour"], nearest(x, q)[ours], "nearest neighbour")
    assert baselines["neighbours"] == len(known)

    matches, path = m.pop("coarse_matches"), os.path.join(sets, name + ".coarse-matches.txt")
    if os.path.exists(path):
        listed = np.isin(np.array(q.id)[ours], open(path).read().split())
        proportion(matches["with"], right[listed], "with a coarse match")
        proportion(matches["without"], right[~listed], "without one")
    else:
        assert matches is None

    minerals, kind = m.pop("minerals"), m.pop("kind")
    if kind == "measured":
        names = np.array([i.split("#")[0] for i in np.array(q.id)[ours]])
        named = names != ""
        assert (minerals["minerals"], minerals["n"]) == (len(set(names[named])), named.sum())
        for key in ("top1", "top5", "merged_pairs", "extinction_symbol", "crystal_system"):
            low, high = bootstrap(names[named], hits[key][named])
            close(minerals[key]["share"], hits[key][named].mean(), key + " of minerals")
            close(minerals[key]["low"], low, key + " of minerals, low", 0.03)
            close(minerals[key]["high"], high, key + " of minerals, high", 0.03)
        proportion(minerals["without_mineral"], right[~named], "without a mineral")
    else:
        assert minerals is None

    found = m.pop("per_space_group")
    assert [g["space_group"] for g in found] == list(numbers)
    for g in found:
        mine = group == g["space_group"]
        proportion(g["top1"], right[mine], "group")
        close(g["top5"], among[mine, 4].mean(), "top 5 of a group")
        assert g["n"] == mine.sum()
    systems = m.pop("per_crystal_system")
    assert sum(s["n"] for s in systems.values()) == n
    for word, share in systems.items():
        a, b = SYSTEMS[word]
        proportion(share, right[(group >= a) & (group <= b)], word)
    bins(m.pop("by_volume"), [0, 50, 100, 200, 400, 800, 1600, 3200, 7000], q.volume[ours], right, "volume")
    bins(m.pop("by_atoms"), [1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 51, 101], q.atoms[ours], right, "atoms")
    cells, sizes = np.unique(np.stack([group, first], axis=1), axis=0, return_counts=True)
    assert m.pop("confusion") == [[int(a), int(b), int(c)] for (a, b), c in zip(cells, sizes)]
    m.pop("notes")
    assert not m, "not looked at: %s" % sorted(m)
    return kind

def mcnemar(b, c):
    return min(1, 2 * sum(math.comb(b + c, k) for k in range(min(b, c) + 1)) / 2 ** (b + c))

def paired(d, a, b):
    lost, won = int((a & ~b).sum()), int((b & ~a).sum())
    assert (d["n_from"], d["n_to"], d["only_from"], d["only_to"]) == (len(a), len(a), lost, won) and len(a) > 50
    close(d["probability"], mcnemar(lost, won), "McNemar")
    u, v = (lost + 1) / (len(a) + 2), (won + 1) / (len(a) + 2)
    half = Z * math.sqrt((u + v - (v - u) ** 2) / (len(a) + 2))
    return v - u - half, v - u + half

def check_gap(gap, kinds):
    assert gap["sets"] == {kind: name for kind, name in kinds.items() if kind != "measured"}
    read = {kind: Predictions(name) for kind, name in kinds.items()}
    for step in gap["steps"]:
        one, other, d = read[step["from"]], read[step["to"]], step["difference"]
        if step["to"] == "generated":
            a, b = one.right[one.ours], other.right[other.ours]
            (l1, h1), (l2, h2) = wilson(a.sum(), len(a)), wilson(b.sum(), len(b))
            low = b.mean() - a.mean() - math.hypot(b.mean() - l2, h1 - a.mean())
            high = b.mean() - a.mean() + math.hypot(h2 - b.mean(), a.mean() - l1)
            assert d["probability"] is None and (d["n_from"], d["n_to"]) == (len(a), len(b))
        else:
            places = {i: k for k, i in enumerate(one.id)}
            pairs = [(places[i], k) for k, i in enumerate(other.id) if i in places]
            pairs = [(i, k) for i, k in pairs if one.label[i] >= 0 and one.group[i] == other.group[k]]
            a, b = np.array([one.right[i] for i, _ in pairs]), np.array([other.right[k] for _, k in pairs])
            low, high = paired(d, a, b)
        check_difference(d, a, b, low, high)
    return [step["cause"] for step in gap["steps"]]

def check_difference(d, a, b, low, high):
    close(d["from"], a.mean(), "from"), close(d["to"], b.mean(), "to")
    close(d["difference"], b.mean() - a.mean(), "difference")
    close(d["low"], low, "low"), close(d["high"], high, "high")

def check_comparison(sets, folder):
    for name, d in sets.items():
        one, other = Predictions(name), Predictions(name, folder)
        ours = one.ours & other.ours
        a, b = one.right[ours], other.right[ours]
        check_difference(d, a, b, *paired(d, a, b))
    return {name: d["only_from"] + d["only_to"] for name, d in sets.items()}

metrics = json.load(open(os.path.join(out, "metrics.json")))
kinds = {check(name, m, Predictions(name)): name for name, m in metrics.items()}
causes = check_gap(json.load(open(os.path.join(out, "gap.json"))), kinds)
compared = {}
if len(sys.argv) > 6:
    compared = check_comparison(json.load(open(os.path.join(sys.argv[6], "comparison.json")))["sets"], sys.argv[6])
print(json.dumps({"kinds": kinds, "causes": causes, "discordant": compared}))
