package org.i3d4j.video.reading;

import java.util.ArrayDeque;
import java.util.Deque;

/** What was opened, closed in the opposite order; closing twice is harmless. */
final class CloseStack implements AutoCloseable {
    private final Deque<Runnable> closings = new ArrayDeque<>();

    void push(Runnable closing) {
        closings.push(closing);
    }

    @Override
    public void close() {
        while (!closings.isEmpty()) {
            closings.pop().run();
        }
    }
}
