package org.i3d4j.data.loading;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.i3d4j.data.SkippedVideo;
import org.i3d4j.video.ClipBatch;

/** What a batch held, after it is closed. */
record BatchCopy(
        int index, List<Integer> labels, List<Integer> samples, List<SkippedVideo> skipped, List<Float> values) {

    static BatchCopy of(LabelledBatch batch) {
        return new BatchCopy(
                batch.index(),
                IntStream.of(batch.labels()).boxed().toList(),
                IntStream.of(batch.sampleIndices()).boxed().toList(),
                batch.skipped(),
                batch.isEmpty() ? List.of() : values(batch.clips()));
    }

    /** All batches of an epoch from one on. */
    static List<BatchCopy> ofEpoch(ClipLoader loader, int epochNumber, int firstBatch) {
        try (Epoch epoch = loader.epoch(epochNumber, firstBatch)) {
            return ofRest(epoch);
        }
    }

    /** All batches that an epoch still has. */
    static List<BatchCopy> ofRest(Epoch epoch) {
        List<BatchCopy> batches = new ArrayList<>();
        for (LabelledBatch batch = epoch.next(); batch != null; batch = epoch.next()) {
            try (LabelledBatch open = batch) {
                batches.add(of(open));
            }
        }
        return batches;
    }

    private static List<Float> values(ClipBatch clips) {
        List<Float> values = new ArrayList<>();
        FloatBuffer all = clips.pointer().asBuffer();
        assertThat(all.remaining()).isEqualTo((int) (clips.clips() * clips.clipValues()));
        while (all.hasRemaining()) {
            values.add(all.get());
        }
        return values;
    }

    /** Without one video, as if it had been left out. */
    BatchCopy without(int sample, SkippedVideo why) {
        int position = samples.indexOf(sample);
        int videoValues = values.size() / samples.size();
        List<Integer> otherLabels = new ArrayList<>(labels);
        otherLabels.remove(position);
        List<Integer> otherSamples = new ArrayList<>(samples);
        otherSamples.remove(position);
        List<Float> otherValues = new ArrayList<>(values);
        otherValues
                .subList(position * videoValues, (position + 1) * videoValues)
                .clear();
        List<SkippedVideo> moreSkipped = new ArrayList<>(skipped);
        moreSkipped.add(why);
        return new BatchCopy(index, otherLabels, otherSamples, moreSkipped, otherValues);
    }
}
