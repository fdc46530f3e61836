package org.i3d4j.cli.fvd;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.i3d4j.frechet.Bootstrap;
import org.i3d4j.frechet.ClipSampling;
import org.i3d4j.frechet.FeatureStatistics;
import org.i3d4j.text.Counted;

/**
 * One side of a distance.
 *
 * @param path as it was named
 * @param sampling of its clips
 * @param statistics of their features
 * @param features a row a clip, where they are to be drawn from
 * @param leftOut files and clips that were not read
 * @param fromFile whether the statistics were read instead of videos
 */
record FvdSide(
        Path path,
        ClipSampling sampling,
        FeatureStatistics statistics,
        Optional<List<double[]>> features,
        int leftOut,
        boolean fromFile) {

    long clips() {
        return statistics.count();
    }

    Bootstrap.Side drawn() {
        return new Bootstrap.Side(statistics, features);
    }

    /** For people. */
    @Override
    public String toString() {
        return path + ": " + Counted.of(clips(), "clip")
                + (fromFile ? ", from saved statistics" : "")
                + (leftOut == 0 ? "" : ", " + leftOut + " left out");
    }
}
