package org.i3d4j.network.onednn.plan;

import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.memory.data_type;
import org.bytedeco.dnnl.memory.format_tag;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;
import org.i3d4j.memory.MachineMemory;
import org.jspecify.annotations.Nullable;

/** The memory that all plans of a network compute in, one at a time; as large as the largest of them needs. */
public final class Arena implements AutoCloseable {
    private @Nullable memory held;
    private long bytes;

    /**
     * Sees to it that there are {@code needed} bytes; what was in there is lost if there were less.
     *
     * @param what needs them, for the message
     * @throws org.i3d4j.error.DeviceException if the machine has less
     */
    public void require(long needed, String what) {
        if (needed <= bytes) {
            return;
        }
        MachineMemory.require((double) needed, what);
        close();
        try (PointerScope scope = new PointerScope()) {
            memory taken = new memory(new memory.desc(new long[] {needed}, data_type.u8, format_tag.a), OneDnn.cpu());
            taken.retainReference();
            held = taken;
            bytes = needed;
        }
    }

    /** The address of byte {@code offset}; a view. */
    public Pointer at(long offset) {
        memory there = held;
        if (there == null) {
            throw new IllegalStateException("no memory was asked for");
        }
        return new BytePointer(there.get_data_handle()).getPointer(offset);
    }

    /** Changes when the memory is another. */
    long address() {
        return held == null ? 0 : at(0).address();
    }

    @Override
    public void close() {
        if (held != null) {
            held.releaseReference();
            held = null;
            bytes = 0;
        }
    }
}
