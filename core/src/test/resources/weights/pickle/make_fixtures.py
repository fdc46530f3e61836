#!/usr/bin/env python3
"""Makes the files beside it with NumPy (written with 2.4): make_fixtures.py FOLDER"""
import pickle
import struct
import sys

import numpy

FOLDER = sys.argv[1] + "/"


def types():
    values = numpy.array([[-0.5, -0.25, 0], [0.25, 0.5, 0.75]], "f4")
    return {"epoch": 7, "arch": "i3d", "lr": numpy.float32(0.5), "blobs": {
        "float32": values, "float64": values.astype("f8"), "float16": values.astype("f2"),
        "fortran": numpy.asfortranarray(values), "big": values.astype(">f4"), "both": numpy.asfortranarray(values.astype(">f8")),
        "int64": numpy.array(7), "int32": numpy.array([1, -2], "i4"), "int16": numpy.array([300, -2], "i2"),
        "int8": numpy.array([1, -2], "i1"), "uint8": numpy.array([0, 255], "u1"), "bool": numpy.array([True, False]),
        "empty": numpy.zeros((0, 3), "f4"), "model_iter": 900000,
        "objects": numpy.array([None, 1], object), "complex": numpy.ones(1, "c8"), "text": numpy.array(["a"])}}


class Python2:
    """Writes as pickle and NumPy 1 did for Python 2: bytes for text and for values, all of it memoized."""

    def __init__(self):
        self.out = b"\x80\x02"
        self.memo = {}

    def remember(self, key):
        self.memo[key] = len(self.memo)
        self.out += b"q" + bytes([self.memo[key]])

    def known(self, key):
        if key in self.memo:
            self.out += b"h" + bytes([self.memo[key]])
        return key in self.memo

    def text(self, content, key=None):
        if not self.known(key):
            long = len(content) > 255
            self.out += b"T" + struct.pack("<i", len(content)) if long else b"U" + bytes([len(content)])
            self.out += content
            self.remember(key or len(self.memo))

    def name(self, module, name):
        if not self.known((module, name)):
            self.out += b"c" + module + b"\n" + name + b"\n"
            self.remember((module, name))

    def type(self, code, order):
        if not self.known((code, order)):
            self.name(b"numpy", b"dtype")
            self.text(code)
            self.out += b"K\x00K\x01\x87R"
            self.remember((code, order))
            self.out += b"(K\x03"
            self.text(order, order)
            self.out += b"NNNJ\xff\xff\xff\xffJ\xff\xff\xff\xffK\x00tb"

    def array(self, array):
        self.name(b"numpy.core.multiarray", b"_reconstruct")
        self.name(b"numpy", b"ndarray")
        self.out += b"K\x00\x85"
        self.text(b"b", "b")
        self.out += b"\x87R(K\x01("
        for side in array.shape:
            self.out += b"M" + struct.pack("<H", side)
        self.out += b"t"
        code = array.dtype.str.encode()
        self.type(code[1:], code[:1])
        self.out += b"\x89"
        self.text(array.tobytes())
        self.out += b"tb"

    def blobs(self, arrays):
        self.out += b"}("
        self.text(b"blobs")
        self.out += b"}("
        for name, array in arrays.items():
            self.text(name)
            self.array(array)
        self.out += b"uu."
        return self.out


def python2():
    """Names, shapes and what stands beside them as in PySlowFast's model zoo."""
    steps = numpy.arange(2 * 3 * 5 * 7 * 7, dtype="f4").reshape(2, 3, 5, 7, 7)
    return Python2().blobs({
        b"conv1_w": steps, b"conv1_w_momentum": steps * 0, b"res_conv1_bn_s": numpy.array([1, 2], "f4"),
        b"res_conv1_bn_riv": numpy.array([3, 4], "f4"), b"pred_w": numpy.array([[0.5, -0.5]], "f4"),
        b"pred_b": numpy.array([-0.0], "f4"), b"model_iter": numpy.array([900000], "i8"), b"lr": numpy.array([0.01], "f4")})


def save(name, content):
    with open(FOLDER + name, "wb") as f:
        f.write(content)


for protocol in (2, 4, 5):
    save(f"protocol{protocol}.pkl", pickle.dumps(types(), protocol=protocol))
    small = {"epoch": 7, "blobs": {"a": numpy.ones((2, 3), "f4"), "b": numpy.ones(2, ">f8")}}
    save(f"small{protocol}.pkl", pickle.dumps(small, protocol=protocol))
save("python2.pkl", python2())
save("list.pkl", pickle.dumps([numpy.ones(2)], protocol=2))
