package org.i3d4j.video.transform;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.List;
import org.i3d4j.yaml.binding.Key;

/** A step behind which frames have the same size, whatever the video. */
public interface FixedSize {
    /** What the key {@code size} of such a step means. */
    String DOC = "height and width in pixels; one number stands for both";

    /** Most pixels of a side. */
    int LONGEST_SIDE = 16_384;

    /** The key {@code size} of a step that has no size by default. */
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.RECORD_COMPONENT)
    @Key(doc = DOC, length = 2, spread = true, min = 1, max = LONGEST_SIDE)
    @interface HeightAndWidth {}

    /** Height and width, in pixels. */
    List<Integer> size();

    /** In pixels. */
    default int height() {
        return size().get(0);
    }

    /** In pixels. */
    default int width() {
        return size().get(1);
    }

    /** Height x width, for people. */
    default String sides() {
        return height() + "x" + width();
    }
}
