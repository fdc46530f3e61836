package org.i3d4j.curate.flow;

import java.nio.file.Path;
import java.util.Optional;
import org.i3d4j.curate.FolderManifest;

/** A folder that {@code i3d flow} filled. */
public final class FlowFolder {
    private FlowFolder() {}

    /**
     * How the flow in a folder is stored; empty where it doesn't say.
     *
     * @throws org.i3d4j.error.OutputException if what it says of itself can't be read
     */
    public static Optional<FlowFormat> format(Path folder) {
        return new FolderManifest<>(FlowManifest.FILE, "flow", FlowManifest.class)
                .in(folder)
                .map(FlowManifest::format);
    }
}
