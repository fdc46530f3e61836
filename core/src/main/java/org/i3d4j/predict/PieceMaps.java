package org.i3d4j.predict;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.i3d4j.metrics.MeanLogits;
import org.i3d4j.predict.heat.ClassHead;
import org.i3d4j.predict.heat.ClassMap;
import org.i3d4j.predict.heat.ClassMaps;
import org.i3d4j.predict.heat.MapPlace;
import org.i3d4j.video.transform.frames.ClipGeometry;

/**
 * Makes the maps of a whole video, piece by piece. Which class is the most probable is known behind the last piece only; the feature maps of
 * all would take 6 MB a piece, so that they are kept of a video of one piece alone.
 */
final class PieceMaps {
    private final ClassHead head;
    private final ClassLabels labels;
    private final ClipGeometry geometry;
    private final String video;
    private final MeanLogits mean;
    private final List<ClassMap> maps = new ArrayList<>();
    /** The first, until a second comes. */
    private final List<PieceActivations> kept = new ArrayList<>();

    private int pieces;

    PieceMaps(ClassHead head, ClassLabels labels, ClipGeometry geometry, String video) {
        this.head = head;
        this.labels = labels;
        this.geometry = geometry;
        this.video = video;
        this.mean = new MeanLogits(head.classes());
    }

    /** What the pieces have to come with. */
    Set<String> endpoints() {
        return Set.of(head.endpoint());
    }

    /** Takes the logits of the next piece in, and makes its map, if the class is known. */
    void classify(PieceActivations piece, OptionalInt classIndex) {
        mean.add(piece.activations().logits().row(0, video), piece.frames());
        pieces++;
        kept.clear();
        if (classIndex.isPresent()) {
            map(piece, classIndex.getAsInt());
        } else if (pieces == 1) {
            kept.add(piece);
        }
    }

    float[] meanLogits() {
        return mean.values();
    }

    /** Whether there are maps, after that of the only piece was made of it. */
    boolean mapKept(int classIndex) {
        kept.forEach(piece -> map(piece, classIndex));
        return !maps.isEmpty();
    }

    void map(PieceActivations piece, int classIndex) {
        int first = piece.firstFrame();
        maps.add(head.map(
                piece.activations().endpoint(head.endpoint()),
                0,
                new MapPlace(first, first + piece.frames(), piece.frames(), geometry),
                classIndex,
                labels.name(classIndex)));
    }

    ClassMaps maps() {
        return new ClassMaps(maps);
    }
}
