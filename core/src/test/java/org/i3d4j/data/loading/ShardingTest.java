package org.i3d4j.data.loading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.i3d4j.video.FrameSampler;
import org.i3d4j.video.transform.TransformChain;
import org.i3d4j.video.transform.VideoToTensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What several processes read of an epoch, together and each. */
class ShardingTest {
    private static final FrameSampler ONE_FRAME = new FrameSampler(FrameSampler.Mode.PART, 1, 1, 1);
    private static final TransformChain CHAIN = new TransformChain(List.of(new VideoToTensor()));

    private static ClipLoader loader(int videos, boolean dropLast, int batchSize, Sharding sharding) {
        FakeVideos fake = new FakeVideos(videos);
        LoaderSettings settings = new LoaderSettings(batchSize, 2, true, dropLast, 7);
        return new ClipLoader(fake, ONE_FRAME, CHAIN, settings, sharding, fake, System::nanoTime);
    }

    /** The samples of every batch from {@code firstSample} on. */
    private static List<List<Integer>> read(
            int videos, boolean dropLast, int batchSize, Sharding sharding, int firstSample) {
        try (ClipLoader loader = loader(videos, dropLast, batchSize, sharding);
                Epoch epoch = loader.epochFrom(3, firstSample)) {
            List<List<Integer>> batches = new ArrayList<>();
            for (LabelledBatch batch = epoch.next(); batch != null; batch = epoch.next()) {
                batches.add(IntStream.of(batch.sampleIndices()).boxed().toList());
                batch.close();
            }
            return batches;
        }
    }

    /** Batch by batch, what the processes read together. */
    private static List<List<Integer>> readTogether(
            int videos, boolean dropLast, int batchSize, int worldSize, int firstSample) {
        List<List<List<Integer>>> ranks = IntStream.range(0, worldSize)
                .mapToObj(
                        rank -> read(videos, dropLast, batchSize, Sharding.withinBatches(rank, worldSize), firstSample))
                .toList();
        assertThat(ranks).extracting(List::size).containsOnly(ranks.get(0).size());
        return IntStream.range(0, ranks.get(0).size())
                .mapToObj(batch ->
                        ranks.stream().flatMap(rank -> rank.get(batch).stream()).toList())
                .toList();
    }

    @ParameterizedTest
    @CsvSource({"16, 2, 2", "16, 1, 3", "17, 2, 2", "19, 2, 3", "5, 4, 3", "1, 2, 3"})
    void batchesOfSeveralProcessesAreThoseOfOneWithAsManySamples(int videos, int batchSize, int worldSize) {
        assertThat(readTogether(videos, false, batchSize, worldSize, 0))
                .isEqualTo(read(videos, false, batchSize * worldSize, Sharding.NONE, 0));
    }

    @Test
    void aSmallerLastBatchIsSpreadEvenly() {
        List<Integer> sizes = IntStream.range(0, 3)
                .map(rank -> read(11, false, 3, Sharding.withinBatches(rank, 3), 0)
                        .get(1)
                        .size())
                .boxed()
                .toList();

        assertThat(sizes).containsExactly(0, 1, 1);
    }

    @Test
    void droppingLeavesOutWhatDoesNotFillABatchOfAllProcesses() {
        assertThat(readTogether(19, true, 2, 3, 0)).hasSize(3).allMatch(batch -> batch.size() == 6);
        assertThat(readTogether(5, true, 2, 3, 0))
                .as("one batch there always is")
                .hasSize(1);
    }

    /** Two processes read the first 8 samples, one the next 6, three the rest. */
    @Test
    void theNumberOfProcessesMayChangeWithinAnEpoch() {
        List<Integer> seen = new ArrayList<>();
        readTogether(29, false, 2, 2, 0).stream().limit(2).forEach(seen::addAll);
        read(29, false, 2, Sharding.NONE, 8).stream().limit(3).forEach(seen::addAll);
        readTogether(29, false, 2, 3, 14).forEach(seen::addAll);

        List<Integer> undisturbed = new ArrayList<>();
        read(29, false, 4, Sharding.NONE, 0).forEach(undisturbed::addAll);
        assertThat(seen).isEqualTo(undisturbed);
        Collections.sort(seen);
        assertThat(seen).isEqualTo(IntStream.range(0, 29).boxed().toList());
    }

    @Test
    void wholeBatchesGoToProcessesInTurn() {
        List<List<Integer>> alone = read(15, false, 4, Sharding.NONE, 0);

        assertThat(read(15, false, 4, Sharding.byBatches(0, 3), 0)).containsExactly(alone.get(0), alone.get(3));
        assertThat(read(15, false, 4, Sharding.byBatches(1, 3), 0)).containsExactly(alone.get(1));
        assertThat(read(15, false, 4, Sharding.byBatches(2, 3), 0)).containsExactly(alone.get(2));
        assertThat(read(3, false, 4, Sharding.byBatches(1, 2), 0)).isEmpty();
    }

    @Test
    void refusesARankThatIsNone() {
        assertThatThrownBy(() -> Sharding.withinBatches(2, 2)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Sharding.byBatches(-1, 2)).isInstanceOf(IllegalArgumentException.class);
    }
}
