#!/usr/bin/env python3
"""Makes the MindSpore checkpoints beside it with the writer of the golden kit:  make.py GOLDEN_KIT_DIR OUT_DIR

model.ckpt     a kernel, vectors and what an optimizer adds; single values as MindSpore 1 writes them (dims [0])
types.ckpt     one tensor of every type, text, a single value as MindSpore 2 writes it (no dims), packed dims
crc.ckpt       two tensors with a checksum, and one in three pieces
"""
import os
import sys
import zlib

import numpy as np

sys.path.insert(0, sys.argv[1])
import formats
from tf_bundle import pb_bytes, put_varint

out = sys.argv[2]
unit = "conv3d_1a_7x7.features."


def ramp(shape, start, dtype="float32"):
    return (np.arange(int(np.prod(shape))) + start).astype(dtype).reshape(shape)


model = {
    "backbone." + unit + "0.weight": ramp((4, 2, 1, 2, 3), -8),
    "backbone." + unit + "1.bn2d.gamma": ramp((4,), 1),
    "backbone." + unit + "1.bn2d.moving_mean": ramp((4,), 5),
    "accum.backbone." + unit + "0.weight": ramp((4, 2, 1, 2, 3), 100),
    "momentum": np.float32(0.5).reshape(()),
    "learning_rate": ramp((3,), 0.5),
    "global_step": np.array([3456], dtype=np.int32),
    "epoch_num": np.int32(12).reshape(()),
}
formats.write_mindspore(os.path.join(out, "model.ckpt"), model)

with open(os.path.join(out, "types.ckpt"), "wb") as f:
    for kind in ("Float64", "Float32", "Float16", "Int64", "Int32", "Int16", "Int8", "UInt8", "Uint16"):
        f.write(formats.ms_value(kind, [2, 3], kind, ramp((2, 3), 1, kind.lower()).tobytes()))
    f.write(formats.ms_value("old_uint8", [2], "Uint8", bytes([1, 255])))
    f.write(formats.ms_value("BFloat16", [2], "BFloat16", (ramp((2,), 1).view(np.uint32) >> 16).astype("<u2").tobytes()))
    f.write(formats.ms_value("Bool", [3], "Bool", bytes([1, 0, 1])))
    f.write(formats.ms_value("text", [0], "str", np.array("left").tobytes()))
    f.write(formats.ms_value("single", [], "Float32", ramp((1,), 7).tobytes()))
    f.write(formats.ms_value("empty", [0, 3], "Float32", b""))
    packed = pb_bytes(1, put_varint(2) + put_varint(1)) + pb_bytes(2, b"Float32") + pb_bytes(3, ramp((2,), 3).tobytes())
    f.write(pb_bytes(1, pb_bytes(1, b"packed") + pb_bytes(2, packed)))

crc = os.path.join(out, "crc.ckpt")
formats.write_mindspore(crc, {"whole": ramp((5,), 1), "cut": ramp((4, 2), -3)}, split={"cut": 3})
with open(crc, "rb") as f:
    content = f.read()
with open(crc, "ab") as f:
    f.write(b"crc_num" + zlib.crc32(content).to_bytes(10, "big"))
