package org.i3d4j.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What was measured in the course of a run, as points by panel ({@code loss}, {@code accuracy}) and series ({@code train},
 * {@code val}). Not safe for use by several threads at a time.
 */
public final class Curves {
    private final Map<String, Map<String, List<Point>>> panels = new LinkedHashMap<>();

    /**
     * One measurement.
     *
     * @param x step or epoch
     * @param y value
     */
    public record Point(double x, double y) {}

    /** Adds a point at the end of a series; panels and series keep the order in which they first appear. */
    public void add(String panel, String series, double x, double y) {
        panels.computeIfAbsent(panel, unused -> new LinkedHashMap<>())
                .computeIfAbsent(series, unused -> new ArrayList<>())
                .add(new Point(x, y));
    }

    /** Points by series by panel; a view. */
    Map<String, Map<String, List<Point>>> panels() {
        return Collections.unmodifiableMap(panels);
    }
}
