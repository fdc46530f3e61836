package org.i3d4j.video.flow;

import org.i3d4j.text.YamlNamed;

/** Ways to compute optical flow. */
public enum FlowMethod implements YamlNamed {
    /** Zach, Pock and Bischof, 2007, with the parameters that I3D was published with. */
    TVL1("TV-L1"),
    /** Farnebäck, 2003: some thirty times as fast. */
    FARNEBACK("Farneback"),
    /** Dense inverse search (Kroeger and others, 2016), the fastest. */
    DIS("DIS");

    private final String title;

    FlowMethod(String title) {
        this.title = title;
    }

    /** For people. */
    public String title() {
        return title;
    }
}
