"""RGB features by the network and the transforms of a checkout of v-iashin/video_features, timed without start and weights.

  video_features.py CHECKOUT CKPT STACK STEP VIDEO...
"""
import json
import sys
import time

import cv2
import torch
from PIL import Image

checkout, checkpoint, stack_size, step_size, *videos = sys.argv[1:]
sys.path.insert(0, checkout)
from models import transforms
from models.i3d.i3d_src.i3d_net import I3D

RESIZE = [Image.fromarray, transforms.ResizeImproved(256), transforms.PILToTensor(), transforms.ToFloat()]
PREPARE = [transforms.TensorCenterCrop(224), transforms.ScaleTo1_1(), transforms.PermuteAndUnsqueeze()]


def apply(steps, value):
    for step in steps:
        value = step(value)
    return value


@torch.no_grad()
def rows(model, video, stack_size, step_size):
    capture, stack, found = cv2.VideoCapture(video), [], []
    while True:
        exists, frame = capture.read()
        if not exists:
            return found
        stack.append(apply(RESIZE, cv2.cvtColor(frame, cv2.COLOR_BGR2RGB)).unsqueeze(0))
        if len(stack) - 1 == stack_size:
            found.extend(model(apply(PREPARE, torch.cat(stack)[:-1]), features=True).tolist())
            stack = stack[step_size:]


model = I3D(num_classes=400, modality="rgb")
model.load_state_dict(torch.load(checkpoint, map_location="cpu"), strict=False)
model.eval()
start = time.perf_counter()
count = sum(len(rows(model, video, int(stack_size), int(step_size))) for video in videos)
print(json.dumps({"rows": count, "seconds": time.perf_counter() - start}))
