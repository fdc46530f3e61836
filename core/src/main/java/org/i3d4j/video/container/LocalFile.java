package org.i3d4j.video.container;

import static org.bytedeco.ffmpeg.global.avformat.avformat_alloc_context;
import static org.bytedeco.ffmpeg.global.avformat.avformat_open_input;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_free;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.javacpp.BytePointer;
import org.i3d4j.error.VideoException;
import org.i3d4j.files.NameEncoding;
import org.i3d4j.video.ffmpeg.Ffmpeg;
import org.i3d4j.video.header.QuickTimeReferences;

/** A local file, and nothing that it may point to. */
public record LocalFile(Path file) implements ContainerInput {

    @Override
    public String name() {
        return file.toString();
    }

    /** Before anything is opened: a FIFO would block for ever. */
    private void requireRegularFile() {
        // Java finds some by their bytes where FFmpeg would look for their text.
        if (!Files.exists(file) || !NameEncoding.holds(file)) {
            throw new VideoException(file + ": " + NameEncoding.whyMissing(file));
        }
        if (!Files.isRegularFile(file)) {
            throw new VideoException(file + ": is a " + (Files.isDirectory(file) ? "folder" : "pipe or device")
                    + "; expected a video file");
        }
        if (!Files.isReadable(file)) {
            throw new VideoException(file + ": can't be read; its permissions forbid it");
        }
        try {
            if (Files.size(file) == 0) {
                throw new VideoException(file + ": is empty");
            }
        } catch (IOException e) {
            throw new VideoException(file + ": can't be read", e);
        }
    }

    /** @throws VideoException if it is not a readable regular file in one of the {@link #CONTAINERS} */
    @Override
    public AVFormatContext open() {
        requireRegularFile();
        AVFormatContext container = avformat_alloc_context();
        AVDictionary options = Ffmpeg.onlyFrom(CONTAINERS, "file");
        try (BytePointer url = Ffmpeg.url(file)) {
            // Frees the context when it fails.
            int result = avformat_open_input(container, url, null, options);
            if (result < 0) {
                throw explained(new VideoException(file + ": can't be read as video: " + Ffmpeg.describe(result)
                        + "; expected a whole file in one of the containers " + CONTAINERS));
            }
        } finally {
            av_dict_free(options);
        }
        return container;
    }

    @Override
    public RuntimeException explained(RuntimeException failure) {
        return failure instanceof VideoException && QuickTimeReferences.outside(file)
                ? new VideoException(
                        file + ": its media lie in other files, which it names and which are not opened; expected a"
                                + " video that holds its own",
                        failure)
                : failure;
    }
}
