package org.i3d4j.report;

import com.google.protobuf.ByteString;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.Map;
import org.i3d4j.error.OutputException;
import org.i3d4j.files.AtomicFile;
import org.i3d4j.files.IoReason;
import org.i3d4j.report.picture.Pictures;
import org.i3d4j.report.tensorboard.Event;
import org.i3d4j.report.tensorboard.SessionLog;
import org.i3d4j.report.tensorboard.Summary;
import org.i3d4j.report.tensorboard.TensorShape;

/**
 * Writes a TensorBoard event file. Every call is on its way to the disk when it returns, so that a run can be watched
 * and a crash costs nothing. Not safe for use by several threads at a time.
 */
public final class TensorBoardWriter implements AutoCloseable {
    private static final String FILE_VERSION = "brain.Event:2";
    private static final int RGB = 3;
    private static final String TEXT_PLUGIN = "text";
    /** DT_STRING of TensorFlow's types.proto. */
    private static final int STRING_TYPE = 7;

    private static final double MILLIS_PER_SECOND = 1000.0;

    private final Path file;
    private final FileChannel channel;
    private final Clock clock;

    private TensorBoardWriter(Path file, FileChannel channel, Clock clock) {
        this.file = file;
        this.channel = channel;
        this.clock = clock;
    }

    /**
     * Starts a new event file in {@code folder}, which is made if missing. TensorBoard joins the files of a folder, so a
     * run that goes on later opens the same folder.
     *
     * @throws OutputException if it can't be written
     */
    public static TensorBoardWriter open(Path folder) {
        return open(folder, Clock.systemUTC());
    }

    static TensorBoardWriter open(Path folder, Clock clock) {
        try {
            Files.createDirectories(folder);
            TensorBoardWriter writer = create(folder, clock);
            try {
                writer.write(writer.event(0).setFileVersion(FILE_VERSION));
                return writer;
            } catch (RuntimeException e) {
                writer.close();
                throw e;
            }
        } catch (IOException e) {
            throw new OutputException(folder + ": can't hold TensorBoard events: " + IoReason.of(e, folder), e);
        }
    }

    /** TensorBoard reads a folder's files in the order of their names: seconds first, then a number. */
    private static TensorBoardWriter create(Path folder, Clock clock) throws IOException {
        for (int number = 0; ; number++) {
            String name = String.format(
                    "events.out.tfevents.%010d.i3d4j.%d.%d",
                    clock.instant().getEpochSecond(), ProcessHandle.current().pid(), number);
            Path file = folder.resolve(name);
            try {
                FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
                return new TensorBoardWriter(file, channel, clock);
            } catch (FileAlreadyExistsException e) {
                // A run started earlier in the same second has this number; the next may be free.
            }
        }
    }

    /** The event file. */
    public Path file() {
        return file;
    }

    /** Says that a run makes the steps after {@code step}: TensorBoard forgets what an earlier run told of them. */
    public void startsAfter(long step) {
        write(event(step + 1).setSessionLog(SessionLog.newBuilder().setStatus(SessionLog.SessionStatus.START)));
    }

    /**
     * Adds a point to one curve.
     *
     * @param tag name of the curve; a slash groups, as {@code loss/train}
     */
    public void scalar(String tag, long step, double value) {
        scalars(step, Map.of(tag, value));
    }

    /** Adds a point to each of several curves. */
    public void scalars(long step, Map<String, Double> valueByTag) {
        Summary.Builder summary = Summary.newBuilder();
        valueByTag.forEach((tag, value) -> summary.addValueBuilder().setTag(tag).setSimpleValue(value.floatValue()));
        write(event(step).setSummary(summary));
    }

    /** Adds a picture, as PNG. */
    public void image(String tag, long step, BufferedImage picture) {
        Summary.Image image = Summary.Image.newBuilder()
                .setHeight(picture.getHeight())
                .setWidth(picture.getWidth())
                .setColorspace(RGB)
                .setEncodedImageString(ByteString.copyFrom(Pictures.png(picture)))
                .build();
        Summary.Builder summary = Summary.newBuilder();
        summary.addValueBuilder().setTag(tag).setImage(image);
        write(event(step).setSummary(summary));
    }

    /** Adds a text, shown as Markdown. */
    public void text(String tag, long step, String markdown) {
        Summary.Builder summary = Summary.newBuilder();
        Summary.Value.Builder value = summary.addValueBuilder().setTag(tag);
        value.getMetadataBuilder().getPluginDataBuilder().setPluginName(TEXT_PLUGIN);
        value.getTensorBuilder()
                .setDtype(STRING_TYPE)
                .setTensorShape(TensorShape.newBuilder()
                        .addDim(TensorShape.Dim.newBuilder().setSize(1)))
                .addStringVal(ByteString.copyFromUtf8(markdown));
        write(event(step).setSummary(summary));
    }

    private Event.Builder event(long step) {
        return Event.newBuilder()
                .setWallTime(clock.millis() / MILLIS_PER_SECOND)
                .setStep(step);
    }

    private void write(Event.Builder event) {
        try {
            AtomicFile.writeFully(channel, RecordFrame.of(event.build().toByteArray()));
        } catch (IOException e) {
            throw new OutputException(file + ": can't be written: " + IoReason.of(e, file), e);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new OutputException(file + ": can't be closed: " + IoReason.of(e, file), e);
        }
    }
}
