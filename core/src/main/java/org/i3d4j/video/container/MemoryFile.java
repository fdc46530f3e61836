package org.i3d4j.video.container;

import static org.bytedeco.ffmpeg.global.avformat.AVSEEK_FORCE;
import static org.bytedeco.ffmpeg.global.avformat.AVSEEK_SIZE;
import static org.bytedeco.ffmpeg.global.avformat.avformat_close_input;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EXIT;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.Read_packet_Pointer_BytePointer_int;
import org.bytedeco.ffmpeg.avformat.Seek_Pointer_long_int;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.i3d4j.error.VideoException;

/**
 * A whole video file in memory; nothing but its bytes is opened, whatever they say.
 *
 * @param bytes from its position to its limit; not to be changed while it is read
 */
public record MemoryFile(String name, ByteBuffer bytes) implements ContainerInput {
    private static final int SEEK_SET = 0;
    private static final int SEEK_CURRENT = 1;
    private static final int SEEK_END = 2;

    /** What is open, by the address of its {@code opaque}: there are few callbacks that C can be given, so all share one. */
    private static final Map<Long, Opened> OPEN = new ConcurrentHashMap<>();

    /** Kept though they are made within a caller's scope of pointers. */
    private static final Read READ = new Read().retainReference();

    private static final Seek SEEK = new Seek().retainReference();

    /**
     * A container being read.
     *
     * @param opaque owns the address that tells it from others
     * @param bytes at the place that is read next
     */
    private record Opened(BytePointer opaque, ByteBuffer bytes) {}

    /** @throws VideoException if there are no bytes */
    public MemoryFile {
        bytes = bytes.slice();
        if (!bytes.hasRemaining()) {
            throw new VideoException(name + ": is empty");
        }
    }

    /** Nothing may be thrown through FFmpeg's C code, not even that the file behind a mapped buffer has become shorter. */
    private static final class Read extends Read_packet_Pointer_BytePointer_int {
        @Override
        public int call(Pointer opaque, BytePointer target, int size) {
            try {
                return read(Objects.requireNonNull(OPEN.get(opaque.address())).bytes(), target, size);
            } catch (RuntimeException | Error e) {
                return AVERROR_EXIT;
            }
        }

        private static int read(ByteBuffer bytes, BytePointer target, int size) {
            int count = Math.min(size, bytes.remaining());
            if (count == 0) {
                return AVERROR_EOF;
            }
            target.capacity(count).asByteBuffer().put(bytes.slice(bytes.position(), count));
            bytes.position(bytes.position() + count);
            return count;
        }
    }

    private static final class Seek extends Seek_Pointer_long_int {
        @Override
        public long call(Pointer opaque, long offset, int whence) {
            try {
                return seek(Objects.requireNonNull(OPEN.get(opaque.address())).bytes(), offset, whence);
            } catch (RuntimeException | Error e) {
                return AVERROR_EXIT;
            }
        }

        private static long seek(ByteBuffer bytes, long offset, int whence) {
            if ((whence & AVSEEK_SIZE) != 0) {
                return bytes.limit();
            }
            long target = offset
                    + switch (whence & ~AVSEEK_FORCE) {
                        case SEEK_SET -> 0;
                        case SEEK_CURRENT -> bytes.position();
                        case SEEK_END -> bytes.limit();
                        default -> Long.MIN_VALUE;
                    };
            if (target < 0) {
                return AVERROR_EXIT;
            }
            // Beyond the end there is nothing to read.
            bytes.position((int) Math.min(target, bytes.limit()));
            return target;
        }
    }

    @Override
    public AVFormatContext open() {
        BytePointer opaque = new BytePointer(1);
        OPEN.put(opaque.address(), new Opened(opaque, bytes.duplicate()));
        AVIOContext io = JavaInput.io(opaque, READ, SEEK);
        try {
            return JavaInput.open(
                    io,
                    CONTAINERS,
                    reason -> new VideoException(name + ": can't be read as video: " + reason
                            + "; expected a whole file in one of the containers " + CONTAINERS));
        } catch (VideoException e) {
            free(io);
            throw e;
        }
    }

    @Override
    public void close(AVFormatContext container) {
        if (!container.isNull()) {
            AVIOContext io = container.pb();
            avformat_close_input(container);
            free(io);
        }
    }

    private static void free(AVIOContext io) {
        Objects.requireNonNull(OPEN.remove(io.opaque().address())).opaque().close();
        JavaInput.free(io);
    }
}
