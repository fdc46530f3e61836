package org.i3d4j.cli.evaluate;

import java.util.Optional;
import org.i3d4j.data.loading.ConfiguredSplit;
import org.i3d4j.evaluate.Evaluation;
import org.i3d4j.evaluate.TwoStreamEvaluation;
import org.i3d4j.evaluate.provenance.Provenance;

/**
 * What a measurement came to.
 *
 * @param evaluation of the model, of both if there are two
 * @param streams each of two and both
 * @param split what was measured on
 * @param provenance for files, if any are written
 */
record Measured(
        Evaluation evaluation,
        Optional<TwoStreamEvaluation> streams,
        ConfiguredSplit split,
        Optional<Provenance> provenance) {}
