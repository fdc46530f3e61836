package org.i3d4j.cli.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What {@code metrics.csv} says of the steps of a training. */
final class StepLosses {
    private static final int STEP = 0;
    private static final int LOSS = 2;

    private StepLosses() {}

    /** The loss of each step as it is written, by the step; empty ahead of the first. */
    static Map<String, String> of(Path trained) throws IOException {
        Map<String, String> losses = new LinkedHashMap<>();
        Path metrics = trained.resolve("metrics.csv");
        for (String line : Files.exists(metrics) ? Files.readAllLines(metrics) : List.<String>of()) {
            String[] cells = line.split(",", -1);
            if (!cells[STEP].equals("step") && !cells[LOSS].isEmpty()) {
                assertThat(losses.put(cells[STEP], cells[LOSS]))
                        .as("step %s stands once", cells[STEP])
                        .isNull();
            }
        }
        return losses;
    }
}
