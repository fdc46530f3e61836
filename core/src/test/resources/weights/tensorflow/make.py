#!/usr/bin/env python3
"""Makes the TensorFlow checkpoints beside it, with TensorFlow 2.21:  make.py OUT_DIR

model.ckpt    float32 kernels, vectors and a scalar, named like a part of DeepMind's I3D
types.ckpt    one variable of every type that is read, one partitioned, one of text, two of types that are not read
sharded.ckpt  three variables in two data files, joined from two checkpoints as a multi-device save is
"""
import os
import sys

import tensorflow as tf

tf1 = tf.compat.v1
tf1.disable_eager_execution()


def save(path, make):
    with tf1.Graph().as_default(), tf1.Session() as session:
        variables = make()
        session.run(tf1.global_variables_initializer())
        saver = tf1.train.Saver(variables, write_version=tf1.train.SaverDef.V2)
        saver.save(session, path, write_meta_graph=False, write_state=path.endswith("model.ckpt"))


def ramp(name, shape, start, dtype=tf.float32):
    count = 1
    for side in shape:
        count *= side
    values = tf.reshape(tf.cast(tf.range(start, start + count), dtype), shape)
    return tf1.get_variable(name, initializer=values)


def model():
    unit = "RGB/inception_i3d/Conv3d_1a_7x7/"
    ramp(unit + "conv_3d/w", (1, 2, 3, 2, 4), -8)
    ramp(unit + "batch_norm/beta", (4,), 1)
    ramp(unit + "batch_norm/moving_mean", (1, 1, 1, 1, 4), 5)
    for i in range(40):
        ramp("RGB/inception_i3d/Mixed_3b/Branch_%d/w" % i, (2,), i)
    ramp("scalar", (), 7)


def types():
    for name in ("float64", "float16", "bfloat16", "int8", "uint8", "int16", "int32", "int64", "complex64", "uint16"):
        ramp(name, (2, 3), 1, tf.as_dtype(name))
    tf1.get_variable("bool", initializer=tf.constant([True, False, True]))
    tf1.get_variable("text", initializer=tf.constant(["left", "right"]))
    ramp("empty", (0, 3), 0)
    tf1.get_variable("parted", shape=(6, 2), initializer=tf1.zeros_initializer(),
                     partitioner=tf1.fixed_size_partitioner(3))


def sharded(path):
    save(path + "_a", lambda: [ramp("a", (3,), 1), ramp("c", (2, 2), 5)])
    save(path + "_b", lambda: [ramp("b", (4,), 10)])
    with tf1.Session() as session:
        session.run(tf.raw_ops.MergeV2Checkpoints(
            checkpoint_prefixes=[path + "_a", path + "_b"], destination_prefix=path, delete_old_dirs=False))


if __name__ == "__main__":
    out = sys.argv[1]
    save(os.path.join(out, "model.ckpt"), model)
    save(os.path.join(out, "types.ckpt"), types)
    sharded(os.path.join(out, "sharded.ckpt"))
