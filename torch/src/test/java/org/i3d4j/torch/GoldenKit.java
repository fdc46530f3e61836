package org.i3d4j.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The golden kit beside the checkout, run by a Python that has PyTorch.
 *
 * <p>{@code -Dpython=...} names another Python than the PATH's or the system's. The kit's script takes state dicts from
 * the models of two public programs; ours of the same names stand in for them, unless {@code I3D_GOLDEN_PIERGIAJ} and
 * {@code I3D_GOLDEN_HASSONY} name checkouts.
 *
 * @param python its command
 * @param script {@code make_weights.py}
 */
record GoldenKit(String python, Path script) {
    private static final Path SCRIPT = Path.of("../../shared/golden/make_weights.py");
    private static final Path MODELS = Path.of("src/test/resources/golden-models");
    private static final int MINUTES = 5;

    /** Skips the test, with the reason, where there is no kit or no such Python. */
    static GoldenKit orSkip() throws IOException, InterruptedException {
        assumeTrue(
                Files.exists(SCRIPT),
                "there is no golden kit: " + SCRIPT.toAbsolutePath().normalize());
        String named = System.getProperty("python");
        List<String> pythons = named == null ? List.of("python3", "/usr/bin/python3") : List.of(named);
        Optional<String> python = Optional.empty();
        for (String candidate : pythons) {
            if (python.isEmpty() && hasTorch(candidate)) {
                python = Optional.of(candidate);
            }
        }
        assumeTrue(
                python.isPresent(),
                "none of " + pythons + " can import torch and numpy; on Debian: apt install python3-torch, or name"
                        + " another by -Dpython=...");
        return new GoldenKit(python.orElseThrow(), SCRIPT);
    }

    private static boolean hasTorch(String python) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(python, "-c", "import torch, numpy")
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return ended(process) && process.exitValue() == 0;
        } catch (IOException e) {
            // There is no such command.
            return false;
        }
    }

    private static boolean ended(Process process) throws InterruptedException {
        boolean ended = process.waitFor(MINUTES, TimeUnit.MINUTES);
        process.destroyForcibly();
        return ended;
    }

    /**
     * Fills {@code folder}; the script reads back what it wrote.
     *
     * @param options of the script
     * @param log where to keep what it says
     */
    GoldenFiles make(Path folder, List<String> options, File log) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(python, script.toString(), folder.toString(), "--verify"));
        command.addAll(List.of("--piergiaj", models(System.getenv("I3D_GOLDEN_PIERGIAJ"))));
        command.addAll(List.of("--hassony", models(System.getenv("I3D_GOLDEN_HASSONY"))));
        command.addAll(options);
        var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log);
        // The kit's folder may be read-only, ours is under version control.
        builder.environment().put("PYTHONDONTWRITEBYTECODE", "1");
        Process process = builder.start();
        assertThat(ended(process))
                .as("%s ended within %d minutes", script, MINUTES)
                .isTrue();
        assertThat(process.exitValue()).as(Files.readString(log.toPath())).isZero();
        return GoldenFiles.in(folder);
    }

    /** The kit's results of a network, with every eps; the copies among the tests' resources lack some. */
    JsonNode expected(String name) {
        return JsonMapper.shared()
                .readTree(script.resolveSibling("expected").resolve(name).toFile());
    }

    private static String models(@Nullable String checkout) {
        return checkout == null ? MODELS.toAbsolutePath().toString() : checkout;
    }
}
