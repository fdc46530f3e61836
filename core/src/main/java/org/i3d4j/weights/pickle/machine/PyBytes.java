package org.i3d4j.weights.pickle.machine;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Python {@code bytes}. */
final class PyBytes {
    private final byte[] content;

    /** Keeps {@code content}. */
    PyBytes(byte[] content) {
        this.content = content;
    }

    /** The bytes of text of a char a byte, as Python 2 pickled them. */
    static PyBytes ofLatin1(String text) {
        return new PyBytes(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    int size() {
        return content.length;
    }

    /** A read-only view, little-endian. */
    ByteBuffer view() {
        return ByteBuffer.wrap(content).asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN);
    }
}
