package org.i3d4j.checkpoint;

/** The version of i3d4j that runs, as the manifest of its jar has it. */
public final class ProgramVersion {
    /** What {@link #number} says of classes that are in no jar of i3d4j's. */
    public static final String UNKNOWN = "development";

    private ProgramVersion() {}

    /** As {@code 0.1.0}. */
    public static String number() {
        String version = ProgramVersion.class.getPackage().getImplementationVersion();
        return version == null ? UNKNOWN : version;
    }
}
