package org.i3d4j.curate.prepare;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import org.i3d4j.error.OutputException;
import org.i3d4j.files.AtomicFile;
import org.i3d4j.files.IoReason;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a copy says of itself, in a box of its own at the end of the MP4 (ISO/IEC 14496-12, {@code uuid}), which players pass over. It is
 * written last, so what has one is whole.
 *
 * @param source fingerprint of the video it was made of
 * @param sourceBytes of that; 0 of a folder of frames
 * @param sourceWidth pixels as displayed
 * @param sourceHeight pixels as displayed
 * @param width pixels
 * @param height pixels
 * @param errors against the scaled original
 */
record PreparedNote(
        String source, long sourceBytes, int sourceWidth, int sourceHeight, int width, int height, FrameErrors errors) {
    private static final int BOX_TYPE = 0x75756964;
    private static final UUID KIND = UUID.fromString("b3f1d2a4-6c0e-4c57-9a1b-2f5d8e7c9013");
    private static final int HEAD_BYTES = 2 * Integer.BYTES + 2 * Long.BYTES;
    /** Behind the text, so that the box is found from the file's end. */
    private static final int TAIL_BYTES = Integer.BYTES;

    private static final int MOST_BYTES = 1 << 12;
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(
                    DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES,
                    DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .build();

    /**
     * Puts this behind a finished MP4 and waits until all of that has reached the disk.
     *
     * @param named what the file is going to be, for errors
     * @throws OutputException if it can't be written
     */
    void append(Path file, Path named) {
        byte[] text = JSON.writeValueAsBytes(this);
        int bytes = HEAD_BYTES + text.length + TAIL_BYTES;
        ByteBuffer box = ByteBuffer.allocate(bytes).putInt(bytes);
        head(box).put(text).putInt(bytes).flip();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.APPEND)) {
            AtomicFile.writeFully(channel, box);
            channel.force(true);
        } catch (IOException e) {
            throw new OutputException(named + ": can't be written: " + IoReason.of(e, file), e);
        }
    }

    private static ByteBuffer head(ByteBuffer box) {
        return box.putInt(BOX_TYPE).putLong(KIND.getMostSignificantBits()).putLong(KIND.getLeastSignificantBits());
    }

    /**
     * What a file says of itself; empty if it says nothing.
     *
     * @throws OutputException if it can't be read
     */
    static Optional<PreparedNote> of(Path file) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long end = channel.size();
            int bytes = end < TAIL_BYTES
                    ? 0
                    : ByteBuffer.wrap(read(channel, end - TAIL_BYTES, TAIL_BYTES))
                            .getInt();
            if (bytes < HEAD_BYTES + TAIL_BYTES || bytes > Math.min(MOST_BYTES, end)) {
                return Optional.empty();
            }
            byte[] box = read(channel, end - bytes, bytes - TAIL_BYTES);
            byte[] begin = new byte[HEAD_BYTES];
            head(ByteBuffer.wrap(begin).putInt(bytes));
            if (!Arrays.equals(begin, Arrays.copyOf(box, HEAD_BYTES))) {
                return Optional.empty();
            }
            String text = new String(box, HEAD_BYTES, box.length - HEAD_BYTES, StandardCharsets.UTF_8);
            return Optional.of(JSON.readValue(text, PreparedNote.class));
        } catch (JacksonException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new OutputException(file + ": can't be read: " + IoReason.of(e, file), e);
        }
    }

    private static byte[] read(FileChannel channel, long position, int count) throws IOException {
        byte[] bytes = new byte[count];
        ByteBuffer into = ByteBuffer.wrap(bytes);
        while (into.hasRemaining()) {
            if (channel.read(into, position + into.position()) < 0) {
                throw new EOFException("it ends early");
            }
        }
        return bytes;
    }
}
