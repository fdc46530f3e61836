package org.i3d4j.data.loading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.i3d4j.data.ClassNames;
import org.i3d4j.data.ListedDataset;
import org.i3d4j.data.SkippedVideo;
import org.i3d4j.data.VideoDataset;
import org.i3d4j.data.VideoSample;
import org.i3d4j.data.source.FrameSource;
import org.i3d4j.error.DatasetException;
import org.i3d4j.network.ColorVideos;
import org.i3d4j.video.FrameSampler;
import org.i3d4j.video.FrameSampler.Mode;
import org.i3d4j.video.VideoLimits;
import org.i3d4j.video.transform.TransformChain;
import org.i3d4j.video.transform.VideoCenterCrop;
import org.i3d4j.video.transform.VideoToTensor;
import org.i3d4j.video.writing.VideoWriter;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ten real videos that change between epochs of one loader, or while it reads. */
class ChangingFilesTest {
    private static final int VIDEOS = 10;
    private static final FrameSampler TWO_FRAMES = new FrameSampler(Mode.AVERAGE, 2, 1, 1);
    private static final TransformChain CROP =
            new TransformChain(List.of(new VideoCenterCrop(8, 8), new VideoToTensor()));

    @TempDir
    private Path folder;

    @BeforeEach
    void writeVideos() {
        for (int video = 0; video < VIDEOS; video++) {
            int rgb = 0x101010 * video;
            ColorVideos.write(file(video), 6, 16, frame -> rgb);
        }
    }

    private Path file(int video) {
        return folder.resolve(video + ".mp4");
    }

    private VideoDataset dataset() {
        List<VideoSample> samples = IntStream.range(0, VIDEOS)
                .mapToObj(video -> new VideoSample(file(video), video % 2))
                .toList();
        return new ListedDataset(ClassNames.of(List.of("a", "b")), samples, List.of(), folder, "ten videos", false);
    }

    private static LoaderSettings settings(double maxSkipped) {
        return new LoaderSettings(
                2, 2, false, false, 0, VideoLimits.DEFAULT, 25, maxSkipped, LoaderSettings.READ_TIMEOUT_SECONDS);
    }

    private ClipLoader loader(double maxSkipped) {
        return new ClipLoader(dataset(), TWO_FRAMES, CROP, settings(maxSkipped));
    }

