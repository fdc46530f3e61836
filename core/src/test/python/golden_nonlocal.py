#!/usr/bin/env python3
"""Goldens of inflated ResNet-50 with non-local blocks, in float64 and evaluation mode, with the golden kit's weights.

  golden_nonlocal.py --kit KIT --pytorchvideo CHECKOUT --mmcv CHECKOUT --slowfast CHECKOUT OUTDIR

writes OUTDIR/forward_r50_nl_*.json. The blocks are the public ones, run as they are: mmcv's NonLocal3d as mmaction2 configures it,
and PySlowFast's Nonlocal; the network around them is golden_resnet.py's, with the time strides of either project. The kernels of theta
and phi are divided by 16, exactly, so that a softmax has more than one weight, and the scales of out's norm are halved, as those of the last norm of a
residual branch. What the modules import besides PyTorch, and these blocks never call, is stood in for.
"""
import argparse
import importlib.util
import pathlib
import sys
import types

import golden_resnet
import torch

CASES = {
    "r50_nl_gaussian": ("i3d_r50_nl_gaussian", (1, 3, 16, 64, 96), "gaussian"),
    "r50_nl_embedded_gaussian": ("i3d_r50_nl_embedded_gaussian", (2, 3, 9, 83, 71), "embedded_gaussian"),
    "r50_nl_dot_product": ("i3d_r50_nl_dot_product", (1, 3, 16, 97, 64), "dot_product"),
    "r50_8x8_nln": ("i3d_r50_8x8_nln", (1, 3, 8, 112, 112), "nonlocal"),
    "r50_8x8_nlnodd": ("i3d_r50_8x8_nln", (2, 3, 5, 71, 83), "nonlocal"),
}
# As in mmaction2's configs/recognition/i3d (counted from 0) and PySlowFast's configs/Kinetics/c2/I3D_NLN_8x8_R50.yaml.
FOLLOWED = {2: (1, 3), 3: (1, 3, 5)}


def module(name, path):
    spec = importlib.util.spec_from_file_location(name, path)
    loaded = importlib.util.module_from_spec(spec)
    sys.modules[name] = loaded
    spec.loader.exec_module(loaded)
    return loaded


class ConvModule(torch.nn.Module):
    """What mmcv's ConvModule is for these arguments: a bias where no norm follows, then the norm."""

    def __init__(self, channels, out, kernel_size, conv_cfg, act_cfg, norm_cfg=None):
        super().__init__()
        assert conv_cfg == {"type": "Conv3d"} and act_cfg is None
        self.norm_cfg = norm_cfg
        self.conv = torch.nn.Conv3d(channels, out, kernel_size, bias=norm_cfg is None)
        self.bn = torch.nn.BatchNorm3d(out) if norm_cfg else None

    @property
    def norm(self):
        return self.bn

    def forward(self, x):
        return self.bn(self.conv(x)) if self.norm_cfg else self.conv(x)


def mmcv_block(checkout):
    golden_resnet.stand_in("mmengine")
    golden_resnet.stand_in(
        "mmengine.model", constant_init=lambda *_args, **_named: None, normal_init=lambda *_args, **_named: None)
    golden_resnet.stand_in("mmengine.registry", MODELS=types.SimpleNamespace(register_module=lambda: lambda cls: cls))
    golden_resnet.stand_in("bricks", __path__=[])
    golden_resnet.stand_in("bricks.conv_module", ConvModule=ConvModule)
    found = module("bricks.non_local", checkout / "mmcv/cnn/bricks/non_local.py")
    return lambda channels, mode: found.NonLocal3d(
        channels, sub_sample=True, use_scale=False, norm_cfg={"type": "BN3d", "requires_grad": True}, mode=mode)


def slowfast_block(checkout):
    found = module("nonlocal_helper", checkout / "slowfast/models/nonlocal_helper.py")
    return lambda channels: found.Nonlocal(channels, channels // 2, [1, 2, 2], instantiation="softmax")


def parts(block):
    """i3d4j's name of each convolution, itself, and the norm behind it."""
    if hasattr(block, "conv_theta"):
        return [("theta", block.conv_theta, None), ("phi", block.conv_phi, None), ("g", block.conv_g, None),
                ("out", block.conv_out, block.bn)]
    inner = [("theta", block.theta.conv, None), ("phi", block.phi[0].conv, None)] if hasattr(block, "theta") else []
    return inner + [("g", block.g[0].conv, None), ("out", block.conv_out.conv, block.conv_out.bn)]


def fill(g, name, block, gamma):
    def put(tensor, unit, kind, factor=1):
        shape = tuple(tensor.shape)
        with torch.no_grad():
            tensor.copy_(torch.from_numpy(g.generate(unit, kind, shape, 1, gamma)) * factor)

    for part, convolution, norm in parts(block):
        unit = name + "." + part
        put(convolution.weight, unit, "w", 1 / 16 if part in ("theta", "phi") else 1)
        if convolution.bias is not None:
            put(convolution.bias, unit, "b")
        if norm is not None:
            assert norm.eps == golden_resnet.EPS
            for kind, tensor in (("gamma", norm.weight), ("beta", norm.bias), ("mean", norm.running_mean),
                                 ("var", norm.running_var)):
                put(tensor, unit, kind, 0.5 if kind == "gamma" else 1)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("outdir", type=pathlib.Path)
    for name in ("kit", "pytorchvideo", "mmcv", "slowfast"):
        parser.add_argument("--" + name, type=pathlib.Path, required=True)
    asked = parser.parse_args()
    sys.path.insert(0, str(asked.kit))
    import golden_lib as g
    create = golden_resnet.builder(asked.pytorchvideo)
    of_mmcv, of_slowfast = mmcv_block(asked.mmcv), slowfast_block(asked.slowfast)
    for case, (backbone, shape, mode) in CASES.items():
        early = 1 if mode == "nonlocal" else 2
        gamma = "random" if shape[0] > 1 else "ones"
        net = golden_resnet.network(create, early, shape[1])
        units, endpoints = golden_resnet.modules(net)
        golden_resnet.fill(g, net, units, gamma)
        for stage, numbers in FOLLOWED.items():
            blocks = net.blocks[golden_resnet.STAGES[stage]].res_blocks
            for number in numbers:
                channels = 128 * 2 ** stage
                block = (of_slowfast(channels) if mode == "nonlocal" else of_mmcv(channels, mode)).eval()
                name = "layer%d.%d.non_local" % (stage, number)
                fill(g, name, block, gamma)
                endpoints[name] = block
                blocks[number] = torch.nn.Sequential(blocks[number], block)
        net.double()
        logits, seen = golden_resnet.run(g, net, endpoints, shape)
        source = "PySlowFast Nonlocal" if mode == "nonlocal" else "mmcv NonLocal3d, " + mode
        golden_resnet.write(
            g, asked.outdir, case, shape, gamma, backbone, source + ", in PyTorchVideo's create_resnet", logits, seen)


if __name__ == "__main__":
    main()
