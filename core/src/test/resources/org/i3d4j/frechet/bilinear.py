"""Writes bilinear.json: what TensorFlow's resize_bilinear and PyTorch's interpolate make of made-up frames.

    python bilinear.py > bilinear.json     # tensorflow-cpu 2.21, torch 2.13, numpy
"""
import json
import re

import numpy as np
import tensorflow as tf
import torch

SIDE = 224


def frame(height, width):
    y, x, k = np.mgrid[0:height, 0:width, 0:3]
    return ((7 * x + 13 * y + 29 * k + 5 * (x * y % 31) + x * x % 17) % 256).astype(np.uint8)


def tensorflow1(pixels):
    return tf.compat.v1.image.resize_bilinear(
        pixels[None], [SIDE, SIDE], align_corners=False, half_pixel_centers=False).numpy()[0]


def pytorch(pixels):
    clip = torch.from_numpy(pixels).float().permute(2, 0, 1)[None, :, None]
    resized = torch.nn.functional.interpolate(clip, size=(1, SIDE, SIDE), mode="trilinear", align_corners=False)
    return resized[0, :, 0].permute(1, 2, 0).contiguous().numpy()


def main():
    index = [(i * 7919 + i * i * 13) % (SIDE * SIDE * 3) for i in range(24)] + [SIDE * SIDE * 3 - 1, SIDE * (SIDE - 1) * 3]
    out = {"frame": "height x width x 3: column x, row y, channel k holds"
                    " (7 x + 13 y + 29 k + 5 (x y mod 31) + x x mod 17) mod 256",
           "result": "224 x 224 x 3, float32, some of its values by flat index",
           "tensorflow": tf.__version__, "pytorch": torch.__version__, "index": index, "cases": []}
    for height, width in ((240, 320), (64, 64), (224, 224), (1, 1), (97, 450), (480, 35)):
        case = {"height": height, "width": width}
        for name, resize in (("at_corners", tensorflow1), ("in_the_middle", pytorch)):
            flat = resize(frame(height, width)).reshape(-1)
            case[name] = {"values": [float(v) for v in flat[index]], "sum": float(flat.astype(np.float64).sum())}
        out["cases"].append(case)
    text = json.dumps(out, indent=1)
    print(re.sub(r"\[\s+([^\[\]{}]*?)\s+\]", lambda m: "[" + re.sub(r"\s*\n\s*", " ", m.group(1)) + "]", text))


if __name__ == "__main__":
    main()
