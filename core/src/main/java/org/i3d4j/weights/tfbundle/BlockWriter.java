package org.i3d4j.weights.tfbundle;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** Collects the entries of one block. */
final class BlockWriter {
    private final int restartInterval;
    private final ByteArrayOutputStream entries = new ByteArrayOutputStream();
    private final List<Integer> restarts = new ArrayList<>(List.of(0));
    private int sinceRestart;
    private ByteString last = ByteString.EMPTY;

    BlockWriter(int restartInterval) {
        this.restartInterval = restartInterval;
    }

    /** @param entry behind the last one by key */
    void add(TableEntry entry) throws IOException {
        int shared = 0;
        if (sinceRestart < restartInterval) {
            while (shared < Math.min(last.size(), entry.key().size())
                    && last.byteAt(shared) == entry.key().byteAt(shared)) {
                shared++;
            }
        } else {
            restarts.add(entries.size());
            sinceRestart = 0;
        }
        CodedOutputStream out = CodedOutputStream.newInstance(entries);
        out.writeUInt32NoTag(shared);
        out.writeUInt32NoTag(entry.key().size() - shared);
        out.writeUInt32NoTag(entry.value().size());
        out.flush();
        entry.key().substring(shared).writeTo(entries);
        entry.value().writeTo(entries);
        last = entry.key();
        sinceRestart++;
    }

    /** Length so far, restart points included. */
    int bytes() {
        return entries.size() + (restarts.size() + 1) * Integer.BYTES;
    }

    byte[] toByteArray() {
        ByteBuffer block = ByteBuffer.allocate(bytes()).order(ByteOrder.LITTLE_ENDIAN);
        block.put(entries.toByteArray());
        restarts.forEach(block::putInt);
        return block.putInt(restarts.size()).array();
    }
}
