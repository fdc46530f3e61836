package org.i3d4j.torch.distributed.rendezvous;

import java.util.regex.Pattern;

/** What users are told of an error of libtorch. */
public final class NativeMessage {
    /** As Gloo has it in its messages. */
    private static final Pattern PLACE_IN_SOURCE = Pattern.compile("\\[[^\\]]*\\.(cc|h):\\d+\\] ");

    private NativeMessage() {}

    /** The first line, without the place in the source. */
    public static String of(Throwable error) {
        String firstLine =
                String.valueOf(error.getMessage()).lines().findFirst().orElse("");
        return PLACE_IN_SOURCE.matcher(firstLine).replaceAll("");
    }
}
