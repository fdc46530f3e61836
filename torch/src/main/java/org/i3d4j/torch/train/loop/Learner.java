package org.i3d4j.torch.train.loop;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.i3d4j.error.I3dException;
import org.i3d4j.error.TrainingException;
import org.i3d4j.torch.TorchNetwork;
import org.i3d4j.torch.TorchRuntime;
import org.i3d4j.torch.TrainingPass;
import org.i3d4j.torch.distributed.GradientExchange;
import org.i3d4j.torch.distributed.GradientRoute;
import org.i3d4j.torch.distributed.ProcessGroup;
import org.i3d4j.torch.train.optimizer.GradientClipping;
import org.i3d4j.torch.train.optimizer.Optimizer;
import org.i3d4j.video.ClipBatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One training step: forward, loss and backward of one batch or several, then the update. */
public final class Learner {
    private static final Logger log = LoggerFactory.getLogger(Learner.class);
    /** Odd, so that no two ranks share a seed. */
    private static final long RANK_STEP = 0xD1B54A32D192ED03L;

    private static final double NANOS_PER_SECOND = 1e9;

    private final TorchNetwork network;
    private final Optimizer optimizer;
    private final Loss loss;
    private final Settings settings;
    private final ProcessGroup group;
    private final GradientExchange exchange;
    private double lossSum;
    private int correct;
    private int clips;
    private double gradientWaitSeconds;
    private String engine = "";

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

    /** In this process alone. */
    public Learner(TorchNetwork network, Optimizer optimizer, Loss loss, Settings settings) {
        this(network, optimizer, loss, settings, ProcessGroup.single());
    }

    private Learner(TorchNetwork network, Optimizer optimizer, Loss loss, Settings settings, ProcessGroup alone) {
        this(network, optimizer, loss, settings, alone, alone.gradients(network.parameters(), GradientRoute.AUTO));
    }

    /**
     * Together with other processes: an update is then as of one batch of the clips of all.
     *
     * @param exchange of the network's gradients; stays the caller's
     */
    public Learner(
            TorchNetwork network,
            Optimizer optimizer,
            Loss loss,
            Settings settings,
            ProcessGroup group,
            GradientExchange exchange) {
        this.network = network;
        this.optimizer = optimizer;
        this.loss = loss;
        this.settings = settings;
        this.group = group;
        this.exchange = exchange;
    }

    /**
     * What a step gave, over all processes.
     *
     * @param loss mean of its clips, before the update
     * @param correct clips whose largest logit was of their class, or of one of their classes
     * @param clips clips in the step; 0 if there was no update
     * @param gradientNorm length of the gradient before clipping; NaN if it was not measured
     * @param gradientWaitSeconds that this process waited for the gradients of others
     */
    public record Result(double loss, int correct, int clips, double gradientNorm, double gradientWaitSeconds) {}

    /**
     * Learns from one batch.
     *
     * @param clipsNcthw N,C,T,H,W; stays the caller's
     * @param targets of the N clips
     * @param step number of this update, from 1
     * @throws TrainingException if the loss is not finite; the weights are as before then
     */
    public Result step(ClipBatch clipsNcthw, Targets targets, long step, double learningRate) {
        add(clipsNcthw, targets, step, true);
        return update(step, learningRate);
    }

    /**
     * Adds the gradients of a batch to those of the coming update, which is then as of one batch of all their clips.
     *
     * @param batchNumber over the whole run, from 1
     * @param last whether it is the last before the update, for all processes
     * @throws TrainingException if the loss is not finite
     */
    public void add(ClipBatch clipsNcthw, Targets targets, long batchNumber, boolean last) {
        try (PointerScope scope = new PointerScope()) {
            begin(batchNumber, last);
            TrainingPass pass = network.train(clipsNcthw, doing(batchNumber));
            tell(pass.engine());
            Tensor logits = pass.logits();
            Tensor expected = targets.on(logits.device());
            Tensor mean = loss.of(logits, expected);
            lossSum += finite(mean.item_double()) * targets.clips();
            requireFiniteMaps();
            backward(pass, sums() ? mean.mul(new Scalar((double) targets.clips())) : mean, last);
            correct += correct(logits, expected, targets.isOneClassEach());
            clips += targets.clips();
        } catch (I3dException e) {
            throw e;
        } catch (RuntimeException e) {
            throw TorchRuntime.explain(doing(batchNumber), e);
        }
    }

