package org.i3d4j.network.onednn.choice;

import java.util.List;
import java.util.stream.Stream;
import org.bytedeco.dnnl.memory.data_type;
import org.i3d4j.architecture.ConvUnit;
import org.i3d4j.architecture.Extent;
import org.i3d4j.network.onednn.plan.Arithmetic;
import org.i3d4j.network.onednn.plan.SpaceToDepth;
import org.i3d4j.network.onednn.plan.TemporalWinograd;

/** What ways there are to compute a unit in an arithmetic, and which is taken where nothing was measured. */
public final class Ways {
    private static final Way PAIRS_OF_COLUMNS = new Way(new Extent(1, 1, 2), false);

    /** Other tiles only add to what is multiplied, for channels are multiplied one by one. */
    private static final List<Way> OF_FLOAT_CLIPS =
            List.of(Way.DIRECT, PAIRS_OF_COLUMNS, new Way(new Extent(2, 1, 1), true));

    private static final List<Way> OF_CLIPS =
            List.of(Way.DIRECT, PAIRS_OF_COLUMNS, new Way(new Extent(1, 2, 2), false), new Way(Extent.cube(2), false));

    private static final List<Way> OF_MAPS = List.of(Way.DIRECT, Way.WINOGRAD);

    private final Arithmetic arithmetic;

    public Ways(Arithmetic arithmetic) {
        this.arithmetic = arithmetic;
    }

    /** By rule, how {@code unit} reads what is of {@code size}: the same for every batch and on every machine. */
    public Way byRule(Reads reads, ConvUnit unit, Extent size) {
        Way wanted = reads == Reads.CLIPS ? wantedOfClips() : wantedOfMaps(unit, size);
        return isPossible(wanted, reads, unit, size) ? wanted : Way.DIRECT;
    }

    private Way wantedOfClips() {
        Extent tile = arithmetic.stemTile();
        return new Way(tile, tile.time() > 1);
    }

    private static Way wantedOfMaps(ConvUnit unit, Extent size) {
        return TemporalWinograd.pays(unit, size) ? Way.WINOGRAD : Way.DIRECT;
    }

    /** All that make sense, the one by rule first. */
    public List<Way> of(Reads reads, ConvUnit unit, Extent size) {
        return Stream.concat(
                        Stream.of(byRule(reads, unit, size)),
                        all(reads).stream().filter(way -> isPossible(way, reads, unit, size)))
                .distinct()
                .toList();
    }

    private List<Way> all(Reads reads) {
        if (reads == Reads.MAPS) {
            return OF_MAPS;
        }
        return isFloat() ? OF_FLOAT_CLIPS : OF_CLIPS;
    }

    private boolean isFloat() {
        return arithmetic.mapType(true) == data_type.f32;
    }

    /** Whether {@code way} makes sense for as many frames, rows and columns. */
    public boolean isPossible(Way way, Reads reads, ConvUnit unit, Extent size) {
        boolean fits = SpaceToDepth.fitting(unit, size, way.tile()).tile().equals(way.tile());
        return fits && (!way.isWinograd() || winogradMayPay(reads, unit, size));
    }

    private boolean winogradMayPay(Reads reads, ConvUnit unit, Extent size) {
        return isFloat()
                && (reads == Reads.CLIPS
                        ? TemporalWinograd.paysOnPairs(
                                unit, unit.outputSize(size).time())
                        : TemporalWinograd.mayPay(unit, size));
    }
}
