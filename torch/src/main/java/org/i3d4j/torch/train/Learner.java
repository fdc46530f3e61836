package org.i3d4j.torch.train;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.i3d4j.error.I3dException;
import org.i3d4j.torch.InceptionI3d;
import org.i3d4j.torch.TorchRuntime;
import org.i3d4j.video.ClipBatch;

/** One training step: forward, cross-entropy, backward, update. */
public final class Learner {
    private final InceptionI3d network;
    private final Optimizer optimizer;
    private final long seed;

    /** @param seed decides the dropout of every step, whatever ran before it */
    public Learner(InceptionI3d network, Optimizer optimizer, long seed) {
        this.network = network;
        this.optimizer = optimizer;
        this.seed = seed;
    }

    /**
     * What a step gave.
     *
     * @param loss mean cross-entropy of the batch, before the update
     * @param correct clips whose largest logit was their label's
     * @param clips clips in the batch
     */
    public record Result(double loss, int correct, int clips) {}

    /**
     * Learns from one batch.
     *
     * @param clipsNcthw N,C,T,H,W; stays the caller's
     * @param labels N class indices
     * @param step number of this update, from 1
     */
    public Result step(ClipBatch clipsNcthw, long[] labels, long step, double learningRate) {
        try (PointerScope scope = new PointerScope()) {
            torch.manual_seed(seed * 0x9E3779B97F4A7C15L + step);
            network.parameters().gradients().zero_();
            Tensor clips = network.onDevice(clipsNcthw);
            Tensor targets = Tensor.create(labels).to(clips.device(), torch.ScalarType.Long);
            Tensor logits = network.train(clips);
            Tensor loss = torch.cross_entropy_loss(logits, targets);
            loss.backward();
            optimizer.step(step, learningRate);
            return new Result(loss.item_double(), correct(logits, targets), labels.length);
        } catch (I3dException e) {
            throw e;
        } catch (RuntimeException e) {
            throw TorchRuntime.explain("training step " + step, e);
        }
    }

    private static int correct(Tensor logits, Tensor targets) {
        try (NoGradGuard guard = new NoGradGuard()) {
            Tensor best = logits.argmax(new LongOptional(1), false);
            return (int) best.eq(targets).sum().item_long();
        }
    }
}
