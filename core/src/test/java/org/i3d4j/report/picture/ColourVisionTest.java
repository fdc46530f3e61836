package org.i3d4j.report.picture;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.i3d4j.report.html.HtmlPage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Colours as they are seen without one kind of cone (Machado, Oliveira and Fernandes 2009, severity 1). */
class ColourVisionTest {
    /** In CIE Lab 2.3 are just noticed; bars side by side should differ at a glance. */
    private static final double BARS_APART = 20;
    /** Curves differ by their dashes too. */
    private static final double CURVES_APART = 8;

    enum Eyes {
        ALL_CONES,
        PROTANOPIA,
        DEUTERANOPIA,
        TRITANOPIA;

        private double[][] matrix() {
            return switch (this) {
                case ALL_CONES -> new double[][] {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}};
                case PROTANOPIA ->
                    new double[][] {
                        {0.152286, 1.052583, -0.204868},
                        {0.114503, 0.786281, 0.099216},
                        {-0.003882, -0.048116, 1.051998}
                    };
                case DEUTERANOPIA ->
                    new double[][] {
                        {0.367322, 0.860646, -0.227968},
                        {0.280085, 0.672501, 0.047413},
                        {-0.011820, 0.042940, 0.968881}
                    };
                case TRITANOPIA ->
                    new double[][] {
                        {1.255528, -0.076749, -0.178779},
                        {-0.078411, 0.930809, 0.147602},
                        {0.004733, 0.691367, 0.303900}
                    };
            };
        }

        double[] see(Color color) {
            return product(matrix(), linear(color));
        }
    }

    private static final double[][] XYZ = {
        {0.4124564, 0.3575761, 0.1804375}, {0.2126729, 0.7151522, 0.0721750}, {0.0193339, 0.1191920, 0.9503041}
    };
    private static final double[] WHITE = {0.95047, 1, 1.08883};

    private static double[] linear(Color color) {
        double[] linear = new double[3];
        float[] rgb = color.getRGBColorComponents(null);
        for (int i = 0; i < 3; i++) {
            linear[i] = rgb[i] <= 0.04045 ? rgb[i] / 12.92 : Math.pow((rgb[i] + 0.055) / 1.055, 2.4);
        }
        return linear;
    }

    private static double[] product(double[][] matrix, double[] vector) {
        double[] product = new double[3];
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                product[i] += matrix[i][j] * vector[j];
            }
            product[i] = Math.max(0, Math.min(1.2, product[i]));
        }
        return product;
    }

    private static double[] lab(double[] linear) {
        double[] xyz = product(XYZ, linear);
        double[] f = new double[3];
        for (int i = 0; i < 3; i++) {
            double share = xyz[i] / WHITE[i];
            f[i] = share > 0.008856 ? Math.cbrt(share) : 7.787 * share + 16 / 116.0;
        }
        return new double[] {116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])};
    }

    private static double distance(Eyes eyes, Color a, Color b) {
        double[] first = lab(eyes.see(a));
        double[] second = lab(eyes.see(b));
        return Math.sqrt(Math.pow(first[0] - second[0], 2)
                + Math.pow(first[1] - second[1], 2)
                + Math.pow(first[2] - second[2], 2));
    }

    private static double contrast(Color a, Color b) {
        double first = product(XYZ, linear(a))[1] + 0.05;
        double second = product(XYZ, linear(b))[1] + 0.05;
        return Math.max(first, second) / Math.min(first, second);
    }

    /** The variables of the style sheet for light screens, and for dark ones. */
    private static List<Map<String, Color>> themes() {
        try (InputStream stream = Objects.requireNonNull(HtmlPage.class.getResourceAsStream("page.css"))) {
            String css = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            Matcher block = Pattern.compile(":root \\{(.*?)}", Pattern.DOTALL).matcher(css);
            List<Map<String, Color>> themes = new ArrayList<>();
            while (block.find()) {
                Map<String, Color> theme = new HashMap<>();
                Pattern.compile("--([a-z-]+): (#[0-9a-f]{6});")
                        .matcher(block.group(1))
                        .results()
                        .forEach(variable ->
                                theme.put("var(--" + variable.group(1) + ")", Color.decode(variable.group(2))));
                themes.add(theme);
            }
            assertThat(themes).hasSize(2);
            return themes;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Color on(Map<String, Color> theme, Ink ink) {
        return Objects.requireNonNull(theme.get(ink.css()), ink.css());
    }

    private static void assertApart(Eyes eyes, List<Color> colors, double least) {
        for (int i = 0; i < colors.size(); i++) {
            for (int j = 0; j < i; j++) {
                assertThat(distance(eyes, colors.get(i), colors.get(j)))
                        .as("%s and %s for %s", colors.get(i), colors.get(j), eyes)
                        .isGreaterThan(least);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyoneTellsTheBarsOfAReliabilityDiagramApart(Eyes eyes) {
        List<Ink> bars = List.of(Ink.BAR, Ink.TOO_CONFIDENT, Ink.NOT_CONFIDENT, Ink.PAPER);

        assertApart(eyes, bars.stream().map(Ink::onPaper).toList(), BARS_APART);
        for (Map<String, Color> theme : themes()) {
            assertApart(eyes, bars.stream().map(bar -> on(theme, bar)).toList(), BARS_APART);
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyoneTellsCurvesApart(Eyes eyes) {
        assertApart(eyes, Ink.CURVES.stream().map(Ink::onPaper).toList(), CURVES_APART);
        assertThat(Pen.CURVES).doesNotHaveDuplicates().hasSameSizeAs(Ink.CURVES);
    }

    @Test
    void countsCanBeReadOnEveryShareOnPaperAndOnBothScreens() {
        for (int percent = 0; percent <= 100; percent++) {
            double share = percent / 100.0;
            Ink below = Ink.share(share);
            Ink text = Ink.textOn(share);
            assertThat(contrast(below.onPaper(), text.onPaper()))
                    .as("%s on paper", share)
                    .isGreaterThan(3);
            for (Map<String, Color> theme : themes()) {
                Color seen = mixed(on(theme, Ink.PAPER), on(theme, below), below.cssOpacity());
                assertThat(contrast(seen, on(theme, text)))
                        .as("%s on %s", share, theme)
                        .isGreaterThan(3);
            }
        }
    }

    private static Color mixed(Color below, Color above, double opacity) {
        float[] low = below.getRGBColorComponents(null);
        float[] high = above.getRGBColorComponents(null);
        float share = (float) opacity;
        return new Color(
                low[0] + share * (high[0] - low[0]),
                low[1] + share * (high[1] - low[1]),
                low[2] + share * (high[2] - low[2]));
    }
}
