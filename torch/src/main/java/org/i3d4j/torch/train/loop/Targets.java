package org.i3d4j.torch.train.loop;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.i3d4j.data.VideoSample;
import org.i3d4j.data.loading.LabelledBatch;

/** What the clips of a batch are to be taken for: one class each, or a share of every class. */
public final class Targets {
    private final int classes;
    private final long[] classOfClip;
    private final float[] shares;

    private Targets(int classes, long[] classOfClip, float[] shares) {
        this.classes = classes;
        this.classOfClip = classOfClip;
        this.shares = shares;
    }

    /**
     * One class for each clip.
     *
     * @param classes of the network
     */
    public static Targets ofClasses(int classes, long... classOfClip) {
        return new Targets(classes, classOfClip.clone(), new float[0]);
    }

    /**
     * Shares of the classes.
     *
     * @param classes of the network
     * @param sharesRowMajor N x C, each in [0, 1]; rows of single-label clips sum to 1
     */
    public static Targets ofShares(int classes, float... sharesRowMajor) {
        if (sharesRowMajor.length % classes != 0) {
            throw new IllegalArgumentException(sharesRowMajor.length + " shares of " + classes + " classes");
        }
        return new Targets(classes, new long[0], sharesRowMajor.clone());
    }

    /** The labels of a batch, as often as each video has clips; of a multi-label data set as shares of 0 and 1. */
    static Targets of(LabelledBatch batch, int classes, boolean multiLabel) {
        List<VideoSample> samples = batch.samples();
        int clips = samples.size() * batch.clipsPerVideo();
        if (!multiLabel) {
            return ofClasses(
                    classes,
                    IntStream.range(0, clips)
                            .mapToLong(clip ->
                                    samples.get(clip / batch.clipsPerVideo()).label())
                            .toArray());
        }
        float[] shares = new float[clips * classes];
        for (int clip = 0; clip < clips; clip++) {
            for (int label : samples.get(clip / batch.clipsPerVideo()).labels()) {
                shares[clip * classes + label] = 1;
            }
        }
        return new Targets(classes, new long[0], shares);
    }

    /** These targets with their shares changed, as mixing clips does. */
    Targets changed(Consumer<float[]> change) {
        float[] copy = sharesRowMajor();
        change.accept(copy);
        return new Targets(classes, new long[0], copy);
    }

    /** N x C shares, a copy. */
    float[] sharesRowMajor() {
        if (!isOneClassEach()) {
            return shares.clone();
        }
        float[] rows = new float[classOfClip.length * classes];
        for (int clip = 0; clip < classOfClip.length; clip++) {
            rows[clip * classes + (int) classOfClip[clip]] = 1;
        }
        return rows;
    }

    int clips() {
        return isOneClassEach() ? classOfClip.length : shares.length / classes;
    }

    boolean isOneClassEach() {
        return shares.length == 0;
    }

    /** N class numbers, or N x C shares. */
    Tensor on(Device device) {
        return isOneClassEach()
                ? Tensor.create(classOfClip).to(device, torch.ScalarType.Long)
                : Tensor.create(shares, clips(), classes).to(device, torch.ScalarType.Float);
    }
}
