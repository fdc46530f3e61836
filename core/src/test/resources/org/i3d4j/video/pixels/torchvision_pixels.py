"""Writes torchvision_pixels.json: what torchvision 0.28 (torch 2.13, CPU) makes of a small uint8 picture.

python3 torchvision_pixels.py > torchvision_pixels.json
"""
import base64
import json
import math

import torch
from torchvision.transforms import InterpolationMode
from torchvision.transforms.v2 import functional as F

HEIGHT, WIDTH = 30, 26


def picture():
    y, x, c = torch.meshgrid(torch.arange(HEIGHT), torch.arange(WIDTH), torch.arange(3), indexing="ij")
    return ((y * 5 + x * 3 * (c + 1) + (x * y * 7 + c * 31) % 23 + 20 * c) % 250).to(torch.uint8).permute(2, 0, 1)


def encoded(chw):
    return base64.b64encode(chw.permute(1, 2, 0).contiguous().numpy().tobytes()).decode()


def shear(image, x, y):
    degrees = [math.degrees(math.atan(x)), math.degrees(math.atan(y))]
    return F.affine(image, angle=0.0, translate=[0, 0], scale=1.0, shear=degrees,
                    interpolation=InterpolationMode.NEAREST, center=[0, 0])


def translate(image, x, y):
    return F.affine(image, angle=0.0, translate=[x, y], scale=1.0, shear=[0.0, 0.0],
                    interpolation=InterpolationMode.NEAREST)


image = picture()
results = {
    "picture": image,
    "brightness 0.6": F.adjust_brightness(image, 0.6),
    "brightness 1.7": F.adjust_brightness(image, 1.7),
    "contrast 0.3": F.adjust_contrast(image, 0.3),
    "contrast 1.8": F.adjust_contrast(image, 1.8),
    "saturation 0.25": F.adjust_saturation(image, 0.25),
    "saturation 1.9": F.adjust_saturation(image, 1.9),
    "hue 0.1": F.adjust_hue(image, 0.1),
    "hue -0.45": F.adjust_hue(image, -0.45),
    "grayscale": F.rgb_to_grayscale(image, num_output_channels=3),
    "posterize 3": F.posterize(image, 3),
    "solarize 100": F.solarize(image, 100),
    "autocontrast": F.autocontrast((image // 3 + 40).to(torch.uint8)),
    "equalize": F.equalize(image),
    "sharpness 0.1": F.adjust_sharpness(image, 0.1),
    "sharpness 1.9": F.adjust_sharpness(image, 1.9),
    "shear x 0.23": shear(image, 0.23, 0.0),
    "shear y -0.17": shear(image, 0.0, -0.17),
    "translate 5 -3": translate(image, 5, -3),
    "rotate 17": F.rotate(image, 17.0, interpolation=InterpolationMode.NEAREST),
    "rotate -30": F.rotate(image, -30.0, interpolation=InterpolationMode.NEAREST),
    "resize 11 17": F.resize(image, [11, 17], antialias=True),
    "resize 41 37": F.resize(image, [41, 37], antialias=True),
}
print(json.dumps({name: encoded(result) for name, result in results.items()}, indent=1))
