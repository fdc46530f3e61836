#!/usr/bin/env python3
"""Goldens of inflated ResNet-50: PyTorchVideo's own create_resnet, in float64 and evaluation mode, with the golden kit's weights.

  golden_resnet.py --kit KIT --pytorchvideo CHECKOUT OUTDIR

writes OUTDIR/forward_r50_*.json as the kit's golden_forward.py does for Inception. The weights are the kit's by formula, by the
names that i3d4j gives them, but the scales of the last norm of a residual branch are halved: else sums grow from block to block, and
PyTorch's own float32 is 1e-4 off. What PyTorchVideo imports besides PyTorch, and these networks never call, is stood in for.
Cases: i3d_r50 of PyTorchVideo (frames kept), and the same builder with the time strides of mmaction2's i3d_r50.
"""
import argparse
import pathlib
import sys
import types

import torch

CASES = {
    "r50_8x8": ((1, 3, 8, 224, 224), 1, "ones"),
    "r50_8x8odd": ((2, 3, 5, 97, 111), 1, "random"),
    "r50_16": ((1, 3, 16, 112, 128), 2, "ones"),
    "r50_odd": ((2, 3, 9, 83, 71), 2, "random"),
}
# PyTorch's own.
EPS = 1e-5
CLASSES = 400
# Which of PyTorchVideo's blocks is which stage.
STAGES = {1: 1, 2: 3, 3: 4, 4: 5}
UNITS = {"conv1": ("branch2.conv_a", "branch2.norm_a"), "conv2": ("branch2.conv_b", "branch2.norm_b"),
         "conv3": ("branch2.conv_c", "branch2.norm_c"), "downsample": ("branch1_conv", "branch1_norm")}


def stand_in(name, **attributes):
    module = types.ModuleType(name)
    vars(module).update(attributes)
    sys.modules[name] = module
    return module


def builder(checkout):
    """PyTorchVideo's create_resnet, without the rest of the package."""
    for name in ("pytorchvideo", "pytorchvideo.models", "pytorchvideo.layers"):
        stand_in(name, __path__=[str(checkout / name.replace(".", "/"))])
    sys.modules["pytorchvideo.layers"].SpatioTemporalClsPositionalEncoding = type("Unused", (torch.nn.Module,), {})
    stand_in("fvcore")
    stand_in("fvcore.nn")
    stand_in("fvcore.nn.weight_init", c2_msra_fill=lambda module: None, c2_xavier_fill=lambda module: None)
    stand_in("torchvision")
    stand_in("torchvision.ops", RoIAlign=object)
    from pytorchvideo.models.resnet import create_resnet
    return create_resnet


def network(create, early, channels):
    """As pytorchvideo.models.hub.i3d_r50, but for the time strides and a head that pools maps of any size."""
    stride = (early, 2, 2)
    return create(
        input_channel=channels, model_num_class=CLASSES,
        stem_conv_kernel_size=(5, 7, 7), stem_conv_stride=stride, stem_pool_stride=stride, stage1_pool=torch.nn.MaxPool3d,
        stage_conv_a_kernel_size=((3, 1, 1), [(3, 1, 1), (1, 1, 1)], [(3, 1, 1), (1, 1, 1)], [(1, 1, 1), (3, 1, 1)]),
        head_pool=torch.nn.AdaptiveAvgPool3d, head_pool_kernel_size=(1, 1, 1)).eval()


def modules(net):
    """(i3d4j's unit, convolution, norm), and {endpoint: module}."""
    units = [("conv1", net.blocks[0].conv, net.blocks[0].norm)]
    endpoints = {"conv1": net.blocks[0].activation, "pool1": net.blocks[0].pool}
    for stage, block in STAGES.items():
        for number, residual in enumerate(net.blocks[block].res_blocks):
            name = "layer%d.%d" % (stage, number)
            for unit, (convolution, norm) in UNITS.items():
                found = dict(residual.named_modules())
                if convolution in found:
                    units.append((name + "." + unit, found[convolution], found[norm]))
            endpoints[name] = residual
        if stage == 1:
            endpoints["pool2"] = net.blocks[2]
    endpoints["features"] = net.blocks[6].pool
    return units, endpoints


def fill(g, net, units, gamma):
    def put(tensor, unit, kind, shape):
        halved = kind == "gamma" and unit.endswith(".conv3")
        with torch.no_grad():
            values = torch.from_numpy(g.generate(unit, kind, shape, 1, gamma)).reshape(tensor.shape)
            tensor.copy_(values / 2 if halved else values)

    for unit, convolution, norm in units:
        put(convolution.weight, unit, "w", tuple(convolution.weight.shape))
        for kind, tensor in (("gamma", norm.weight), ("beta", norm.bias), ("mean", norm.running_mean), ("var", norm.running_var)):
            put(tensor, unit, kind, tuple(tensor.shape))
    put(net.blocks[6].proj.weight, "logits", "w", (CLASSES, net.blocks[6].proj.in_features, 1, 1, 1))
    put(net.blocks[6].proj.bias, "logits", "b", (CLASSES,))


def write(g, outdir, case, shape, gamma, backbone, source, logits, seen):
    """One pass: its logits and what its endpoints gave, by their names."""
    record = {
        "mean_logits": [g.nums(row) for row in logits],
        "softmax_top5": [[{"class": c, "prob": g.num(g.softmax(row)[c])} for c in g.top_k(row, 5)] for row in logits],
        "endpoints": {name: g.stats(output.numpy(), name) for name, output in seen.items()},
    }
    g.dump_json(str(outdir / ("forward_%s.json" % case)), {
        "case": case, "backbone": backbone, "input_shape": list(shape), "weight_seed": 1, "clip_seed": 1, "classes": CLASSES,
        "gamma": gamma, "clip_checksum": g.fnv_bytes(g.clip(1, shape).tobytes()), "source": source + ", eval mode, float64",
        "eps": {"%g" % EPS: record}})
    print(case, logits.shape, g.top_k(logits[0], 5))


def run(g, net, endpoints, shape):
    """The logits of the kit's clip, and what the endpoints gave, in their order."""
    seen = dict.fromkeys(endpoints)
    for name, found in endpoints.items():
        found.register_forward_hook(lambda _module, _input, output, name=name: seen.__setitem__(name, output.clone()))
    with torch.no_grad():
        return net(torch.from_numpy(g.clip(1, shape)).double()).numpy(), seen


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("outdir", type=pathlib.Path)
    parser.add_argument("--kit", type=pathlib.Path, required=True)
    parser.add_argument("--pytorchvideo", type=pathlib.Path, required=True)
    asked = parser.parse_args()
    sys.path.insert(0, str(asked.kit))
    import golden_lib as g
    create = builder(asked.pytorchvideo)
    for case, (shape, early, gamma) in CASES.items():
        net = network(create, early, shape[1])
        units, endpoints = modules(net)
        fill(g, net, units, gamma)
        net.double()
        logits, seen = run(g, net, endpoints, shape)
        write(g, asked.outdir, case, shape, gamma, "i3d_r50_8x8" if early == 1 else "i3d_r50", "PyTorchVideo create_resnet", logits, seen)


if __name__ == "__main__":
    main()
