package org.i3d4j.published;

import java.util.List;
import org.i3d4j.video.Modality;

/**
 * Published files that are of use together, and lie in a folder of their own.
 *
 * @param name of that folder
 * @param files at least one; the first is the one to open
 */
public record PublishedSet(String name, List<PublishedFile> files) {
    public PublishedSet {
        if (files.isEmpty()) {
            throw new IllegalArgumentException(name + ": no files");
        }
        files = List.copyOf(files);
    }

    /** The clip of a cricket shot for which DeepMind published logits: float32 (1,79,224,224,C), prepared for the network. */
    public static PublishedSet sampleClip(Modality stream) {
        return switch (stream) {
            case RGB ->
                new PublishedSet(
                        "sample_rgb",
                        List.of(PublishedOrigin.KINETICS_I3D.file(
                                "data/v_CricketShot_g04_c01_rgb.npy", "d756c5020a6e0fb56a99b210e32f5865da712bba")));
            case FLOW ->
                new PublishedSet(
                        "sample_flow",
                        List.of(PublishedOrigin.KINETICS_I3D.file(
                                "data/v_CricketShot_g04_c01_flow.npy", "ee00e78e6f380caa5463de878d7c85ad7a01e668")));
        };
    }
}
