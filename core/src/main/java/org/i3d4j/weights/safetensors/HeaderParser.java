package org.i3d4j.weights.safetensors;

import java.io.ByteArrayInputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.i3d4j.error.WeightsException;
import org.i3d4j.weights.DataType;
import org.i3d4j.weights.TensorInfo;
import org.i3d4j.weights.safetensors.SafetensorsHeader.Entry;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/** Reads the JSON of a header, token by token, so that hostile nesting or numbers never become objects. */
final class HeaderParser {
    private static final int MAXIMUM_TENSORS = 100_000;
    private static final int MAXIMUM_AXES = 32;
    private static final int MAXIMUM_DEPTH = 8;
    private static final int MAXIMUM_NAME_CHARS = 4096;
    private static final int MAXIMUM_TEXT_CHARS = 16 << 20;
    private static final int MAXIMUM_DIGITS = 20;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAXIMUM_DEPTH)
                    .maxNameLength(MAXIMUM_NAME_CHARS)
                    .maxStringLength(MAXIMUM_TEXT_CHARS)
                    .maxNumberLength(MAXIMUM_DIGITS)
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final Path file;
    private final JsonParser json;
    private Map<String, String> metadata = Map.of();
    private final Map<String, Entry> entries = new LinkedHashMap<>();

    private HeaderParser(Path file, JsonParser json) {
        this.file = file;
        this.json = json;
    }

    /**
     * Parses {@code header}; offsets are not compared with the file here.
     *
     * @throws WeightsException if it is no header
     */
    static SafetensorsHeader parse(Path file, byte[] header, long dataStart) {
        // A reader with a strict decoder: given bytes, the parser would also take UTF-16 and UTF-32.
        var text = new InputStreamReader(new ByteArrayInputStream(header), StandardCharsets.UTF_8.newDecoder());
        try (JsonParser json = FACTORY.createParser(ObjectReadContext.empty(), text)) {
            HeaderParser parser = new HeaderParser(file, json);
            parser.readHeader();
            return new SafetensorsHeader(parser.metadata, parser.entries, dataStart);
        } catch (JacksonException e) {
            throw new WeightsException(file + ": damaged header: " + e.getOriginalMessage(), e);
        }
    }

    private void readHeader() {
        require(json.nextToken(), JsonToken.START_OBJECT, "the header");
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = json.currentName();
            if (name.equals(SafetensorsHeader.METADATA)) {
                metadata = readMetadata();
            } else {
                entries.put(name, readTensor(name));
            }
            if (entries.size() > MAXIMUM_TENSORS) {
                throw new WeightsException(file + ": more than " + MAXIMUM_TENSORS + " tensors");
            }
        }
        require(json.currentToken(), JsonToken.END_OBJECT, "the header");
        if (json.nextToken() != null) {
            throw new WeightsException(file + ": damaged header: something follows its closing brace");
        }
    }

    private Map<String, String> readMetadata() {
        Map<String, String> read = new LinkedHashMap<>();
        require(json.nextToken(), JsonToken.START_OBJECT, SafetensorsHeader.METADATA);
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            String key = json.currentName();
            require(json.nextToken(), JsonToken.VALUE_STRING, SafetensorsHeader.METADATA + " '" + key + "'");
            read.put(key, json.getString());
        }
        return read;
    }

    private Entry readTensor(String name) {
        String where = "tensor '" + name + "'";
        require(json.nextToken(), JsonToken.START_OBJECT, where);
        String type = null;
        List<Long> shape = null;
        List<Long> offsets = null;
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            String key = json.currentName();
            switch (key) {
                case "dtype" -> type = readType(where);
                case "shape" -> shape = readNumbers(where + ", shape");
                case "data_offsets" -> offsets = readNumbers(where + ", data_offsets");
                default -> throw new WeightsException(file + ": " + where + ": unknown key '" + key + "'");
            }
        }
        return entry(where, type, shape, offsets);
    }

    private String readType(String where) {
        require(json.nextToken(), JsonToken.VALUE_STRING, where + ", dtype");
        return json.getString();
    }

    private List<Long> readNumbers(String where) {
        List<Long> numbers = new ArrayList<>();
        require(json.nextToken(), JsonToken.START_ARRAY, where);
        while (json.nextToken() != JsonToken.END_ARRAY) {
            require(json.currentToken(), JsonToken.VALUE_NUMBER_INT, where);
            long number = json.getLongValue();
            if (number < 0 || numbers.size() == MAXIMUM_AXES) {
                throw new WeightsException(file + ": " + where + ": expected at most " + MAXIMUM_AXES
                        + " numbers from 0 on, found " + (number < 0 ? number : "more"));
            }
            numbers.add(number);
        }
        return numbers;
    }

    private Entry entry(String where, @Nullable String type, @Nullable List<Long> shape, @Nullable List<Long> offsets) {
        if (type == null || shape == null || offsets == null || offsets.size() != 2) {
            throw new WeightsException(
                    file + ": " + where + ": expected dtype, shape and two data_offsets, found dtype " + type
                            + ", shape " + shape + ", data_offsets " + offsets);
        }
        long begin = offsets.get(0);
        long end = offsets.get(1);
        Optional<TensorInfo> info = Arrays.stream(DataType.values())
                .filter(known -> known.name().equals(type))
                .findFirst()
                .map(known -> info(where, known, shape));
        long bytes = info.map(TensorInfo::bytes).orElse(end - begin);
        if (end < begin || end - begin != bytes) {
            throw new WeightsException(file + ": " + where + ": "
                    + info.map(TensorInfo::toString).orElse(type + shape) + " takes " + bytes
                    + " bytes, its data_offsets " + offsets + " span " + (end - begin));
        }
        return new Entry(type, info, begin, end);
    }

    private TensorInfo info(String where, DataType dataType, List<Long> shape) {
        try {
            return new TensorInfo(dataType, shape);
        } catch (WeightsException e) {
            throw new WeightsException(file + ": " + where + ": " + e.getMessage(), e);
        }
    }

    private void require(@Nullable JsonToken found, JsonToken expected, String where) {
        if (found != expected) {
            throw new WeightsException(file + ": damaged header: " + where + ": expected " + expected + ", found "
                    + (found == null ? "the end" : found));
        }
    }
}
