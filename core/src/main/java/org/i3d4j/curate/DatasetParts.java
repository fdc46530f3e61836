package org.i3d4j.curate;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.i3d4j.config.ConfigFile;
import org.i3d4j.config.I3dConfig;
import org.i3d4j.config.SplitConfig;
import org.i3d4j.data.ConfiguredSplit;
import org.i3d4j.error.DatasetException;
import org.jspecify.annotations.Nullable;

/** Opens the splits of a data set, those that a configuration names or those found in a folder. */
public final class DatasetParts {
    /** A configuration that says nothing of the data. */
    private static final String ANY_TRAINING = "learning_rate: {lr: 1}\ntrain: {epochs: 1}\n";

    private static final String DATASET = "data_loader.train.dataset.";
    private static final String WITHOUT_SPLITS = "train";

    private DatasetParts() {}

    /**
     * One side of a configuration's {@code data_loader}.
     *
     * @param name {@code train} or {@code eval}
     * @param root folder of the data set
     * @throws DatasetException if it can't be opened
     */
    public static DatasetPart ofConfig(I3dConfig config, String name, Path root) {
        SplitConfig side = name.equals("train")
                ? config.dataLoader().train()
                : config.dataLoader().eval();
        ConfiguredSplit split =
                ConfiguredSplit.openIncomplete(side, root, config.train().seed());
        return new DatasetPart(name, split, Optional.of(split.sampler()));
    }

    /**
     * Splits of the data set in a folder; no clips are asked of it.
     *
     * @param type name of its kind in configurations; null to recognize it
     * @param splits names; empty for all that are found
     * @param overrides keys of {@code data_loader.train.dataset} as for {@code --set}
     * @throws DatasetException if the kind is not recognized or a split can't be opened
     * @throws org.i3d4j.error.ConfigException if an override or the type is wrong
     */
    public static List<DatasetPart> ofFolder(
            Path root, @Nullable String type, List<String> splits, List<String> overrides) {
        String kind = type == null ? DatasetLayouts.recognize(root).yamlName() : type;
        List<String> named = splits.isEmpty() ? DatasetLayouts.splits(root, kind) : splits;
        if (named.isEmpty()) {
            return List.of(part(root, "all", kind, WITHOUT_SPLITS, overrides));
        }
        List<DatasetPart> parts = new ArrayList<>();
        named.forEach(split -> parts.add(part(root, split, kind, split, overrides)));
        return parts;
    }

    private static DatasetPart part(Path root, String name, String type, String split, List<String> overrides) {
        List<String> all = new ArrayList<>();
        all.add(DATASET + "type=" + quoted(type));
        all.add(DATASET + "split=" + quoted(split));
        all.addAll(overrides);
        I3dConfig config = ConfigFile.parse(ANY_TRAINING, root.toString(), all).config();
        return new DatasetPart(
                name,
                ConfiguredSplit.openIncomplete(
                        config.dataLoader().train(), root, config.train().seed()),
                Optional.empty());
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
