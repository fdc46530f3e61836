package org.i3d4j.video;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;

/** File name extensions by which videos are picked out of a folder; a file named by itself may have any. */
public final class VideoExtensions {
    /** In lower case, without the dot. */
    public static final Set<String> ALL =
            Set.of("3gp", "avi", "flv", "gif", "m4v", "mkv", "mov", "mp4", "mpeg", "mpg", "ogv", "ts", "webm", "wmv");

    private VideoExtensions() {}

    /** What follows the last dot of the file's name, in lower case. */
    public static String of(Path file) {
        String name = file.toString();
        return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }

    public static boolean isVideo(Path file) {
        return ALL.contains(of(file));
    }
}
