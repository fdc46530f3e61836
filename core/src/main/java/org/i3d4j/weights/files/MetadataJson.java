package org.i3d4j.weights.files;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.i3d4j.error.WeightsException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Text by key, as one JSON object; sorted by key. */
public final class MetadataJson {
    /** More is not metadata. */
    public static final int MAXIMUM_BYTES = 16 << 20;

    private static final JsonFactory FACTORY = new JsonFactory();

    private MetadataJson() {}

    /** The object in UTF-8. */
    public static byte[] format(Map<String, String> metadata) {
        var bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), bytes)) {
            json.writeStartObject();
            new TreeMap<>(metadata).forEach(json::writeStringProperty);
            json.writeEndObject();
        }
        return bytes.toByteArray();
    }

    /**
     * Reads what {@link #format} writes.
     *
     * @param place of the object, for errors
     * @throws WeightsException if it is something else
     */
    public static Map<String, String> parse(String place, byte[] content) {
        Map<String, String> metadata = new LinkedHashMap<>();
        var text = new InputStreamReader(new ByteArrayInputStream(content), StandardCharsets.UTF_8.newDecoder());
        try (JsonParser json = FACTORY.createParser(ObjectReadContext.empty(), text)) {
            require(place, json.nextToken(), JsonToken.START_OBJECT);
            while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                String key = json.currentName();
                require(place, json.nextToken(), JsonToken.VALUE_STRING);
                metadata.put(key, json.getString());
            }
            require(place, json.currentToken(), JsonToken.END_OBJECT);
            return metadata;
        } catch (JacksonException e) {
            throw new WeightsException(place + ": damaged: " + e.getOriginalMessage(), e);
        }
    }

    private static void require(String place, JsonToken found, JsonToken expected) {
        if (found != expected) {
            throw new WeightsException(place + ": damaged: expected " + expected + ", found " + found);
        }
    }
}
