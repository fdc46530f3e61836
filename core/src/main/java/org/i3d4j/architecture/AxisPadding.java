package org.i3d4j.architecture;

/**
 * Padding of one axis.
 *
 * @param before positions in front of the first input position
 * @param after positions behind the last
 */
public record AxisPadding(int before, int after) {
    public static final AxisPadding NONE = new AxisPadding(0, 0);

    public boolean isSymmetric() {
        return before == after;
    }
}
