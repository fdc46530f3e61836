package org.i3d4j.curate.prepare;

import java.nio.file.Path;
import org.i3d4j.curate.FolderManifest;
import org.i3d4j.error.OutputException;

/**
 * How the videos in a folder were prepared, {@code prepared.json} in it: all of them alike.
 *
 * @param format version of the layout
 * @param source folder of the data set
 * @param shortSide as {@link PrepareSettings}
 * @param groupOfPictures as in {@link PrepareSettings#coding}
 * @param quality as in {@link PrepareSettings#coding}
 * @param encoder as {@link PrepareSettings}
 */
record PreparedManifest(int format, String source, int shortSide, int groupOfPictures, int quality, String encoder) {
    static final String FILE = "prepared.json";
    private static final int FORMAT = 1;

    static PreparedManifest of(Path root, PrepareSettings settings) {
        return new PreparedManifest(
                FORMAT,
                root.toAbsolutePath().normalize().toString(),
                settings.shortSide(),
                settings.coding().groupOfPictures(),
                settings.coding().quality(),
                settings.encoder());
    }

    /**
     * Writes this into a new folder, or compares it with that of an older run.
     *
     * @throws OutputException if the folder holds videos that were prepared otherwise, or other files
     */
    void claim(Path folder) {
        new FolderManifest<>(FILE, "prepared videos", PreparedManifest.class)
                .claim(
                        folder,
                        this,
                        found -> "videos of " + found.source + " prepared with " + found.words() + "; asked for "
                                + (source.equals(found.source) ? words() : "those of " + source));
    }

    private String words() {
        return PrepareSettings.words(shortSide, groupOfPictures, quality, encoder)
                + (format == FORMAT ? "" : " (format " + format + ")");
    }
}
