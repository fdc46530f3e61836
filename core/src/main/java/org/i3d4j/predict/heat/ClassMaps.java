package org.i3d4j.predict.heat;

import java.util.List;
import org.i3d4j.predict.input.NearestSpan;

/** The class activation maps along a video, one a piece or window. */
public final class ClassMaps {
    /** What stands for the class of a frame that lies between the windows. */
    public static final String UNSEEN = "in no window";

    private final List<ClassMap> maps;

    /**
     * Those of one video.
     *
     * @param maps in the order of their frames, at least one
     */
    public ClassMaps(List<ClassMap> maps) {
        this.maps = List.copyOf(maps);
        if (maps.isEmpty()) {
            throw new IllegalArgumentException("a video without a map");
        }
    }

    /** All, in the order of their frames. */
    public List<ClassMap> all() {
        return maps;
    }

    /** The map of the clip whose middle is nearest to a frame; of two that are as near, the earlier. */
    public ClassMap at(int frame) {
        return maps.get(
                NearestSpan.of(frame, maps.size(), map -> maps.get(map).place().middleFrame()));
    }

    /** The largest absolute value of a position in any of them: what pictures of the video are scaled by. */
    public double largest() {
        return maps.stream().mapToDouble(ClassMap::largest).max().orElse(0);
    }
}
