"""ResNet-50 inflated to 3D (Wang, Girshick, Gupta and He, CVPR 2018) in PyTorch, as plainly as it can be written: the peer of i3d4j in bench/."""
import torch.nn as nn
import torch.nn.functional as F

# Blocks of a stage, and of these in turn whether the first convolution sees three frames.
STAGES = [(3, [True]), (4, [True, False]), (6, [True, False]), (3, [False, True])]


def unit(inputs, outputs, kernel=(1, 1, 1), stride=(1, 1, 1)):
    return nn.Sequential(
        nn.Conv3d(inputs, outputs, kernel, stride, [side // 2 for side in kernel], bias=False), nn.BatchNorm3d(outputs))


class Bottleneck(nn.Module):
    def __init__(self, inputs, width, sees_time, stride):
        super().__init__()
        self.branch = nn.Sequential(
            unit(inputs, width, (3, 1, 1) if sees_time else (1, 1, 1)), nn.ReLU(inplace=True),
            unit(width, width, (1, 3, 3), stride), nn.ReLU(inplace=True),
            unit(width, 4 * width))
        keeps = inputs == 4 * width and stride == (1, 1, 1)
        self.shortcut = nn.Identity() if keeps else unit(inputs, 4 * width, stride=stride)

    def forward(self, x):
        return F.relu(self.branch(x) + self.shortcut(x), inplace=True)


class ResNet(nn.Module):
    """early_stride: in frames, of the first convolution and of the first pooling."""

    def __init__(self, classes, channels=3, early_stride=2):
        super().__init__()
        early = (early_stride, 2, 2)
        parts = [unit(channels, 64, (5, 7, 7), early), nn.ReLU(inplace=True), nn.MaxPool3d((1, 3, 3), early, (0, 1, 1))]
        inputs = 64
        for number, (blocks, sees_time) in enumerate(STAGES):
            for block in range(blocks):
                stride = (1, 2, 2) if number > 0 and block == 0 else (1, 1, 1)
                parts.append(Bottleneck(inputs, 64 << number, sees_time[block % len(sees_time)], stride))
                inputs = 4 * (64 << number)
            if number == 0:
                parts.append(nn.MaxPool3d((2, 1, 1)))
        self.body = nn.Sequential(*parts)
        self.head = nn.Linear(inputs, classes)

    def forward(self, x):
        return self.head(F.dropout(self.body(x).mean((2, 3, 4)), 0.5, self.training))
