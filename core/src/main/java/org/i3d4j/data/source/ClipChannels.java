package org.i3d4j.data.source;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import org.i3d4j.weights.DataType;
import org.i3d4j.weights.TensorInfo;

/** How many channels the clips of a {@code .npy} file have, which tells what kind of network they are for. */
public final class ClipChannels {
    private static final int AXES = 4;

    private ClipChannels() {}

    /**
     * Looks at the header of a file; empty if it holds no clips, uint8 or float32 T,H,W,C or N,T,H,W,C.
     *
     * @throws org.i3d4j.error.VideoException if it can't be read
     */
    public static OptionalInt of(Path file) {
        return of(PixelClips.header(file).info());
    }

    /** The same of a header that was read. */
    static OptionalInt of(TensorInfo info) {
        List<Long> sides = info.shape();
        boolean clips = (info.dataType() == DataType.U8 || info.dataType() == DataType.F32)
                && (sides.size() == AXES || sides.size() == AXES + 1)
                && sides.stream().allMatch(side -> side >= 1 && side <= Integer.MAX_VALUE);
        return clips ? OptionalInt.of(sides.get(sides.size() - 1).intValue()) : OptionalInt.empty();
    }
}
