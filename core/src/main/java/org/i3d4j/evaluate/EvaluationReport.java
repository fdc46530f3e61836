package org.i3d4j.evaluate;

import java.nio.file.Path;
import org.i3d4j.data.ClassNames;
import org.i3d4j.video.transform.TransformChain;

/** TEMP. */
public record EvaluationReport(Evaluation evaluation, ClassNames classes, TransformChain transforms) {
    public void write(Path folder) {}
}
