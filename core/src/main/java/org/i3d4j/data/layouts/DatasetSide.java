package org.i3d4j.data.layouts;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.i3d4j.config.ClassOrder;
import org.i3d4j.config.DatasetConfig;
import org.i3d4j.config.SplitConfig;
import org.i3d4j.data.ClassNumbering;
import org.i3d4j.data.ListedDataset;
import org.i3d4j.data.loading.ConfiguredSplit;
import org.i3d4j.error.ListFault;

/**
 * One side of the configuration's {@code data_loader}, and where its data lies. What is opened may be incomplete, and its
 * lists may have faults: {@link ConfiguredSplit#complete} asks.
 *
 * @param root folder of the data set
 * @param seed of everything random
 */
public record DatasetSide(SplitConfig config, Path root, long seed) {

    /**
     * The classes as the data set itself numbers them; no video is opened.
     *
     * @throws org.i3d4j.error.DatasetException if what names them is missing or can't be read at all
     */
    public ClassNumbering classes() {
        return layout().classes();
    }

    /**
     * Opens the data set, its classes in their own numbers.
     *
     * @throws org.i3d4j.error.DatasetException if it is not there or can't be read at all
     * @throws org.i3d4j.error.ConfigException if the transforms don't go together
     */
    public ConfiguredSplit open() {
        SplitLayout layout = layout();
        ClassNumbering own = layout.classes();
        ListedDataset listed = layout.list(own);
        List<ListFault> faults = new ArrayList<>(own.faults());
        faults.removeAll(listed.faults());
        faults.addAll(listed.faults());
        return ConfiguredSplit.of(config, listed.withFaults(faults), seed);
    }

    /**
     * Opens the data set, its classes in the numbers that others of the same names have.
     *
     * @throws org.i3d4j.error.DatasetException as {@link #open()}
     * @throws org.i3d4j.error.ConfigException as {@link #open()}
     */
    public ConfiguredSplit open(ClassNumbering numbering) {
        return ConfiguredSplit.of(config, layout().list(numbering), seed);
    }

    private SplitLayout layout() {
        DatasetConfig dataset = config.dataset();
        String split = dataset.split();
        ClassOrder order = dataset.classOrder();
        return switch (dataset.type()) {
            case KINETIC400 -> new KineticsLayout(root, split, order, KineticsEdition.KINETICS_400);
            case KINETICS600 -> new KineticsLayout(root, split, order, KineticsEdition.KINETICS_600);
            case KINETICS700 -> new KineticsLayout(root, split, order, KineticsEdition.KINETICS_700);
            case CLASS_FOLDERS -> new ClassFoldersLayout(root, split);
            case UCF101 -> new Ucf101Layout(root, split, dataset.fold());
            case HMDB51 -> new Hmdb51Layout(root, split, dataset.fold());
            case SOMETHING_V2 -> new SomethingV2Layout(root, split);
            case CHARADES -> new CharadesLayout(root, split);
            case FILE_LIST -> new FileListLayout(root, split, dataset.list(), order, dataset.multiLabel());
        };
    }
}
