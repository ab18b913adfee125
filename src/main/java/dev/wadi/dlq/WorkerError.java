package dev.wadi.dlq;

import dev.wadi.json.Json;
import dev.wadi.record.DeadLetter;
import dev.wadi.record.Failure;
import dev.wadi.record.WorkerName;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A worker's error message: {@code {original_message, error, worker_name}}. An original that is not JSON stands under
 * {@code original_message_base64} instead; one without a value is {@code null}. Reading gives back what was written,
 * byte for byte.
 */
public final class WorkerError {

    private static final byte[] AS_JSON = utf8("{\"original_message\":");
    private static final byte[] AS_BASE64 = utf8("{\"original_message_base64\":");
    private static final byte[] NONE = utf8("null");
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private WorkerError() {}

    static byte[] of(DeadLetter letter) {
        byte[] original = letter.record().source().value();
        byte[] rest = rest(letter.cause(), letter.record().consumer());
        if (original == null) {
            return joined(AS_JSON, NONE, rest);
        }
        return isJson(original)
                ? joined(AS_JSON, original, rest)
                : joined(AS_BASE64, Json.bytes(Base64.getEncoder().encodeToString(original)), rest);
    }

    /**
     * What an error message was made of.
     *
     * @param value the original's bytes; null if it had none
     */
    @SuppressWarnings("ArrayRecordComponent") // bytes of the wire; never compared
    public record Original(byte @Nullable [] value) {}

    /**
     * The original of an error message.
     *
     * @param value the value of the dead letter
     * @param error the cause, as the letter's header tells it
     * @param worker the consumer, as the letter's header tells it
     * @return empty if the value is not an error message of that letter, but the original itself
     */
    public static Optional<Original> original(byte @Nullable [] value, String error, String worker) {
        byte[] rest = rest(error, worker);
        if (value == null || !endsWith(value, rest)) {
            return Optional.empty();
        }
        if (startsWith(value, AS_BASE64)) {
            byte[] text = Arrays.copyOfRange(value, AS_BASE64.length + 1, value.length - rest.length - 1);
            return Optional.of(new Original(Base64.getDecoder().decode(text)));
        }
        if (!startsWith(value, AS_JSON)) {
            return Optional.empty();
        }
        byte[] original = Arrays.copyOfRange(value, AS_JSON.length, value.length - rest.length);
        return Optional.of(Arrays.equals(original, NONE) ? nothing() : new Original(original));
    }

    @SuppressWarnings("NullAway") // overlooks the @Nullable of an array in a record
    private static Original nothing() {
        return new Original(null);
    }

    /** Whether the bytes can stand in JSON as they are, and be told from an original without a value. */
    private static boolean isJson(byte[] bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)); // Jackson would read UTF-16 too
            return !startsWith(bytes, BYTE_ORDER_MARK) && Json.value(bytes) != null;
        } catch (CharacterCodingException | Failure notJson) {
            return false;
        }
    }

    /** What follows the original. */
    private static byte[] rest(String error, String worker) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("error", new String(utf8(error), StandardCharsets.UTF_8)); // as a header would give it back
        fields.put("worker_name", WorkerName.of(worker));
        byte[] rest = Json.bytes(fields);
        rest[0] = ',';
        return rest;
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            joined.writeBytes(part);
        }
        return joined.toByteArray();
    }

    private static boolean startsWith(byte[] bytes, byte[] start) {
        return bytes.length >= start.length && Arrays.equals(bytes, 0, start.length, start, 0, start.length);
    }

    private static boolean endsWith(byte[] bytes, byte[] end) {
        return bytes.length >= end.length
                && Arrays.equals(bytes, bytes.length - end.length, bytes.length, end, 0, end.length);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
