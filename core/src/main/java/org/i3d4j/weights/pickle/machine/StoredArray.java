package org.i3d4j.weights.pickle.machine;

import org.i3d4j.error.WeightsException;
import org.i3d4j.weights.TensorInfo;

/**
 * A NumPy array as a pickle holds it.
 *
 * @param info type and shape
 * @param bigEndian whether the values' bytes have to be turned round
 * @param fortranOrder whether the first axis runs fastest, else the last
 * @param values its bytes
 */
public record StoredArray(TensorInfo info, boolean bigEndian, boolean fortranOrder, PyBytes values) {

    /** @throws WeightsException if the bytes are not as many as the shape takes */
    public StoredArray {
        if (values.size() != info.bytes()) {
            throw new WeightsException(info + " takes " + info.bytes() + " bytes, found " + values.size());
        }
    }
}
