package org.i3d4j.files;

import java.nio.file.Path;
import java.util.Map;

/** Where the user keeps what can be had again. */
public final class UserCache {
    private static final String VARIABLE = "I3D_CACHE";

    private UserCache() {}

    /**
     * The folder that {@code I3D_CACHE} names, else {@code ~/.cache/i3d4j}; it may not be there.
     *
     * @param environment variables of the process
     */
    public static Path folder(Map<String, String> environment) {
        String named = environment.getOrDefault(VARIABLE, "");
        return named.isBlank() ? Path.of(System.getProperty("user.home"), ".cache", "i3d4j") : Path.of(named);
    }
}
