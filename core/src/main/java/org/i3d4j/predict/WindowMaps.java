package org.i3d4j.predict;

import java.util.OptionalInt;
import java.util.Set;
import org.i3d4j.error.ShapeException;
import org.i3d4j.network.Activations;
import org.i3d4j.predict.heat.ClassHead;
import org.i3d4j.predict.heat.ClassMap;
import org.i3d4j.predict.heat.MapPlace;
import org.i3d4j.predict.input.WindowSpan;
import org.i3d4j.video.transform.frames.ClipGeometry;

/**
 * Makes the map of every window.
 *
 * @param classIndex empty for the most probable of each
 */
record WindowMaps(ClassHead head, OptionalInt classIndex, ClassLabels labels) {
    WindowMaps {
        if (classIndex.isPresent() && (classIndex.getAsInt() < 0 || classIndex.getAsInt() >= head.classes())) {
            throw new ShapeException("no class " + classIndex.getAsInt() + "; there are 0 to " + (head.classes() - 1));
        }
    }

    /** What the windows have to come with. */
    Set<String> endpoints() {
        return Set.of(head.endpoint());
    }

    ClassMap of(Activations activations, int clip, WindowSpan span, ClipGeometry seen, Scores scores) {
        int wanted = classIndex.orElseGet(() -> scores.best().index());
        MapPlace place = new MapPlace(span.start(), span.end(), span.frames(), seen);
        return head.map(activations.endpoint(head.endpoint()), clip, place, wanted, labels.name(wanted));
    }
}
