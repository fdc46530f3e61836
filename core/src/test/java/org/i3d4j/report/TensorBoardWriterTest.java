package org.i3d4j.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.i3d4j.error.OutputException;
import org.i3d4j.report.tensorboard.Event;
import org.i3d4j.report.tensorboard.SessionLog;
import org.i3d4j.report.tensorboard.Summary;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TensorBoardWriterTest {
    private static final Clock CLOCK = Clock.fixed(Instant.ofEpochMilli(1_700_000_000_250L), ZoneOffset.UTC);

    @TempDir
    private Path folder;

    private static List<Event> events(Path file) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        List<Event> events = new ArrayList<>();
        while (bytes.hasRemaining()) {
            byte[] length = new byte[Long.BYTES];
            bytes.get(bytes.position(), length);
            byte[] record = new byte[Math.toIntExact(bytes.getLong())];
            assertThat(bytes.getInt()).isEqualTo(RecordFrame.maskedCrc(length, length.length));
            bytes.get(record);
            assertThat(bytes.getInt()).isEqualTo(RecordFrame.maskedCrc(record, record.length));
            events.add(Event.parseFrom(record));
        }
        return events;
    }

    /** CRC-32C of "123456789" is e3069283 (RFC 3720 lists the polynomial); masked as TensorFlow defines it. */
    @Test
    void masksTheKnownCrc() {
        byte[] text = "123456789".getBytes(StandardCharsets.US_ASCII);
        int crc = 0xe3069283;
        assertThat(RecordFrame.maskedCrc(text, text.length)).isEqualTo(((crc >>> 15) | (crc << 17)) + 0xa282ead8);
    }

    @Test
    void startsWithTheVersionAndHoldsScalars() throws IOException {
        Path file;
        try (TensorBoardWriter writer = TensorBoardWriter.open(folder.resolve("run"), CLOCK)) {
            writer.scalar("loss/train", 7, 0.5);
            writer.scalars(8, Map.of("lr", 0.1));
            file = writer.file();
        }
        List<Event> events = events(file);
        assertThat(events).hasSize(3);
        assertThat(events.get(0).getFileVersion()).isEqualTo("brain.Event:2");
        assertThat(events.get(1).getStep()).isEqualTo(7);
        assertThat(events.get(1).getWallTime()).isEqualTo(1_700_000_000.25);
        Summary.Value loss = events.get(1).getSummary().getValue(0);
        assertThat(loss.getTag()).isEqualTo("loss/train");
        assertThat(loss.getSimpleValue()).isEqualTo(0.5f);
        assertThat(events.get(2).getSummary().getValue(0).getSimpleValue()).isEqualTo(0.1f);
    }

    @Test
    void holdsPicturesAsPng() throws IOException {
        BufferedImage picture = new BufferedImage(5, 3, BufferedImage.TYPE_INT_RGB);
        picture.setRGB(4, 2, 0x123456);
        try (TensorBoardWriter writer = TensorBoardWriter.open(folder, CLOCK)) {
            writer.image("clips", 2, picture);
            Summary.Image image =
                    events(writer.file()).get(1).getSummary().getValue(0).getImage();
            assertThat(image.getWidth()).isEqualTo(5);
            assertThat(image.getHeight()).isEqualTo(3);
            byte[] png = image.getEncodedImageString().toByteArray();
            BufferedImage read = ImageIO.read(new ByteArrayInputStream(png));
            assertThat(read.getRGB(4, 2) & 0xffffff).isEqualTo(0x123456);
        }
    }

    @Test
    void canBeReadWhileItGrows() throws IOException {
        try (TensorBoardWriter writer = TensorBoardWriter.open(folder, CLOCK)) {
            for (int step = 1; step <= 3; step++) {
                writer.scalar("loss", step, 1);
                assertThat(events(writer.file())).hasSize(1 + step);
            }
        }
    }

    @Test
    void neverWritesIntoTheFileOfAnotherRun() {
        try (TensorBoardWriter first = TensorBoardWriter.open(folder, CLOCK);
                TensorBoardWriter second = TensorBoardWriter.open(folder, CLOCK)) {
            assertThat(second.file()).isNotEqualTo(first.file());
            assertThat(second.file().getFileName().toString()).contains("tfevents.1700000000");
        }
    }

    @Test
    void namesAFolderThatIsAFile() throws IOException {
        Path file = Files.createFile(folder.resolve("taken"));
        assertThatThrownBy(() -> TensorBoardWriter.open(file))
                .isInstanceOf(OutputException.class)
                .hasMessageContaining("taken");
    }

    /** TensorBoard drops what has the step of such an event or a later one. */
    @Test
    void tellsAfterWhichStepARunStarts() throws IOException {
        try (TensorBoardWriter writer = TensorBoardWriter.open(folder, CLOCK)) {
            writer.startsAfter(40);
            Event event = events(writer.file()).get(1);
            assertThat(event.getStep()).isEqualTo(41);
            assertThat(event.getSessionLog().getStatus()).isEqualTo(SessionLog.SessionStatus.START);
        }
    }

    @Test
    void holdsTexts() throws IOException {
        Path file;
        try (TensorBoardWriter writer = TensorBoardWriter.open(folder, CLOCK)) {
            writer.text("config", 3, "lr: 0.1 \u00e9");
            file = writer.file();
        }
        Summary.Value value = events(file).get(1).getSummary().getValue(0);
        assertThat(value.getTag()).isEqualTo("config");
        assertThat(value.getMetadata().getPluginData().getPluginName()).isEqualTo("text");
        assertThat(value.getTensor().getDtype()).isEqualTo(7);
        assertThat(value.getTensor().getTensorShape().getDim(0).getSize()).isEqualTo(1);
        assertThat(value.getTensor().getStringVal(0).toStringUtf8()).isEqualTo("lr: 0.1 \u00e9");
    }
}
