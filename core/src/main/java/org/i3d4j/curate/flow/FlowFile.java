package org.i3d4j.curate.flow;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.i3d4j.data.loading.DamageWarnings;
import org.i3d4j.data.source.FlowOfFrames;
import org.i3d4j.data.source.VideoOpening;
import org.i3d4j.error.VideoException;
import org.i3d4j.files.AtomicFile;
import org.i3d4j.files.VideoFingerprint;
import org.i3d4j.video.Modality;
import org.i3d4j.video.VideoLimits;
import org.i3d4j.video.flow.FlowLevels;
import org.i3d4j.video.flow.FlowNote;
import org.i3d4j.video.reading.VideoReader;
import org.i3d4j.video.writing.VideoWriter;
import org.i3d4j.weights.DataType;
import org.i3d4j.weights.TensorInfo;
import org.i3d4j.weights.npy.NpyFile;

/**
 * Writes the flow of one video after the other; safe for several threads.
 *
 * @param opening of the videos, and how their flow is computed
 * @param warnings is told of damaged ones
 */
record FlowFile(VideoOpening opening, FlowFormat format, DamageWarnings warnings) {
    private static final int CHANNELS = 2;

    /**
     * Computes the flow of {@code video} into {@code target}, which appears when it is whole.
     *
     * @return frames of flow
     * @throws VideoException if the video can't be read
     * @throws org.i3d4j.error.OutputException if the file can't be written
     */
    int write(Path video, Path target) {
        String fingerprint = VideoFingerprint.of(video);
        try (FlowOfFrames flow = FlowOfFrames.of(
                video.toString(),
                opening.source(video, Modality.RGB.channels()).open(opening.limits()),
                opening.flow().settings())) {
            FlowNote note = new FlowNote(opening.flow().settings(), fingerprint, flow.frameCount());
            if (format == FlowFormat.VIDEO) {
                writeVideo(flow, note, target);
            } else {
                writeArray(flow, target);
            }
            warnings.check(video, flow.video());
            return flow.frameCount();
        }
    }

    /** Whether {@code target} is the flow of {@code video}, whole and made as this makes it; an array, if it is no older. */
    boolean isThere(Path video, Path target) {
        if (!Files.isRegularFile(target)) {
            return false;
        }
        if (format == FlowFormat.NPY) {
            return target.toFile().lastModified() >= video.toFile().lastModified();
        }
        try (VideoReader reader = VideoReader.open(target, VideoLimits.DEFAULT)) {
            FlowNote wanted = new FlowNote(opening.flow().settings(), VideoFingerprint.of(video), reader.frameCount());
            return reader.flow().filter(wanted::equals).isPresent();
        } catch (VideoException e) {
            return false;
        }
    }

    private void writeVideo(FlowOfFrames flow, FlowNote note, Path target) {
        ByteBuffer planes = ByteBuffer.allocate(Math.multiplyExact(CHANNELS * flow.height(), flow.width()));
        double framesPerSecond = flow.video().framesPerSecond();
        AtomicFile.tryOut(target);
        try (VideoWriter writer = VideoWriter.lossless(
                target, flow.width(), CHANNELS * flow.height(), framesPerSecond, Map.of(FlowNote.TAG, note.text()))) {
            for (int frame = 0; frame < flow.frameCount(); frame++) {
                inPlanes(flow.pixels(frame), planes);
                writer.writeAt(planes, flow.video().frameSeconds(frame));
            }
            writer.complete();
        }
    }

    private void inPlanes(FloatBuffer pixelsHwc, ByteBuffer planes) {
        FlowLevels levels = opening.flow().settings().levels();
        int plane = planes.capacity() / CHANNELS;
        for (int at = 0; at < plane; at++) {
            planes.put(at, (byte) levels.of(pixelsHwc.get(CHANNELS * at)));
            planes.put(plane + at, (byte) levels.of(pixelsHwc.get(CHANNELS * at + 1)));
        }
    }

    private static void writeArray(FlowOfFrames flow, Path target) {
        TensorInfo array = new TensorInfo(
                DataType.F32,
                List.of((long) flow.frameCount(), (long) flow.height(), (long) flow.width(), (long) CHANNELS));
        NpyFile.write(target, array, channel -> copy(flow, channel));
    }

    private static void copy(FlowOfFrames flow, FileChannel channel) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocateDirect(CHANNELS * flow.height() * flow.width() * Float.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN);
        for (int frame = 0; frame < flow.frameCount(); frame++) {
            FloatBuffer pixels = flow.pixels(frame);
            FloatBuffer scaled = bytes.asFloatBuffer();
            while (scaled.hasRemaining()) {
                scaled.put(FlowLevels.scaled(pixels.get()));
            }
            AtomicFile.writeFully(channel, bytes.duplicate());
        }
    }
}
