package org.i3d4j.predict.heat;

import org.i3d4j.architecture.Architecture;
import org.i3d4j.architecture.Extent;
import org.i3d4j.architecture.FieldCentres;
import org.i3d4j.architecture.HeadPooling;
import org.i3d4j.architecture.Parameter.Role;
import org.i3d4j.checkpoint.SavedModel;
import org.i3d4j.error.ShapeException;
import org.i3d4j.weights.StateDict;
import org.i3d4j.weights.TensorData;

/**
 * The head's weights, to take logits apart by place. Average pooling, the 1x1x1 convolution and the mean over what it gives are linear, so
 * that a logit is the bias and a sum over the positions of the last feature map: what each counts in the mean, times what the class's weights
 * make of its channels (Zhou et al., "Learning Deep Features for Discriminative Localization", CVPR 2016).
 */
public final class ClassHead {
    private final Architecture architecture;
    private final float[] kernel;
    private final float[] bias;

    private ClassHead(Architecture architecture, float[] kernel, float[] bias) {
        this.architecture = architecture;
        this.kernel = kernel;
        this.bias = bias;
    }

    /**
     * That of a model.
     *
     * @throws IllegalStateException if the model is {@linkplain SavedModel#withoutWeights without its weights}
     */
    public static ClassHead of(SavedModel model) {
        return of(model.settings().architecture(), model.weights());
    }

    /**
     * That of a network.
     *
     * @param weights copied
     * @throws org.i3d4j.error.WeightsException if the head's are missing
     */
    public static ClassHead of(Architecture architecture, StateDict weights) {
        return new ClassHead(
                architecture,
                weights.require(Role.KERNEL.nameIn(Architecture.HEAD))
                        .toFloat32()
                        .toFloatArray(),
                weights.require(Role.BIAS.nameIn(Architecture.HEAD)).toFloat32().toFloatArray());
    }

    /** Number of classes. */
    public int classes() {
        return bias.length;
    }

    /** The endpoint that maps are made of: the last feature map. */
    public String endpoint() {
        return architecture.stages().get(architecture.stages().size() - 1).name();
    }

    /**
     * Makes the map of a class.
     *
     * @param features what {@link #endpoint} gave, N,C,T',H',W'
     * @param clip which of the N
     * @param place where the clip lies in its video
     * @param classIndex in the order of the logits
     * @param label of the class
     * @throws ShapeException if the features are of another network, or there is no such class
     */
    public ClassMap map(TensorData features, int clip, MapPlace place, int classIndex, String label) {
        long[] shape = features.shapeArray();
        if (shape.length != 5 || shape[1] != architecture.featureChannels() || clip < 0 || clip >= shape[0]) {
            throw new ShapeException("features of shape " + features.shape() + ", clip " + clip + "; expected N,"
                    + architecture.featureChannels() + ",T,H,W as " + endpoint() + " gives them");
        }
        if (classIndex < 0 || classIndex >= bias.length) {
            throw new ShapeException("no class " + classIndex + "; there are 0 to " + (bias.length - 1));
        }
        Extent size = new Extent((int) shape[2], (int) shape[3], (int) shape[4]);
        Extent seen = new Extent(
                place.clipFrames(), place.geometry().height(), place.geometry().width());
        return new ClassMap(
                classIndex,
                label,
                bias[classIndex],
                size,
                values(features, clip, size, classIndex),
                place,
                FieldCentres.of(architecture, seen));
    }

    private double[] values(TensorData features, int clip, Extent size, int classIndex) {
        double[] values = new double[(int) size.volume()];
        int channels = architecture.featureChannels();
        float[] map = new float[values.length];
        for (int channel = 0; channel < channels; channel++) {
            features.floats().get((clip * channels + channel) * map.length, map);
            double weight = kernel[classIndex * channels + channel];
            for (int position = 0; position < values.length; position++) {
                values[position] += weight * map[position];
            }
        }
        double[] shares = HeadPooling.shares(architecture, size);
        for (int position = 0; position < values.length; position++) {
            values[position] *= shares[position];
        }
        return values;
    }
}
