package org.i3d4j.curate.flow;

import java.nio.file.Path;
import org.i3d4j.curate.FolderManifest;
import org.i3d4j.error.OutputException;
import org.i3d4j.video.flow.FlowLevels;
import org.i3d4j.video.flow.FlowMethod;
import org.i3d4j.video.flow.FlowSettings;

/**
 * How the flow in a folder was made, {@code flow.json} in it: all of it alike.
 *
 * @param version of the layout
 */
record FlowManifest(int version, FlowFormat format, FlowMethod method, int shortSide, FlowLevels levels) {
    static final String FILE = "flow.json";
    private static final int VERSION = 1;

    static FlowManifest of(FlowSettings settings, FlowFormat format) {
        return new FlowManifest(VERSION, format, settings.method(), settings.shortSide(), settings.levels());
    }

    /**
     * Writes this into a new folder, or compares it with that of an older run.
     *
     * @throws OutputException if the folder holds flow of another making, or other files and no flow
     */
    void claim(Path folder) {
        new FolderManifest<>(FILE, "flow", FlowManifest.class)
                .claim(folder, this, found -> "flow of " + found.words() + "; asked for " + words());
    }

    private String words() {
        return new FlowSettings(method, shortSide, levels) + " as " + format.extension()
                + (version == VERSION ? "" : " (version " + version + ")");
    }
}
