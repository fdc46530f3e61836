package org.i3d4j.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.i3d4j.error.VideoException;
import org.i3d4j.video.MediaCorpus.Media;
import org.i3d4j.video.container.Demuxer;
import org.i3d4j.video.container.LocalFile;
import org.i3d4j.video.decoding.FrameDigest;
import org.i3d4j.video.decoding.PacketScan;
import org.i3d4j.video.reading.VideoReader;
import org.i3d4j.video.reading.VideoStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Holds the reader to the figures of the media manifest. */
class MediaCorpusTest {

    /** Seeking in long videos costs; a few places of each are tried, all frames are compared in order anyway. */
    private static final int RANDOM_FRAMES = 12;

    /** The quadrants' figures are of a conversion that is up to three levels too dark; quadrants differ by far more. */
    private static final Offset<Double> QUADRANT_LEVELS = Offset.offset(4.0);

    private static final VideoLimits NOTHING_IN_MEMORY = new VideoLimits(8192L * 8192L, 0);

    static Stream<Media> good() {
        return MediaCorpus.withOutcome("ok");
    }

    static Stream<Media> listed() {
        return MediaCorpus.all().filter(media -> !media.md5s().isEmpty());
    }

    static Stream<Media> bad() {
        return MediaCorpus.withOutcome("error", "refuse");
    }

    static Stream<Media> partial() {
        return MediaCorpus.withOutcome("partial");
    }

    @ParameterizedTest
    @MethodSource("good")
    void tellsWhatTheFileHolds(Media media) {
        JsonNode facts = media.facts();
        try (VideoReader reader = VideoReader.open(media.file())) {
            VideoInfo info = reader.info();
            assertThat(info.container()).isEqualTo(facts.path("container").asString());
            assertThat(info.codec()).isEqualTo(facts.path("codec").asString());
            assertThat(info.pixelFormat()).isEqualTo(facts.path("pix_fmt").asString());
            assertThat(info.width()).isEqualTo(facts.path("display_width").asInt());
            assertThat(info.height()).isEqualTo(facts.path("display_height").asInt());
            assertThat(info.rotationDegrees())
                    .isEqualTo(facts.path("rotate_clockwise").asInt());
            assertThat(info.frameCount()).isEqualTo(facts.path("n_frames").asInt());
            assertThat(info.keyFrames())
                    .isEqualTo(facts.path("keyframes")
                            .valueStream()
                            .map(JsonNode::asInt)
                            .toList());
            assertThat(info.damaged()).isFalse();
        }
    }

    @ParameterizedTest
    @MethodSource("good")
    void tellsHowLongAndHowFast(Media media) {
        JsonNode facts = media.facts();
        try (VideoReader reader = VideoReader.open(media.file())) {
            String[] rate = facts.path("avg_frame_rate").asString().split("/", -1);
            assertThat(reader.info().frameRate())
                    .isCloseTo(Double.parseDouble(rate[0]) / Double.parseDouble(rate[1]), Offset.offset(1e-9));
            // The header's duration may leave out the time that the last frame is shown for.
            double lastFrame = facts.path("last_pts_time").asDouble()
                    - facts.path("first_pts_time").asDouble();
            double frame = 1 / reader.info().frameRate();
            assertThat(reader.info().durationSeconds()).isBetween(lastFrame, lastFrame + 2 * frame);
        }
    }

    static Stream<Media> readable() {
        return MediaCorpus.withOutcome("ok", "partial", "limit");
    }

    /** Opening counts packets, or decodes; a stream knows only what comes out. */
    @ParameterizedTest
    @MethodSource("readable")
    void countsTheFramesThatDecode(Media media) {
        try (VideoReader reader = VideoReader.open(media.file());
                VideoStream stream = VideoStream.open(media.file(), VideoLimits.DEFAULT)) {
            int decoded = 0;
            while (stream.next()) {
                decoded++;
            }
            assertThat(reader.frameCount()).isEqualTo(decoded);
            assertThat(reader.info().frameCount()).isEqualTo(decoded);
        }
    }

    /** Training opens a video for each clip: decoding all of it for that would double the work. */
    @ParameterizedTest
    @MethodSource("good")
    void findsTheFramesOfWholeFilesWithoutDecoding(Media media) {
        try (Demuxer demuxer = Demuxer.open(new LocalFile(media.file()), VideoLimits.DEFAULT);
                PacketScan scan = PacketScan.of(demuxer, VideoLimits.DEFAULT)) {
            assertThat(scan.frames()).isPresent();
        }
    }

