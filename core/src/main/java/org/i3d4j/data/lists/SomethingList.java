package org.i3d4j.data.lists;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.i3d4j.error.DatasetException;
import org.i3d4j.error.ListFault;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A list of Something-Something v2: a JSON array with an object for each video, {@code id} and, but for the test split,
 * {@code template}, the class with its placeholders in brackets.
 *
 * @param faults entries without a name of a video
 */
public record SomethingList(Path file, List<Row> rows, List<ListFault> faults) {
    private static final String EXPECTED = "a JSON list of objects with id and template";
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]+");
    private static final Pattern BRACKETS = Pattern.compile("[\\[\\]]");

    public SomethingList {
        rows = List.copyOf(rows);
        faults = List.copyOf(faults);
    }

    /**
     * A listed video.
     *
     * @param line where the entry begins in the file, from 1
     * @param className the template without brackets; empty where there is none
     */
    public record Row(long line, String id, Optional<String> className) {}

    /**
     * Reads a list.
     *
     * @throws DatasetException if the file is missing or not such JSON
     */
    public static SomethingList read(Path file) {
        ListText.require(file, EXPECTED);
        RowReader<Row> rows = new RowReader<>(file);
        try (JsonParser json = JsonMapper.shared().createParser(file)) {
            if (json.nextToken() != JsonToken.START_ARRAY) {
                throw new DatasetException(file + ":1: expected " + EXPECTED);
            }
            while (json.nextToken() == JsonToken.START_OBJECT) {
                long line = json.currentTokenLocation().getLineNr();
                JsonNode entry = json.readValueAsTree();
                rows.read(line, () -> row(line, entry));
            }
            if (json.currentToken() != JsonToken.END_ARRAY) {
                throw new DatasetException(
                        file + ":" + json.currentTokenLocation().getLineNr() + ": found " + json.currentToken()
                                + "; expected " + EXPECTED);
            }
        } catch (JacksonException e) {
            String line = e.getLocation() == null ? "" : ":" + e.getLocation().getLineNr();
            throw new DatasetException(
                    file + line + ": can't be read as JSON: " + e.getOriginalMessage() + "; expected " + EXPECTED, e);
        }
        return new SomethingList(file, rows.rows(), rows.faults());
    }

    private static Row row(long line, JsonNode entry) throws FaultyRow {
        String id = entry.path("id").asString("");
        if (!ID.matcher(id).matches()) {
            throw new FaultyRow("has the id " + entry.path("id") + "; expected the name of a video");
        }
        JsonNode template = entry.path("template");
        Optional<String> className = template.isString()
                ? Optional.of(BRACKETS.matcher(template.stringValue()).replaceAll(""))
                : Optional.empty();
        return new Row(line, id, className);
    }
}
