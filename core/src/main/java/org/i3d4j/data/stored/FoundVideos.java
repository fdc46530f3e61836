package org.i3d4j.data.stored;

import java.nio.file.Path;
import java.util.List;
import org.i3d4j.error.DatasetException;

/**
 * The videos of a folder and of the folders below it: video files, {@code .npy} clips and folders of frames, but clips and
 * folders of frames beside a video file of their name, which are the same video stored again.
 *
 * @param videos in the order of their names, folder by folder
 * @param below how many of them lie in folders below, a folder of frames itself not counted as one
 * @param unusable what is named like a video, but can't be one: a link to nowhere, a pipe; and folders below that can't be read
 * @param passedOver what is no video
 */
public record FoundVideos(List<Path> videos, int below, List<Unusable> unusable, PassedOver passedOver) {
    public FoundVideos {
        videos = List.copyOf(videos);
        unusable = List.copyOf(unusable);
    }

    /** A file and why it can't be used. */
    public record Unusable(Path file, String reason) {}

    /**
     * Looks through a folder. Hidden files and what systems leave behind ({@code Thumbs.db}) are passed over uncounted.
     *
     * @throws DatasetException if the folder itself can't be read
     */
    public static FoundVideos in(Path folder) {
        return in(folder, new UnknownFiles());
    }

    /** As {@link #in(Path)}, with what was learned of unknown files in other folders. */
    public static FoundVideos in(Path folder, UnknownFiles unknown) {
        return new FolderSearch(unknown).in(folder);
    }
}
