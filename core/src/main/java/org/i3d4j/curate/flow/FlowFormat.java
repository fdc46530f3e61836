package org.i3d4j.curate.flow;

/** What the flow of a video is stored as. */
public enum FlowFormat {
    /** A lossless video of 8-bit levels, FFV1 in Matroska: the horizontal motion above the vertical. */
    VIDEO(".mkv"),
    /** float32 T,H,W,2 in [-1, 1], as DeepMind has it: cut off at 20 pixels and divided by 20. */
    NPY(".npy");

    private final String extension;

    FlowFormat(String extension) {
        this.extension = extension;
    }

    /** Of its files. */
    public String extension() {
        return extension;
    }
}
