package org.i3d4j.curate;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.i3d4j.video.writing.VideoWriter;

/**
 * A data set in the Kinetics layout. Train: two good videos of 12 frames, 48x32 pixels, 25 frames/s; a short one of 4
 * frames; one missing, one broken. Val: a good one. Classes: red, green, blue.
 */
public record SmallSet(Path root) {
    public static final int FRAMES = 12;
    public static final int WIDTH = 48;
    public static final int HEIGHT = 32;
    private static final String HEADER = "label,youtube_id,time_start,time_end,split\n";

    /** Writes it into an empty folder. */
    public static SmallSet write(Path root) throws IOException {
        SmallSet set = new SmallSet(root);
        Files.createDirectories(root.resolve("train"));
        Files.createDirectories(root.resolve("val"));
        Files.writeString(root.resolve("kinetics-400_train.csv"), HEADER + """
                red,first,0,10,train
                green,broken,0,10,train
                red,short,0,10,train
                green,gone,0,10,train
                green,second,0,10,train
                blue,gone2,0,10,train
                """);
        Files.writeString(root.resolve("kinetics-400_val.csv"), HEADER + "red,third,0,10,val\n");
        video(set.train("first"), FRAMES);
        video(set.train("second"), FRAMES);
        video(set.train("short"), 4);
        Files.writeString(set.train("broken"), "no video");
        video(set.file("val", "third"), FRAMES);
        return set;
    }

    /** Grey frames that grow brighter. */
    public static void video(Path file, int frames) {
        ByteBuffer frameHwc = ByteBuffer.allocateDirect(3 * WIDTH * HEIGHT);
        try (VideoWriter writer = VideoWriter.create(file, WIDTH, HEIGHT, 25)) {
            for (int frame = 0; frame < frames; frame++) {
                frameHwc.clear();
                while (frameHwc.hasRemaining()) {
                    frameHwc.put((byte) (20 * frame));
                }
                writer.write(frameHwc.flip());
            }
            writer.complete();
        }
    }

    /** A video of the training split. */
    public Path train(String id) {
        return file("train", id);
    }

    private Path file(String split, String id) {
        return root.resolve(split).resolve(id + "_000000_000010.mp4");
    }
}
