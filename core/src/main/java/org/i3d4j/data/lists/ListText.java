package org.i3d4j.data.lists;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.i3d4j.error.DatasetException;
import org.i3d4j.files.IoReason;
import org.i3d4j.files.NameEncoding;

/** Reads list files line by line. */
public final class ListText {
    /** Far beyond any list; keeps a wrong file from being read into memory. */
    private static final long MAX_BYTES = 256L << 20;

    private ListText() {}

    /**
     * A line that is not blank.
     *
     * @param number from 1
     * @param text without blanks around it
     */
    public record Line(long number, String text) {}

    /**
     * The lines of a file that are not blank.
     *
     * @param expected what the file is, for messages
     * @throws DatasetException if it is missing, unreadable, not UTF-8 or far too large
     */
    public static List<Line> lines(Path file, String expected) {
        require(file, expected);
        List<Line> lines = new ArrayList<>();
        long number = 0;
        try (BufferedReader reader = Files.newBufferedReader(file)) {
            for (String text = reader.readLine(); text != null; text = reader.readLine()) {
                number++;
                String stripped = (number == 1 && text.startsWith("\uFEFF") ? text.substring(1) : text).strip();
                if (!stripped.isEmpty()) {
                    lines.add(new Line(number, stripped));
                }
            }
        } catch (CharacterCodingException e) {
            throw new DatasetException(
                    file + ":" + (number + 1) + ": here or soon after is no UTF-8 text; expected " + expected, e);
        } catch (IOException e) {
            throw new DatasetException(file + ": can't be read: " + IoReason.of(e, file), e);
        }
        return lines;
    }

    /**
     * Refuses what can't be a list before it is opened.
     *
     * @throws DatasetException if the file is missing, not a regular file or far too large
     */
    static void require(Path file, String expected) {
        if (!Files.exists(file)) {
            throw new DatasetException(file + ": " + NameEncoding.whyMissing(file) + "; expected " + expected);
        }
        if (!Files.isRegularFile(file)) {
            throw new DatasetException(file + ": is not a regular file; expected " + expected);
        }
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw new DatasetException(file + ": has " + Files.size(file) + " bytes, at most " + MAX_BYTES
                        + " are read; expected " + expected);
            }
        } catch (IOException e) {
            throw new DatasetException(file + ": can't be read: " + IoReason.of(e, file), e);
        }
    }
}
