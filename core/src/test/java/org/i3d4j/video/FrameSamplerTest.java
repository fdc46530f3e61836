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
import org.i3d4j.video.FrameSampler.Mode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FrameSamplerTest {
    private final RandomGenerator random = new SplittableRandom(1);

    private int[] one(Mode mode, int frames, int interval, int frameCount) {
        return new FrameSampler(mode, frames, interval, 1)
                .sample(frameCount, random)
                .get(0);
    }

    /** The first indices that many draws give. */
    private Set<Integer> starts(Mode mode, int frames, int interval, int frameCount) {
        return IntStream.range(0, 500)
                .mapToObj(i -> one(mode, frames, interval, frameCount)[0])
                .collect(Collectors.toSet());
    }

    @Test
    void partTakesConsecutiveFramesFromAnyStartTheReferenceAllows() {
        int[] indices = one(Mode.PART, 4, 1, 12);

        assertThat(indices)
                .isEqualTo(IntStream.range(indices[0], indices[0] + 4).toArray());
        // 12 - (4 * 1 + 1) = 7 is the last start
        assertThat(starts(Mode.PART, 4, 1, 12)).containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5, 6, 7);
    }

    @Test
    void partOfAVideoOfExactlyOneClipStartsAtItsFirstFrame() {
        assertThat(starts(Mode.PART, 4, 1, 4)).containsExactly(0);
        assertThat(starts(Mode.PART, 4, 1, 5)).containsExactly(0);
        assertThat(starts(Mode.PART, 4, 1, 6)).containsExactlyInAnyOrder(0, 1);
    }

    @Test
    void partOfAShortVideoLoopsFromItsStart() {
        assertThat(one(Mode.PART, 7, 1, 3)).containsExactly(0, 1, 2, 0, 1, 2, 0);
        assertThat(one(Mode.PART, 3, 1, 1)).containsExactly(0, 0, 0);
    }

    @Test
    void intervalStepsByTheFrameInterval() {
        int[] indices = one(Mode.INTERVAL, 3, 5, 40);

        assertThat(indices[1] - indices[0]).isEqualTo(5);
        assertThat(indices[2] - indices[1]).isEqualTo(5);
        // 20 - (3 * 5 + 1) = 4 is the last start
        assertThat(starts(Mode.INTERVAL, 3, 5, 20)).containsExactlyInAnyOrder(0, 1, 2, 3, 4);
    }

    @Test
    void intervalOfAShortVideoWrapsAround() {
        assertThat(one(Mode.INTERVAL, 4, 3, 5)).containsExactly(0, 3, 1, 4);
    }

    @Test
    void averageSpreadsFramesOverTheWholeVideo() {
        int[] indices = one(Mode.AVERAGE, 4, 1, 19); // stride 19 / 4 = 4

        assertThat(indices)
                .isEqualTo(IntStream.range(0, 4).map(i -> indices[0] + 4 * i).toArray());
        assertThat(starts(Mode.AVERAGE, 4, 1, 19)).containsExactlyInAnyOrder(0, 1, 2, 3);
    }

    @Test
    void averageOfAShortVideoLoopsInsteadOfStandingStill() {
        assertThat(one(Mode.AVERAGE, 5, 1, 3)).containsExactly(0, 1, 2, 0, 1);
    }

    @Test
    void discreteTakesDifferentFramesInOrderOfTime() {
        int[] indices = one(Mode.DISCRETE, 8, 1, 30);

        assertThat(indices).isSorted().doesNotHaveDuplicates().hasSize(8);
        assertThat(one(Mode.DISCRETE, 6, 1, 6)).containsExactly(0, 1, 2, 3, 4, 5);
    }

    @Test
    void discreteReachesEveryFrame() {
        Set<Integer> seen = IntStream.range(0, 300)
                .flatMap(i -> Arrays.stream(one(Mode.DISCRETE, 3, 1, 10)))
                .boxed()
                .collect(Collectors.toSet());

        assertThat(seen).hasSize(10);
    }

    @Test
    void discreteOfAShortVideoDrawsFromItsLoop() {
        assertThat(one(Mode.DISCRETE, 6, 1, 3)).containsExactly(0, 1, 2, 0, 1, 2);
        int[] indices = one(Mode.DISCRETE, 16, 1, 5); // 16 of 4 loops of 5 frames
        long wraps =
                IntStream.range(1, 16).filter(i -> indices[i] <= indices[i - 1]).count();
        assertThat(wraps).isEqualTo(3);
    }

    @Test
    void clipsOfOneVideoAreSeparateAndStartAtDifferentFrames() {
        List<int[]> clips = new FrameSampler(Mode.PART, 4, 1, 3).sample(20, random);

        assertThat(clips).hasSize(3).allSatisfy(clip -> assertThat(clip).hasSize(4));
        assertThat(clips.stream().map(clip -> clip[0])).doesNotHaveDuplicates();
    }

    @Test
    void moreClipsThanStartsShareThem() {
        List<int[]> clips = new FrameSampler(Mode.PART, 4, 1, 3).sample(8, random); // starts 0 and 1

        assertThat(clips.stream().map(clip -> clip[0])).containsOnly(0, 1).hasSize(3);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "WHOLE")
    void everyFrameCountGivesIndicesInside(Mode mode) {
        FrameSampler sampler = new FrameSampler(mode, 16, 3, 4);
        for (int frameCount = 1; frameCount < 120; frameCount++) {
            int count = frameCount;
            assertThat(sampler.sample(frameCount, random))
                    .hasSize(4)
                    .allSatisfy(clip -> assertThat(clip)
                            .hasSize(16)
                            .matches(indices -> Arrays.stream(indices).allMatch(i -> i >= 0 && i < count)));
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "WHOLE")
    void theSameGeneratorGivesTheSameFrames(Mode mode) {
        FrameSampler sampler = new FrameSampler(mode, 5, 2, 3);

        List<int[]> once = sampler.sample(50, new SplittableRandom(7));
        List<int[]> again = sampler.sample(50, new SplittableRandom(7));

        assertThat(once).usingRecursiveComparison().isEqualTo(again);
    }

    @Test
    void veryLongSpansDoNotOverflow() {
        FrameSampler sampler = new FrameSampler(Mode.INTERVAL, 3, Integer.MAX_VALUE, 1);

        // multiples of 2^31 - 1 modulo 10
        assertThat(sampler.sample(10, random).get(0)).containsExactly(0, 7, 4);
    }

    @Test
    void countsBelowOneAreRefused() {
        assertThatThrownBy(() -> new FrameSampler(Mode.PART, 0, 1, 1)).isInstanceOf(ConfigException.class);
        assertThatThrownBy(() -> new FrameSampler(Mode.PART, 1, 0, 1)).isInstanceOf(ConfigException.class);
        assertThatThrownBy(() -> new FrameSampler(Mode.PART, 1, 1, 0)).isInstanceOf(ConfigException.class);
    }
}
