package org.i3d4j.weights.tfbundle;

import java.nio.file.Path;
import java.util.Optional;
import org.i3d4j.weights.files.FileHead;
import org.i3d4j.weights.files.WeightsFile;
import org.i3d4j.weights.files.WeightsFormat;

/** TensorFlow's checkpoints, told by their index. */
public final class TensorFlowBundle implements WeightsFormat {
    static final String NAME = "tensorflow";

    /** Lengths of the first entry: nothing shared with a key before, the empty key of the header. */
    private static final String EMPTY_KEY = "\0\0";
    /** Protobuf's mark of the header's first field, the number of data files. */
    private static final int NUM_SHARDS = 0x08;

    private static final int NUM_SHARDS_AT = 3;

    @Override
    public String name() {
        return NAME;
    }

    /** By the magic number at the end, or, of a truncated index, by its first entry. */
    @Override
    public boolean matches(FileHead head) {
        boolean header = head.hasAt(0, EMPTY_KEY) && head.at(2) > 0 && head.at(NUM_SHARDS_AT) == NUM_SHARDS;
        return head.lastLong() == TableFormat.MAGIC || (header && !head.hasAt(NUM_SHARDS_AT + 1, "ftyp"));
    }

    @Override
    public Optional<Path> locate(Path given) {
        return BundleFiles.locateIndex(given);
    }

    @Override
    public WeightsFile open(Path file) {
        return BundleFile.open(file);
    }
}
