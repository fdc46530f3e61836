#!/usr/bin/env python3
"""Names and goldens of inflated ResNet-50 as mmaction2 and PySlowFast have it: their own classes, in float64 and evaluation mode, with
the golden kit's weights.

  golden_resnet_families.py --kit KIT --pytorchvideo CHECKOUT --mmaction2 CHECKOUT --mmcv CHECKOUT --slowfast CHECKOUT OUTDIR

writes OUTDIR/names_resnet.csv, the tensors of each program's state dict beside i3d4j's names, OUTDIR/names_nonlocal.csv, those of
non-local blocks, and OUTDIR/forward_r50_{mmaction2,heavy,
slowfast,windows,pytorchvideo}.json, the last two of clips on which the head has several windows. Layers of i3d4j and of a program are matched by their order alone, never by name. What the programs import
besides PyTorch is stood in for: registries, loggers, and mmcv's ConvModule, a convolution, its norm and an activation.
The largest difference of a program's logits from PyTorchVideo's, of the same weights and strides, is printed.
"""
import argparse
import copy
import csv
import importlib.abc
import importlib.machinery
import pathlib
import re
import sys
import types

import torch

import golden_nonlocal
import golden_resnet

CLASSES = golden_resnet.CLASSES
BLOCKS = (3, 4, 6, 3)
MMACTION2 = dict(depth=50, pretrained=None, conv1_kernel=(5, 7, 7), conv1_stride_t=2, pool1_stride_t=2, norm_eval=False,
                 conv_cfg=dict(type="Conv3d"), inflate=((1, 1, 1), (1, 0, 1, 0), (1, 0, 1, 0, 1, 0), (0, 1, 0)))
HEAVY = dict(MMACTION2, inflate=(1, 1, 1, 1), conv1_stride_t=1, pool1_stride_t=1, with_pool2=True)
# By case: program, clips.
CASES = {
    "r50_mmaction2": ("mmaction2", (1, 3, 32, 64, 96)),
    "r50_heavy": ("heavy", (1, 3, 8, 64, 80)),
    "r50_slowfast": ("slowfast", (1, 3, 8, 224, 224)),
    "r50_windows": ("slowfast", (1, 3, 12, 224, 256)),
    "r50_pytorchvideo": ("pytorchvideo", (1, 3, 12, 224, 256)),
}
GAMMA = "random"
BACKBONES = {"mmaction2": "i3d_r50", "heavy": "i3d_r50_heavy", "slowfast": "i3d_r50_8x8", "pytorchvideo": "i3d_r50_8x8_pytorchvideo"}
SOURCES = {"mmaction2": "mmaction2 ResNet3d", "heavy": "mmaction2 ResNet3d", "slowfast": "PySlowFast ResNet",
           "pytorchvideo": "PyTorchVideo create_resnet"}


class Anything:
    """Whatever a module wants of one that is not there."""

    def __getattr__(self, name):
        return Anything()

    def __call__(self, *args, **kwargs):
        # A decorator gives back what it decorates.
        return args[0] if len(args) == 1 and isinstance(args[0], type) else Anything()

    def __mro_entries__(self, bases):
        return (torch.nn.Module,)


