"""Stands in for hassony2/kinetics_i3d_pytorch; see named.py."""
import golden_lib
from named import Named


class I3D(Named):
    def __init__(self, num_classes, modality):
        super().__init__(golden_lib.hassony_name, 3 if modality == "rgb" else 2, num_classes)
