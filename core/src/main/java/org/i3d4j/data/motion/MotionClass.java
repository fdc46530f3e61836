package org.i3d4j.data.motion;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.i3d4j.error.ConfigException;

/**
 * What the sprites of a video do. A horizontal flip turns {@link #LEFT} into {@link #RIGHT} and {@link #CLOCKWISE} into
 * {@link #COUNTER_CLOCKWISE}: training on these classes goes without flips.
 */
public enum MotionClass {
    LEFT("left", -1, 0, 0, 0),
    RIGHT("right", 1, 0, 0, 0),
    UP("up", 0, -1, 0, 0),
    DOWN("down", 0, 1, 0, 0),
    CLOCKWISE("clockwise", 0, 0, 1, 0),
    COUNTER_CLOCKWISE("counter-clockwise", 0, 0, -1, 0),
    TOWARDS("towards", 0, 0, 0, 1),
    AWAY("away", 0, 0, 0, -1);

    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,6}");

    private final String label;
    private final int across;
    private final int downwards;
    private final int turning;
    private final int growing;

    MotionClass(String label, int across, int downwards, int turning, int growing) {
        this.label = label;
        this.across = across;
        this.downwards = downwards;
        this.turning = turning;
        this.growing = growing;
    }

    /** The name of the class in a data set. */
    public String label() {
        return label;
    }

    /**
     * The class of that name.
     *
     * @throws ConfigException for another name
     */
    public static MotionClass of(String label) {
        for (MotionClass motion : values()) {
            if (motion.label.equals(label)) {
                return motion;
            }
        }
        throw new ConfigException("unknown class '" + label + "'; known are "
                + Arrays.stream(values()).map(MotionClass::label).collect(Collectors.joining(", ")));
    }

    /**
     * Several classes.
     *
     * @param text how many, from the first, or names with commas between them
     * @throws ConfigException for a name that is unknown or a number below 1 or above that of all
     */
    public static List<MotionClass> several(String text) {
        if (!NUMBER.matcher(text).matches()) {
            return Arrays.stream(text.split(",", -1)).map(MotionClass::of).toList();
        }
        return first(Integer.parseInt(text));
    }

    static List<MotionClass> first(int count) {
        if (count < 1 || count > values().length) {
            throw new ConfigException("classes must be between 2 and " + values().length + ", found " + count);
        }
        return List.of(values()).subList(0, count);
    }

    /** Direction along x: 1 to the right, -1 to the left. */
    int across() {
        return across;
    }

    /** Direction along y: 1 down, -1 up. */
    int downwards() {
        return downwards;
    }

    /** Sense of rotation as seen: 1 clockwise, -1 counter-clockwise. */
    int turning() {
        return turning;
    }

    /** 1 for sprites that come closer, -1 for sprites that go away. */
    int growing() {
        return growing;
    }
}
