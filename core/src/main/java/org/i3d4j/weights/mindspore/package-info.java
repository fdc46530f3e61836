/**
 * MindSpore's {@code .ckpt} files: in protobuf, {@code repeated Value value = 1} with {@code string tag = 1} and {@code
 * TensorProto tensor = 2}, which has {@code repeated int64 dims = 1}, {@code string tensor_type = 2} and {@code bytes
 * tensor_content = 3}. A tensor above 512 MiB is several values with the same tag and the whole shape, its bytes one after
 * the other. Files saved with {@code crc_check} end in {@code crc_num} and ten bytes, the CRC-32 of all before.
 */
@NullMarked
package org.i3d4j.weights.mindspore;

import org.jspecify.annotations.NullMarked;
