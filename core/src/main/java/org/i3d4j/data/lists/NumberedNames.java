package org.i3d4j.data.lists;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.i3d4j.error.DatasetException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads class names and their numbers from a JSON object, such as {@code {"abseiling": 0}}. */
public final class NumberedNames {
    private static final String EXPECTED = "one JSON object with every class name and its number, each from 0 to the"
            + " number of classes - 1 used once";
    private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");

    private NumberedNames() {}

    /**
     * The names by their number, which may be written as text too.
     *
     * @param advice what else the user can do, ends the message
     * @throws DatasetException if the file is broken or the numbers are not 0 to n - 1
     */
    public static List<String> read(Path file, String advice) {
        ListText.require(file, EXPECTED);
        JsonNode json;
        try {
            json = JsonMapper.shared().readTree(file);
        } catch (JacksonException e) {
            String where = e.getLocation() == null ? "" : ":" + e.getLocation().getLineNr();
            throw invalid(file + where, "can't be read: " + e.getOriginalMessage(), advice, e);
        }
        if (!json.isObject() || json.isEmpty()) {
            throw invalid(file.toString(), "holds no classes", advice, null);
        }
        @Nullable String[] names = new @Nullable String[json.size()];
        for (Map.Entry<String, JsonNode> entry : json.properties()) {
            int number = number(entry.getValue());
            if (number < 0 || number >= names.length || names[number] != null) {
                String found = "gives class '" + entry.getKey() + "' the number " + entry.getValue();
                throw invalid(file.toString(), found, advice, null);
            }
            names[number] = entry.getKey();
        }
        return Arrays.stream(names).map(Objects::requireNonNull).toList();
    }

    private static int number(JsonNode value) {
        if (value.isString() && NUMBER.matcher(value.stringValue()).matches()) {
            return Integer.parseInt(value.stringValue());
        }
        return value.isInt() ? value.intValue() : -1;
    }

    private static DatasetException invalid(String where, String found, String advice, @Nullable Throwable cause) {
        return new DatasetException(where + ": " + found + "; expected " + EXPECTED + ". " + advice, cause);
    }
}
