package org.i3d4j.cli.bench;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.i3d4j.architecture.Extent;
import org.i3d4j.bench.network.BatchShape;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code N,C,T,H,W}. */
final class BatchShapeConverter implements ITypeConverter<BatchShape> {
    private static final Pattern SHAPE = Pattern.compile("([1-9]\\d{0,5})" + ",([1-9]\\d{0,5})".repeat(4));

    /** More than any kind of frame has. */
    private static final int MOST_CHANNELS = 1024;

    @Override
    public BatchShape convert(String text) {
        Matcher sides = SHAPE.matcher(text);
        if (!sides.matches()) {
            throw new TypeConversionException("expected N,C,T,H,W as 1,3,64,224,224, found '" + text + "'");
        }
        if (side(sides, 2) > MOST_CHANNELS) {
            throw new TypeConversionException(
                    "expected at most " + MOST_CHANNELS + " channels, found " + side(sides, 2));
        }
        return new BatchShape(
                side(sides, 1), side(sides, 2), new Extent(side(sides, 3), side(sides, 4), side(sides, 5)));
    }

    private static int side(Matcher sides, int group) {
        return Integer.parseInt(sides.group(group));
    }
}
