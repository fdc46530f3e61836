package org.i3d4j.torch.train;

import java.nio.file.Path;

/** TEMP. */
public final class MetricsFiles implements TrainListener {
    public MetricsFiles(Path folder, String yaml, boolean resume) {}
}
