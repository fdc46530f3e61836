package org.i3d4j;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Draws {@code docs/architecture.svg}: the floors of the house, from those that know most to those that know least. */
final class FloorsPicture {
    private static final int WIDTH = 960;
    private static final int MARGIN = 24;
    private static final int BOX_HEIGHT = 46;
    private static final int GAP = 10;
    private static final int HEADING = 26;

    /** What stands below a package's name, in a few words. */
    private static final Map<String, String> PURPOSES = Map.ofEntries(
            Map.entry("cli", "the i3d command: one class a command, one package a group"),
            Map.entry("bench", "the network, training, reading and loading, ready to be timed"),
            Map.entry("flow", "TV-L1, Farneback and DIS"),
            Map.entry("torch.train", "the loop, optimizers, checkpoints, listeners"),
            Map.entry("torch.distributed", "process groups, rendezvous, gradients of several processes"),
            Map.entry("torch", "the network on libtorch, its parameters, devices"),
            Map.entry("I3d", "the facade: load, classify"),
            Map.entry("quantize", "ranges for int8, precisions compared"),
            Map.entry("features", "features of videos, window by window"),
            Map.entry("predict", "whole videos, windows, live"),
            Map.entry("evaluate", "a network on a split; the report"),
            Map.entry("published", "weights of others, by name"),
            Map.entry("frechet", "FVD: sets, statistics, distance"),
            Map.entry("curate", "check, show, cache, prepare data sets"),
            Map.entry("checkpoint", "a model's weights, classes, configuration and metrics in one file"),
            Map.entry("data", "lists and layouts, sources, batches"),
            Map.entry("network", "the interface; the oneDNN engine"),
            Map.entry("report", "charts, pages, TensorBoard, JSON"),
            Map.entry("weights", "state dicts in every format"),
            Map.entry("video", "frames by index, transforms"),
            Map.entry("config", "the configuration's keys, as records"),
            Map.entry("architecture", "the table of I3D"),
            Map.entry("files", "written whole or not"),
            Map.entry("memory", "what the machine has"),
            Map.entry("metrics", "top-k, mAP, calibration"),
            Map.entry("yaml", "documents that know line and column; records bound to them"),
            Map.entry("error", "the kinds of I3dException"),
            Map.entry("text", "spelling, printable names"));

    private final List<Floor> floors;
    private final StringBuilder svg = new StringBuilder();

    /**
     * A floor of the picture.
     *
     * @param name of the module
     * @param purpose in a few words
     * @param colour of its ground
     * @param rows packages from those that know most; those of a row know nothing of each other
     */
    record Floor(String name, String purpose, String colour, List<List<String>> rows) {
        int height() {
            return HEADING + rows.size() * (BOX_HEIGHT + GAP) + GAP;
        }
    }

    /** @param floors from the one that knows most */
    FloorsPicture(List<Floor> floors) {
        this.floors = List.copyOf(floors);
    }

    /** All of it; the same text for the same floors. */
    String svg() {
        int height =
                MARGIN + floors.stream().mapToInt(floor -> floor.height() + GAP).sum() + MARGIN;
        svg.setLength(0);
        line(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\""
                        + " font-family=\"system-ui, sans-serif\">",
                WIDTH, height, WIDTH, height);
        line("<title>The packages of i3d4j: each imports those below it only</title>");
        line("<rect width=\"%d\" height=\"%d\" fill=\"#ffffff\"/>", WIDTH, height);
        int y = MARGIN;
        for (Floor floor : floors) {
            draw(floor, y);
            y += floor.height() + GAP;
        }
        text(
                MARGIN,
                y + 10,
                12,
                "#57606a",
                "start",
                "A package imports those of lower rows only. Tests draw this"
                        + " picture from the layers that they hold the code to.");
        line("</svg>");
        return svg.toString();
    }

    private void draw(Floor floor, int top) {
        line(
                "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"8\" fill=\"%s\"/>",
                MARGIN, top, WIDTH - 2 * MARGIN, floor.height(), floor.colour());
        text(MARGIN + GAP, top + 19, 14, "#1f2328", "start", floor.name() + ": " + floor.purpose());
        int y = top + HEADING + GAP / 2;
        for (List<String> row : floor.rows()) {
            int width = (WIDTH - 2 * MARGIN - GAP * (row.size() + 1)) / row.size();
            List<Integer> lefts = new ArrayList<>();
            for (int i = 0; i < row.size(); i++) {
                lefts.add(MARGIN + GAP + i * (width + GAP));
            }
            for (int i = 0; i < row.size(); i++) {
                box(row.get(i), lefts.get(i), y, width);
            }
            y += BOX_HEIGHT + GAP;
        }
    }

    private void box(String name, int x, int y, int width) {
        String purpose = PURPOSES.get(name);
        if (purpose == null) {
            throw new IllegalStateException("say in FloorsPicture.PURPOSES what '" + name + "' is for");
        }
        line(
                "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"5\" fill=\"#ffffff\" stroke=\"#8c959f\"/>",
                x, y, width, BOX_HEIGHT);
        text(x + width / 2, y + 19, 14, "#0a3069", "middle", name);
        text(x + width / 2, y + 36, 12, "#57606a", "middle", purpose);
    }

    private void text(int x, int y, int size, String colour, String anchor, String text) {
        line(
                "<text x=\"%d\" y=\"%d\" font-size=\"%d\" fill=\"%s\" text-anchor=\"%s\">%s</text>",
                x, y, size, colour, anchor, text);
    }

    private void line(String format, Object... values) {
        svg.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
