package org.i3d4j.cli.fvd;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.i3d4j.frechet.Bootstrap;
import org.i3d4j.frechet.FrechetDistance;
import org.i3d4j.frechet.Fvd;
import org.i3d4j.text.Counted;

/**
 * A distance and what it is of.
 *
 * @param bootstrap how much it would change, if that was asked for
 */
record FvdResult(FvdSide real, FvdSide generated, FrechetDistance distance, Optional<Bootstrap> bootstrap) {

    /** What makes the value worth less than it looks. */
    List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        for (FvdSide side : List.of(real, generated)) {
            if (side.clips() < Fvd.USUAL_CLIPS) {
                int dimensions = side.statistics().dimensions();
                warnings.add(side.path() + ": " + Counted.of(side.clips(), "clip") + "; values of fewer than "
                        + Fvd.USUAL_CLIPS
                        + " are too high, and compare only with others of as many"
                        + (side.clips() > dimensions
                                ? ""
                                : "; a covariance of " + Counted.of(dimensions, "dimension") + " takes more than "
                                        + dimensions));
            }
        }
        return warnings;
    }
}
