package org.i3d4j.yaml;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.i3d4j.error.ConfigException;
import org.i3d4j.files.IoReason;

/** Reads the text of a configuration file. */
public final class TextFile {
    static final int MAX_BYTES = 1 << 20;

    private TextFile() {}

    /**
     * The file's text without a byte order mark.
     *
     * @throws ConfigException if it is missing, not a regular file, above 1 MiB, unreadable, binary or not UTF-8
     */
    public static String read(Path file) {
        if (!Files.exists(file)) {
            throw new ConfigException(file + ": no such configuration file"
                    + (file.isAbsolute() ? "" : "; looked for " + file.toAbsolutePath()));
        }
        if (!Files.isRegularFile(file)) {
            String what = Files.isDirectory(file) ? "a folder" : "not a regular file";
            throw new ConfigException(file + ": is " + what + "; expected a configuration file");
        }
        return decode(file, bytes(file));
    }

    private static byte[] bytes(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw new ConfigException(file + ": has " + Files.size(file) + " bytes; a configuration has at most "
                        + MAX_BYTES + ". Is this another kind of file?");
            }
            return bytes;
        } catch (AccessDeniedException e) {
            throw new ConfigException(file + ": can't be read: no permission", e);
        } catch (IOException e) {
            throw new ConfigException(file + ": can't be read: " + IoReason.of(e, file), e);
        }
    }

    private static String decode(Path file, byte[] bytes) {
        for (byte each : bytes) {
            if (each == 0) {
                throw new ConfigException(
                        file + ": is a binary file; a configuration is YAML text, as those in configs/");
            }
        }
        ByteBuffer input = ByteBuffer.wrap(bytes);
        try {
            String text = StandardCharsets.UTF_8.newDecoder().decode(input).toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            long line = 1;
            for (int i = 0; i < input.position(); i++) {
                line += bytes[i] == '\n' ? 1 : 0;
            }
            throw new ConfigException(
                    file + ":" + line + ": not UTF-8 text, byte " + input.position() + " of the file is invalid", e);
        }
    }
}
