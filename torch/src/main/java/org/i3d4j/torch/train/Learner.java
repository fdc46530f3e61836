package org.i3d4j.torch.train;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.i3d4j.error.I3dException;
import org.i3d4j.error.TrainingException;
import org.i3d4j.torch.InceptionI3d;
import org.i3d4j.torch.TorchRuntime;
import org.i3d4j.video.ClipBatch;

/** One training step: forward, loss and backward of one batch or several, then the update. */
public final class Learner {
    private final InceptionI3d network;
    private final Optimizer optimizer;
    private final Loss loss;
    private final Settings settings;
    private double lossSum;
    private int correct;
    private int clips;

    /**
     * How to learn.
     *
     * @param clipping of the gradient of an update
     * @param accumulates whether several batches can make one update
     * @param seed decides the dropout of every batch, whatever ran before it
     */
    public record Settings(GradientClipping clipping, boolean accumulates, long seed) {
        /** One batch an update, gradients as they are. */
        public static Settings plain(long seed) {
            return new Settings(GradientClipping.OFF, false, seed);
        }
    }

    public Learner(InceptionI3d network, Optimizer optimizer, Loss loss, Settings settings) {
        this.network = network;
        this.optimizer = optimizer;
        this.loss = loss;
        this.settings = settings;
    }

    /**
     * What a step gave.
     *
     * @param loss mean of its clips, before the update
     * @param correct clips whose largest logit was of their class, or of one of their classes
     * @param clips clips in the step
     * @param gradientNorm length of the gradient before clipping; NaN if it was not measured
     */
    public record Result(double loss, int correct, int clips, double gradientNorm) {}

    /**
     * Learns from one batch.
     *
     * @param clipsNcthw N,C,T,H,W; stays the caller's
     * @param targets of the N clips
     * @param step number of this update, from 1
     * @throws TrainingException if the loss is not finite; the weights are as before then
     */
    public Result step(ClipBatch clipsNcthw, Targets targets, long step, double learningRate) {
        add(clipsNcthw, targets, step);
        return update(step, learningRate);
    }

    /**
     * Adds the gradients of a batch to those of the coming update, which is then as of one batch of all their clips.
     *
     * @param batchNumber over the whole run, from 1
     * @throws TrainingException if the loss is not finite
     */
    void add(ClipBatch clipsNcthw, Targets targets, long batchNumber) {
        try (PointerScope scope = new PointerScope()) {
            torch.manual_seed(settings.seed() * 0x9E3779B97F4A7C15L + batchNumber);
            if (clips == 0) {
                network.parameters().gradients().zero_();
            }
            Tensor input = network.onDevice(clipsNcthw);
            Tensor expected = targets.on(input.device());
            Tensor logits = network.train(input);
            Tensor mean = loss.of(logits, expected);
            (settings.accumulates() ? mean.mul(new Scalar((double) targets.clips())) : mean).backward();
            lossSum += finite(mean.item_double()) * targets.clips();
            correct += correct(logits, expected, targets.isOneClassEach());
            clips += targets.clips();
        } catch (I3dException e) {
            throw e;
        } catch (RuntimeException e) {
            throw TorchRuntime.explain("training on batch " + batchNumber, e);
        }
    }

    private static double finite(double loss) {
        if (!Double.isFinite(loss)) {
            throw new TrainingException("the loss is " + loss);
        }
        return loss;
    }

    /** Whether batches were added since the last update. */
    boolean isUpdateDue() {
        return clips > 0;
    }

    /**
     * Changes the weights by the gradients of the batches added.
     *
     * @param step number of this update, from 1
     * @throws TrainingException if the gradient is measured and not finite; the weights are as before then
     */
    Result update(long step, double learningRate) {
        try (PointerScope scope = new PointerScope()) {
            Tensor gradients = network.parameters().gradients();
            if (settings.accumulates()) {
                gradients.mul_(new Scalar(1.0 / clips));
            }
            double norm = settings.clipping().apply(gradients);
            optimizer.step(step, learningRate);
            return new Result(lossSum / clips, correct, clips, norm);
        } catch (I3dException e) {
            throw e;
        } catch (RuntimeException e) {
            throw TorchRuntime.explain("training step " + step, e);
        } finally {
            lossSum = 0;
            correct = 0;
            clips = 0;
        }
    }

    /** Of mixed clips, the class with the greatest share counts. */
    private static int correct(Tensor logits, Tensor targets, boolean oneClassEach) {
        try (NoGradGuard guard = new NoGradGuard()) {
            Tensor best = logits.argmax(new LongOptional(1), false);
            if (oneClassEach) {
                return (int) best.eq(targets).sum().item_long();
            }
            Tensor share = targets.gather(1, best.unsqueeze(1)).squeeze(1);
            Tensor greatest = targets.amax(new long[] {1}, false);
            Tensor right = share.eq(greatest).logical_and(share.gt(new Scalar(0.0)));
            return (int) right.sum().item_long();
        }
    }
}
