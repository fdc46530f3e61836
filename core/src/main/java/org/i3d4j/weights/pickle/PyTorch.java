package org.i3d4j.weights.pickle;

import java.nio.file.Path;
import org.i3d4j.weights.files.FileHead;
import org.i3d4j.weights.files.WeightsFile;
import org.i3d4j.weights.files.WeightsFormat;

/** Files of PyTorch, {@code .pt} and {@code .pth}, zip or legacy. */
public final class PyTorch implements WeightsFormat {
    static final String NAME = "pytorch";
    static final String ZIP_MAGIC = "PK\u0003\u0004";

    private static final int PROTOCOL_MARK = 0x80;
    private static final int LOWEST_PROTOCOL = 2;
    private static final int HIGHEST_PROTOCOL = 5;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean matches(FileHead head) {
        boolean pickle = head.at(0) == PROTOCOL_MARK && head.at(1) >= LOWEST_PROTOCOL && head.at(1) <= HIGHEST_PROTOCOL;
        return (pickle && !isSafetensors(head)) || head.hasAt(0, ZIP_MAGIC);
    }

    /** The length of a safetensors header may begin with a pickle's bytes: 640 is 0x280. */
    private static boolean isSafetensors(FileHead head) {
        for (int i = Integer.BYTES; i < Long.BYTES; i++) {
            if (head.at(i) != 0) {
                return false;
            }
        }
        return head.at(Long.BYTES) == '{';
    }

    @Override
    public WeightsFile open(Path file) {
        return PyTorchFile.open(file);
    }
}
