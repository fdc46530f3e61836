package org.i3d4j.curate.cache;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.i3d4j.data.loading.DamageWarnings;
import org.i3d4j.data.source.FrameSource;
import org.i3d4j.data.source.FrameSource.OpenVideo;
import org.i3d4j.files.AtomicFile;
import org.i3d4j.video.Clip;
import org.i3d4j.video.Interpolation;
import org.i3d4j.weights.DataType;
import org.i3d4j.weights.TensorInfo;
import org.i3d4j.weights.npy.NpyFile;

/**
 * Writes one video after the other as an array; safe for several threads.
 *
 * @param source opens videos
 * @param warnings is told of damaged ones
 */
record CachedVideo(FrameSource source, CacheSettings settings, DamageWarnings warnings) {
    private static final int DECODED_TOGETHER = 16;

    /**
     * Decodes {@code video} into {@code target}, uint8 T,H,W,C, a few frames at a time; the file appears when it is whole.
     *
     * @throws org.i3d4j.error.VideoException if the video can't be read
     * @throws org.i3d4j.error.OutputException if the file can't be written
     */
    void write(Path video, Path target) {
        try (OpenVideo open = source.open(video)) {
            int height = settings.scaled(open.height(), open.width(), open.height());
            int width = settings.scaled(open.width(), open.width(), open.height());
            int[] frames = KeptFrames.of(open, settings.framesPerSecond());
            TensorInfo array = new TensorInfo(
                    DataType.U8, List.of((long) frames.length, (long) height, (long) width, (long) open.channels()));
            NpyFile.write(target, array, channel -> {
                for (int first = 0; first < frames.length; first += DECODED_TOGETHER) {
                    int end = Math.min(first + DECODED_TOGETHER, frames.length);
                    copy(open, Arrays.copyOfRange(frames, first, end), height, width, channel);
                }
            });
            warnings.check(video, open);
        }
    }

    private static void copy(OpenVideo video, int[] frames, int height, int width, FileChannel channel)
            throws IOException {
        try (Clip clip = Clip.allocate(frames.length, height, width, video.channels())) {
            video.read(frames, clip, Interpolation.AREA);
            for (int frame = 0; frame < frames.length; frame++) {
                AtomicFile.writeFully(channel, clip.frame(frame));
            }
        }
    }
}
