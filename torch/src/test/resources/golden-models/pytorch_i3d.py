"""Stands in for piergiaj/pytorch-i3d; see named.py."""
import golden_lib
from named import Named


class InceptionI3d(Named):
    def __init__(self, num_classes, in_channels):
        super().__init__(golden_lib.piergiaj_name, in_channels, num_classes)
