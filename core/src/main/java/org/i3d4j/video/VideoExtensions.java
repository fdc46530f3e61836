package org.i3d4j.video;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;

/** File name extensions of the containers that are read; a file of another name may hold one all the same. */
public final class VideoExtensions {
    /** In lower case, without the dot. */
    public static final Set<String> ALL = Set.of(
            // MP4 and QuickTime
            "3g2",
            "3gp",
            "f4v",
            "ismv",
            "m4v",
            "mov",
            "mp4",
            "qt",
            // Matroska, AVI, ASF, Flash, Ogg, GIF
            "mk3d",
            "mkv",
            "webm",
            "avi",
            "divx",
            "asf",
            "wmv",
            "flv",
            "ogm",
            "ogv",
            "gif",
            // MPEG transport and program streams, as discs and cameras write them
            "m2p",
            "m2t",
            "m2ts",
            "mpe",
            "mpeg",
            "mpg",
            "mts",
            "tod",
            "ts",
            "vob",
            "vro",
            // Coded frames without a container
            "264",
            "265",
            "avc",
            "h264",
            "h265",
            "h26l",
            "hevc",
            "ivf",
            "m1v",
            "m2v",
            "mpv",
            "obu");

    private VideoExtensions() {}

    /** What follows the last dot of the file's name, in lower case; empty where there is none. */
    public static String of(Path file) {
        return ofName(String.valueOf(file.getFileName()));
    }

    /** As {@link #of}, of the name alone. */
    public static String ofName(String name) {
        int dot = name.lastIndexOf('.');
        return dot < 0 ? "" : name.substring(dot + 1).toLowerCase(Locale.ROOT);
    }

    public static boolean isVideo(Path file) {
        return ALL.contains(of(file));
    }
}
