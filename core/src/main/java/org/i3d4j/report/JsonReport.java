package org.i3d4j.report;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;
import org.i3d4j.error.OutputException;
import org.i3d4j.files.AtomicFile;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/**
 * Results as JSON: records with snake_case keys in their own order, maps as they are. Numbers that JSON does not have
 * (NaN, infinities) become null; paths are text.
 */
public final class JsonReport {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .addModule(new SimpleModule()
                    .addSerializer(Double.class, new FiniteNumber<>())
                    .addSerializer(Double.TYPE, new FiniteNumber<>())
                    .addSerializer(Float.class, new FiniteNumber<>())
                    .addSerializer(Float.TYPE, new FiniteNumber<>())
                    .addSerializer(float[].class, new FiniteFloats())
                    .addSerializer(double[].class, new FiniteDoubles())
                    .addSerializer(Path.class, new PathText()))
            .build();

    private JsonReport() {}

    private static final class FiniteNumber<T extends Number> extends ValueSerializer<T> {
        @Override
        public void serialize(T value, JsonGenerator json, SerializationContext context) {
            if (value instanceof Float) {
                writeFinite(json, value.floatValue());
            } else {
                writeFinite(json, value.doubleValue());
            }
        }
    }

    private static final class FiniteFloats extends ValueSerializer<float[]> {
        @Override
        public void serialize(float[] values, JsonGenerator json, SerializationContext context) {
            json.writeStartArray();
            for (float value : values) {
                writeFinite(json, value);
            }
            json.writeEndArray();
        }
    }

    private static final class FiniteDoubles extends ValueSerializer<double[]> {
        @Override
        public void serialize(double[] values, JsonGenerator json, SerializationContext context) {
            json.writeStartArray();
            for (double value : values) {
                writeFinite(json, value);
            }
            json.writeEndArray();
        }
    }

    /** As a float: the same value as a double has more digits. */
    private static void writeFinite(JsonGenerator json, float value) {
        if (Float.isFinite(value)) {
            json.writeNumber(value);
        } else {
            json.writeNull();
        }
    }

    private static void writeFinite(JsonGenerator json, double value) {
        if (Double.isFinite(value)) {
            json.writeNumber(value);
        } else {
            json.writeNull();
        }
    }

    private static final class PathText extends ValueSerializer<Path> {
        @Override
        public void serialize(Path value, JsonGenerator json, SerializationContext context) {
            json.writeString(value.toString());
        }
    }

    /** {@code value} as one line, without the line break. */
    public static String line(Object value) {
        return MAPPER.writeValueAsString(value);
    }

    /**
     * Writes {@code value}, indented, to {@code file}, in place of an older one.
     *
     * @throws OutputException if it can't be written
     */
    public static void write(Path file, Object value) {
        try {
            String text = MAPPER.writer(SerializationFeature.INDENT_OUTPUT).writeValueAsString(value);
            AtomicFile.write(file, (text + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (JacksonException e) {
            throw new OutputException(file + ": can't be written as JSON: " + e.getOriginalMessage(), e);
        }
    }

    /** Gives the elements of an array one by one. */
    @FunctionalInterface
    public interface Elements {
        void forEach(Consumer<Object> each) throws IOException;
    }

    /**
     * Writes an object as {@link #write(Path, Object)} does, whose last value is an array that is in memory nowhere.
     *
     * @param head the values in front of it, by name
     * @param name of the array
     * @throws OutputException if it can't be written
     */
    public static void write(Path file, Map<String, ?> head, String name, Elements elements) {
        AtomicFile.write(file, channel -> {
            OutputStream out = Channels.newOutputStream(channel);
            try (JsonGenerator json = MAPPER.writer(SerializationFeature.INDENT_OUTPUT)
                    .without(StreamWriteFeature.AUTO_CLOSE_TARGET)
                    .createGenerator(out)) {
                json.writeStartObject();
                head.forEach((key, value) -> {
                    json.writeName(key);
                    json.writePOJO(value);
                });
                json.writeName(name);
                json.writeStartArray();
                elements.forEach(json::writePOJO);
                json.writeEndArray();
                json.writeEndObject();
                json.writeRaw('\n');
            } catch (JacksonIOException e) {
                throw e.getCause();
            }
        });
    }
}
