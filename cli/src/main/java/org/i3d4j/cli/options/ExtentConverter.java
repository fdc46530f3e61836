package org.i3d4j.cli.options;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.i3d4j.architecture.Extent;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads sizes of clips: {@code TxHxW}. */
public final class ExtentConverter implements ITypeConverter<Extent> {
    private static final Pattern SIDES = Pattern.compile("([1-9]\\d{0,5})x([1-9]\\d{0,5})x([1-9]\\d{0,5})");

    @Override
    public Extent convert(String text) {
        Matcher sides = SIDES.matcher(text);
        if (!sides.matches()) {
            throw new TypeConversionException("expected TxHxW as 64x224x224, found '" + text + "'");
        }
        return new Extent(
                Integer.parseInt(sides.group(1)), Integer.parseInt(sides.group(2)), Integer.parseInt(sides.group(3)));
    }
}
