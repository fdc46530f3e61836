package org.i3d4j.weights.safetensors;

import java.nio.file.Path;
import org.i3d4j.weights.files.FileHead;
import org.i3d4j.weights.files.WeightsFile;
import org.i3d4j.weights.files.WeightsFormat;

/** The safetensors format; our own default for weights. */
public final class Safetensors implements WeightsFormat {
    static final String NAME = "safetensors";

    @Override
    public String name() {
        return NAME;
    }

    /** There is no magic number: the header's opening brace and what can follow it have to do. */
    @Override
    public boolean matches(FileHead head) {
        int afterBrace = head.at(SafetensorsHeader.LENGTH_BYTES + 1);
        return head.at(SafetensorsHeader.LENGTH_BYTES) == '{' && "\"} \n\r\t".indexOf(afterBrace) >= 0;
    }

    @Override
    public WeightsFile open(Path file) {
        return SafetensorsFile.open(file);
    }
}