    @ParameterizedTest
    @MethodSource("listed")
    void decodesEveryFrameExactly(Media media) {
        try (VideoReader reader = VideoReader.open(media.file())) {
            assertThat(reader.frameCount()).isEqualTo(media.md5s().size());
            for (int frame = 0; frame < reader.frameCount(); frame++) {
                assertThat(reader.digest(frame).md5())
                        .as("frame %d", frame)
                        .isEqualTo(media.md5s().get(frame));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("listed")
    void findsFramesInAnyOrder(Media media) {
        try (VideoReader reader = VideoReader.open(media.file())) {
            assertFrames(reader, media, shuffled(media));
        }
    }

    @ParameterizedTest
    @MethodSource("listed")
    void findsFramesWithoutKeepingPackets(Media media) {
        try (VideoReader reader = VideoReader.open(media.file(), NOTHING_IN_MEMORY)) {
            assertThat(reader.frameCount()).isEqualTo(media.md5s().size());
            assertFrames(reader, media, shuffled(media));
        }
    }

    /** What a decoder that begins in the middle, or leaves frames out, lacks is no fault of the file. */
    @ParameterizedTest
    @MethodSource("good")
    void knowsNoDamageOfWholeFilesWhereverReadingBegins(Media media) {
        try (VideoReader reader = VideoReader.open(media.file())) {
            int step = Math.max(1, reader.frameCount() / 8);
            for (int last = reader.frameCount() - 1; last >= 0; last -= step) {
                int[] frames = {Math.max(0, last - 6), Math.max(0, last - 3), last};
                try (Clip clip = Clip.allocate(frames.length, 16, 16)) {
                    reader.read(frames, clip);
                }
            }
            assertThat(reader.damage()).isEmpty();
        }
    }

    /** A few frames all over the video, each followed by its neighbour, which goes on without a seek. */
    private static List<Integer> shuffled(Media media) {
        List<Integer> frames =
                new ArrayList<>(IntStream.range(0, media.md5s().size()).boxed().toList());
        Collections.shuffle(frames, new Random(media.name().length()));
        List<Integer> few = new ArrayList<>(List.of(media.md5s().size() - 1, 0));
        for (int frame : frames.subList(0, Math.min(RANDOM_FRAMES, frames.size()))) {
            few.add(frame);
            few.add(Math.min(frame + 1, frames.size() - 1));
        }
        return few;
    }

    private static void assertFrames(VideoReader reader, Media media, List<Integer> frames) {
        for (int frame : frames) {
            assertThat(reader.digest(frame).md5())
                    .as("frame %d of %s", frame, frames)
                    .isEqualTo(media.md5s().get(frame));
        }
    }

    @ParameterizedTest
    @MethodSource("good")
    void showsTheRightColoursInTheRightPlaces(Media media) {
        try (VideoReader reader = VideoReader.open(media.file());
                Clip clip =
                        Clip.allocate(1, reader.info().height(), reader.info().width())) {
            media.facts().path("frames").propertyStream().forEach(entry -> {
                int frame = Integer.parseInt(entry.getKey());
                reader.read(new int[] {frame}, clip);
                assertColours(clip, entry.getValue());
                FrameDigest digest = reader.digest(frame);
                assertThat(new double[] {digest.meanRed(), digest.meanGreen(), digest.meanBlue()})
                        .containsExactly(mean(clip, 0, 0, clip.width(), clip.height()), Offset.offset(1e-9));
            });
        }
    }

    private static void assertColours(Clip clip, JsonNode expected) {
        double[] mean = mean(clip, 0, 0, clip.width(), clip.height());
        for (int channel = 0; channel < 3; channel++) {
            double byScaler = expected.path("rgb_mean").path(channel).asDouble();
            double exact = expected.path("rgb_mean_exact").path(channel).asDouble(byScaler);
            assertThat(Math.min(Math.abs(mean[channel] - byScaler), Math.abs(mean[channel] - exact)))
                    .isLessThanOrEqualTo(1.5);
        }
        int halfWidth = clip.width() / 2;
        int halfHeight = clip.height() / 2;
        for (int quadrant = 0; quadrant < expected.path("rgb_quadrants").size(); quadrant++) {
            int left = quadrant % 2 == 0 ? 0 : halfWidth;
            int top = quadrant < 2 ? 0 : halfHeight;
            int width = left == 0 ? halfWidth : clip.width() - halfWidth;
            int height = top == 0 ? halfHeight : clip.height() - halfHeight;
            JsonNode colour = expected.path("rgb_quadrants").path(quadrant);
            double[] found = mean(clip, left, top, width, height);
            for (int channel = 0; channel < 3; channel++) {
                assertThat(found[channel])
                        .as("quadrant %d, channel %d", quadrant, channel)
                        .isCloseTo(colour.path(channel).asDouble(), QUADRANT_LEVELS);
            }
        }
    }

    private static double[] mean(Clip clip, int left, int top, int width, int height) {
        ByteBuffer pixels = clip.frame(0);
        double[] sums = new double[3];
        for (int y = top; y < top + height; y++) {
            for (int x = left; x < left + width; x++) {
                for (int channel = 0; channel < 3; channel++) {
                    sums[channel] += pixels.get(3 * (y * clip.width() + x) + channel) & 0xFF;
                }
            }
        }
        return new double[] {sums[0] / width / height, sums[1] / width / height, sums[2] / width / height};
    }

    @ParameterizedTest
    @MethodSource("bad")
    void refusesWhatIsNoVideoOrReachesElsewhere(Media media) {
        assertThatThrownBy(() -> VideoReader.open(media.file()))
                .isInstanceOf(VideoException.class)
                .hasMessageStartingWith(media.file().toString());
    }

    @ParameterizedTest
    @MethodSource("partial")
    void givesTheGoodFramesOfADamagedFile(Media media) {
        JsonNode expected = media.facts().path("expect");
        try (VideoReader reader = VideoReader.open(media.file());
                Clip clip = Clip.allocate(1, 32, 32)) {
            assertThat(reader.info().damaged()).isTrue();
            assertThat(reader.frameCount())
                    .isBetween(
                            expected.path("min_frames").asInt(),
                            expected.path("max_frames").asInt());
            for (int frame = 0; frame < reader.frameCount(); frame++) {
                reader.read(new int[] {frame}, clip);
            }
            int beyond = reader.frameCount();
            assertThatThrownBy(() -> reader.read(new int[] {beyond}, clip))
                    .isInstanceOf(VideoException.class)
                    .hasMessageContaining(media.file().toString())
                    .hasMessageContaining("frame " + beyond)
                    .hasMessageContaining("there are " + beyond)
                    .hasMessageContaining("damaged");
        }
    }
}
