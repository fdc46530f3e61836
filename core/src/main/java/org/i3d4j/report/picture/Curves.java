package org.i3d4j.report.picture;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What was measured in the course of a run, as points by panel ({@code loss}, {@code accuracy}) and series ({@code train},
 * {@code val}). Not safe for use by several threads at a time.
 */
public final class Curves {
    private final Map<String, Map<String, Series>> panels = new LinkedHashMap<>();
    private final Set<String> shares = new HashSet<>();

    /**
     * One measurement.
     *
     * @param x step or epoch
     * @param y value
     */
    public record Point(double x, double y) {}

    /**
     * Points in the order in which they were measured.
     *
     * @param noisy whether each is of a few samples, so that a mean of neighbours tells more
     */
    record Series(boolean noisy, List<Point> points) {}

    /** Adds a point at the end of a series; panels and series keep the order in which they first appear. */
    public void add(String panel, String series, double x, double y) {
        add(panel, series, false, x, y);
    }

    /** Adds a point to a series that jumps from step to step, as the loss of single batches does. */
    public void addNoisy(String panel, String series, double x, double y) {
        add(panel, series, true, x, y);
    }

    private void add(String panel, String series, boolean noisy, double x, double y) {
        panels.computeIfAbsent(panel, unused -> new LinkedHashMap<>())
                .computeIfAbsent(series, unused -> new Series(noisy, new ArrayList<>()))
                .points()
                .add(new Point(x, y));
    }

    /** Says that the values of {@code panel} are shares in [0, 1], which are shown in percent. */
    public void showInPercent(String panel) {
        shares.add(panel);
    }

    boolean inPercent(String panel) {
        return shares.contains(panel);
    }

    /** Series by name by panel; a view. */
    Map<String, Map<String, Series>> panels() {
        return Collections.unmodifiableMap(panels);
    }
}
