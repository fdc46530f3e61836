package org.i3d4j.data;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;

/** The class lists of published models, in the order of their logits: that of DeepMind's kinetics-i3d. */
public enum PublishedClasses {
    KINETICS_400("Kinetics-400", 400, "kinetics-400.txt"),
    KINETICS_600("Kinetics-600", 600, "kinetics-600.txt");

    private final String title;
    private final int size;
    private final String resource;

    PublishedClasses(String title, int size, String resource) {
        this.title = title;
        this.size = size;
        this.resource = resource;
    }

    /** The list with so many classes, if one is published. */
    public static Optional<PublishedClasses> ofSize(int classes) {
        return Arrays.stream(values()).filter(list -> list.size == classes).findFirst();
    }

    /** Name of the list, for people. */
    public String title() {
        return title;
    }

    /** The names, the first that of logit 0. */
    public ClassNames names() {
        try (InputStream in = PublishedClasses.class.getResourceAsStream(resource)) {
            String text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
            return ClassNames.of(text.lines().toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
