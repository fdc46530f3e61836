package org.i3d4j.network.onednn;

import java.util.Set;
import org.i3d4j.architecture.Extent;
import org.i3d4j.text.Counted;
import org.i3d4j.video.ClipType;

/**
 * What a plan is for.
 *
 * @param clips N
 * @param clip frames, height and width
 * @param type of the clips
 * @param endpoints stages whose feature maps the caller wants
 */
record PlanKey(int clips, Extent clip, ClipType type, Set<String> endpoints) {
    PlanKey {
        endpoints = Set.copyOf(endpoints);
    }

    @Override
    public String toString() {
        return Counted.of(clips, "clip") + " of " + clip + " (frames x height x width)";
    }
}
