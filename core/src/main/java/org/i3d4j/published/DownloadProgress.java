package org.i3d4j.published;

import java.util.OptionalLong;

/** Hears how far a download is; called by the thread that waits for it. */
@FunctionalInterface
public interface DownloadProgress {
    /** For nobody who looks. */
    DownloadProgress NONE = (name, bytes, all) -> {};

    /**
     * Some more is there; at the end, all.
     *
     * @param name what is fetched, as {@code rgb_imagenet/model.ckpt.index}
     * @param bytes there so far, with those of an earlier try
     * @param all that there will be, where the host told
     */
    void at(String name, long bytes, OptionalLong all);
}
