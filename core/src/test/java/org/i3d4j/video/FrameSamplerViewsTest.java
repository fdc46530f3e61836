package org.i3d4j.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.i3d4j.error.ConfigException;
import org.i3d4j.error.VideoException;
import org.i3d4j.video.FrameSampler.Mode;
import org.i3d4j.video.reading.VideoReader;
import org.junit.jupiter.api.Test;

class FrameSamplerViewsTest {
    private final RandomGenerator random = new SplittableRandom(1);

    private List<int[]> uniform(int frames, int interval, int clips, int frameCount) {
        return new FrameSampler(Mode.UNIFORM, frames, interval, clips).sample(frameCount, random);
    }

    private int[] whole(int frames, int frameCount) {
        return new FrameSampler(Mode.WHOLE, frames, 1, 1)
                .sample(frameCount, random)
                .get(0);
    }

    @Test
    void uniformClipsLieInTheMiddlesOfEqualPartsOfAllStarts() {
        // a clip spans (4 - 1) * 2 + 1 = 7 frames; of 30 starts, the middles of ten each
        assertThat(uniform(4, 2, 3, 36))
                .usingRecursiveComparison()
                .isEqualTo(List.of(new int[] {5, 7, 9, 11}, new int[] {15, 17, 19, 21}, new int[] {25, 27, 29, 31}));
    }

    @Test
    void oneUniformClipIsTheCentralOne() {
        assertThat(uniform(8, 1, 1, 20))
                .usingRecursiveComparison()
                .isEqualTo(List.of(new int[] {6, 7, 8, 9, 10, 11, 12, 13}));
        assertThat(uniform(3, 1, 1, 3)).usingRecursiveComparison().isEqualTo(List.of(new int[] {0, 1, 2}));
    }

    @Test
    void uniformClipsOfAShortVideoLoop() {
        assertThat(uniform(4, 2, 2, 3))
                .usingRecursiveComparison()
                .isEqualTo(List.of(new int[] {0, 2, 1, 0}, new int[] {0, 2, 1, 0}));
    }

    @Test
    void wholeTakesAllFramesOrTheMiddleOnes() {
        assertThat(whole(16, 12)).isEqualTo(IntStream.range(0, 12).toArray());
        assertThat(whole(4, 11)).containsExactly(3, 4, 5, 6);
    }

    @Test
    void wholeLoopsAVideoTooShortForTheNetwork() {
        assertThat(whole(64, 4)).containsExactly(0, 1, 2, 3, 0, 1, 2, 3, 0);
        assertThat(whole(5, 2)).containsExactly(0, 1, 0, 1, 0);
    }

    @Test
    void wholeIsOneClip() {
        assertThatThrownBy(() -> new FrameSampler(Mode.WHOLE, 64, 1, 2))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("found 2 clips");
    }

    @Test
    void segmentsGiveOneFrameOfEachPart() {
        FrameSampler sampler = new FrameSampler(Mode.SEGMENTS, 4, 1, 200);
        List<int[]> clips = sampler.sample(10, random); // parts from 0, 2, 5, 7

        assertThat(valuesAt(clips, 0)).containsExactlyInAnyOrder(0, 1);
        assertThat(valuesAt(clips, 1)).containsExactlyInAnyOrder(2, 3, 4);
        assertThat(valuesAt(clips, 2)).containsExactlyInAnyOrder(5, 6);
        assertThat(valuesAt(clips, 3)).containsExactlyInAnyOrder(7, 8, 9);
    }

    private static Set<Integer> valuesAt(List<int[]> clips, int place) {
        return clips.stream().map(clip -> clip[place]).collect(Collectors.toSet());
    }

    @Test
    void segmentsOfAShortVideoRepeatFramesInPlace() {
        assertThat(new FrameSampler(Mode.SEGMENTS, 6, 1, 1).sample(3, random).get(0))
                .containsExactly(0, 0, 1, 1, 2, 2);
    }

    private int[] atRate(double rate, int frameCount, double storedRate) {
        return new FrameSampler(Mode.WHOLE, 1000, 1, 1, rate)
                .sample(frameCount, frame -> frame / storedRate, random)
                .get(0);
    }

    @Test
    void aLowerRateDropsFramesAndAHigherOneRepeatsThem() {
        assertThat(atRate(12.5, 20, 25)).containsExactly(0, 2, 4, 6, 8, 10, 12, 14, 16, 18);
        assertThat(atRate(50, 5, 25)).containsExactly(0, 0, 1, 1, 2, 2, 3, 3, 4, 4);
        // 30 to 25: at 0, 40, 80, 120, 160 ms of frames of 33.3 ms
        assertThat(Arrays.copyOf(atRate(25, 300, 30), 6)).containsExactly(0, 1, 2, 3, 4, 6);
        assertThat(atRate(25, 300, 30)).hasSize(250);
        assertThat(atRate(25, 250, 25)).isEqualTo(IntStream.range(0, 250).toArray());
    }

    @Test
    void timesRoundedToMillisecondsKeepEveryFrame() {
        FrameSampler sampler = new FrameSampler(Mode.WHOLE, 1000, 1, 1, 30);

        int[] frames = sampler.sample(90, frame -> Math.rint(frame / 30.0 * 1000) / 1000, random)
                .get(0);

        assertThat(frames).isEqualTo(IntStream.range(0, 90).toArray());
    }

    @Test
    void aVideoShorterThanOneFrameOfTheRateGivesOne() {
        FrameSampler sampler = new FrameSampler(Mode.PART, 3, 1, 2, 0.5);

        assertThat(sampler.sample(4, frame -> frame / 25.0, random))
                .usingRecursiveComparison()
                .isEqualTo(List.of(new int[3], new int[3]));
        assertThat(sampler.sample(1, frame -> 0, random)).hasSize(2);
    }

    @Test
    void aRateHonoursWhenFramesAreShown() {
        try (VideoReader reader = VideoReader.open(MediaCorpus.made("vfr_gap.mp4"))) {
            double rate = 10;
            int[] frames = new FrameSampler(Mode.WHOLE, 100_000, 1, 1, rate)
                    .sample(reader.frameCount(), reader::frameSeconds, random)
                    .get(0);

            for (int k = 0; k < frames.length; k++) {
                int shown = frames[k];
                assertThat(reader.frameSeconds(shown)).isLessThan(k / rate + 0.001);
                if (shown + 1 < reader.frameCount()) {
                    assertThat(reader.frameSeconds(shown + 1)).isGreaterThan(k / rate);
                }
            }
            double last = reader.frameSeconds(reader.frameCount() - 1);
            assertThat(frames.length).isBetween((int) (last * rate), (int) (last * rate) + 3);
            // the gap is longer than a tenth of a second: its first frame stays on display
            assertThat(IntStream.range(1, frames.length).anyMatch(k -> frames[k] == frames[k - 1]))
                    .isTrue();
        }
    }

    @Test
    void aRateNeedsTimesAndHasToBeSane() {
        FrameSampler sampler = new FrameSampler(Mode.PART, 3, 1, 1, 25);

        assertThatThrownBy(() -> sampler.sample(4, random)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> new FrameSampler(Mode.PART, 3, 1, 1, -1)).isInstanceOf(ConfigException.class);
        assertThatThrownBy(() -> sampler.sample(2, frame -> frame * 1e9, random))
                .isInstanceOf(VideoException.class)
                .hasMessageContaining("lower frame_rate");
    }
}
