/**
 * TensorFlow's checkpoints of version 2, called tensor bundles: {@code PREFIX.index}, a sorted table in the format of
 * <a href="https://github.com/google/leveldb/blob/main/doc/table_format.md">LevelDB</a> from names to entries in protobuf,
 * and {@code PREFIX.data-00000-of-00001} and so on with the values, each with its masked CRC-32C.
 */
@NullMarked
package org.i3d4j.weights.tfbundle;

import org.jspecify.annotations.NullMarked;
