package org.i3d4j.features.files;

import java.util.Locale;

/** In which form features are written. */
public enum FeatureFormat {
    /** An array. */
    NPY,
    /** Arrays: features, and where the windows lie. */
    NPZ,
    /** The same as tensors. */
    SAFETENSORS,
    /** A table with a row for each window. */
    PARQUET;

    /** At the end of names of files. */
    String extension() {
        return "." + name().toLowerCase(Locale.ROOT);
    }
}
