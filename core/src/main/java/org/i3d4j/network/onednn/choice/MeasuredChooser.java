package org.i3d4j.network.onednn.choice;

import java.time.Duration;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.i3d4j.error.OutputException;
import org.i3d4j.files.SharedText;
import org.i3d4j.memory.Processor;
import org.i3d4j.network.LayerChoice.Source;
import org.i3d4j.network.Precision;
import org.i3d4j.network.onednn.plan.Arithmetic;
import org.i3d4j.network.onednn.plan.OneDnn;
import org.i3d4j.text.Counted;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes what was fastest when it was measured, once for a machine: the times are kept in a file, so that all processes choose
 * alike. While one measures, others wait for what it finds.
 */
public final class MeasuredChooser implements Chooser {
    private static final Logger log = LoggerFactory.getLogger(MeasuredChooser.class);
    private static final String FILE = "layer-times.json";

    /** How much longer the way by rule has to take than the fastest, so that noise alone changes no digits. */
    private static final double CLEARLY = 1.05;

    /** For another process that measures; one that was stopped in the middle would never end. */
    private static final Duration MOST_TO_WAIT = Duration.ofSeconds(10);

    private static final double NANOS = 1e9;

    private final SharedText file;
    private final String machine;
    private final LayerTimes layerTimes;

    /** What tells times. */
    @FunctionalInterface
    interface LayerTimes {
        /**
         * Of all ways of {@code layer}, by name.
         *
         * @throws BusyMachineException if nothing can be measured now
         * @throws RuntimeException if this layer can't be
         */
        Map<String, Double> milliseconds(LayerWays layer);
    }

    /** @param machine all that times depend on but the layer */
    MeasuredChooser(SharedText file, String machine, LayerTimes layerTimes) {
        this.file = file;
        this.machine = machine;
        this.layerTimes = layerTimes;
    }

    /** On this machine, with times in the user's cache. */
    public static MeasuredChooser ofUser(Precision precision, Arithmetic arithmetic) {
        Race race = new Race(Clock.ofSystem());
        String machine = String.join(
                ", ",
                Processor.name(),
                OneDnn.instructionSet(),
                "oneDNN " + OneDnn.version(),
                Counted.of(OneDnn.threads(), "thread"),
                precision.name().toLowerCase(Locale.ROOT));
        return new MeasuredChooser(
                SharedText.ofUser(FILE), machine, layer -> LayerTrials.milliseconds(layer, arithmetic, race));
    }

    @Override
    public Map<LayerWays, Choice> choose(List<LayerWays> layers) {
        Map<LayerWays, Choice> choices = kept(layers);
        if (choices.size() < layers.size()) {
            long begin = System.nanoTime();
            try {
                file.replace(MOST_TO_WAIT, () -> measured(layers, choices));
                tell(choices, (System.nanoTime() - begin) / NANOS);
            } catch (OutputException e) {
                log.debug("layers are computed by rule, for times can't be kept: {}", e.getMessage());
                choices.values().removeIf(MeasuredChooser::isNew);
            }
        }
        return choices;
    }

    private static boolean isNew(Choice choice) {
        return choice.source() == Source.MEASURED;
    }

    private void tell(Map<LayerWays, Choice> choices, double seconds) {
        long found = choices.values().stream().filter(MeasuredChooser::isNew).count();
        if (found > 0) {
            log.info(
                    "measured in {} s how {} can be computed fastest; kept in {}",
                    String.format(Locale.ROOT, "%.1f", seconds),
                    Counted.of(found, "layer"),
                    file);
        }
    }

    private Map<LayerWays, Choice> kept(List<LayerWays> layers) {
        Map<LayerWays, Choice> choices = new LinkedHashMap<>();
        try {
            file.read().flatMap(KeptTimes::of).ifPresent(times -> addKept(layers, times, choices));
        } catch (OutputException e) {
            log.debug("{}", e.getMessage());
        }
        return choices;
    }

    private void addKept(List<LayerWays> layers, KeptTimes times, Map<LayerWays, Choice> choices) {
        for (LayerWays layer : layers) {
            times.find(machine, layer.shape(), names(layer))
                    .ifPresent(found -> choices.put(layer, choice(layer, Source.KEPT, found)));
        }
    }

    private static Set<String> names(LayerWays layer) {
        return layer.ways().stream().map(Way::name).collect(Collectors.toSet());
    }

    /** The new text of the file. */
    private String measured(List<LayerWays> layers, Map<LayerWays, Choice> choices) {
        KeptTimes times = times();
        addKept(layers, times, choices);
        Set<String> shapes = new LinkedHashSet<>();
        try {
            for (LayerWays layer : layers) {
                if (!choices.containsKey(layer)) {
                    Optional<Map<String, Double>> found = shapes.add(layer.shape())
                            ? measured(layer)
                            : times.find(machine, layer.shape(), names(layer));
                    found.ifPresent(milliseconds -> {
                        times.put(machine, layer.shape(), milliseconds);
                        choices.put(layer, choice(layer, Source.MEASURED, milliseconds));
                    });
                }
            }
        } catch (BusyMachineException e) {
            log.debug("layers that were not measured yet are computed by rule: {}", e.getMessage());
        }
        return times.text();
    }

    private KeptTimes times() {
        try {
            Optional<String> text = file.read();
            return text.isEmpty()
                    ? KeptTimes.none()
                    : KeptTimes.of(text.get()).orElseThrow(() -> new OutputException(file + ": is damaged"));
        } catch (OutputException e) {
            log.warn("warning: {}; the times of layers that it kept are measured again", e.getMessage());
            return KeptTimes.none();
        }
    }

    private Optional<Map<String, Double>> measured(LayerWays layer) {
        try {
            return Optional.of(layerTimes.milliseconds(layer));
        } catch (BusyMachineException e) {
            throw e;
        } catch (RuntimeException e) {
            log.debug("{} is computed by rule, for it can't be measured: {}", layer.shape(), e.getMessage());
            return Optional.empty();
        }
    }

    private static Choice choice(LayerWays layer, Source source, Map<String, Double> milliseconds) {
        Way rule = layer.ways().get(0);
        Way fastest = Collections.min(layer.ways(), Comparator.comparingDouble(way -> time(milliseconds, way)));
        boolean clearly = time(milliseconds, rule) >= CLEARLY * time(milliseconds, fastest);
        return new Choice(clearly ? fastest : rule, source, milliseconds);
    }

    private static double time(Map<String, Double> milliseconds, Way way) {
        return milliseconds.getOrDefault(way.name(), Double.POSITIVE_INFINITY);
    }
}
