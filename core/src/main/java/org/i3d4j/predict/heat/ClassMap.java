package org.i3d4j.predict.heat;

import java.util.stream.DoubleStream;
import org.i3d4j.architecture.Extent;
import org.i3d4j.architecture.FieldCentres;

/**
 * A class activation map of one clip: what each position of the last feature map adds to the logit of a class, so that the {@link #sum} of
 * all is the logit less the {@link #bias}. What is above 0 speaks for the class, what is below against it.
 */
public final class ClassMap {
    private final int classIndex;
    private final String label;
    private final double bias;
    private final Extent size;
    private final double[] values;
    private final MapPlace place;
    private final FieldCentres centres;

    /** @param values T',H',W'; kept, not copied */
    ClassMap(
            int classIndex,
            String label,
            double bias,
            Extent size,
            double[] values,
            MapPlace place,
            FieldCentres centres) {
        this.classIndex = classIndex;
        this.label = label;
        this.bias = bias;
        this.size = size;
        this.values = values;
        this.place = place;
        this.centres = centres;
    }

    /** The class, by its number. */
    public int classIndex() {
        return classIndex;
    }

    /** The class, by its name. */
    public String label() {
        return label;
    }

    /** What the logit is where nothing is seen. */
    public double bias() {
        return bias;
    }

    /** How many positions there are over time, height and width. */
    public Extent size() {
        return size;
    }

    /** What every position adds, T',H',W' in C order; a copy. */
    public double[] values() {
        return values.clone();
    }

    /** Where its clip lies in the video. */
    public MapPlace place() {
        return place;
    }

    /** Where its positions look in the clip. */
    public FieldCentres centres() {
        return centres;
    }

    /** What all positions together add to the logit. */
    public double sum() {
        return DoubleStream.of(values).sum();
    }

    /** The class's logit of the clip. */
    public double logit() {
        return bias + sum();
    }

    /** The largest absolute value of a position. */
    public double largest() {
        return DoubleStream.of(values).map(Math::abs).max().orElse(0);
    }

    /**
     * The map at the time of a frame, between positions in proportion.
     *
     * @param frame of the video; ahead of the clip's first position and behind its last, these hold
     * @return H',W'
     */
    float[] at(int frame) {
        double position = clamped(centres.time().position(frame - place.startFrame()), size.time());
        int before = (int) position;
        int behind = Math.min(before + 1, size.time() - 1);
        double part = position - before;
        int plane = size.height() * size.width();
        float[] slice = new float[plane];
        for (int i = 0; i < plane; i++) {
            slice[i] = (float) ((1 - part) * values[before * plane + i] + part * values[behind * plane + i]);
        }
        return slice;
    }

    static double clamped(double position, int positions) {
        return Math.max(0, Math.min(positions - 1, position));
    }
}
