package org.i3d4j.bench.read;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.i3d4j.error.ConfigException;
import org.i3d4j.files.IoReason;
import org.i3d4j.text.Printable;
import org.i3d4j.video.VideoLimits;
import org.i3d4j.video.reading.VideoReader;

/** The reads of one run, the same for everyone who is measured. As a file: a line each, of fields between tabs. */
public record ReadPlan(List<ClipRead> reads) {
    public ReadPlan {
        reads = List.copyOf(reads);
        if (reads.isEmpty()) {
            throw new ConfigException("there is nothing to read: name video files, or a list of reads");
        }
    }

    /**
     * Draws places in files.
     *
     * @param readsPerFile how many in each
     * @throws org.i3d4j.error.VideoException if a file can't be read
     */
    public static ReadPlan drawn(List<Path> files, int readsPerFile, long seed, VideoLimits limits) {
        Random random = new Random(seed);
        List<ClipRead> reads = new ArrayList<>();
        for (Path file : files) {
            int frames = frames(file, limits);
            for (int i = 0; i < readsPerFile; i++) {
                reads.add(new ClipRead(
                        file,
                        random.nextInt(Math.max(frames - ClipRead.FRAMES, 0) + 1),
                        random.nextInt(ClipRead.RESIZED - ClipRead.CROP + 1),
                        random.nextInt(ClipRead.RESIZED - ClipRead.CROP + 1)));
            }
        }
        return new ReadPlan(reads);
    }

    private static int frames(Path file, VideoLimits limits) {
        try (VideoReader reader = VideoReader.open(file, limits)) {
            return reader.frameCount();
        }
    }

    /**
     * Reads a plan.
     *
     * @throws ConfigException if the file can't be read, or a line is not file, frame, row and column
     */
    public static ReadPlan of(Path list) {
        try {
            List<String> lines = Files.readAllLines(list, StandardCharsets.UTF_8);
            List<ClipRead> reads = new ArrayList<>();
            for (int line = 0; line < lines.size(); line++) {
                reads.add(read(list + ":" + (line + 1), lines.get(line)));
            }
            return new ReadPlan(reads);
        } catch (IOException e) {
            throw new ConfigException(list + ": can't be read: " + IoReason.of(e, list), e);
        }
    }

    private static ClipRead read(String place, String line) {
        List<String> fields = List.of(line.split("\t", -1));
        try {
            if (fields.size() == 4) {
                return new ClipRead(
                        Path.of(fields.get(0)),
                        Integer.parseInt(fields.get(1)),
                        Integer.parseInt(fields.get(2)),
                        Integer.parseInt(fields.get(3)));
            }
        } catch (NumberFormatException e) {
            throw new ConfigException(place + ": first frame, top row and left column have to be whole numbers", e);
        } catch (IllegalArgumentException e) {
            throw new ConfigException(place + ": " + e.getMessage(), e);
        }
        throw new ConfigException(place + ": " + fields.size() + " fields between tabs; expected file, first frame, top"
                + " row and left column of the window");
    }

    /**
     * Prints the lines of the file.
     *
     * @throws ConfigException if a file has a name that a line can't hold as it is
     */
    public void print(PrintWriter out) {
        reads.stream()
                .map(read -> read.file().toString())
                .filter(name -> !Printable.line(name).equals(name))
                .findFirst()
                .ifPresent(name -> {
                    throw new ConfigException(name + ": its name can't stand in a list of reads");
                });
        reads.forEach(read ->
                out.printf(Locale.ROOT, "%s\t%d\t%d\t%d%n", read.file(), read.firstFrame(), read.top(), read.left()));
    }
}
