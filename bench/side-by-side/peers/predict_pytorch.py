"""Sliding windows over videos by PyTorch and OpenCV, as a plain script does it: read, resize, crop, stack, network.

  predict_pytorch.py fp32|bf16 WINDOW STRIDE VIDEO...

Random weights, channels last, all cores. Prints how many windows there were.
"""
import json
import pathlib
import sys

import cv2
import numpy
import torch

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
from pytorch_i3d import I3d

SHORT_SIDE, CROP = 256, 224


def prepared(frame):
    height, width = frame.shape[:2]
    scale = SHORT_SIDE / min(height, width)
    if scale != 1:
        frame = cv2.resize(frame, (round(width * scale), round(height * scale)), interpolation=cv2.INTER_LINEAR)
    top, left = (frame.shape[0] - CROP) // 2, (frame.shape[1] - CROP) // 2
    return cv2.cvtColor(frame[top:top + CROP, left:left + CROP], cv2.COLOR_BGR2RGB)


def windows(video, size, stride):
    """As i3d predict lays them: the last one moved back to end with the last frame."""
    capture, frames, fresh = cv2.VideoCapture(video), [], 0
    while True:
        there, frame = capture.read()
        if not there:
            break
        frames = [*frames[-size + 1:], prepared(frame)]
        fresh += 1
        if fresh == size:
            yield numpy.stack(frames)
            fresh = size - stride
    if fresh > size - stride and len(frames) == size:
        yield numpy.stack(frames)


def main():
    precision, size, stride, *videos = sys.argv[1:]
    size, stride = int(size), int(stride)
    model = I3d(400).eval().to(memory_format=torch.channels_last_3d)
    count = 0
    with torch.inference_mode(), torch.autocast("cpu", torch.bfloat16, enabled=precision == "bf16"):
        for video in videos:
            for clip in windows(video, size, stride):
                values = torch.from_numpy(clip).permute(3, 0, 1, 2)[None].float().div_(127.5).sub_(1)
                model(values.contiguous(memory_format=torch.channels_last_3d)).softmax(1)
                count += 1
    print(json.dumps({"windows": count, "torch": torch.__version__, "opencv": cv2.__version__}))


main()
