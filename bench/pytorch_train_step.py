#!/usr/bin/env python3
"""Times a training step of I3D in PyTorch for Python: the peer of `i3d train` in the README's table.

  pip install torch numpy
  python3 bench/pytorch_train_step.py [--steps N] [--batch N] [--clip T H W] [--fp32]

Random clips, 8 classes, AdamW, channels last; prints the median clips per second after 5 steps of warm-up.
"""
import argparse
import pathlib
import statistics
import sys
import time

import torch
import torch.nn.functional as F

sys.path.insert(0, str(pathlib.Path(__file__).parent / "side-by-side"))
from pytorch_i3d import I3d  # noqa: E402, as its folder is no package


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--steps", type=int, default=30)
    options.add_argument("--batch", type=int, default=16)
    options.add_argument("--clip", type=int, nargs=3, default=[16, 64, 64], metavar=("T", "H", "W"))
    options.add_argument("--fp32", action="store_true")
    o = options.parse_args()
    torch.manual_seed(1)
    net = I3d(8).to(memory_format=torch.channels_last_3d)
    optimizer = torch.optim.AdamW(net.parameters(), 1e-3, weight_decay=0.01)
    clips = (torch.rand(o.batch, 3, *o.clip) * 2 - 1).contiguous(memory_format=torch.channels_last_3d)
    labels = torch.randint(8, (o.batch,))
    rates = []
    for _ in range(o.steps):
        start = time.perf_counter()
        with torch.autocast("cpu", torch.bfloat16, enabled=not o.fp32):
            logits = net(clips)
        optimizer.zero_grad()
        F.cross_entropy(logits.float(), labels).backward()
        optimizer.step()
        rates.append(o.batch / (time.perf_counter() - start))
    print("torch %s, %s: %.1f clips/s" % (
        torch.__version__, "fp32" if o.fp32 else "bf16", statistics.median(rates[5:])))


if __name__ == "__main__":
    main()
