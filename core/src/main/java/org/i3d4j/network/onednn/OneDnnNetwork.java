package org.i3d4j.network.onednn;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bytedeco.dnnl.memory.data_type;
import org.bytedeco.dnnl.stream;
import org.bytedeco.javacpp.PointerScope;
import org.i3d4j.architecture.Architecture;
import org.i3d4j.architecture.ModelSettings;
import org.i3d4j.architecture.NonLocal;
import org.i3d4j.architecture.Stage;
import org.i3d4j.error.DeviceException;
import org.i3d4j.error.I3dException;
import org.i3d4j.metrics.Softmax;
import org.i3d4j.network.ActivationRanges;
import org.i3d4j.network.Activations;
import org.i3d4j.network.Compute;
import org.i3d4j.network.LayerChoice;
import org.i3d4j.network.Logits;
import org.i3d4j.network.Network;
import org.i3d4j.network.NetworkInputs;
import org.i3d4j.network.Precision;
import org.i3d4j.network.onednn.choice.Chooser;
import org.i3d4j.network.onednn.choice.MeasuredChooser;
import org.i3d4j.network.onednn.plan.Arena;
import org.i3d4j.network.onednn.plan.Arithmetic;
import org.i3d4j.network.onednn.plan.EightBits;
import org.i3d4j.network.onednn.plan.OneDnn;
import org.i3d4j.network.onednn.plan.Plan;
import org.i3d4j.network.onednn.plan.PlanOutput;
import org.i3d4j.video.ClipBatch;
import org.i3d4j.video.ClipType;
import org.i3d4j.weights.StateDict;
import org.i3d4j.weights.StateDictCheck;
import org.i3d4j.weights.TensorData;

/**
 * The network as calls of oneDNN, made by walking its {@link Architecture}: batch norm folded into the kernels, bias and ReLU
 * part of the convolutions, weights laid out once, feature maps in one piece of memory that is used again and again. What a
 * shape of clips takes is made when it comes for the first time. Owns its weights and memory; not safe for use by several
 * threads at a time.
 */
final class OneDnnNetwork implements Network {
    private final ModelSettings settings;
    private final Architecture architecture;
    private final Precision precision;
    private final Consumer<PlanOutput> watcher;
    private final Head head;
    private final Plans plans;
    private final Arena arena = new Arena();
    private final stream order;

    /** Computes by rule, as {@link #OneDnnNetwork(ModelSettings, StateDict, Precision, Arithmetic, Chooser)}. */
    OneDnnNetwork(ModelSettings settings, StateDict weights, ActivationRanges ranges, Precision precision) {
        this(settings, weights, precision, arithmetic(settings, ranges, precision), Chooser.BY_RULE);
    }

    /**
     * @param weights every tensor of the architecture; copied
     * @param arithmetic of {@code precision}
     * @throws org.i3d4j.error.WeightsException if a tensor is missing or has another shape
     */
    OneDnnNetwork(
            ModelSettings settings, StateDict weights, Precision precision, Arithmetic arithmetic, Chooser chooser) {
        this(
                settings,
                precision,
                new Head(checked(settings, weights).architecture(), weights),
                new Lowering(settings.architecture(), weights, settings.batchNormEps(), arithmetic, chooser, false),
                output -> {});
    }

    /** Networks that compute at the same time, with plans and memory of their own and the kernels of the first. */
    static List<Network> workers(ModelSettings settings, StateDict weights, ActivationRanges ranges, Compute compute) {
        Precision precision = compute.precision();
        Arithmetic arithmetic = arithmetic(settings, ranges, precision);
        Chooser chooser = compute.deterministic() ? Chooser.BY_RULE : MeasuredChooser.ofUser(precision, arithmetic);
        OneDnnNetwork first = new OneDnnNetwork(settings, weights, precision, arithmetic, chooser);
        return Stream.concat(
                        Stream.of((Network) first),
                        Stream.generate(first::sharing).limit(compute.workers() - 1L))
                .toList();
    }

    private Network sharing() {
        return new OneDnnNetwork(settings, precision, head, plans.lowering(), watcher);
    }

    /** Takes a share of {@code lowering}, which is the last to be made, for it holds native memory. */
    private OneDnnNetwork(
            ModelSettings settings, Precision precision, Head head, Lowering lowering, Consumer<PlanOutput> watcher) {
        this.settings = settings;
        this.architecture = settings.architecture();
        this.precision = precision;
        this.watcher = watcher;
        this.head = head;
        this.plans = new Plans(architecture, lowering);
        try (PointerScope scope = new PointerScope()) {
            this.order = new stream(OneDnn.cpu());
            order.retainReference();
        }
    }

    /**
     * A network in float32, by rule, that shows {@code watcher} what every convolution unit puts out, as {@link
     * Lowering#shown}.
     */
    static OneDnnNetwork watched(ModelSettings settings, StateDict weights, Consumer<PlanOutput> watcher) {
        Architecture architecture = checked(settings, weights).architecture();
        Head head = new Head(architecture, weights);
        Lowering lowering = new Lowering(
                architecture, weights, settings.batchNormEps(), new Floats(data_type.f32), Chooser.BY_RULE, true);
        return new OneDnnNetwork(settings, Precision.FP32, head, lowering, watcher);
    }

