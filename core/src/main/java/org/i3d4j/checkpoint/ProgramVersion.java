package org.i3d4j.checkpoint;

import java.util.Map;
import org.i3d4j.network.onednn.OneDnnProvider;

/** The version of i3d4j that runs, as the manifest of its jar has it, and those of what it runs on. */
public final class ProgramVersion {
    /** What {@link #number} says of classes that are in no jar of i3d4j's. */
    public static final String UNKNOWN = "development";

    private ProgramVersion() {}

    /** As {@code 0.1.0}. */
    public static String number() {
        String version = ProgramVersion.class.getPackage().getImplementationVersion();
        return version == null ? UNKNOWN : version;
    }

    /** Of i3d4j, oneDNN and Java, by name: what a file says of who wrote it. The same for all that one build writes. */
    public static Map<String, String> all() {
        return Map.of(
                "i3d4j", number(),
                "java", Runtime.version().toString(),
                "onednn", OneDnnProvider.version());
    }
}
