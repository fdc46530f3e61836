"""Writes chain.json: FVD by the canonical recipe and its variants, on the golden kit's weights and clips.

The recipe is that of google-research/frechet_video_distance: TensorFlow's resize_bilinear straight to 224 x 224, 2 x / 255 - 1,
logits averaged over time, N - 1 covariance. The network is piergiaj/pytorch-i3d in float64 with the kit's weights of seed 1; real clips are
those of seed 1, generated ones of seed 2, uint8 of 9 x 48 x 64.

    python chain.py GOLDEN_KIT PIERGIAJ > chain.json     # tensorflow-cpu 2.21, torch 2.13, numpy
"""
import json
import re
import sys

import numpy as np
import tensorflow as tf
import torch

SIDE, FRAMES, HEIGHT, WIDTH, CLIPS = 224, 9, 48, 64, 4


def load(kit, piergiaj):
    sys.path[:0] = [kit, piergiaj]
    import golden_lib
    import pytorch_i3d
    model = pytorch_i3d.InceptionI3d(400, in_channels=3).eval()
    state = {golden_lib.canonical(n, k): torch.from_numpy(v) for (n, k), v in golden_lib.all_weights(1, 400, 3).items()}
    missing, unexpected = model.load_state_dict(state, strict=False)
    assert not unexpected and all(name.endswith("num_batches_tracked") for name in missing)
    return golden_lib, model.double()


def corners(frames):
    return tf.compat.v1.image.resize_bilinear(
        frames, [SIDE, SIDE], align_corners=False, half_pixel_centers=False).numpy()


def middle(frames):
    planes = torch.from_numpy(frames).float().permute(3, 0, 1, 2)[None]
    resized = torch.nn.functional.interpolate(
        planes, size=(len(frames), SIDE, SIDE), mode="trilinear", align_corners=False)
    return resized[0].permute(1, 2, 3, 0).numpy()


def features(model, clip, resize):
    frames = np.ascontiguousarray(clip.transpose(1, 2, 3, 0))
    x = torch.from_numpy(np.float32(2) * resize(frames) / np.float32(255) - np.float32(1))
    pooled = []
    hook = model.avg_pool.register_forward_hook(lambda module, given, output: pooled.append(output))
    with torch.no_grad():
        logits = model(x.permute(3, 0, 1, 2)[None].double())
    hook.remove()
    return logits[0].reshape(400, -1).mean(1).numpy(), pooled[0][0].reshape(1024, -1).mean(1).numpy()


def distance(real, generated, less):
    def moments(rows):
        centred = rows - rows.mean(0)
        return rows.mean(0), centred.T @ centred / (len(rows) - less)
    (m1, s1), (m2, s2) = moments(real), moments(generated)
    w, v = np.linalg.eigh(s1)
    root = (v * np.sqrt(np.maximum(w, 0))) @ v.T
    e = np.linalg.eigvalsh(root @ s2 @ root)
    return float((m1 - m2) @ (m1 - m2) + np.trace(s1) + np.trace(s2) - 2 * np.sqrt(np.maximum(e, 0)).sum())


def main():
    kit, model = load(sys.argv[1], sys.argv[2])
    clips = [[kit.clip_u8(seed, n, 3, FRAMES, HEIGHT, WIDTH) for n in range(CLIPS)] for seed in (1, 2)]
    out = {"clips": CLIPS, "frames": FRAMES, "height": HEIGHT, "width": WIDTH}
    rows = {name: [list(zip(*[features(model, c, resize) for c in side])) for side in clips]
            for name, resize in (("corners", corners), ("middle", middle))}
    for name, resize, which, less in (("canonical", "corners", 0, 1), ("stylegan-v", "middle", 0, 0), ("pooled", "corners", 1, 1)):
        real, generated = (np.array(side[which]) for side in rows[resize])
        out[name] = {"first_clip": [float("%.9g" % v) for v in real[0][:16]], "l2": float(np.linalg.norm(real[0])),
                     "fvd": distance(real, generated, less)}
    text = json.dumps(out, indent=1)
    print(re.sub(r"\[\s+([^\[\]{}]*?)\s+\]", lambda m: "[" + re.sub(r"\s*\n\s*", " ", m.group(1)) + "]", text))


if __name__ == "__main__":
    main()
