package org.i3d4j.weights.npy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.i3d4j.error.WeightsException;
import org.i3d4j.weights.DataType;
import org.i3d4j.weights.NumpyCodes;
import org.i3d4j.weights.TensorInfo;

/**
 * What the Python dictionary at the start of an npy file says.
 *
 * @param info type and shape of the array
 * @param bigEndian whether the values' bytes have to be turned round
 * @param fortranOrder whether the first axis runs fastest
 */
record NpyHeader(TensorInfo info, boolean bigEndian, boolean fortranOrder) {
    private static final int MAXIMUM_AXES = 32;
    private static final int EXCERPT_CHARS = 120;

    private static final Pattern ENTRY = Pattern.compile(
            "\\s*['\"](\\w+)['\"]\\s*:\\s*('[^']*'|\"[^\"]*\"|True|False|\\([^()]*\\))\\s*(?:,|(?=\\}))");
    private static final Pattern REST = Pattern.compile("\\s*\\}\\s*");
    private static final Pattern SIDE = Pattern.compile("\\d{1,18}");

    /**
     * Reads a dictionary as <code>{'descr': '&lt;f4', 'fortran_order': False, 'shape': (3, 4), }</code>.
     *
     * @throws WeightsException without the file's name, if it is something else
     */
    static NpyHeader parse(String dictionary) {
        String text = dictionary.strip();
        Map<String, String> entries = entries(text);
        if (!entries.keySet().equals(Set.of("descr", "fortran_order", "shape"))) {
            throw new WeightsException(
                    "expected the header of a plain array with descr, fortran_order and shape, found \""
                            + text.substring(0, Math.min(text.length(), EXCERPT_CHARS)) + "\"");
        }
        String descr = unquoted(entries.getOrDefault("descr", ""));
        boolean fortranOrder = "True".equals(entries.get("fortran_order"));
        TensorInfo info = new TensorInfo(dataType(descr), shape(entries.getOrDefault("shape", "")));
        return new NpyHeader(info, descr.startsWith(">"), fortranOrder);
    }

    /** The dictionary's keys and the text of their values; empty if it is not well formed. */
    private static Map<String, String> entries(String text) {
        Map<String, String> entries = new HashMap<>();
        if (!text.startsWith("{")) {
            return entries;
        }
        Matcher entry = ENTRY.matcher(text).region(1, text.length());
        int end = 1;
        while (entry.lookingAt()) {
            entries.put(entry.group(1), entry.group(2));
            end = entry.end();
            entry.region(end, text.length());
        }
        return REST.matcher(text).region(end, text.length()).matches() ? entries : Map.of();
    }

    private static String unquoted(String value) {
        return value.length() > 1 ? value.substring(1, value.length() - 1) : value;
    }

    private static DataType dataType(String descr) {
        String code = descr.isEmpty() || "<>|=".indexOf(descr.charAt(0)) < 0 ? "" : descr.substring(1);
        return NumpyCodes.dataType(code)
                .orElseThrow(() -> new WeightsException("values of type '" + descr
                        + "' can't be read; expected float16, float32, float64, bool or (u)int8 to int64;"
                        + " convert with array.astype('float32')"));
    }

    private static List<Long> shape(String tuple) {
        List<Long> sides = new ArrayList<>();
        for (String side : unquoted(tuple).split(",", -1)) {
            String digits = side.strip();
            if (digits.isEmpty()) {
                continue;
            }
            if (!SIDE.matcher(digits).matches() || sides.size() == MAXIMUM_AXES) {
                throw new WeightsException(
                        "damaged header: shape " + tuple + " is not a tuple of at most " + MAXIMUM_AXES + " numbers");
            }
            sides.add(Long.valueOf(digits));
        }
        return sides;
    }
}
