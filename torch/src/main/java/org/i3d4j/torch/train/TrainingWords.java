package org.i3d4j.torch.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.i3d4j.config.I3dConfig;
import org.i3d4j.data.loading.ConfiguredSplit;
import org.i3d4j.text.Counted;
import org.i3d4j.torch.distributed.ProcessGroup;

/**
 * What a run says of itself before its first step.
 *
 * @param eval empty without validation
 */
record TrainingWords(I3dConfig config, ConfiguredSplit train, Optional<ConfiguredSplit> eval, ProcessGroup group) {

    /**
     * Data, network and who trains together, a line each.
     *
     * @param network what runs it
     * @param samplesPerBatch videos of a batch of all processes
     */
    List<String> description(String network, int samplesPerBatch) {
        List<String> lines = new ArrayList<>();
        lines.add("train: " + train.dataset().description());
        lines.add("val:   " + eval.map(split -> split.dataset().description()).orElse("none (train.val_epochs is 0)"));
        lines.add("model: " + Counted.of(config.model().numClasses(), "class") + ", " + network);
        if (group.isShared()) {
            lines.add(together(samplesPerBatch));
        }
        return lines;
    }

    private String together(int samplesPerBatch) {
        String factor = lrFactor() == 1 ? "as configured" : "times " + (float) lrFactor();
        return "together: " + Counted.of(group.worldSize(), "process") + ", "
                + Counted.of(train.loading().batchSize(), "video")
                + " a batch in each, " + samplesPerBatch + " in all; learning rate " + factor
                + (config.distributed().syncBatchNorm() ? "; batch norm over all processes" : "");
    }

    /** What the learning rate is multiplied by for the number of processes. */
    double lrFactor() {
        return config.distributed().lrFactor(group.worldSize());
    }

    /** What a user should hear of how the lists of videos were read. */
    List<String> notes() {
        return Stream.concat(Stream.of(train), eval.stream())
                .flatMap(split -> split.dataset().notes().stream())
                .toList();
    }
}
