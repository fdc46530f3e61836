package org.i3d4j.network.onednn.choice;

import java.util.List;
import org.i3d4j.architecture.ConvUnit;
import org.i3d4j.architecture.Extent;

/**
 * A unit at a size of what it reads, which is computed in the same way for every number of frames where that is possible.
 *
 * @param size with the frames that it is measured with
 * @param ways at least two, the one by rule first
 */
public record LayerWays(ConvUnit unit, Reads reads, Extent size, List<Way> ways) {
    public LayerWays {
        ways = List.copyOf(ways);
    }

    /** All that the times depend on but the machine and the numbers: {@code 64 to 192, 3x3x3 by 1x1x1, on 56x56}. */
    public String shape() {
        return unit.inputChannels() + " to " + unit.channels() + ", " + unit.kernel() + " by " + unit.stride() + ", on "
                + size.height() + "x" + size.width();
    }
}
