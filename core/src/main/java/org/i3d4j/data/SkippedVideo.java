package org.i3d4j.data;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A video that was left out, and why.
 *
 * @param reason words behind the file's name, which is taken off where they begin with it
 */
public record SkippedVideo(Path file, String reason) {
    public SkippedVideo {
        String named = file + ": ";
        reason = reason.startsWith(named) ? reason.substring(named.length()) : reason;
    }

    /** Videos in a form that travels between processes. */
    public static byte[] encode(List<SkippedVideo> videos) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(videos.size());
            for (SkippedVideo video : videos) {
                write(video.file().toString(), out);
                write(video.reason(), out);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** Without the length limit of {@link DataOutputStream#writeUTF}. */
    private static void write(String text, DataOutputStream out) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    /** The inverse of {@link #encode}. */
    public static List<SkippedVideo> decode(byte[] encoded) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(encoded))) {
            List<SkippedVideo> videos = new ArrayList<>();
            for (int count = in.readInt(); count > 0; count--) {
                videos.add(new SkippedVideo(Path.of(read(in)), read(in)));
            }
            return videos;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(DataInputStream in) throws IOException {
        return new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
    }
}
