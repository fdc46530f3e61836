package org.i3d4j.predict;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.i3d4j.checkpoint.SavedModel;
import org.i3d4j.data.ClassNames;
import org.i3d4j.error.DatasetException;
import org.i3d4j.files.IoReason;
import org.i3d4j.files.NameEncoding;
import org.i3d4j.text.Counted;

/**
 * Names of the classes, in the order of the logits.
 *
 * @param names may be fewer than there are classes: the rest is called by number
 * @param exclusive whether a video has exactly one of the classes; else each is a yes or no of its own
 */
public record ClassLabels(List<String> names, boolean exclusive) {
    /** What editors on Windows put before the first name. */
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    public ClassLabels {
        names = List.copyOf(names);
    }

    /** Classes of which a video has exactly one. */
    public ClassLabels(List<String> names) {
        this(names, true);
    }

    /** Those of a model: its own, or the published ones that fit. */
    public static ClassLabels of(SavedModel model) {
        return new ClassLabels(model.classNamesOrPublished(), exclusive(model));
    }

    /** What the model was trained for; models of other programs tell nothing and were published for one class a video. */
    private static boolean exclusive(SavedModel model) {
        return model.config().map(config -> !config.loss().isMultiLabel()).orElse(true);
    }

    /** The same classes with other names. */
    public ClassLabels named(List<String> others) {
        return new ClassLabels(others, exclusive);
    }

    /**
     * Reads a file with one name a line, the first that of class 0.
     *
     * @param classes number of classes of the network
     * @throws DatasetException if it can't be read or has another number of names
     */
    public static List<String> read(Path file, int classes) {
        List<String> names = lines(file).stream()
                .map(line -> line.startsWith(BYTE_ORDER_MARK) ? line.substring(1) : line)
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
        if (names.size() != classes) {
            throw new DatasetException(file + ": has " + Counted.of(names.size(), "class name")
                    + ", one a line; the network has " + Counted.of(classes, "class"));
        }
        return names;
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (NoSuchFileException e) {
            throw new DatasetException(
                    file + ": " + NameEncoding.whyMissing(file) + "; expected one of class names", e);
        } catch (CharacterCodingException e) {
            throw new DatasetException(file + ": is not a text file in UTF-8; expected one class name a line", e);
        } catch (IOException e) {
            throw new DatasetException(file + ": can't be read: " + IoReason.of(e, file), e);
        }
    }

    /** The name of class {@code index}, {@code class 17} where there is none. */
    public String name(int index) {
        return ClassNames.nameOrNumber(names, index);
    }
}