    private static ModelSettings checked(ModelSettings settings, StateDict weights) {
        StateDictCheck.require("weights", settings.architecture(), weights);
        return settings;
    }

    /** @throws org.i3d4j.error.WeightsException if a range is missing */
    static Arithmetic arithmetic(ModelSettings settings, ActivationRanges ranges, Precision precision) {
        return switch (precision) {
            case FP32 -> new Floats(data_type.f32);
            case BF16 -> new Floats(data_type.bf16);
            case INT8 -> eightBits(settings.architecture(), ranges);
        };
    }

    private static EightBits eightBits(Architecture architecture, ActivationRanges ranges) {
        requireEightBits(architecture);
        return new EightBits(architecture, ranges);
    }

    /** @throws DeviceException if 8-bit arithmetic lacks something that the network has */
    static void requireEightBits(Architecture architecture) {
        if (architecture.stages().stream().anyMatch(NonLocal.class::isInstance)) {
            throw new DeviceException("int8: " + architecture.name()
                    + " has non-local blocks, whose products 8-bit arithmetic doesn't have; use bf16");
        }
    }

    @Override
    public ModelSettings settings() {
        return settings;
    }

    @Override
    public Architecture architecture() {
        return architecture;
    }

    @Override
    public String description() {
        return "oneDNN " + OneDnn.version() + " on cpu, " + precision.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public List<LayerChoice> choices() {
        return plans.lowering().choices();
    }

    @Override
    public ClipType clipType() {
        return plans.lowering().clipType();
    }

    @Override
    public Activations forward(ClipBatch clipsNcthw, Set<String> endpoints) {
        NetworkInputs.require(architecture, clipsNcthw, clipType(), endpoints);
        Map<String, TensorData> kept = new LinkedHashMap<>();
        Logits[] logits = new Logits[1];
        BitSet overflown = new BitSet();
        run(clipsNcthw, stagesAmong(endpoints), output -> {
            if (output.isWatched()) {
                IntStream.range(0, output.clips()).filter(output::isBeyond).forEach(overflown::set);
            } else if (output.name().equals(Plans.BACKBONE)) {
                logits[0] = logits(output, overflown);
                addHead(output, endpoints, kept);
            } else if (endpoints.contains(output.name())) {
                kept.put(output.name(), copyOf(output));
            } else {
                watcher.accept(output);
            }
        });
        if (endpoints.contains(Architecture.PREDICTIONS)) {
            kept.put(Architecture.PREDICTIONS, probabilities(logits[0]));
        }
        return new Activations(logits[0], kept);
    }

    /** @param overflown clips of which the rest is not to be believed */
    private Logits logits(PlanOutput backbone, BitSet overflown) {
        float[] values = head.logits(backbone);
        int classes = settings.classes();
        overflown.stream().forEach(clip -> Arrays.fill(values, clip * classes, (clip + 1) * classes, Float.NaN));
        return new Logits(values, classes);
    }

    private Set<String> stagesAmong(Set<String> endpoints) {
        return architecture.stages().stream()
                .map(Stage::name)
                .filter(endpoints::contains)
                .collect(Collectors.toSet());
    }

    /** What runs for clips of this shape when no endpoints are asked for. */
    Plan plan(ClipBatch clips) {
        return plans.get(key(clips, Set.of()));
    }

    private static PlanKey key(ClipBatch clips, Set<String> stages) {
        return new PlanKey(clips.clips(), NetworkInputs.extent(clips), clips.type(), stages);
    }

    private void run(ClipBatch clips, Set<String> stages, Consumer<PlanOutput> seen) {
        PlanKey key = key(clips, stages);
        try {
            Plan plan = plans.get(key);
            arena.require(plan.arenaBytes(), "running the network on " + key);
            plan.run(clips.address(), arena, order, seen);
        } catch (I3dException e) {
            throw e;
        } catch (RuntimeException e) {
            throw OneDnn.explain("running the network on " + key, e);
        }
    }

    private void addHead(PlanOutput backbone, Set<String> endpoints, Map<String, TensorData> kept) {
        boolean everywhere = endpoints.contains(Architecture.LOGITS);
        if (everywhere || endpoints.contains(Architecture.FEATURES)) {
            TensorData features = head.features(backbone);
            if (endpoints.contains(Architecture.FEATURES)) {
                kept.put(Architecture.FEATURES, features);
            }
            if (everywhere) {
                kept.put(Architecture.LOGITS, head.logits(features));
            }
        }
    }

    private static TensorData copyOf(PlanOutput output) {
        ByteBuffer bytes = TensorData.allocate((long) output.floats().remaining() * Float.BYTES);
        bytes.asFloatBuffer().put(output.floats());
        return TensorData.of(
                bytes, output.shape().stream().mapToLong(Long::longValue).toArray());
    }

    private static TensorData probabilities(Logits logits) {
        float[] all = new float[logits.clips() * logits.classes()];
        for (int clip = 0; clip < logits.clips(); clip++) {
            double[] row = Softmax.of(logits.row(clip));
            for (int i = 0; i < row.length; i++) {
                all[clip * row.length + i] = (float) row[i];
            }
        }
        return TensorData.of(all, logits.clips(), logits.classes());
    }

    @Override
    public void close() {
        plans.close();
        arena.close();
        order.releaseReference();
    }
}
