/**
 * The <a href="https://github.com/huggingface/safetensors#format">safetensors</a> format: eight bytes with the length of
 * the header (little-endian), the header as JSON, the values of all tensors without gaps.
 */
@NullMarked
package org.i3d4j.weights.safetensors;

import org.jspecify.annotations.NullMarked;
