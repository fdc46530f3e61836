package org.i3d4j.cli.dataset;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.i3d4j.data.motion.MotionClass;
import org.i3d4j.data.motion.MotionSettings;
import org.i3d4j.data.motion.MotionVideos;
import org.i3d4j.text.Counted;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code i3d dataset motion}: videos that only their motion tells apart. */
@Command(
        name = "motion",
        description = {
            "Make a synthetic data set in the Kinetics layout: textured sprites that move left, right, up or down,"
                    + " turn clockwise or counter-clockwise, come towards the viewer or go away. A single frame"
                    + " says nothing of the class. The same options give the same videos.",
            "Train on it without random flips: they swap left and right."
        },
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
final class DatasetMotionCommand implements Callable<Integer> {
    private static final int REPORT_EVERY_VIDEOS = 100;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "DIR", description = "Folder to make; it must be new or empty.")
    private Path root = Path.of("");

    @Option(
            names = "--classes",
            paramLabel = "N|NAME,NAME...",
            description = "The first N classes, 2 to 8, or these, in this order: left, right, up, down, clockwise,"
                    + " counter-clockwise, towards, away.")
    private String classes = String.valueOf(MotionSettings.DEFAULT.classes().size());

    @Option(names = "--train", paramLabel = "N", description = "Videos per class to train on.")
    private int trainPerClass = MotionSettings.DEFAULT.trainPerClass();

    @Option(names = "--val", paramLabel = "N", description = "Videos per class to validate on.")
    private int valPerClass = MotionSettings.DEFAULT.valPerClass();

    @Option(
            names = "--size",
            converter = SizeConverter.class,
            paramLabel = "WxH",
            description = "Width and height in pixels, even.")
    private Size size = new Size(MotionSettings.DEFAULT.width(), MotionSettings.DEFAULT.height());

    @Option(names = "--frames", paramLabel = "N", description = "Frames per video.")
    private int frames = MotionSettings.DEFAULT.frames();

    @Option(names = "--fps", paramLabel = "F", description = "Frames per second.")
    private double framesPerSecond = MotionSettings.DEFAULT.framesPerSecond();

    @Option(names = "--seed", paramLabel = "S", description = "Seed of everything random.")
    private long seed = MotionSettings.DEFAULT.seed();

    @Override
    public Integer call() {
        MotionSettings settings = new MotionSettings(
                MotionClass.several(classes),
                trainPerClass,
                valPerClass,
                size.width(),
                size.height(),
                frames,
                framesPerSecond,
                seed);
        int threads = Runtime.getRuntime().availableProcessors();
        PrintWriter err = spec.commandLine().getErr();
        new MotionVideos(settings, threads).write(root, (videos, ofVideos) -> {
            if (videos % REPORT_EVERY_VIDEOS == 0 || videos == ofVideos) {
                err.println("written " + videos + " of " + Counted.of(ofVideos, "video"));
                err.flush();
            }
        });
        PrintWriter out = spec.commandLine().getOut();
        out.println(root);
        out.flush();
        return 0;
    }

    /** A frame size as {@code WxH}. */
    record Size(int width, int height) {
        private static final Pattern FORMAT = Pattern.compile("([0-9]{1,6})x([0-9]{1,6})");

        @Override
        public String toString() {
            return width + "x" + height;
        }
    }

    /** Reads a size. */
    static final class SizeConverter implements ITypeConverter<Size> {
        @Override
        public Size convert(String value) {
            Matcher matcher = Size.FORMAT.matcher(value);
            if (!matcher.matches()) {
                throw new TypeConversionException("'" + value + "' is not a size such as 80x64");
            }
            return new Size(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
        }
    }
}
