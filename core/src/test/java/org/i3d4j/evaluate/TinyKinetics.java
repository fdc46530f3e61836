package org.i3d4j.evaluate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.IntUnaryOperator;
import org.i3d4j.config.ClassOrder;
import org.i3d4j.data.VideoDataset;
import org.i3d4j.data.layouts.KineticsLayout;
import org.i3d4j.network.ColorVideos;

/**
 * Five videos of one color each that an ideal judge of colors gets right but for two; a missing and a broken one.
 * Classes: red, green, blue, c3, c4, c5.
 */
public record TinyKinetics(Path root) {
    private static final int FRAMES = 12;
    private static final int SIDE = 32;

    public static TinyKinetics write(Path root) throws IOException {
        StringBuilder train = new StringBuilder("label,youtube_id,time_start,time_end,split\n");
        for (String label : new String[] {"red", "green", "blue", "c3", "c4", "c5"}) {
            train.append(label).append(",t,0,10,train\n");
        }
        Files.writeString(root.resolve("kinetics-400_train.csv"), train);
        Files.writeString(root.resolve("kinetics-400_val.csv"), """
                label,youtube_id,time_start,time_end,split
                red,dark,0,10,val
                red,red,0,10,val
                green,wrong,0,10,val
                blue,gone,0,10,val
                blue,broken,0,10,val
                blue,blue,0,10,val
                c5,far,0,10,val
                """);
        Files.writeString(root.resolve("kinetics-400_test.csv"), "youtube_id,time_start,time_end,split\nx,0,10,test\n");
        Files.createDirectory(root.resolve("test"));
        Files.createFile(root.resolve("test/x_000000_000010.mp4"));
        Files.createDirectory(root.resolve("val"));
        TinyKinetics tiny = new TinyKinetics(root);
        // Darker towards the end, so that the frames sampled matter.
        ColorVideos.write(tiny.video("dark"), FRAMES, SIDE, frame -> (255 - 15 * frame) << 16);
        tiny.color("red", 0xff0000);
        tiny.color("wrong", 0xff0000);
        tiny.color("blue", 0x0000ff);
        tiny.color("far", 0x00ff00);
        Files.writeString(tiny.video("broken"), "no video");
        return tiny;
    }

    private void color(String id, int rgb) {
        IntUnaryOperator always = frame -> rgb;
        ColorVideos.write(video(id), FRAMES, SIDE, always);
    }

    public Path video(String id) {
        return root.resolve("val").resolve(id + "_000000_000010.mp4");
    }

    public VideoDataset open(String split) {
        return new KineticsLayout(root, split, ClassOrder.FIRST_APPEARANCE).open();
    }
}
