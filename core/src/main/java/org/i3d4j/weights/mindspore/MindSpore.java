package org.i3d4j.weights.mindspore;

import java.nio.file.Path;
import org.i3d4j.weights.files.FileHead;
import org.i3d4j.weights.files.WeightsFile;
import org.i3d4j.weights.files.WeightsFormat;

/** MindSpore's checkpoints. */
public final class MindSpore implements WeightsFormat {
    static final String NAME = "mindspore";

    /** Protobuf's marks of fields that hold bytes: a value's, then its tag's. */
    private static final int FIELD_1 = 0x0a;
    /** The tensor's, which follows the tag. */
    private static final int FIELD_2 = 0x12;
    /** A map parameter's, instead of a tensor's. */
    private static final int FIELD_3 = 0x1a;

    private static final int MAXIMUM_VARINT_BYTES = 10;

    @Override
    public String name() {
        return NAME;
    }

    /** There is no magic number: a value, whose first field is a tag of printable characters, has to do. */
    @Override
    public boolean matches(FileHead head) {
        int tagField = behindVarint(head, 1);
        if (head.at(0) != FIELD_1 || head.at(tagField) != FIELD_1) {
            return false;
        }
        int tag = behindVarint(head, tagField + 1);
        int end = tag;
        // Names are shorter than 128 bytes but for freaks, of which the first characters have to do.
        int tagBytes = tag == tagField + 2 ? head.at(tagField + 1) : head.length();
        while (end - tag < tagBytes && end < head.length()) {
            if (head.at(end) < ' ') {
                return false;
            }
            end++;
        }
        return end > tag && (end >= head.length() || head.at(end) == FIELD_2 || head.at(end) == FIELD_3);
    }

    private static int behindVarint(FileHead head, int start) {
        int i = start;
        while (i < start + MAXIMUM_VARINT_BYTES && head.at(i) >= 0x80) {
            i++;
        }
        return i + 1;
    }

    @Override
    public WeightsFile open(Path file) {
        return MindSporeFile.open(file);
    }
}
