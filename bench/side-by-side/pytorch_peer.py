#!/usr/bin/env python3
"""Times a network in PyTorch for Python and prints the JSON that `i3d bench --json` prints.

  python3 pytorch_peer.py forward|train inception|r50|r50-8x8 eager|channels-last|compile fp32|bf16 N,C,T,H,W WARMUPS RUNS
"""
import json
import statistics
import sys
import time

import torch
import torch.nn.functional as F

from pytorch_i3d import I3d
from pytorch_resnet import ResNet

CLASSES = 400
MODELS = {
    "inception": I3d,
    "r50": lambda classes, channels: ResNet(classes, channels, early_stride=2),
    "r50-8x8": lambda classes, channels: ResNet(classes, channels, early_stride=1)}


def peak_memory_bytes():
    try:
        with open("/proc/self/status") as status:
            return next(int(line.split()[1]) * 1024 for line in status if line.startswith("VmHWM:"))
    except (OSError, StopIteration):
        return None


def make(task, model, variant, shape):
    """The network and clips, in the memory layout of the variant."""
    layout = torch.contiguous_format if variant == "eager" else torch.channels_last_3d
    torch.manual_seed(1)
    net = MODELS[model](CLASSES, shape[1]).to(memory_format=layout)
    clips = (torch.rand(*shape) * 2 - 1).contiguous(memory_format=layout)
    net.train(task == "train")
    return (torch.compile(net) if variant == "compile" else net), clips


def forward(net, clips, autocast):
    @torch.inference_mode()
    def run():
        with torch.autocast("cpu", torch.bfloat16, enabled=autocast):
            net(clips).float()
    return run


def train(net, clips, autocast):
    sgd = torch.optim.SGD(net.parameters(), 1e-4, momentum=0.9, weight_decay=4e-4)
    labels = torch.arange(clips.shape[0]) % CLASSES

    def step():
        with torch.autocast("cpu", torch.bfloat16, enabled=autocast):
            logits = net(clips)
        sgd.zero_grad()
        loss = F.cross_entropy(logits.float(), labels)
        loss.item()
        loss.backward()
        sgd.step()
    return step


def main(task, model, variant, precision, shape, warmups, runs):
    net, clips = make(task, model, variant, [int(side) for side in shape.split(",")])
    work = {"forward": forward, "train": train}[task](net, clips, precision == "bf16")
    for _ in range(int(warmups)):
        work()
    seconds = []
    for _ in range(int(runs)):
        start = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - start)
    print(json.dumps({
        "benchmark": task, "model": model, "shape": shape.replace(",", "x"), "precision": precision,
        "engine": "PyTorch %s, %s" % (torch.__version__, variant), "threads": torch.get_num_threads(),
        "warm_up_runs": int(warmups), "run_seconds": seconds, "median_seconds": statistics.median(seconds),
        "peak_memory_bytes": peak_memory_bytes()}))


if __name__ == "__main__":
    if len(sys.argv) != 8:
        sys.exit(__doc__)
    main(*sys.argv[1:])
