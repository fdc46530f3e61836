#!/usr/bin/env python3
"""Makes the features beside it with public programs' own code, on the golden kit's weights:

    public_tools.py GOLDEN_KIT VIDEO_FEATURES PYTORCH_I3D MEDIA OUT.json

VIDEO_FEATURES is a checkout of v-iashin/video_features: its network (models/i3d/i3d_src/i3d_net.py) and its transforms
(models/transforms.py) are imported; the loop over frames is that of models/i3d/extract_i3d.py in other words, for that file imports
RAFT and loads its own weights. PYTORCH_I3D is one of piergiaj/pytorch-i3d: its network and its CenterCrop are imported, the way frames
are read and a long video is cut is that of charades_dataset_full.py and extract_features.py; frames come from OpenCV instead of
JPEG files. MEDIA is a folder with videos; those named below are read. Needs torch, opencv-python-headless, pillow.
"""
import json
import os
import sys

import cv2
import numpy as np
import torch
import PIL
from PIL import Image

kit, video_features, pytorch_i3d_folder, media, out = sys.argv[1:6]
sys.path[:0] = [kit, video_features, pytorch_i3d_folder]
import golden_lib
from models import transforms
from models.i3d.i3d_src.i3d_net import I3D
import pytorch_i3d
import videotransforms

SEED = 3


def said(values):
    """What a test can hold features to without holding all of them."""
    flat = np.asarray(values, dtype=np.float64).reshape(-1, 1024)
    return {
        "shape": list(np.asarray(values).shape),
        "dtype": str(np.asarray(values).dtype),
        "norms": [float(np.linalg.norm(row)) for row in flat],
        "sums": [float(row.sum()) for row in flat],
        "first": [[float(x) for x in row[:8]] for row in flat],
    }


def weights(channels, name):
    all_of_it = golden_lib.all_weights(SEED, 400, channels)
    return {name(n, k): torch.from_numpy(v) for (n, k), v in all_of_it.items()}


def video_features_model():
    model = I3D(num_classes=400, modality="rgb")
    result = model.load_state_dict(weights(3, golden_lib.hassony_name), strict=False)
    assert not result.unexpected_keys and all(k.endswith("num_batches_tracked") for k in result.missing_keys)
    return model.eval()


def apply(steps, value):
    for step in steps:
        value = step(value)
    return value


@torch.no_grad()
def video_features_of(model, video, stack_size, step_size):
    # torchvision's ToPILImage is Image.fromarray for such frames.
    resize = [Image.fromarray, transforms.ResizeImproved(256), transforms.PILToTensor(), transforms.ToFloat()]
    prepare = [transforms.TensorCenterCrop(224), transforms.ScaleTo1_1(), transforms.PermuteAndUnsqueeze()]
    capture = cv2.VideoCapture(video)
    fps = capture.get(cv2.CAP_PROP_FPS)
    stack, features, timestamps = [], [], []
    first = True
    while capture.isOpened():
        exists, frame = capture.read()
        if first:
            first = False
            if not exists:
                continue
        if not exists:
            capture.release()
            break
        stack.append(apply(resize, cv2.cvtColor(frame, cv2.COLOR_BGR2RGB)).unsqueeze(0))
        if len(stack) - 1 == stack_size:
            features.extend(model(apply(prepare, torch.cat(stack)[:-1]), features=True).tolist())
            stack = stack[step_size:]
            timestamps.append(capture.get(cv2.CAP_PROP_POS_MSEC))
    rows = said(np.array(features)) if features else {"shape": [0], "dtype": "float64"}
    return {"stack_size": stack_size, "step_size": step_size, "rgb": rows, "fps": float(np.array(fps)), "timestamps_ms": timestamps}


def piergiaj_model():
    model = pytorch_i3d.InceptionI3d(400, in_channels=3)
    result = model.load_state_dict(weights(3, golden_lib.piergiaj_name), strict=False)
    assert not result.unexpected_keys and all(k.endswith("num_batches_tracked") for k in result.missing_keys)
    return model.eval()


def piergiaj_frames(video):
    capture, frames = cv2.VideoCapture(video), []
    while True:
        exists, image = capture.read()
        if not exists:
            return prepared_as_piergiaj(frames)
        frames.append(image[:, :, [2, 1, 0]])


def prepared_as_piergiaj(images):
    frames = []
    for image in images:
        w, h, c = image.shape
        if w < 226 or h < 226:
            d = 226. - min(w, h)
            sc = 1 + d / min(w, h)
            image = cv2.resize(image, dsize=(0, 0), fx=sc, fy=sc)
        frames.append((image / 255.) * 2 - 1)
    return videotransforms.CenterCrop(224)(np.asarray(frames, dtype=np.float32))


@torch.no_grad()
def of_pixels(video_features, piergiaj):
    """Both on frames that are the same to the last bit in any program: the golden kit's clip, 113x150, which 226x300 is
    twice: where a side does not come out whole, OpenCV goes by the factor and i3d4j by the sides."""
    frames = np.ascontiguousarray(golden_lib.clip_u8(5, 0, 3, 20, 113, 150).transpose(1, 2, 3, 0))
    resize = [Image.fromarray, transforms.ResizeImproved(256), transforms.PILToTensor(), transforms.ToFloat()]
    prepare = [transforms.TensorCenterCrop(224), transforms.ScaleTo1_1(), transforms.PermuteAndUnsqueeze()]
    stack = torch.cat([apply(resize, frame).unsqueeze(0) for frame in frames[:16]])
    return {"video_features": said(np.array(video_features(apply(prepare, stack), features=True).tolist())),
            "piergiaj": said(piergiaj_of(piergiaj, prepared_as_piergiaj(frames)))}


@torch.no_grad()
def piergiaj_of(model, frames):
    clip = torch.from_numpy(frames.transpose([3, 0, 1, 2]))[None]
    return model.extract_features(clip).squeeze(0).permute(1, 2, 3, 0).numpy()


def main():
    found = {"origin": {
        "video_features": "v-iashin/video_features, models/i3d/i3d_src/i3d_net.py and models/transforms.py",
        "pytorch_i3d": "piergiaj/pytorch-i3d, pytorch_i3d.py and videotransforms.py",
        "weights": "golden_lib.all_weights(%d, 400, 3)" % SEED,
        "versions": {"torch": torch.__version__, "opencv": cv2.__version__, "pillow": PIL.__version__}},
        "video_features": {}, "piergiaj": {}}
    model = video_features_model()
    found["pixels"] = of_pixels(model, piergiaj_model())
    for name, stack, step in (("made/counter_gop60_b3.mp4", 16, 130), ("bench/ssv2like_240p_4s.webm", 16, 16),
                              ("bench/chaplin_640x360_9.6s.mp4", 64, 64), ("real/v_GGSY1Qvo990.mp4", 64, 128),
                              ("real/ucf101_example.avi", 24, 40), ("made/one_frame.mp4", 16, 16),
                              ("real/test_non_zero_start.mp4", 16, 64)):
        found["video_features"][name] = video_features_of(model, os.path.join(media, name), stack, step)
        print(name, found["video_features"][name]["rgb"]["shape"], flush=True)
    model = piergiaj_model()
    for name, most in (("made/counter_gop60_b3.mp4", 90), ("bench/ssv2like_240p_4s.webm", None)):
        frames = piergiaj_frames(os.path.join(media, name))
        frames = frames[:most] if most else frames
        found["piergiaj"][name] = {"frames": len(frames), **said(piergiaj_of(model, frames))}
        print(name, found["piergiaj"][name]["shape"], flush=True)
    with open(out, "w") as f:
        json.dump(found, f, indent=1)


main()
