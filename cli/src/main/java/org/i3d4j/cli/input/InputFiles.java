package org.i3d4j.cli.input;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.i3d4j.data.source.PixelClips;
import org.i3d4j.data.stored.FileKind;
import org.i3d4j.data.stored.FolderEntries;
import org.i3d4j.data.stored.FoundVideos;
import org.i3d4j.data.stored.PassedOver;
import org.i3d4j.error.VideoException;

/**
 * What an argument that names inputs stands for.
 *
 * @param files videos, {@code .npy} files and folders of frames, in order of their names
 * @param unusable what is named like a video, but can't be one; folders below that can't be read
 * @param passedOver what is no input
 */
public record InputFiles(List<Path> files, List<FoundVideos.Unusable> unusable, PassedOver passedOver) {

    /**
     * The file or folder of frames itself, or all of that kind in a folder and the folders below it.
     *
     * @throws org.i3d4j.error.DatasetException if the folder itself can't be read
     * @throws VideoException if it has nothing of that kind
     */
    public static InputFiles of(Path input) {
        if (!Files.isDirectory(input) || isFrames(input)) {
            return new InputFiles(List.of(input), List.of(), new PassedOver());
        }
        FoundVideos found = FoundVideos.in(input);
        if (found.videos().isEmpty() && found.unusable().isEmpty()) {
            throw new VideoException(input + ": the folder has no video, .npy file or folder of frames"
                    + (found.passedOver().isEmpty() ? "" : "; " + found.passedOver()));
        }
        return new InputFiles(found.videos(), found.unusable(), found.passedOver());
    }

    public static boolean isArray(Path file) {
        return FileKind.of(file) == FileKind.CLIP;
    }

    /** Whether it is an array of pixels, which is prepared as a video is; another, or one that can't be read, is not. */
    public static boolean isPixels(Path array) {
        try {
            return PixelClips.in(array).isPresent();
        } catch (VideoException e) {
            return false;
        }
    }

    /** Whether it is an array whose clips are taken as they are. */
    public static boolean isPrepared(Path file) {
        return isArray(file) && !isPixels(file);
    }

    /** Whether it goes on in time, so that windows can be laid along it; arrays do that hold the pixels of one clip. */
    public static boolean hasWindows(Path file) {
        try {
            return !isArray(file)
                    || PixelClips.in(file).filter(pixels -> pixels.clips() == 1).isPresent();
        } catch (VideoException e) {
            // Whoever reads it says what is wrong.
            return true;
        }
    }

    /** Whether it is a folder of the frames of one video. */
    public static boolean isFrames(Path file) {
        return Files.isDirectory(file) && FolderEntries.areFrames(FolderEntries.of(file));
    }
}
