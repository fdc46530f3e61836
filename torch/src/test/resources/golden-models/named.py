"""The golden kit's network as far as checkpoints go: parameters and buffers under a program's names, no arithmetic.

make_weights.py takes state dicts from the models of two public programs, which are not part of this project. Names, shapes
and order of a state dict are all that it needs of them, and the kit's golden_lib knows these.
"""
import golden_lib
import torch

TRAINED = ("w", "b", "gamma", "beta")


class Named(torch.nn.Module):
    def __init__(self, name_of, in_channels, classes):
        super().__init__()
        for unit, kind, shape in golden_lib.parameters(in_channels, classes):
            path = name_of(unit, kind).split(".")
            module = self._descend(path[:-1])
            if kind in TRAINED:
                module.register_parameter(path[-1], torch.nn.Parameter(torch.zeros(shape)))
            else:
                module.register_buffer(path[-1], torch.zeros(shape))
            if kind == "var":
                module.register_buffer("num_batches_tracked", torch.tensor(0))

    def _descend(self, path):
        module = self
        for part in path:
            if part not in module._modules:
                module.add_module(part, torch.nn.Module())
            module = module._modules[part]
        return module
