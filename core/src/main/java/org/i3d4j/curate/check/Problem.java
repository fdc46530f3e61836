package org.i3d4j.curate.check;

import java.nio.file.Path;
import java.util.Locale;

/**
 * A video that is not as it should be, or a row of a list that can't be used.
 *
 * @param file the video, or the list
 * @param part name of the split that lists it
 * @param kind what is wrong
 * @param detail the same in a sentence
 */
public record Problem(Path file, String part, Kind kind, String detail) {

    /** What can be wrong with a video. */
    public enum Kind {
        /** A row that makes no sense, or does not fit the data set. */
        FAULTY_ROW,
        /** Listed, but not there. */
        MISSING,
        /** Can't be read. */
        BROKEN,
        /** Can be read, but some of its frames are lost. */
        DAMAGED,
        /** Its frames are smaller than the crop. */
        TOO_SMALL,
        /** Has fewer frames than a clip takes: its clips repeat frames. */
        TOO_SHORT;

        /** As reports have it. */
        public String label() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }
}