class StandIns(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Makes modules of packages that are not needed."""
    PACKAGES = {"fvcore", "detectron2", "mmcv", "mmengine", "pytorchvideo", "iopath", "torchvision", "timm", "fairscale", "simplejson"}

    def find_spec(self, name, path, target=None):
        return importlib.machinery.ModuleSpec(name, self, is_package=True) if name.split(".")[0] in self.PACKAGES else None

    def create_module(self, spec):
        module = types.ModuleType(spec.name)
        module.__path__ = []
        module.__getattr__ = lambda name: Anything()
        return module

    def exec_module(self, module):
        pass


class ConvModule(torch.nn.Module):
    """mmcv's, as far as ResNet3d asks for it."""

    def __init__(self, inputs, outputs, kernel_size, stride=1, padding=0, dilation=1, bias=False, conv_cfg=None, norm_cfg=None, act_cfg=None):
        super().__init__()
        self.conv = torch.nn.Conv3d(inputs, outputs, kernel_size, stride, padding, dilation, bias=bias)
        self.bn = torch.nn.BatchNorm3d(outputs)
        self.activate = torch.nn.ReLU(inplace=True) if act_cfg else None

    @property
    def norm(self):
        return self.bn

    def forward(self, x):
        x = self.bn(self.conv(x))
        return self.activate(x) if self.activate is not None else x


class Module(torch.nn.Module):
    def __init__(self, init_cfg=None):
        super().__init__()
        self.init_cfg = init_cfg


class Config(dict):
    """fvcore's CfgNode, as far as reading goes."""
    __getattr__ = dict.__getitem__
    __setattr__ = dict.__setitem__

    def clone(self):
        return copy.deepcopy(self)

    def __deepcopy__(self, memo):
        return Config((key, copy.deepcopy(value, memo)) for key, value in self.items())


def load(folder, package, *modules):
    """Modules of a package, which itself is not run."""
    parent = types.ModuleType(package)
    parent.__path__ = [str(folder / package.replace(".", "/"))]
    sys.modules[package] = parent
    return [importlib.import_module(package + "." + name) for name in modules]


def mmaction2_network(checkout, arguments, non_local=None):
    import mmcv.cnn
    import mmengine.model
    import mmengine.utils.dl_utils.parrots_wrapper as wrapper
    mmcv.cnn.ConvModule, mmcv.cnn.NonLocal3d = ConvModule, non_local
    mmcv.cnn.build_activation_layer = lambda cfg: torch.nn.ReLU(inplace=True)
    mmengine.model.BaseModule, mmengine.model.Sequential = Module, torch.nn.Sequential
    wrapper._BatchNorm = torch.nn.modules.batchnorm._BatchNorm
    for package in ("mmaction", "mmaction.models", "mmaction.models.backbones"):
        load(checkout, package)
    registry = types.ModuleType("mmaction.registry")
    registry.MODELS = Anything()
    registry.MODELS.register_module = lambda *a, **k: (lambda cls: cls)
    sys.modules["mmaction.registry"] = registry
    sys.modules.pop("mmaction.models.backbones.resnet3d", None)
    from mmaction.models.backbones.resnet3d import ResNet3d

    class Recognizer(torch.nn.Module):
        """Recognizer3D with an I3DHead: the mean of all positions, and a matrix."""

        def __init__(self):
            super().__init__()
            self.backbone = ResNet3d(**arguments)
            self.cls_head = torch.nn.Module()
            self.cls_head.fc_cls = torch.nn.Linear(2048, CLASSES)

        def forward(self, x):
            return self.cls_head.fc_cls(self.backbone(x).mean((2, 3, 4)))

    return Recognizer().eval()


def slowfast_network(checkout, location=([[]], [[]], [[]], [[]])):
    import fvcore.common.config
    import fvcore.common.registry
    import pytorchvideo.layers.batch_norm
    import pytorchvideo.layers.swish
    fvcore.common.config.CfgNode = Config
    for name in ("NaiveSyncBatchNorm1d", "NaiveSyncBatchNorm3d", "Swish"):
        where = pytorchvideo.layers.swish if name == "Swish" else pytorchvideo.layers.batch_norm
        setattr(where, name, type(name, (torch.nn.Module,), {}))

    class Registry:
        def __init__(self, name):
            pass

        def register(self):
            return lambda cls: cls

    fvcore.common.registry.Registry = Registry
    for package in ("slowfast", "slowfast.utils", "slowfast.models", "slowfast.config"):
        load(checkout, package)
    logging = types.ModuleType("slowfast.utils.logging")
    logging.get_logger = lambda name: Anything()
    sys.modules["slowfast.utils.logging"] = logging
    weights = types.ModuleType("slowfast.utils.weight_init_helper")
    weights.init_weights = lambda *a, **k: None
    sys.modules["slowfast.utils.weight_init_helper"] = weights
    from slowfast.config.defaults import get_cfg
    from slowfast.models.video_model_builder import ResNet
    config = get_cfg()
    # configs/Kinetics/c2/I3D_8x8_R50.yaml, as far as it is about the network.
    config.DATA.update(NUM_FRAMES=8, SAMPLING_RATE=8, TRAIN_CROP_SIZE=224, INPUT_CHANNEL_NUM=[3])
    config.RESNET.update(WIDTH_PER_GROUP=64, NUM_GROUPS=1, DEPTH=50, STRIDE_1X1=False, NUM_BLOCK_TEMP_KERNEL=[[3], [4], [6], [3]],
                         TRANS_FUNC="bottleneck_transform")
    config.NONLOCAL.update(LOCATION=location, GROUP=[[1], [1], [1], [1]], INSTANTIATION="softmax")
    config.MODEL.update(NUM_CLASSES=CLASSES, ARCH="i3d", MODEL_NAME="ResNet", DROPOUT_RATE=0.5)
    config.NUM_GPUS = 0
    return ResNet(config).eval()


def units_of(net, program):
    """i3d4j's names of units with convolution and norm, by the order in which the program has them."""
    found = []
    names = [name for name, module in net.named_modules() if isinstance(module, torch.nn.Conv3d)]
    modules = dict(net.named_modules())
    norms = [name for name, module in modules.items() if isinstance(module, torch.nn.BatchNorm3d)]
    assert len(names) == len(norms) == 53
    order = iter(zip(names, norms))
    found.append(("conv1",) + next(order))
    for stage, blocks in enumerate(BLOCKS):
        for block in range(blocks):
            name = "layer%d.%d" % (stage + 1, block)
            parts = ["conv1", "conv2", "conv3"]
            if block == 0:
                # PySlowFast and PyTorchVideo make the projection first.
                parts = parts + ["downsample"] if program in ("mmaction2", "heavy") else ["downsample"] + parts
            found += [(name + "." + part,) + next(order) for part in parts]
    return found


def state(net, program, head):
    """(i3d4j's tensor, the program's, its shape)."""
    rows = []
    tensors = net.state_dict()
    for unit, convolution, norm in units_of(net, program):
        for ours, theirs in (("conv3d.weight", convolution + ".weight"), ("bn.weight", norm + ".weight"), ("bn.bias", norm + ".bias"),
                             ("bn.running_mean", norm + ".running_mean"), ("bn.running_var", norm + ".running_var")):
            rows.append((unit + "." + ours, theirs, tuple(tensors[theirs].shape)))
    rows.append(("logits.conv3d.weight", head + ".weight", tuple(tensors[head + ".weight"].shape)))
    rows.append(("logits.conv3d.bias", head + ".bias", tuple(tensors[head + ".bias"].shape)))
    return rows


KINDS = {"conv3d.weight": "w", "conv3d.bias": "b", "bn.weight": "gamma", "bn.bias": "beta", "bn.running_mean": "mean",
         "bn.running_var": "var"}


def fill(g, net, rows, gamma):
    tensors = net.state_dict()
    for ours, theirs, shape in rows:
        unit, kind = ours.rsplit(".", 2)[0], KINDS[".".join(ours.rsplit(".", 2)[1:])]
        whole = shape + (1, 1, 1) if unit == "logits" and kind == "w" else shape
        values = torch.from_numpy(g.generate(unit, kind, whole, 1, gamma)).reshape(shape)
        tensors[theirs].copy_(values / 2 if kind == "gamma" and unit.endswith(".conv3") else values)


def caffe2_name(theirs, converter):
    """Of a tensor of PySlowFast's, held against the project's own converter."""
    name = theirs
    for ending, short in (("running_mean", "rm"), ("running_var", "riv")):
        name = name.replace("bn." + ending, "bn_" + short)
    name = name.replace("bn.weight", "bn_s").replace("bn.bias", "bn_b").replace(".weight", "_w").replace(".bias", "_b")
    name = (name.replace("s1.pathway0_stem.conv", "conv1").replace("s1.pathway0_stem.", "res_conv1_").replace("head.projection", "pred")
            .replace(".branch2.", "_branch2").replace(".branch1", "_branch1").replace(".pathway0_res", "_"))
    name = re.sub(r"^s(\d)\.pathway0_nonlocal(\d)\.(conv_)?", r"nonlocal_conv\1_\2_", name)
    name = "res" + name[1:] if name[0] == "s" else name
    assert converter(name) == theirs, (name, converter(name), theirs)
    return name


def non_local_rows(net, prefix, inside):
    """(i3d4j's tensor, the program's, its shape) of all non-local blocks."""
    rows = []
    modules = dict(net.named_modules())
    tensors = net.state_dict()
    names = {id(module): name for name, module in modules.items()}
    for stage, numbers in golden_nonlocal.FOLLOWED.items():
        for number in numbers:
            block = modules[prefix(stage, number) + inside]
            for part, convolution, norm in golden_nonlocal.parts(block):
                unit = "layer%d.%d.non_local.%s." % (stage, number, part)
                found = [("conv3d.weight", convolution, "weight"), ("conv3d.bias", convolution, "bias")]
                found += [(ours, norm, theirs) for ours, theirs in (("bn.weight", "weight"), ("bn.bias", "bias"),
                          ("bn.running_mean", "running_mean"), ("bn.running_var", "running_var"))] if norm is not None else []
                rows += [(unit + ours, names[id(module)] + "." + theirs, tuple(tensors[names[id(module)] + "." + theirs].shape))
                         for ours, module, theirs in found if names[id(module)] + "." + theirs in tensors]
    return rows


def write_non_local_names(asked, converter):
    block = golden_nonlocal.mmcv_block(asked.mmcv)
    for name in [name for name in sys.modules if name.split(".")[0] == "mmengine"]:
        del sys.modules[name]
    located = dict(non_local=((0, 0, 0), (0, 1, 0, 1), (0, 1, 0, 1, 0, 1), (0, 0, 0)))
    with open(asked.outdir / "names_nonlocal.csv", "w", newline="") as out:
        table = csv.writer(out, lineterminator="\n")
        table.writerow(["program", "i3d4j", "shape", "theirs"])
        for mode in ("gaussian", "embedded_gaussian", "dot_product"):
            net = mmaction2_network(asked.mmaction2, dict(MMACTION2, **located),
                                    lambda channels, mode=mode, **_named: block(channels, mode))
            for ours, theirs, shape in non_local_rows(net, lambda s, n: "backbone.layer%d.%d" % (s, n), ".non_local_block"):
                table.writerow([mode, ours, "x".join(map(str, shape)), theirs])
        net = slowfast_network(asked.slowfast, ([[]], [[1, 3]], [[1, 3, 5]], [[]]))
        for ours, theirs, shape in non_local_rows(net, lambda s, n: "s%d.pathway0_nonlocal%d" % (s + 1, n), ""):
            table.writerow(["slowfast", ours, "x".join(map(str, shape)), theirs])
            table.writerow(["caffe2", ours, "x".join(map(str, shape)), caffe2_name(theirs, converter)])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("outdir", type=pathlib.Path)
    for name in ("kit", "pytorchvideo", "mmaction2", "mmcv", "slowfast"):
        parser.add_argument("--" + name, type=pathlib.Path, required=True)
    asked = parser.parse_args()
    sys.path.insert(0, str(asked.kit))
    import golden_lib as g
    create = golden_resnet.builder(asked.pytorchvideo)
    reference = {early: golden_resnet.network(create, early, 3) for early in (1, 2)}
    for name in [name for name in sys.modules if name.split(".")[0] in StandIns.PACKAGES]:
        del sys.modules[name]
    sys.meta_path.insert(0, StandIns())
    nets = {"mmaction2": mmaction2_network(asked.mmaction2, MMACTION2), "heavy": mmaction2_network(asked.mmaction2, HEAVY),
            "slowfast": slowfast_network(asked.slowfast)}
    heads = {"mmaction2": "cls_head.fc_cls", "heavy": "cls_head.fc_cls", "slowfast": "head.projection", "pytorchvideo": "blocks.6.proj"}
    rows = {program: state(net, program, heads[program]) for program, net in nets.items()}
    rows["pytorchvideo"] = state(reference[1], "pytorchvideo", heads["pytorchvideo"])
    sys.path.insert(0, str(asked.slowfast / "slowfast" / "utils"))
    from c2_model_loading import get_name_convert_func
    converter = get_name_convert_func()
    write_non_local_names(asked, converter)
    by_ours = {program: {ours: (theirs, shape) for ours, theirs, shape in found} for program, found in rows.items()}
    with open(asked.outdir / "names_resnet.csv", "w", newline="") as out:
        table = csv.writer(out, lineterminator="\n")
        table.writerow(["i3d4j", "shape", "heavy_shape", "mmaction2", "pytorchvideo", "slowfast", "caffe2"])
        for ours, theirs, shape in rows["mmaction2"]:
            slow = by_ours["slowfast"][ours][0]
            table.writerow([ours, "x".join(map(str, shape)), "x".join(map(str, by_ours["heavy"][ours][1])), theirs,
                            by_ours["pytorchvideo"][ours][0], slow, caffe2_name(slow, converter)])
    # As PySlowFast's configs/Kinetics/pytorchvideo/I3D_8x8_R50.yaml has it made: windows of the head for crops of 224.
    reference[1].blocks[6].pool = torch.nn.AvgPool3d((4, 7, 7), stride=1)
    nets["pytorchvideo"] = reference[1]
    for program, net in nets.items():
        fill(g, net, rows[program], GAMMA)
        net.double()
    fill(g, reference[2], rows["pytorchvideo"], GAMMA)
    reference[2].double()
    at_positions = []
    nets["slowfast"].head.projection.register_forward_hook(lambda module, inputs, output: at_positions.append(output.clone()))
    for case, (program, shape) in CASES.items():
        x = torch.from_numpy(g.clip(1, shape)).double()
        with torch.no_grad():
            if program == "slowfast":
                probabilities = nets[program]([x])
                scale = at_positions.pop().logsumexp(-1).mean((1, 2, 3))
                # Of one window what the head gives ahead of its softmax.
                logits = probabilities.log() + scale[:, None]
            else:
                logits = nets[program](x)
            if case in ("r50_mmaction2", "r50_slowfast"):
                theirs = reference[2 if program == "mmaction2" else 1](x)
                print("%s: %.1e from PyTorchVideo's logits" % (case, (theirs - logits).abs().max()))
        golden_resnet.write(g, asked.outdir, case, shape, GAMMA, BACKBONES[program], SOURCES[program], logits.numpy(), {})


if __name__ == "__main__":
    main()
