package org.i3d4j.torch.train.listeners;

import java.util.concurrent.atomic.AtomicBoolean;

/** Asks a training run to end early; may be made on any thread. The run finishes its step, saves and returns. */
public final class StopRequest {
    private final AtomicBoolean made = new AtomicBoolean();

    /** Makes the request. */
    public void make() {
        made.set(true);
    }

    public boolean isMade() {
        return made.get();
    }
}
