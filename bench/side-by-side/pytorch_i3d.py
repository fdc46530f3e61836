"""I3D (Carreira & Zisserman, CVPR 2017) in PyTorch, as plainly as it can be written: the peer of i3d4j in bench/."""
import math

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
        # Where padding is the same on both sides, whatever the size, the convolution can do it itself.
        self.own_padding = stride == 1
        padding = kernel // 2 if self.own_padding else 0
        self.conv = nn.Conv3d(inputs, outputs, kernel, stride, padding, bias=False)
        self.norm = nn.BatchNorm3d(outputs, eps=1e-3)

    def forward(self, x):
        x = x if self.own_padding else same(x, self.kernel, self.stride)
        return F.relu(self.norm(self.conv(x)), inplace=True)


class Block(nn.Module):
    def __init__(self, inputs, b0, b1a, b1b, b2a, b2b, b3b):
        super().__init__()
        self.b0 = Unit(inputs, b0)
        self.b1 = nn.Sequential(Unit(inputs, b1a), Unit(b1a, b1b, 3))
        self.b2 = nn.Sequential(Unit(inputs, b2a), Unit(b2a, b2b, 3))
        self.b3 = Unit(inputs, b3b)

    def forward(self, x):
        pooled = F.max_pool3d(x, 3, 1, 1)
        return torch.cat([self.b0(x), self.b1(x), self.b2(x), self.b3(pooled)], 1)


class I3d(nn.Module):
    def __init__(self, classes, channels=3):
        super().__init__()
        self.stem = nn.ModuleList([Unit(channels, 64, 7, 2), Unit(64, 64), Unit(64, 192, 3)])
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
