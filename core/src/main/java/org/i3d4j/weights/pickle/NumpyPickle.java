package org.i3d4j.weights.pickle;

import java.nio.file.Path;
import org.i3d4j.weights.files.FileHead;
import org.i3d4j.weights.files.WeightsFile;
import org.i3d4j.weights.files.WeightsFormat;

/** Files of {@code pickle.dump}, {@code .pkl}, with NumPy arrays: Caffe2's checkpoints, as in PySlowFast's model zoo. */
public final class NumpyPickle implements WeightsFormat {
    static final String NAME = "pickle";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean matches(FileHead head) {
        return PickleHead.isPickle(head) && !PickleHead.isOfPyTorch(head);
    }

    @Override
    public WeightsFile open(Path file) {
        return NumpyPickleFile.open(file);
    }
}
