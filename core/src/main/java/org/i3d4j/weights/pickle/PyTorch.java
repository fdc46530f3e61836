package org.i3d4j.weights.pickle;

import java.nio.file.Path;
import org.i3d4j.weights.files.FileHead;
import org.i3d4j.weights.files.WeightsFile;
import org.i3d4j.weights.files.WeightsFormat;

/** Files of PyTorch, {@code .pt} and {@code .pth}, zip or legacy. */
public final class PyTorch implements WeightsFormat {
    static final String NAME = "pytorch";
    static final String ZIP_MAGIC = "PK\u0003\u0004";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean matches(FileHead head) {
        return (PickleHead.isPickle(head) && PickleHead.isOfPyTorch(head)) || head.hasAt(0, ZIP_MAGIC);
    }

    @Override
    public WeightsFile open(Path file) {
        return PyTorchFile.open(file);
    }
}
