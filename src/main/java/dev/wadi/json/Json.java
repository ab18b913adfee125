package dev.wadi.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.util.RawValue;
import dev.wadi.record.Failure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Parses and writes JSON. Decimal numbers keep their digits. */
public final class Json {

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build();

    private static final TypeReference<LinkedHashMap<String, @Nullable Object>> OBJECT = new TypeReference<>() {};

    private Json() {}

    /**
     * Parses an object.
     *
     * @return the object's fields in their order, nested values as plain Java
     * @throws Failure (payload) if the bytes are null, empty, not JSON, or not an object
     */
    public static Map<String, @Nullable Object> object(byte @Nullable [] bytes) {
        if (bytes == null || bytes.length == 0) {
            throw Failure.payload("The value is empty, but must be a JSON object");
        }
        try {
            Map<String, @Nullable Object> object = MAPPER.readValue(bytes, OBJECT);
            if (object == null) {
                throw Failure.payload("The value is null, but must be a JSON object");
            }
            return object;
        } catch (JsonProcessingException e) {
            throw Failure.payload("The value is not a JSON object: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw Failure.payload("The value is not a JSON object: " + e.getMessage(), e);
        }
    }

    /**
     * Parses any value.
     *
     * @return a map, list, text, number, boolean or null
     * @throws Failure (payload) if the bytes are not JSON
     */
    public static @Nullable Object value(byte[] bytes) {
        try {
            return MAPPER.readValue(bytes, Object.class);
        } catch (JsonProcessingException e) {
            throw Failure.payload("The answer is not JSON: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw Failure.payload("The answer is not JSON: " + e.getMessage(), e);
        }
    }

    /** The value that a text is in JSON (a number, {@code true}, {@code ["a"]}, {@code "5"}), or else the text. */
    public static @Nullable Object valueOrText(String text) {
        try {
            return MAPPER.readValue(text, Object.class);
        } catch (JsonProcessingException e) {
            return text;
        }
    }

    /**
     * The value of an object's field as it stands there, byte for byte; empty if there is no such field.
     *
     * @param object a JSON object in UTF-8
     * @throws Failure (payload) if the bytes are no JSON object
     */
    public static Optional<byte[]> raw(byte[] object, String field) {
        try (JsonParser parser = MAPPER.createParser(object)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean wanted = parser.currentName().equals(field);
                parser.nextToken();
                int start = (int) parser.currentTokenLocation().getByteOffset();
                parser.skipChildren();
                parser.finishToken();
                if (wanted) {
                    return Optional.of(Arrays.copyOfRange(
                            object, start, (int) parser.currentLocation().getByteOffset()));
                }
            }
            return Optional.empty();
        } catch (IOException e) {
            throw Failure.payload("The value is not a JSON object", e);
        }
    }

    /** What is written as it is, where a value is expected. */
    public static Object verbatim(byte[] json) {
        return new RawValue(new String(json, StandardCharsets.UTF_8));
    }

    /** Writes a value as JSON bytes. Bytes are taken for JSON already. */
    public static byte[] bytes(@Nullable Object value) {
        if (value instanceof byte[] written) {
            return written;
        }
        try {
            return MAPPER.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw Failure.payload("The value can't be written as JSON: " + e.getOriginalMessage(), e);
        }
    }

    /** Writes a value as JSON text of several lines, for people. */
    public static String pretty(@Nullable Object value) {
        try {
            return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw Failure.payload("The value can't be written as JSON: " + e.getOriginalMessage(), e);
        }
    }

    /** Writes a value as JSON text. */
    public static String text(@Nullable Object value) {
        return new String(bytes(value), StandardCharsets.UTF_8);
    }
}
