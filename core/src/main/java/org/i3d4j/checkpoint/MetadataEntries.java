package org.i3d4j.checkpoint;

import com.fasterxml.jackson.annotation.Nulls;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.i3d4j.error.WeightsException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The text entries of a checkpoint, JSON inside each.
 *
 * @param file whose they are, for errors
 * @param entries by key
 */
record MetadataEntries(Path file, Map<String, String> entries) {
    /** A value that is not there is damage, never a default. Values that only later versions know are passed over. */
    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(
                    DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES,
                    DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .changeDefaultNullHandling(nulls -> nulls.withContentNulls(Nulls.FAIL))
            .build();

    /** As an entry holds it. */
    static String json(Object value) {
        return JSON.writeValueAsString(value);
    }

    /** Whether the entry is there and says just this. */
    boolean says(String key, String text) {
        return text.equals(entries.get(key));
    }

    Optional<String> text(String key) {
        return Optional.ofNullable(entries.get(key));
    }

    /**
     * Reads an entry that may be missing.
     *
     * @throws WeightsException if it holds something else
     */
    <T> Optional<T> find(String key, TypeReference<T> type) {
        return text(key).map(text -> parse(key, text, type));
    }

    /**
     * Reads an entry of named texts that may be missing; a value that a later version made something else is its text.
     *
     * @throws WeightsException if it holds something else
     */
    Map<String, String> texts(String key) {
        Map<String, String> texts = new LinkedHashMap<>();
        find(key, new TypeReference<Map<String, Object>>() {})
                .ifPresent(values -> values.forEach((name, value) -> texts.put(name, String.valueOf(value))));
        return texts;
    }

    /**
     * Reads an entry.
     *
     * @throws WeightsException if it is missing or holds something else
     */
    <T> T require(String key, TypeReference<T> type) {
        String text = text(key)
                .orElseThrow(() -> new WeightsException(
                        file + ": its metadata has no entry '" + key + "'; the checkpoint is damaged"));
        return parse(key, text, type);
    }

    private <T> T parse(String key, String text, TypeReference<T> type) {
        try {
            T value = JSON.readValue(text, type);
            if (value == null) {
                throw new WeightsException(file + ": metadata entry '" + key + "' is null; the checkpoint is damaged");
            }
            return value;
        } catch (JacksonException e) {
            throw new WeightsException(
                    file + ": metadata entry '" + key + "' can't be read: " + e.getOriginalMessage(), e);
        }
    }
}
