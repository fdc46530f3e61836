package org.i3d4j.cli.input;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.i3d4j.error.I3dException;

/** What a command's inputs stand for. Each folder is searched once, whoever asks: of large ones on a network that takes minutes. */
public final class InputSearch {
    private final Map<Path, Result> results = new HashMap<>();

    /** What came of a search. */
    @FunctionalInterface
    private interface Result {
        InputFiles files();
    }

    /**
     * As {@link InputFiles#of}.
     *
     * @throws I3dException as that, every time
     */
    public InputFiles of(Path input) {
        return results.computeIfAbsent(input, InputSearch::search).files();
    }

    private static Result search(Path input) {
        try {
            InputFiles found = InputFiles.of(input);
            return () -> found;
        } catch (I3dException e) {
            return () -> {
                throw e;
            };
        }
    }
}
