package org.i3d4j.network.onednn;

import org.bytedeco.javacpp.PointerScope;
import org.i3d4j.architecture.Architecture;
import org.i3d4j.architecture.ConvUnit;
import org.i3d4j.architecture.Stage;
import org.i3d4j.error.Advice;
import org.i3d4j.network.onednn.plan.FeatureMap;
import org.i3d4j.network.onednn.plan.LruCache;
import org.i3d4j.network.onednn.plan.Plan;
import org.i3d4j.network.onednn.plan.PlanBuilder;
import org.i3d4j.network.onednn.plan.Step;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The plans of a network, made when a shape comes for the first time. */
final class Plans implements AutoCloseable {
    /** What the last stage puts out. */
    static final String BACKBONE = "backbone";

    private static final Logger log = LoggerFactory.getLogger(Plans.class);

    private final Architecture architecture;
    private final Lowering lowering;
    private final LruCache<PlanKey, Plan> plans = new LruCache<>(this::make, Plan::close);

    /** @param lowering shared with the plans of other networks of the same weights */
    Plans(Architecture architecture, Lowering lowering) {
        this.architecture = architecture;
        this.lowering = lowering.share();
    }

    /** The plan for {@code key}; stays this object's, and is there until many others were asked for. */
    Plan get(PlanKey key) {
        return plans.get(key);
    }

    /** How they are made, for others to share. */
    Lowering lowering() {
        return lowering;
    }

    private Plan make(PlanKey key) {
        PlanBuilder builder = new PlanBuilder(key.clips());
        try (PointerScope scope = new PointerScope()) {
            Plan plan;
            synchronized (lowering) {
                plan = lower(builder, key);
            }
            plan.steps().stream()
                    .filter(Step::isSlow)
                    .forEach(step -> log.warn(
                            "oneDNN has only its slow reference code for {} of {}; {}",
                            step.name(),
                            key,
                            Advice.TRY_LIBTORCH));
            return plan;
        } catch (RuntimeException e) {
            builder.abandon();
            throw e;
        }
    }

    private Plan lower(PlanBuilder builder, PlanKey key) {
        ConvUnit stem = (ConvUnit) architecture.stages().get(0);
        lowering.choose(architecture, key.clip());
        OverflowGuard guard = lowering.overflowGuard();
        FeatureMap x = lowering.clips(builder, stem, key);
        for (Stage stage : architecture.stages()) {
            guard.before(stage, x, builder);
            x = stage.equals(stem) ? lowering.stem(builder, stem, key.clip(), x) : lowering.lower(builder, stage, x);
            if (key.endpoints().contains(stage.name())) {
                builder.markOutput(stage.name(), x);
            }
        }
        builder.markOutput(BACKBONE, x);
        return builder.build();
    }

    @Override
    public void close() {
        plans.close();
        lowering.close();
    }
}
