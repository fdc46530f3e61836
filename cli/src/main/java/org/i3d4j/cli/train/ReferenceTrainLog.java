package org.i3d4j.cli.train;

import java.io.PrintWriter;
import java.math.BigDecimal;
import java.util.Locale;
import org.i3d4j.data.SkippedVideo;
import org.i3d4j.torch.train.listeners.TrainListener;
import org.i3d4j.torch.train.listeners.TrainRun;
import org.i3d4j.torch.train.listeners.TrainStep;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells of a training run in the lines of the reference system, for programs that read its log. */
final class ReferenceTrainLog implements TrainListener {
    private static final Logger log = LoggerFactory.getLogger(ReferenceTrainLog.class);
    private static final int RULE_WIDTH = 80;
    private static final double MILLIS_PER_SECOND = 1000;

    private final PrintWriter out;
    private String modelName = "";
    private int epochs;
    private boolean finished;
    private int steps;
    private double lossSum;
    private double seconds;

    ReferenceTrainLog(PrintWriter out) {
        this.out = out;
    }

    @Override
    public void started(TrainRun run) {
        modelName = run.modelName();
        epochs = run.epochs();
        println("[Start training `" + modelName + "`]");
        println("=".repeat(RULE_WIDTH));
    }

    @Override
    public void stepped(TrainStep step) {
        steps++;
        lossSum += step.loss();
        seconds += step.seconds();
        // Losses are float32; the shortest digits that give that number back, as Python prints them.
        String loss = new BigDecimal(Float.toString((float) step.loss())).toPlainString();
        println("epoch: " + step.epoch() + " step: " + step.stepInEpoch() + ", loss is " + loss);
    }

    @Override
    public void skipped(SkippedVideo video) {
        log.warn("skipped {}: {}", video.file(), video.reason());
    }

    @Override
    public void epochEnded(int epoch, long step) {
        if (steps > 0) {
            double millis = seconds * MILLIS_PER_SECOND;
            println(String.format(
                    Locale.ROOT,
                    "Epoch time: %5.3f ms, per step time: %5.3f ms, avg loss: %5.3f",
                    millis,
                    millis / steps,
                    lossSum / steps));
        }
        finished = epoch == epochs;
        steps = 0;
        lossSum = 0;
        seconds = 0;
    }

    @Override
    public void close() {
        if (finished) {
            println("[End of training `" + modelName + "`]");
        }
    }

    private void println(String line) {
        out.println(line);
        out.flush();
    }
}
