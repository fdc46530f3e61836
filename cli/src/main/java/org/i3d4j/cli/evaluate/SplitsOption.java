package org.i3d4j.cli.evaluate;

import java.util.List;
import org.i3d4j.config.DatasetConfig;
import org.i3d4j.config.DatasetType;
import org.i3d4j.error.ConfigException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The published splits that figures are averaged over. */
final class SplitsOption {
    private static final int PUBLISHED = 3;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--splits",
            paramLabel = "N",
            split = ",",
            description = "Measure on these published splits of Ucf101 or Hmdb51, as 1,2,3, and average. "
                    + EvaluatedModels.FOLD
                    + " in a checkpoint's name stands for the split's number: each has a model of its own.")
    private List<Integer> splits = List.of();

    boolean isGiven() {
        return !splits.isEmpty();
    }

    List<Integer> numbers() {
        return splits;
    }

    /** @throws ParameterException if there is no such split, or one is named twice */
    void check() {
        splits.stream()
                .filter(split -> split < 1 || split > PUBLISHED)
                .findFirst()
                .ifPresent(split -> {
                    throw new ParameterException(
                            spec.commandLine(), "--splits: expected numbers from 1 to 3, found " + split);
                });
        if (splits.stream().distinct().count() != splits.size()) {
            throw new ParameterException(spec.commandLine(), "--splits names a split twice");
        }
    }

    /** @throws ConfigException if the data set has no published splits */
    static void requirePublished(DatasetConfig dataset) {
        if (dataset.type() != DatasetType.UCF101 && dataset.type() != DatasetType.HMDB51) {
            throw new ConfigException("--splits: data_loader.eval.dataset.type is "
                    + dataset.type().yamlName() + "; only Ucf101 and Hmdb51 have three published splits");
        }
    }

    /** What makes a configuration that of a split. */
    static List<String> changes(int split) {
        return List.of("data_loader.train.dataset.fold=" + split, "data_loader.eval.dataset.fold=" + split);
    }
}