    private void tell(String next) {
        if (!next.equals(engine) && group.isFirst()) {
            log.info("trained by {}", next);
        }
        engine = next;
    }

    /** Who computed the last batch; empty ahead of the first. */
    public String engine() {
        return engine;
    }

    /** Takes part in a batch of which this process has no clip, others may have. */
    void addNothing(long batchNumber, boolean last) {
        if (!group.isShared()) {
            if (last) {
                gradientWaitSeconds = exchange.afterBackward();
            }
            return;
        }
        try (PointerScope scope = new PointerScope()) {
            begin(batchNumber, last);
            TrainingPass pass = network.trainOnNothing();
            backward(pass, pass.logits().sum().mul(new Scalar(0.0)), last);
        } catch (I3dException e) {
            throw e;
        } catch (RuntimeException e) {
            throw TorchRuntime.explain(doing(batchNumber), e);
        }
    }

    private static String doing(long batchNumber) {
        return "training on batch " + batchNumber;
    }

    private void begin(long batchNumber, boolean last) {
        torch.manual_seed(settings.seed() * 0x9E3779B97F4A7C15L + batchNumber + group.rank() * RANK_STEP);
        if (last) {
            exchange.beforeForward();
        }
    }

    private void backward(TrainingPass pass, Tensor scalar, boolean last) {
        if (last) {
            exchange.beforeBackward(scalar);
        }
        pass.backward(scalar, last ? exchange::ready : value -> {});
        if (last) {
            gradientWaitSeconds = exchange.afterBackward();
        }
    }

    /** Whether gradients are sums over clips until the update, when their number is known. */
    private boolean sums() {
        return settings.accumulates() || group.isShared();
    }

    private static double finite(double loss) {
        if (!Double.isFinite(loss)) {
            throw new TrainingException("the loss is " + loss);
        }
        return loss;
    }

    /** oneDNN's ReLU makes 0 of NaN, and the loss finite. */
    private void requireFiniteMaps() {
        if (!network.parameters().statisticsAreFinite()) {
            throw new TrainingException("the feature maps hold values that are not finite");
        }
    }

    /**
     * Changes the weights by the gradients of the batches added, unless there was not one clip in them.
     *
     * @param step number of this update, from 1
     * @throws TrainingException if the gradient is measured and not finite; the weights are as before then
     */
    public Result update(long step, double learningRate) {
        try (PointerScope scope = new PointerScope()) {
            long start = System.nanoTime();
            double[] together = group.sum(lossSum, correct, clips);
            int all = (int) together[2];
            if (all == 0) {
                return new Result(0, 0, 0, Double.NaN, gradientWaitSeconds);
            }
            if (sums()) {
                exchange.average(all);
            }
            if (group.isShared()) {
                gradientWaitSeconds += (System.nanoTime() - start) / NANOS_PER_SECOND;
            }
            double norm = clip();
            optimizer.step(step, learningRate);
            return new Result(together[0] / all, (int) together[1], all, norm, gradientWaitSeconds);
        } catch (I3dException e) {
            throw e;
        } catch (RuntimeException e) {
            throw TorchRuntime.explain("training step " + step, e);
        } finally {
            lossSum = 0;
            correct = 0;
            clips = 0;
            gradientWaitSeconds = 0;
        }
    }

    /** The length of the gradient before; NaN if nothing asks for it. */
    private double clip() {
        GradientClipping clipping = settings.clipping();
        if (!clipping.isOn()) {
            return Double.NaN;
        }
        double norm = GradientClipping.norm(network.parameters().gradients());
        // Also by 1: scaling is for all processes, of which some might have rounded to the other side of the limit.
        exchange.scale(clipping.factor(norm));
        return norm;
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
