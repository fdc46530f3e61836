package org.i3d4j.evaluate.scores;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.i3d4j.evaluate.Evaluation;
import org.i3d4j.evaluate.ScoreTable;
import org.i3d4j.evaluate.VideoPrediction;
import org.i3d4j.evaluate.provenance.Provenance;

/**
 * The scores of an evaluation, and what they mean.
 *
 * @param evaluation has the scores
 * @param classNames of the network's classes
 * @param provenance what was measured, and how
 */
public record LabelledScores(Evaluation evaluation, List<String> classNames, Provenance provenance) {
    public LabelledScores {
        classNames = List.copyOf(classNames);
        if (classNames.size() != evaluation.scores().classes()) {
            throw new IllegalArgumentException(classNames.size() + " class names, " + evaluation.scores());
        }
    }

    ScoreTable table() {
        return evaluation.scores();
    }

    List<VideoPrediction> videos() {
        return evaluation.predictions();
    }

    /** Whether a video can have several classes, or none. */
    boolean multiLabel() {
        return evaluation.multiLabel();
    }

    /** What holds for all rows, by names that every file has. */
    Map<String, Object> description() {
        Map<String, Object> description = new LinkedHashMap<>();
        // The key and the words of ONNX models.
        description.put("scores", multiLabel() ? "sigmoid" : "softmax");
        description.put("class_names", classNames);
        description.put("protocol", evaluation.protocol());
        description.putAll(provenance.fields());
        return description;
    }
}
