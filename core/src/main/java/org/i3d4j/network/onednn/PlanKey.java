package org.i3d4j.network.onednn;

import java.util.Set;
import org.i3d4j.architecture.Extent;
import org.i3d4j.text.Counted;

/**
 * What a plan is for.
 *
 * @param clips N
 * @param clip frames, height and width
 * @param endpoints stages whose feature maps the caller wants
 */
record PlanKey(int clips, Extent clip, Set<String> endpoints) {
    PlanKey {
        endpoints = Set.copyOf(endpoints);
    }

    @Override
    public String toString() {
        return Counted.of(clips, "clip") + " of " + clip + " (frames x height x width)";
    }
}
