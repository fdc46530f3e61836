package org.i3d4j.cli.fvd;

import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.i3d4j.report.picture.Curves;
import org.i3d4j.report.picture.CurvesPlot;

/** Distances of several sets, as of samples after more and more steps of training, as a picture. */
final class FvdCurve {
    private static final Pattern LAST_NUMBER = Pattern.compile("(\\d+)\\D*$");
    private static final int MOST_DIGITS = 15;

    /** One of them; {@code at} is where it stands. */
    private record Point(double at, FvdResult result) {}

    private FvdCurve() {}

    /**
     * Draws them by the last number in their names where these differ, as {@code samples-20000}; else in their order, from 1.
     *
     * @param panel what the distances are
     * @throws org.i3d4j.error.OutputException if the picture can't be written
     */
    static void write(Path file, String panel, List<FvdResult> results) {
        List<Double> numbers = results.stream()
                .map(result -> lastNumber(result.generated().path()))
                .toList();
        boolean numbered = !numbers.contains(Double.NaN) && new HashSet<>(numbers).size() == numbers.size();
        List<Point> points = new ArrayList<>(IntStream.range(0, results.size())
                .mapToObj(i -> new Point(numbered ? numbers.get(i) : i + 1, results.get(i)))
                .toList());
        points.sort(Comparator.comparingDouble(Point::at));
        Curves curves = new Curves();
        for (Point point : points) {
            curves.add(panel, "FVD", point.at(), point.result().distance().value());
            point.result().bootstrap().ifPresent(drawn -> {
                curves.add(panel, "95 %, upper end", point.at(), drawn.high());
                curves.add(panel, "95 %, lower end", point.at(), drawn.low());
            });
        }
        CurvesPlot.write(
                file,
                "FVD to " + results.get(0).real().path(),
                numbered ? "number in the set's name" : "set, in the order given",
                curves);
    }

    private static double lastNumber(Path path) {
        Matcher matcher = LAST_NUMBER.matcher(String.valueOf(path.getFileName()));
        boolean found = matcher.find() && matcher.group(1).length() <= MOST_DIGITS;
        return found ? new BigInteger(matcher.group(1)).doubleValue() : Double.NaN;
    }
}
