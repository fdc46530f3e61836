package org.i3d4j.data.loading;

import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.i3d4j.data.source.FrameSource.OpenVideo;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Warns of damaged videos that are used nevertheless, of each once. Thread-safe. */
public final class DamageWarnings {
    private static final Logger log = LoggerFactory.getLogger(DamageWarnings.class);

    private final Set<Path> told = ConcurrentHashMap.newKeySet();

    /** Warns if it is known that some of a video, whose frames were read, is lost. */
    public void check(Path file, OpenVideo video) {
        video.damage().ifPresent(damage -> {
            if (told.add(file)) {
                log.warn("{}: {}; these are used", file, damage);
            }
        });
    }
}
