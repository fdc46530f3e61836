package org.i3d4j.network.onednn;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.i3d4j.architecture.Architecture;
import org.i3d4j.architecture.ConvUnit;
import org.i3d4j.architecture.Extent;
import org.i3d4j.architecture.Stage;
import org.i3d4j.network.LayerChoice;
import org.i3d4j.network.onednn.choice.Choice;
import org.i3d4j.network.onednn.choice.Chooser;
import org.i3d4j.network.onednn.choice.LayerWays;
import org.i3d4j.network.onednn.choice.Reads;
import org.i3d4j.network.onednn.choice.Way;
import org.i3d4j.network.onednn.choice.Ways;

/** In which way each unit of a network is computed; for clips of one height and width alike, where the number of frames allows it. */
final class LayerChoices {
    /** Pixels of a frame: with less, there is little to win, and times are lost in the noise. */
    private static final long LEAST_PIXELS = 128 * 128;

    /** Of a frame that is measured: which way is fastest doesn't change beyond, and time would be lost. */
    private static final int LARGEST_SIDE = 256;

    /** Of a layer in the frames that it is measured with, for the same reason. */
    private static final double LEAST_MULTIPLY_ADDS = 0.25e9;

    /** Nine frames put out, which fill Winograd's tiles, as most frames of long clips do. */
    private static final int FRAMES_OF_CLIPS = 18;

    private static final int FRAMES_OF_MAPS = 8;

    /** As many as leave some behind every stage; what is chosen doesn't hang on them. */
    private static final int FRAMES_ON_THE_WAY = 64;

    private final Ways ways;
    private final Chooser chooser;
    /** By unit, for frames of a size. */
    private final Map<Extent, Map<String, Choice>> known = new HashMap<>();
    /** Of these, for the plan that is made now. */
    private Map<String, Choice> chosen = Map.of();

    private final Map<String, LayerChoice> told = new LinkedHashMap<>();

    LayerChoices(Ways ways, Chooser chooser) {
        this.ways = ways;
        this.chooser = chooser;
    }

    /** Chooses for a plan for such clips, which is made now. */
    void choose(Architecture architecture, Extent clip) {
        told.clear();
        boolean isWorthIt = (long) clip.height() * clip.width() >= LEAST_PIXELS;
        Extent frame = new Extent(1, Math.min(clip.height(), LARGEST_SIDE), Math.min(clip.width(), LARGEST_SIDE));
        chosen = isWorthIt ? known.computeIfAbsent(frame, missing -> choices(architecture, missing)) : Map.of();
    }

    private Map<String, Choice> choices(Architecture architecture, Extent frame) {
        Map<String, Choice> choices = new HashMap<>();
        chooser.choose(layers(architecture, frame))
                .forEach((layer, choice) -> choices.put(layer.unit().name(), choice));
        return choices;
    }

    private List<LayerWays> layers(Architecture architecture, Extent frame) {
        List<LayerWays> layers = new ArrayList<>();
        Extent size = new Extent(FRAMES_ON_THE_WAY, frame.height(), frame.width());
        for (Stage stage : architecture.stages()) {
            Reads reads = stage.equals(architecture.stages().get(0)) ? Reads.CLIPS : Reads.MAPS;
            int frames = reads == Reads.CLIPS ? FRAMES_OF_CLIPS : FRAMES_OF_MAPS;
            Extent read = new Extent(frames, size.height(), size.width());
            stage.unitsFor(read)
                    .filter(of -> of.multiplyAdds() >= LEAST_MULTIPLY_ADDS)
                    .map(of -> new LayerWays(of.unit(), reads, of.input(), ways.of(reads, of.unit(), of.input())))
                    .filter(layer -> layer.ways().size() > 1)
                    .forEach(layers::add);
            size = stage.outputSize(size);
        }
        return layers;
    }

    /** How {@code unit} reads what is of {@code size}, in the plan that is made now. */
    Way way(Reads reads, ConvUnit unit, Extent size) {
        Choice rule = new Choice(ways.byRule(reads, unit, size), LayerChoice.Source.RULE, Map.of());
        Choice choice = chosen.getOrDefault(unit.name(), rule);
        Choice used = ways.isPossible(choice.way(), reads, unit, size) ? choice : rule;
        if (ways.of(reads, unit, size).size() > 1) {
            told.put(unit.name(), new LayerChoice(unit.name(), used.way().name(), used.source(), used.milliseconds()));
        }
        return used.way();
    }

    /** What the plan that was made last has; units for which there is one way only are left out. */
    List<LayerChoice> told() {
        return List.copyOf(told.values());
    }
}
