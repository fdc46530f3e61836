#!/usr/bin/env python3
"""Times a training step of I3D in PyTorch for Python: the peer of `i3d train` in the README's table.

  pip install torch numpy
  python3 bench/pytorch_train_step.py [--steps N] [--batch N] [--clip T H W] [--fp32]

Random clips, 8 classes, AdamW, channels last; prints the median clips per second after 5 steps of warm-up.
"""
import argparse
import math
import statistics
import time

import torch
import torch.nn as nn
import torch.nn.functional as F

MIXED = [
    (192, 64, 96, 128, 16, 32, 32), (256, 128, 128, 192, 32, 96, 64), (480, 192, 96, 208, 16, 48, 64),
    (512, 160, 112, 224, 24, 64, 64), (512, 128, 128, 256, 24, 64, 64), (512, 112, 144, 288, 32, 64, 64),
    (528, 256, 160, 320, 32, 128, 128), (832, 256, 160, 320, 32, 128, 128), (832, 384, 192, 384, 48, 128, 128)]


def same(x, kernel, stride):
    """Pads as TensorFlow's 'SAME'."""
    pads = []
    for n, k, s in reversed(list(zip(x.shape[2:], kernel, stride))):
        total = max((math.ceil(n / s) - 1) * s + k - n, 0)
        pads += [total // 2, total - total // 2]
    return F.pad(x, pads) if any(pads) else x


def pool(x, kernel, stride):
    return F.max_pool3d(same(x, kernel, stride), kernel, stride)


class Unit(nn.Module):
    def __init__(self, inputs, outputs, kernel=1, stride=1):
        super().__init__()
        self.kernel, self.stride = (kernel,) * 3, (stride,) * 3
        self.conv = nn.Conv3d(inputs, outputs, kernel, stride, bias=False)
        self.norm = nn.BatchNorm3d(outputs, eps=1e-3)

    def forward(self, x):
        return F.relu(self.norm(self.conv(same(x, self.kernel, self.stride))), inplace=True)


class Block(nn.Module):
    def __init__(self, inputs, b0, b1a, b1b, b2a, b2b, b3b):
        super().__init__()
        self.b0 = Unit(inputs, b0)
        self.b1 = nn.Sequential(Unit(inputs, b1a), Unit(b1a, b1b, 3))
        self.b2 = nn.Sequential(Unit(inputs, b2a), Unit(b2a, b2b, 3))
        self.b3 = Unit(inputs, b3b)

    def forward(self, x):
        return torch.cat([self.b0(x), self.b1(x), self.b2(x), self.b3(pool(x, (3, 3, 3), (1, 1, 1)))], 1)


class I3d(nn.Module):
    def __init__(self, classes):
        super().__init__()
        self.stem = nn.ModuleList([Unit(3, 64, 7, 2), Unit(64, 64), Unit(64, 192, 3)])
        self.blocks = nn.ModuleList([Block(*row) for row in MIXED])
        self.head = nn.Conv3d(1024, classes, 1)

    def forward(self, x):
        x = pool(self.stem[0](x), (1, 3, 3), (1, 2, 2))
        x = pool(self.stem[2](self.stem[1](x)), (1, 3, 3), (1, 2, 2))
        for i, block in enumerate(self.blocks):
            if i == 2:
                x = pool(x, (3, 3, 3), (2, 2, 2))
            if i == 7:
                x = pool(x, (2, 2, 2), (2, 2, 2))
            x = block(x)
        window = [min(a, b) for a, b in zip((2, 7, 7), x.shape[2:])]
        return self.head(F.dropout(F.avg_pool3d(x, window, 1), 0.5, self.training)).mean((2, 3, 4))


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
