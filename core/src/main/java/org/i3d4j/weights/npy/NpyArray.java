package org.i3d4j.weights.npy;

import org.i3d4j.weights.TensorInfo;

/**
 * What an npy file holds, without its values: for reading parts of large arrays.
 *
 * @param info type and shape of the array
 * @param bigEndian whether the values' bytes have to be turned round
 * @param fortranOrder whether the first axis runs fastest, else the last
 * @param valuesStart position of the first value in the file; from there on the file has exactly the bytes of the shape
 */
public record NpyArray(TensorInfo info, boolean bigEndian, boolean fortranOrder, long valuesStart) {}
