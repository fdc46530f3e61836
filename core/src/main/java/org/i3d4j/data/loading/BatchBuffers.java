package org.i3d4j.data.loading;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import org.i3d4j.data.clips.ClipShape;
import org.i3d4j.video.ClipBatch;
import org.i3d4j.video.ClipType;

/** Batches' memory, used again and again; keeps a few buffers, frees what is given back beyond that. Thread-safe. */
final class BatchBuffers implements AutoCloseable {
    private final int kept;
    private final ClipType type;
    private final Deque<ClipBatch> free = new ArrayDeque<>();
    private boolean closed;

    /**
     * Holds no memory yet.
     *
     * @param kept most unused buffers to hold
     * @param type of all of them
     */
    BatchBuffers(int kept, ClipType type) {
        this.kept = kept;
        this.type = type;
    }

    /** A buffer of exactly that shape, its contents undefined. */
    synchronized ClipBatch take(int clips, ClipShape shape) {
        for (Iterator<ClipBatch> buffers = free.iterator(); buffers.hasNext(); ) {
            ClipBatch buffer = buffers.next();
            if (buffer.clips() == clips && ClipShape.of(buffer).equals(shape)) {
                buffers.remove();
                return buffer;
            }
        }
        return shape.allocate(type, clips);
    }

    /** Takes a buffer back; the longest unused one makes room for it. */
    synchronized void giveBack(ClipBatch buffer) {
        free.addFirst(buffer);
        while (free.size() > (closed ? 0 : kept)) {
            free.removeLast().close();
        }
    }

    /** Frees the unused buffers, and from now on those given back. */
    @Override
    public synchronized void close() {
        closed = true;
        free.forEach(ClipBatch::close);
        free.clear();
    }
}
