"""A network of Powdermill in PyTorch, made from its description: the reference of our engines.

Usage: network.py FOLDER STEPS RATE PRECISION THREADS SMOOTHING LIMIT

FOLDER holds network.json, labels.json (a list of classes), parameters.bin (all parameters in the
order of the description) and diffractograms.bin (raw, a row each), float32. Written into it:
softmax.bin and gradients.bin (of the mean loss with labels smoothed by SMOOTHING, shortened to a
norm of LIMIT if that is positive) before the first step, losses.json (of each step),
stepped.bin (the parameters after the steps of Adam), float32.
"""

import json
import sys

import numpy
import torch
import torch.nn.functional as F


def same(length, kernel, stride):
    """TensorFlow's 'same' padding: points before and behind."""
    total = max(0, (-(-length // stride) - 1) * stride + kernel - length)
    return total // 2, total - total // 2


def shapes(network):
    """Yields name and shape of each parameter, in order."""
    channels = {"diffractogram": (1, network["points"])}
    for layer in network["layers"]:
        kind, name = layer["layer"], layer["name"]
        c, n = channels[layer["left"] if kind == "sum" else layer["input"]]
        if kind == "convolution":
            yield name + ".kernel", (layer["channels"], c, layer["kernel"])
            if layer["bias"]:
                yield name + ".bias", (layer["channels"],)
            c, n = layer["channels"], -(-n // layer["stride"])
        elif kind == "group_normalization":
            yield name + ".scale", (c,)
            yield name + ".shift", (c,)
        elif kind == "max_pooling":
            n = -(-n // layer["stride"])
        elif kind == "average_pooling":
            n = (n - layer["width"]) // layer["stride"] + 1
        elif kind == "flatten":
            c, n = c * n, 1
        elif kind == "dense":
            yield name + ".weight", (layer["units"], c)
            yield name + ".bias", (layer["units"],)
            c = layer["units"]
        channels[name] = c, n


def logits(network, parameters, x):
    if network["preprocessing"] == "square_root":
        x = torch.sqrt(torch.clamp(x, min=0))
    values = {"diffractogram": x.unsqueeze(1)}
    for layer in network["layers"]:
        kind, name = layer["layer"], layer["name"]
        of = lambda role: parameters.get(name + "." + role)
        x = values[layer["left"] if kind == "sum" else layer["input"]]
        if kind == "convolution":
            x = F.pad(x, same(x.shape[2], layer["kernel"], layer["stride"]))
            x = F.conv1d(x, of("kernel"), of("bias"), stride=layer["stride"])
        elif kind == "group_normalization":
            x = F.group_norm(x, layer["groups"], of("scale"), of("shift"), layer["epsilon"])
        elif kind == "rectifier":
            x = F.relu(x)
        elif kind == "max_pooling":
            x = F.pad(x, same(x.shape[2], layer["width"], layer["stride"]), value=-numpy.inf)
            x = F.max_pool1d(x, layer["width"], layer["stride"])
        elif kind == "average_pooling":
            x = F.avg_pool1d(x, layer["width"], layer["stride"])
        elif kind == "sum":
            x = x + values[layer["right"]]
        elif kind == "flatten":
            x = x.flatten(1)
        elif kind == "dense":
            x = F.linear(x, of("weight"), of("bias"))
        else:
            raise ValueError("no layer " + kind)
        values[name] = x
    return x


def read(folder, name, precision):
    return torch.from_numpy(numpy.fromfile(f"{folder}/{name}", dtype="<f4")).to(precision)


def write(folder, name, tensors):
    flat = [t.detach().reshape(-1).to(torch.float32).numpy() for t in tensors]
    numpy.concatenate(flat).astype("<f4").tofile(f"{folder}/{name}")


def load(folder, precision):
    """Network, parameters by name, diffractograms, labels."""
    with open(folder + "/network.json") as file:
        network = json.load(file)
    with open(folder + "/labels.json") as file:
        labels = torch.tensor(json.load(file))
    flat = read(folder, "parameters.bin", precision)
    parameters, start = {}, 0
    for name, shape in shapes(network):
        size = int(numpy.prod(shape))
        values = flat[start:start + size].reshape(shape).clone()
        parameters[name] = values.requires_grad_()
        start += size
    assert start == len(flat), (start, len(flat))
    x = read(folder, "diffractograms.bin", precision).reshape(len(labels), network["points"])
    return network, parameters, x, labels


def main(folder, steps, rate, precision, threads, smoothing, limit):
    torch.set_num_threads(threads)
    network, parameters, x, labels = load(folder, precision)
    adam = torch.optim.Adam(parameters.values(), lr=rate, betas=(0.9, 0.999))
    losses = []
    for step in range(max(1, steps)):
        adam.zero_grad()
        out = logits(network, parameters, x)
        loss = F.cross_entropy(out, labels, label_smoothing=smoothing)
        loss.backward()
        if limit > 0:
            torch.nn.utils.clip_grad_norm_(parameters.values(), limit)
        losses.append(loss.item())
        if step == 0:
            write(folder, "softmax.bin", [F.softmax(out, dim=1)])
            write(folder, "gradients.bin", [p.grad for p in parameters.values()])
        # PyTorch divides the second moment by 1 - beta2^t before it adds epsilon, TensorFlow behind.
        adam.param_groups[0]["eps"] = 1e-7 / numpy.sqrt(1 - 0.999 ** (step + 1))
        if step < steps:
            adam.step()
    write(folder, "stepped.bin", parameters.values())
    with open(folder + "/losses.json", "w") as file:
        json.dump(losses, file)


if __name__ == "__main__":
    main(
        sys.argv[1],
        int(sys.argv[2]),
        float(sys.argv[3]),
        getattr(torch, sys.argv[4]),
        int(sys.argv[5]),
        float(sys.argv[6]),
        float(sys.argv[7]),
    )
