package org.i3d4j.cli.evaluate;

import java.util.List;
import org.i3d4j.config.DatasetType;

/**
 * What Carreira and Zisserman report of I3D (arXiv 1705.07750, version 3, table 5): accuracy in percent, the mean of the three test
 * splits.
 *
 * @param pretraining what the networks were trained on before
 */
record PublishedAccuracy(String pretraining, double rgb, double flow, double both) {
    private static final String KINETICS = "Kinetics";
    private static final String IMAGENET_AND_KINETICS = "ImageNet and Kinetics";

    /** Of a stream, as files call it. */
    double of(String stream) {
        return switch (stream) {
            case "rgb" -> rgb;
            case "flow" -> flow;
            default -> both;
        };
    }

    /** Those of a data set; empty if the paper has none of it. */
    static List<PublishedAccuracy> of(DatasetType dataset) {
        return switch (dataset) {
            case UCF101 ->
                List.of(
                        new PublishedAccuracy(IMAGENET_AND_KINETICS, 95.6, 96.7, 98.0),
                        new PublishedAccuracy(KINETICS, 95.1, 96.5, 97.8));
            case HMDB51 ->
                List.of(
                        new PublishedAccuracy(IMAGENET_AND_KINETICS, 74.8, 77.1, 80.7),
                        new PublishedAccuracy(KINETICS, 74.3, 77.3, 80.9));
            default -> List.of();
        };
    }
}