    /** Cuts off what comes after the first part of a file. */
    private static void truncate(Path file, int divisor) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, bytes.length / divisor));
    }

    /** Deletes 1, truncates 3, puts text in place of 4 and a folder of text in place of 8. */
    private void damageFour() throws IOException {
        Files.delete(file(1));
        truncate(file(3), 2);
        Files.writeString(file(4), "not found\n");
        Files.delete(file(8));
        Files.createDirectory(file(8));
        Files.writeString(file(8).resolve("1.txt"), "no picture");
    }

    @Test
    void whatChangesBetweenEpochsCostsThoseSamplesOnly() throws IOException {
        try (ClipLoader loader = loader(0.4)) {
            List<BatchCopy> whole = BatchCopy.ofEpoch(loader, 0, 0);
            damageFour();
            List<BatchCopy> damaged = BatchCopy.ofEpoch(loader, 1, 0);

            List<SkippedVideo> skipped =
                    damaged.stream().flatMap(batch -> batch.skipped().stream()).toList();
            assertThat(skipped).extracting(SkippedVideo::file).containsExactly(file(1), file(3), file(4), file(8));
            assertThat(skipped.get(0).reason()).contains("no such file");
            assertThat(skipped.get(1).reason()).contains("no frame of its video stream can be decoded");
            assertThat(skipped.get(2).reason()).contains("can't be read as video");
            assertThat(skipped.get(3).reason()).contains("holds no frames");
            assertThat(damaged)
                    .containsExactly(
                            whole.get(0).without(1, skipped.get(0)),
                            whole.get(1).without(3, skipped.get(1)),
                            whole.get(2).without(4, skipped.get(2)),
                            whole.get(3),
                            whole.get(4).without(8, skipped.get(3)));
        }
    }

    @Test
    void moreThanAllowedEndsTheRunWithTheReasons() throws IOException {
        try (ClipLoader loader = loader(0.3)) {
            assertThat(BatchCopy.ofEpoch(loader, 0, 0)).hasSize(5);
            damageFour();

            assertThatThrownBy(() -> BatchCopy.ofEpoch(loader, 1, 0))
                    .isInstanceOf(DatasetException.class)
                    .hasMessageStartingWith(
                            "4 of 10 listed videos can't be used (0 missing or without label, 4 broken)")
                    .hasMessageContaining("the first: " + file(1) + ": no such file; " + file(3));
        }
    }

    @Test
    void aVideoInPlaceOfAnotherIsReadAsItIs() throws IOException {
        Path other = folder.resolve("other.mp4");
        ColorVideos.write(other, 9, 32, frame -> 0xf0f0f0);
        try (ClipLoader loader = loader(0)) {
            List<BatchCopy> whole = BatchCopy.ofEpoch(loader, 0, 0);
            Files.move(other, file(5), StandardCopyOption.REPLACE_EXISTING);
            List<BatchCopy> replaced = BatchCopy.ofEpoch(loader, 1, 0);

            BatchCopy batch = replaced.get(2);
            assertThat(batch.samples()).containsExactly(4, 5);
            int videoValues = batch.values().size() / 2;
            assertThat(batch.values().subList(0, videoValues))
                    .isEqualTo(whole.get(2).values().subList(0, videoValues));
            assertThat(batch.values().subList(videoValues, 2 * videoValues)).allMatch(value -> value > 0.8f);
            assertThat(replaced.get(0)).isEqualTo(whole.get(0));
            assertThat(replaced.get(4)).isEqualTo(whole.get(4));
        }
    }

    /** Two batches are read ahead of the one received: videos 6 to 9 are not open yet. */
    @Test
    void whatChangesWhileAnEpochRunsCostsThoseSamplesOnly() throws IOException {
        try (ClipLoader loader = loader(0.3)) {
            List<BatchCopy> whole = BatchCopy.ofEpoch(loader, 0, 0);
            try (Epoch epoch = loader.epoch(1, 0)) {
                try (LabelledBatch first = epoch.next()) {
                    assertThat(first).isNotNull();
                }
                Files.delete(file(6));
                Files.write(file(8), new byte[0]);
                truncate(file(9), 3);
                List<BatchCopy> rest = BatchCopy.ofRest(epoch);

                assertThat(epoch.skipped()).extracting(SkippedVideo::file).containsExactly(file(6), file(8), file(9));
                assertThat(rest.subList(0, 2)).isEqualTo(whole.subList(1, 3));
                assertThat(rest.get(2).samples()).containsExactly(7);
                assertThat(rest.get(3).samples()).isEmpty();
            }
        }
    }

    /** Nothing compressed is kept in memory, and the video is larger than FFmpeg's buffer: it is read again. */
    @Test
    void aFileTruncatedWhileItIsOpenCostsThatSampleOnly() throws IOException {
        Path truncated = file(2);
        writeNoise(truncated);
        FrameSource files = FrameSource.ofFiles(new VideoLimits(1 << 20, 0));
        FrameSource truncating = file -> {
            FrameSource.OpenVideo video = files.open(file);
            if (file.equals(truncated)) {
                empty(file);
            }
            return video;
        };
        List<BatchCopy> whole;
        try (ClipLoader loader = loader(0)) {
            whole = BatchCopy.ofEpoch(loader, 0, 0);
        }
        try (ClipLoader loader = new ClipLoader(dataset(), TWO_FRAMES, CROP, settings(0.1), truncating)) {
            List<BatchCopy> batches = BatchCopy.ofEpoch(loader, 0, 0);

            assertThat(batches.get(1).skipped()).extracting(SkippedVideo::file).containsExactly(truncated);
            SkippedVideo lost = batches.get(1).skipped().get(0);
            assertThat(batches)
                    .containsExactly(
                            whole.get(0), whole.get(1).without(2, lost), whole.get(2), whole.get(3), whole.get(4));
        }
    }

    private static void writeNoise(Path file) throws IOException {
        Files.delete(file);
        int side = 128;
        byte[] pixels = new byte[3 * side * side];
        SplittableRandom random = new SplittableRandom(1);
        ByteBuffer frameHwc = ByteBuffer.allocateDirect(pixels.length);
        try (VideoWriter writer = VideoWriter.create(file, side, side, 25)) {
            for (int frame = 0; frame < 12; frame++) {
                random.nextBytes(pixels);
                writer.write(frameHwc.clear().put(pixels).flip());
            }
            writer.complete();
        }
        assertThat(Files.size(file)).isGreaterThan(100_000);
    }

    private static void empty(Path file) {
        try {
            Files.write(file, new byte[10]);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
