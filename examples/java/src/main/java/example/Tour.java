package example;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.i3d4j.I3d;
import org.i3d4j.config.ClassOrder;
import org.i3d4j.data.VideoDataset;
import org.i3d4j.data.layouts.KineticsLayout;
import org.i3d4j.data.motion.MotionSettings;
import org.i3d4j.data.motion.MotionVideos;
import org.i3d4j.error.DeviceException;

/** Makes videos of things that move, trains on them for a moment, and runs every example with the model that comes of it. */
public final class Tour {
    private Tour() {}

    public static void main(String[] args) throws IOException {
        Path folder = args.length > 0 ? Path.of(args[0]) : Files.createTempDirectory("i3d4j-tour");
        Path data = folder.resolve("videos");
        new MotionVideos(new MotionSettings(2, 4, 2, 64, 64, 24, 12, 1), 2).write(data, (done, of) -> {});
        Map<Path, String> train = labels(data, "train");
        Map<Path, String> val = labels(data, "val");
        Path yaml = Path.of("motion.yaml");
        Path checkpoint = TrainOwnVideos.train(yaml, folder.resolve("run"), train, val);
        TrainOwnVideos.evaluate(checkpoint, new Catalogue(val, List.of("left", "right")));
        Path video = val.keySet().iterator().next();
        try (I3d i3d = I3d.load(checkpoint)) {
            Classify.scores(i3d.classify(video));
            Classify.encoded(i3d, video);
            Classify.frames(i3d, images(), buffers());
            Classify.clips(i3d, new float[3][64 * 64]);
            Classify.windows(i3d, video);
            Classify.features(i3d, video);
            Classify.overTime(i3d, video, folder);
            Classify.places(i3d, video, folder);
            System.out.println("FVD: " + Distance.ofClips(i3d, List.copyOf(val.keySet()), clips(), 64, 64));
        }
        Classify.prepared(checkpoint, yaml);
        Convert.toPyTorch(checkpoint, folder);
        eightBits(checkpoint, List.copyOf(train.keySet()), video);
        Transforms.read(video);
        inWorkingFolder(checkpoint, video);
        System.out.println("all examples ran in " + folder);
    }

    /** Not every processor can. */
    private static void eightBits(Path checkpoint, List<Path> videos, Path video) {
        try {
            Convert.toEightBits(checkpoint, videos, video);
        } catch (DeviceException e) {
            System.out.println(e.getMessage());
        }
    }

    /** Where the shortest example looks for its files. */
    private static void inWorkingFolder(Path checkpoint, Path video) throws IOException {
        Path model = Files.copy(checkpoint, Path.of("best.safetensors"));
        Path copy = Files.copy(video, Path.of("video.mp4"));
        try {
            Classify.file();
        } finally {
            Files.delete(model);
            Files.delete(copy);
        }
    }

    private static Map<Path, String> labels(Path data, String split) {
        VideoDataset listed = new KineticsLayout(data, split, ClassOrder.ALPHABETICAL).open();
        Map<Path, String> labels = new TreeMap<>();
        listed.samples().forEach(sample -> labels.put(sample.file(), sample.label() == 0 ? "left" : "right"));
        return labels;
    }

    private static List<BufferedImage> images() {
        return IntStream.range(0, 16).mapToObj(Tour::image).toList();
    }

    private static BufferedImage image(int frame) {
        BufferedImage image = new BufferedImage(80, 64, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(Color.ORANGE);
        graphics.fillOval(4 * frame, 20, 24, 24);
        graphics.dispose();
        return image;
    }

    private static List<ByteBuffer> buffers() {
        return IntStream.range(0, 16)
                .mapToObj(frame -> ByteBuffer.allocateDirect(3 * 640 * 480))
                .toList();
    }

    private static List<ByteBuffer> clips() {
        return IntStream.range(0, 2)
                .mapToObj(clip -> ByteBuffer.allocateDirect(16 * 64 * 64 * 3))
                .toList();
    }
}
