package org.i3d4j.weights.mindspore;

import java.util.ArrayList;
import java.util.List;
import org.i3d4j.weights.mindspore.StoredValue.Span;
import org.i3d4j.weights.mindspore.WireReader.Tag;

/** Reads the values of a checkpoint, stepping over their contents. Unknown fields are passed over, as protobuf has it. */
final class ValueReader {
    private static final int MAXIMUM_NAME_BYTES = 4096;
    private static final int MAXIMUM_TYPE_BYTES = 64;
    private static final int MAXIMUM_AXES = 32;
    private static final int MAXIMUM_VALUES = 100_000;

    private final WireReader wire;
    private final long end;

    /** @param end where the checkpoint ends in the file */
    ValueReader(WireReader wire, long end) {
        this.wire = wire;
        this.end = end;
    }

    /** @throws org.i3d4j.error.WeightsException if the file is truncated or damaged */
    List<StoredValue> readAll() {
        List<StoredValue> values = new ArrayList<>();
        while (wire.position() < end) {
            long position = wire.position();
            Tag tag = wire.readTag(end);
            if (tag.field() != 1) {
                wire.skip(tag, end);
                continue;
            }
            if (values.size() == MAXIMUM_VALUES) {
                throw wire.damaged(position, "more than " + MAXIMUM_VALUES + " values");
            }
            requireBytes(tag, position);
            values.add(readValue(position, wire.readEnd(end)));
        }
        return values;
    }

    private StoredValue readValue(long position, long valueEnd) {
        String name = "";
        StoredValue tensor = new StoredValue(position, "", "", List.of(), Span.NONE);
        int tensors = 0;
        while (wire.position() < valueEnd) {
            long at = wire.position();
            Tag tag = wire.readTag(valueEnd);
            if (tag.field() == 1) {
                requireBytes(tag, at);
                name = wire.readText(valueEnd, MAXIMUM_NAME_BYTES);
            } else if (tag.field() == 2) {
                requireBytes(tag, at);
                tensor = readTensor(position, wire.readEnd(valueEnd));
                tensors++;
            } else {
                wire.skip(tag, valueEnd);
            }
        }
        if (name.isEmpty() || tensors > 1) {
            throw wire.damaged(position, "a value of " + (name.isEmpty() ? "no name" : tensors + " tensors"));
        }
        return new StoredValue(position, name, tensor.type(), tensor.dims(), tensor.content());
    }

    private StoredValue readTensor(long position, long tensorEnd) {
        List<Long> dims = new ArrayList<>();
        String type = "";
        Span content = Span.NONE;
        while (wire.position() < tensorEnd) {
            long at = wire.position();
            Tag tag = wire.readTag(tensorEnd);
            if (tag.field() == 1) {
                readDims(tag, tensorEnd, dims);
            } else if (tag.field() == 2) {
                requireBytes(tag, at);
                type = wire.readText(tensorEnd, MAXIMUM_TYPE_BYTES);
            } else if (tag.field() == 3) {
                requireBytes(tag, at);
                long contentEnd = wire.readEnd(tensorEnd);
                content = new Span(wire.position(), contentEnd);
                wire.seek(contentEnd);
            } else {
                wire.skip(tag, tensorEnd);
            }
        }
        if (type.isEmpty()) {
            throw wire.damaged(position, "a tensor of no type");
        }
        return new StoredValue(position, "", type, dims, content);
    }

    /** One side, or all of them packed into one field. */
    private void readDims(Tag tag, long tensorEnd, List<Long> dims) {
        if (tag.wireType() == WireReader.VARINT) {
            addDim(dims, wire.readVarint(tensorEnd));
            return;
        }
        requireBytes(tag, wire.position());
        long packedEnd = wire.readEnd(tensorEnd);
        while (wire.position() < packedEnd) {
            addDim(dims, wire.readVarint(packedEnd));
        }
    }

    private void addDim(List<Long> dims, long side) {
        if (dims.size() == MAXIMUM_AXES) {
            throw wire.damaged(wire.position(), "a shape of more than " + MAXIMUM_AXES + " axes");
        }
        dims.add(side);
    }

    private void requireBytes(Tag tag, long position) {
        if (tag.wireType() != WireReader.BYTES) {
            throw wire.damaged(position, "field " + tag.field() + " of type " + tag.wireType() + ", expected bytes");
        }
    }
}
