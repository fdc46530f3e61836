#!/usr/bin/env python3
"""Makes the files beside it with PyTorch (written with 2.13): make_fixtures.py FOLDER"""
import collections
import struct
import sys

import numpy
import torch

FOLDER = sys.argv[1] + "/"
LEGACY = dict(_use_new_zipfile_serialization=False)


def types():
    values = torch.tensor([-0.5, -0.25, 0, 0.25, 0.5, 0.75])
    return collections.OrderedDict(
        float32=values.reshape(2, 3), float64=values.double(), float16=values.half(), bfloat16=values.bfloat16(),
        int64=torch.tensor(7), int32=torch.tensor([1, -2], dtype=torch.int32),
        int16=torch.tensor([300, -2], dtype=torch.int16), int8=torch.tensor([1, -2], dtype=torch.int8),
        uint8=torch.tensor([0, 255], dtype=torch.uint8), bool=torch.tensor([True, False]), empty=torch.zeros(0, 3))


def views():
    pool = torch.arange(24.0)
    return {"slice": pool[3:9], "transposed": pool.view(4, 6).t(), "permuted": pool.view(2, 3, 4).permute(2, 0, 1),
            "stepped": pool[1::5], "column": pool.view(4, 6)[:, 2:3], "all": pool,
            "parameter": torch.nn.Parameter(pool[:2].clone())}


class Net(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = torch.nn.Conv3d(1, 2, 1)
        self.norm = torch.nn.BatchNorm3d(2)
        with torch.no_grad():
            self.conv.weight.copy_(torch.tensor([1.0, 2.0]).reshape(2, 1, 1, 1, 1))
            self.conv.bias.copy_(torch.tensor([3.0, 4.0]))

    def forward(self, clip):
        return self.norm(self.conv(clip))


def training():
    net = Net()
    optimizer = torch.optim.SGD(net.parameters(), lr=0.1, momentum=0.9)
    scheduler = torch.optim.lr_scheduler.MultiStepLR(optimizer, [2, 4])
    net(torch.ones(1, 1, 1, 2, 2)).sum().backward()
    optimizer.step()
    with torch.no_grad():
        net.conv.weight.copy_(torch.tensor([1.0, 2.0]).reshape(2, 1, 1, 1, 1))
    return {"epoch": 7, "arch": "i3d", "best_acc": numpy.float64(0.25), "device": torch.device("cpu"),
            "size": torch.Size([1, 2]), "random": b"\x00\xff", "set": {1, 2}, "dtype": torch.float32, "none": None,
            "state_dict": collections.OrderedDict(("module." + k, v) for k, v in net.state_dict().items()),
            "optimizer": optimizer.state_dict(), "scheduler": scheduler.state_dict()}


def save(name, value, **options):
    torch.save(value, FOLDER + name, **options)


def python2(name):
    """As PyTorch 0.3 for Python 2 wrote: text as bytes, OrderedDict of a list of pairs, views of storages."""
    text = lambda s: b"U" + bytes([len(s)]) + s
    number = lambda n: b"K" + bytes([n])
    whole = b"(" + text(b"storage") + b"ctorch\nFloatStorage\n" + text(b"940") + text(b"cuda:0") + number(6)
    view = b"(" + text(b"941") + number(2) + number(4) + b"t"
    tensor = lambda tail, offset: (b"ctorch._utils\n_rebuild_tensor\n(" + whole + tail + b"tQ" + number(offset)
                                   + number(2) + b"\x85" + number(1) + b"\x85tR")
    pairs = b"]" + text(b"first") + b"a" + tensor(b"N", 1) + b"a" + b"a]" + text(b"second") + b"a" + tensor(view, 1) + b"aa"
    out = b"\x80\x02\x8a\x0a" + (0x1950A86A20F9469CFC6C).to_bytes(10, "little") + b"."
    out += b"\x80\x02M\xe9\x03."
    out += b"\x80\x02}(" + text(b"protocol_version") + b"M\xe9\x03" + text(b"little_endian") + b"\x88u."
    out += b"\x80\x02ccollections\nOrderedDict\n]" + pairs + b"\x85R."
    out += b"\x80\x02]" + text(b"940") + b"a."
    out += struct.pack("<q", 6) + struct.pack("<6f", 0, 1, 2, 3, 4, 5)
    with open(FOLDER + name, "wb") as f:
        f.write(out)


torch.manual_seed(1)
save("types.pt", types())
save("types_legacy.pt", types(), **LEGACY)
save("protocol5.pt", types(), pickle_protocol=5)
save("protocol5_legacy.pt", types(), pickle_protocol=5, **LEGACY)
save("views.pt", views())
save("views_legacy.pt", views(), **LEGACY)
save("training.pt", training())
save("training_legacy.pt", training(), **LEGACY)
save("module.pt", Net())
save("tensor.pt", torch.ones(2))
save("quantised.pt", {"q": torch.quantize_per_tensor(torch.ones(2), 0.5, 0, torch.qint8)})
save("sparse.pt", {"s": torch.eye(2).to_sparse()})
save("complex.pt", {"c": torch.ones(1, dtype=torch.complex64), "x": torch.ones(2)})
save("complex_legacy.pt", {"c": torch.ones(1, dtype=torch.complex64), "x": torch.ones(2)}, **LEGACY)
save("float8.pt", {"f": torch.ones(3).to(torch.float8_e4m3fn), "u": torch.ones(3, dtype=torch.uint16), "x": torch.ones(2)})
save("expanded.pt", {"e": torch.ones(1).expand(1000)})
torch.serialization.set_crc32_options(False)
save("without_checksums.pt", types())
python2("python2_legacy.pt")
