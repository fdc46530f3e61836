package org.i3d4j.weights.mindspore;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.i3d4j.error.WeightsException;
import org.i3d4j.weights.DataType;
import org.i3d4j.weights.TensorInfo;
import org.i3d4j.weights.mindspore.StoredValue.Span;

/**
 * A tensor and where its values lie.
 *
 * @param pieces one after the other all values
 */
record MindSporeTensor(TensorInfo info, List<Span> pieces) {
    /** What versions 1 write for a single value, which has no axis. */
    private static final List<Long> SINGLE_VALUE = List.of(0L);

    MindSporeTensor {
        pieces = List.copyOf(pieces);
    }

    /**
     * Puts the pieces of a tensor together.
     *
     * @param values all of one name
     * @throws WeightsException if they differ in type or shape, or their bytes are not those of the shape
     */
    static MindSporeTensor of(Path file, DataType dataType, List<StoredValue> values) {
        StoredValue first = values.get(0);
        String where = file + ": tensor '" + first.tag() + "'";
        List<Span> pieces = new ArrayList<>();
        long bytes = 0;
        for (StoredValue value : values) {
            if (!value.type().equals(first.type()) || !value.dims().equals(first.dims())) {
                throw new WeightsException(where + ": stands twice, as " + first.type() + first.dims() + " and as "
                        + value.type() + value.dims() + " at byte " + value.position());
            }
            pieces.add(value.content());
            bytes += value.content().bytes();
        }
        TensorInfo info = info(where, dataType, first.dims(), bytes);
        if (info.bytes() != bytes) {
            throw new WeightsException(where + ": " + info + " takes " + info.bytes() + " bytes, the file has " + bytes
                    + (values.size() == 1 ? "" : " in " + values.size() + " values of that name"));
        }
        return new MindSporeTensor(info, pieces);
    }

    private static TensorInfo info(String where, DataType dataType, List<Long> dims, long bytes) {
        try {
            return new TensorInfo(dataType, dims.equals(SINGLE_VALUE) && bytes == dataType.bytes() ? List.of() : dims);
        } catch (WeightsException e) {
            throw new WeightsException(where + ": " + e.getMessage(), e);
        }
    }
}
