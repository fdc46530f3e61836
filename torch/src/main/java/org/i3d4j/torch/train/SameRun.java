package org.i3d4j.torch.train;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.i3d4j.config.I3dConfig;
import org.i3d4j.data.loading.ConfiguredSplit;
import org.i3d4j.error.ConfigException;
import org.i3d4j.torch.distributed.ProcessGroup;

/** That processes which are to train together are about to do the same: they can't follow each other otherwise. */
record SameRun(TrainOptions options, ConfiguredSplit train, Optional<ConfiguredSplit> eval) {

    /**
     * For all processes: compares what they see.
     *
     * @throws ConfigException naming what differs and between whom
     */
    void require(ProcessGroup group) {
        if (!group.isShared()) {
            return;
        }
        List<byte[]> all = group.exchange(String.join("\n", description()).getBytes(StandardCharsets.UTF_8));
        List<String> first = lines(all.get(0));
        for (int rank = 1; rank < all.size(); rank++) {
            List<String> other = lines(all.get(rank));
            for (int line = 0; line < first.size(); line++) {
                if (!first.get(line).equals(other.get(line))) {
                    throw new ConfigException("the processes are not about to do the same: rank 0 has "
                            + first.get(line) + ", rank " + rank + " " + other.get(line)
                            + "; give all of them the same command, configuration and data set");
                }
            }
        }
    }

    private static List<String> lines(byte[] text) {
        return new String(text, StandardCharsets.UTF_8).lines().toList();
    }

    private List<String> description() {
        I3dConfig config = options.config().config();
        return List.of(
                ofSplit("training", train),
                eval.map(split -> ofSplit("validation", split)).orElse("no validation"),
                "model " + config.model(),
                "learning rate " + config.learningRate(),
                "optimizer " + config.optimizer(),
                "loss " + config.loss(),
                "distributed " + config.distributed(),
                "epochs " + config.train().epochs() + ", seed " + config.train().seed() + ", accumulate_steps "
                        + config.train().accumulateSteps() + ", val_epochs "
                        + config.train().valEpochs() + ", ema_decay "
                        + config.train().emaDecay() + ", freeze "
                        + config.train().freeze() + " and batch norm "
                        + config.train().freezeBatchNorm().yamlName() + ", precision "
                        + options.compute().precision());
    }

    /** The names too: a rank whose copy of the list has another order would learn from other videos. */
    private static String ofSplit(String name, ConfiguredSplit split) {
        int names = split.dataset().samples().stream()
                .map(sample -> sample.file().getFileName() + " " + sample.labels())
                .toList()
                .hashCode();
        return split.dataset().samples().size() + " " + name + " videos (hash of names and labels "
                + Integer.toHexString(names) + ") of "
                + split.dataset().classNames().size() + " classes, "
                + split.loading().batchSize() + " a batch";
    }
}
