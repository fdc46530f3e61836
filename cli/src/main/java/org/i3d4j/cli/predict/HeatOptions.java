package org.i3d4j.cli.predict;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Stack;
import java.util.stream.IntStream;
import org.i3d4j.checkpoint.SavedModel;
import org.i3d4j.cli.input.InputFiles;
import org.i3d4j.data.source.FrameSource.OpenVideo;
import org.i3d4j.data.source.VideoSource;
import org.i3d4j.error.VideoException;
import org.i3d4j.predict.ClassLabels;
import org.i3d4j.predict.picture.HeatPicture;
import org.i3d4j.text.NearestName;
import org.i3d4j.video.Modality;
import org.i3d4j.video.VideoLimits;
import picocli.CommandLine;
import picocli.CommandLine.IParameterConsumer;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Class activation maps over the frames of a video, and of which class. */
final class HeatOptions {
    /** No class in particular. */
    private static final String MOST_PROBABLE = "";
    /** So many classes are listed for who named another. */
    private static final int LISTED_CLASSES = 20;

    @Option(
            names = "--heat",
            arity = "0..1",
            paramLabel = "CLASS",
            parameterConsumer = ClassConsumer.class,
            description =
                    "With --annotate or --heat-sheet: draw over the frames what each place adds to the logit of CLASS,"
                            + " a name or number (default: the most probable, of each window with --window; an empty CLASS is"
                            + " refused).")
    private Optional<String> named = Optional.empty();

    @Option(
            names = "--heat-sheet",
            paramLabel = "OUT.png",
            description = "Of one video: some frames with --heat over them as a picture.")
    private Optional<Path> sheet = Optional.empty();

    private OptionalInt classIndex = OptionalInt.empty();

    /** The word behind {@code --heat} is a class, unless it is an option or a file that is there: that is an input. */
    static final class ClassConsumer implements IParameterConsumer {
        @Override
        @SuppressWarnings("JdkObsolete") // as picocli has it
        public void consumeParameters(Stack<String> arguments, ArgSpec option, CommandSpec command) {
            if (!arguments.isEmpty() && arguments.peek().isBlank()) {
                throw new ParameterException(
                        command.commandLine(),
                        "--heat: the name of the class is empty; name one, or give --heat alone for the most probable");
            }
            boolean isClass = !arguments.isEmpty() && !arguments.peek().startsWith("-") && !isFile(arguments.peek());
            option.setValue(Optional.of(isClass ? arguments.pop() : MOST_PROBABLE));
        }

        /** Classes have names that files can't have. */
        private static boolean isFile(String word) {
            try {
                return Files.isRegularFile(Path.of(word));
            } catch (InvalidPathException e) {
                return false;
            }
        }
    }

    boolean wanted() {
        return named.isPresent() || sheet.isPresent();
    }

    /**
     * Checks what can be known before anything is read.
     *
     * @param evaluated whether evaluation's frames are looked at
     * @throws ParameterException if options are missing that this needs, or are there that it can't go with
     */
    void check(CommandLine command, WindowOptions windows, boolean live, boolean evaluated, List<Path> inputs) {
        if (!wanted()) {
            return;
        }
        if (live) {
            throw new ParameterException(
                    command, "--heat and --heat-sheet need a whole video; they can't be combined with --live");
        }
        if (inputs.isEmpty()
                && named.filter(word -> !word.equals(MOST_PROBABLE)).isPresent()) {
            throw new ParameterException(
                    command,
                    "no INPUT; '" + named.get() + "' is taken as the class of --heat, for there is no such file");
        }
        if (windows.annotate().isEmpty() && sheet.isEmpty()) {
            throw new ParameterException(command, "--heat needs --annotate or --heat-sheet, which it is drawn in");
        }
        if (evaluated) {
            throw new ParameterException(
                    command, "--heat takes every frame; it can't be combined with --sampling eval, which takes some");
        }
        if (sheet.isPresent() && (sheet.equals(windows.annotate()) || sheet.equals(windows.timeline()))) {
            throw new ParameterException(command, "--heat-sheet and another option name the same file " + sheet.get());
        }
        inputs.stream().filter(InputFiles::isArray).findFirst().ifPresent(array -> {
            throw new ParameterException(
                    command,
                    array + ": is a clip, not a video to draw --heat over; name a video or a folder of frames");
        });
    }

    /**
     * Finds the class, and whether the only input is a picture to draw on.
     *
     * @throws ParameterException if there isn't
     */
    void prepare(CommandLine command, SavedModel model, ClassLabels labels, List<Path> inputs, VideoLimits limits) {
        if (!wanted()) {
            return;
        }
        classIndex = named.filter(word -> !word.equals(MOST_PROBABLE))
                .map(word -> OptionalInt.of(
                        find(command, word, labels, model.settings().classes())))
                .orElse(OptionalInt.empty());
        if (model.settings().inputChannels() == Modality.FLOW.channels() && isFlow(inputs.get(0), limits)) {
            throw new ParameterException(
                    command,
                    inputs.get(0) + ": is optical flow, which has no picture to draw --heat over; name the video that"
                            + " it was computed of");
        }
    }

    private static boolean isFlow(Path input, VideoLimits limits) {
        try (OpenVideo open = VideoSource.of(input).open(limits)) {
            return open.channels() == Modality.FLOW.channels();
        } catch (VideoException e) {
            // Whoever predicts it says what is wrong.
            return false;
        }
    }

    /** By its name, else by the name without heed to case, else by its number. */
    private static int find(CommandLine command, String word, ClassLabels labels, int classes) {
        List<String> names = IntStream.range(0, classes).mapToObj(labels::name).toList();
        if (names.contains(word)) {
            return names.indexOf(word);
        }
        for (int i = 0; i < classes; i++) {
            if (names.get(i).equalsIgnoreCase(word)) {
                return i;
            }
        }
        if (word.matches("\\d{1,9}") && Integer.parseInt(word) < classes) {
            return Integer.parseInt(word);
        }
        String known = classes <= LISTED_CLASSES ? ": " + String.join(", ", names) : "";
        throw new ParameterException(
                command,
                "--heat: no class '" + word + "' among the model's " + classes + ", 0 to " + (classes - 1) + known
                        + NearestName.among(names, word)
                                .map(NearestName::question)
                                .orElse(""));
    }

    /** The class asked for; empty for the most probable. */
    OptionalInt classIndex() {
        return classIndex;
    }

    /** The picture to write, if one was asked for, whose place is looked at. */
    Optional<HeatPicture> picture(Path video, VideoLimits limits) {
        return sheet.map(file -> new HeatPicture(video, file, limits));
    }
}
