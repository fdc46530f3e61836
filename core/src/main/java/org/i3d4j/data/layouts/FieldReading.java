package org.i3d4j.data.layouts;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.i3d4j.data.lists.FaultyRow;
import org.i3d4j.data.source.FrameSource;
import org.i3d4j.error.VideoException;
import org.i3d4j.video.VideoLimits;
import org.i3d4j.video.reading.PictureSequence;

/** What the fields behind a path mean: labels; behind that of a folder of frames, their number may come first. */
enum FieldReading {
    /** One label a video. */
    ONE_LABEL {
        @Override
        int mostNumbers() {
            return 2;
        }

        @Override
        List<String> labels(CutRow row) throws FaultyRow {
            List<String> fields = row.fields();
            if (fields.size() == 2 && row.isOfFrames() && isCount(fields.get(0))) {
                return fields.subList(1, 2);
            }
            if (fields.size() > 1
                    || (fields.size() == 1
                            && JOINED_NUMBERS.matcher(fields.get(0)).matches())) {
                throw new FaultyRow(several(row));
            }
            return fields;
        }
    },
    /** Any number of labels a video; those in one field are parted by commas, semicolons or upright lines. */
    SEVERAL_LABELS {
        @Override
        int mostNumbers() {
            return Integer.MAX_VALUE;
        }

        @Override
        List<String> labels(CutRow row) throws FaultyRow {
            List<String> labels = new ArrayList<>();
            for (String field : row.fields()) {
                for (String part : SEPARATORS.split(field, -1)) {
                    labels.addAll(NUMBERS.matcher(part).matches() ? List.of(part.split("\\s+")) : List.of(part));
                }
            }
            labels.removeIf(String::isEmpty);
            return labels.size() > 1 && row.isOfFrames() && isCount(labels.get(0)) ? behindFrames(row, labels) : labels;
        }

        /** A first label can't be told from a number of frames but by counting them. */
        private static List<String> behindFrames(CutRow row, List<String> labels) throws FaultyRow {
            if (row.stored().isPresent()) {
                int frames = frames(row.stored().get());
                if (frames != Integer.parseInt(labels.get(0))) {
                    throw new FaultyRow("says that '" + row.path() + "' has " + labels.get(0) + " frames, it has "
                            + frames + "; expected 'folder total_frames label label'");
                }
            }
            return labels.subList(1, labels.size());
        }
    };

    private static final Pattern COUNT = Pattern.compile("\\d{1,9}");
    private static final Pattern NUMBERS = Pattern.compile("\\s*\\d+(\\s+\\d+)+\\s*");
    private static final Pattern JOINED_NUMBERS = Pattern.compile("\\d+(\\s*[,;|\\s]\\s*\\d+)+");
    private static final Pattern SEPARATORS = Pattern.compile("\\s*[,;|]\\s*");

    /** Of the numbers at the end of a row whose video can't be found, how many are no part of its path at most. */
    abstract int mostNumbers();

    /**
     * The labels of a row.
     *
     * @throws FaultyRow if its fields make no sense
     */
    abstract List<String> labels(CutRow row) throws FaultyRow;

    private static boolean isCount(String field) {
        return COUNT.matcher(field).matches();
    }

    private static int frames(Path video) throws FaultyRow {
        if (Files.isDirectory(video)) {
            try {
                return PictureSequence.count(video);
            } catch (VideoException e) {
                throw new FaultyRow(String.valueOf(e.getMessage()));
            }
        }
        try (FrameSource.OpenVideo clip =
                FrameSource.ofFiles(VideoLimits.DEFAULT).open(video)) {
            return clip.frameCount();
        } catch (VideoException e) {
            throw new FaultyRow(String.valueOf(e.getMessage()));
        }
    }

    private static String several(CutRow row) {
        List<String> fields = row.fields();
        String found = "found '" + String.join(" ", fields) + "' behind '" + row.path() + "'; expected one label";
        if (fields.size() == 3 && fields.stream().allMatch(CutRow::isNumber)) {
            found += row.isOfFrames()
                    ? ", or the number of frames and a label. An offset isn't read: give each part a folder of its own"
                    : ". A start and an end aren't read: cut the part into a file of its own";
        }
        return found + ". Several labels a video need data_loader.*.dataset.multi_label: true and loss.type:"
                + " SigmoidCrossEntropyWithLogits; a class with blanks in its name needs a list in CSV";
    }
}
