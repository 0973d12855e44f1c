"""Trains a network of ours in PyTorch, told by lines of JSON; see PytorchPeer.java.

Input: the network's description, then {"steps": n} or {"end": true}, a line each.
"""
import json
import resource
import sys
import time

import torch
from torch import nn
from torch.nn import functional


class Same(nn.Module):
    """Pads as TensorFlow's 'same' does; where both sides get as much, the operation does it."""

    def __init__(self, window, stride, value):
        super().__init__()
        self.window, self.stride, self.value = window, stride, value

    def both(self, length):
        zeros = max(0, ((length - 1) // self.stride) * self.stride + self.window - length)
        return zeros // 2, zeros - zeros // 2

    def split(self, x):
        before, behind = self.both(x.shape[-1])
        if before == behind:
            return x, before
        return functional.pad(x, (before, behind), value=self.value), 0


class Convolution(nn.Module):
    def __init__(self, layer, channels):
        super().__init__()
        self.same = Same(layer["kernel"], layer["stride"], 0.0)
        self.inner = nn.Conv1d(
            channels, layer["channels"], layer["kernel"], layer["stride"], bias=layer["bias"])

    def forward(self, x):
        x, padding = self.same.split(x)
        return functional.conv1d(
            x, self.inner.weight, self.inner.bias, self.inner.stride, padding)


class MaxPooling(nn.Module):
    def __init__(self, layer):
        super().__init__()
        self.same = Same(layer["width"], layer["stride"], float("-inf"))

    def forward(self, x):
        x, padding = self.same.split(x)
        return functional.max_pool1d(x, self.same.window, self.same.stride, padding)


class Described(nn.Module):
    """The network of a description."""

    def __init__(self, description):
        super().__init__()
        self.square_root = description["preprocessing"] == "square_root"
        self.description = description["layers"]
        self.layers = nn.ModuleList()
        shapes = {"diffractogram": torch.zeros(1, 1, description["points"])}
        with torch.no_grad():
            for layer in self.description:
                inputs = [shapes[name] for name in self.inputs(layer)]
                self.layers.append(self.module(layer, inputs[0].shape[1]))
                shapes[layer["name"]] = self.layers[-1](*inputs) if len(inputs) == 1 else inputs[0]

    @staticmethod
    def inputs(layer):
        return [layer["left"], layer["right"]] if layer["layer"] == "sum" else [layer["input"]]

    @staticmethod
    def module(layer, channels):
        kind = layer["layer"]
        if kind == "convolution":
            return Convolution(layer, channels)
        if kind == "group_normalization":
            return nn.GroupNorm(layer["groups"], channels, eps=layer["epsilon"])
        if kind == "rectifier":
            return nn.ReLU()
        if kind == "max_pooling":
            return MaxPooling(layer)
        if kind == "average_pooling":
            return nn.AvgPool1d(layer["width"], layer["stride"])
        if kind == "sum":
            return nn.Identity()
        if kind == "flatten":
            return nn.Flatten()
        if kind == "dropout":
            return nn.Dropout(layer["rate"])
        if kind == "dense":
            return nn.Linear(channels, layer["units"])
        raise ValueError("no layer of PyTorch for " + kind)

    def forward(self, x):
        outputs = {"diffractogram": (x.sqrt() if self.square_root else x).unsqueeze(1)}
        for layer, module in zip(self.description, self.layers):
            if layer["layer"] == "sum":
                outputs[layer["name"]] = outputs[layer["left"]] + outputs[layer["right"]]
            else:
                outputs[layer["name"]] = module(outputs[layer["input"]])
        return outputs[self.description[-1]["name"]]


def main():
    batch, threads = int(sys.argv[1]), int(sys.argv[2])
    torch.set_num_threads(threads)
    torch.manual_seed(1)
    description = json.loads(sys.stdin.readline())
    network = Described(description)
    adam = torch.optim.Adam(network.parameters(), lr=1e-4, eps=1e-7)
    x = torch.rand(batch, description["points"])
    labels = torch.randint(description["classes"], (batch,))

    def answer(what):
        print(json.dumps(what), flush=True)

    answer({"version": torch.__version__,
            "parameters": sum(p.numel() for p in network.parameters())})
    for line in sys.stdin:
        question = json.loads(line)
        if "end" in question:
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
            answer({"peak_memory_mib": peak // 1024})
            return
        times = []
        for _ in range(question["steps"]):
            start, cpu = time.perf_counter(), time.process_time()
            adam.zero_grad(set_to_none=True)
            functional.cross_entropy(network(x), labels).backward()
            adam.step()
            times.append([(time.perf_counter() - start) * 1000, (time.process_time() - cpu) * 1000])
        answer({"times": times})


main()
