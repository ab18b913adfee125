package dev.wadi.connection;

import dev.wadi.json.FieldPath;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of an answer.
 *
 * @param form what the answer is taken for
 * @param into the field of the body that gets the whole answer; null for none
 * @param parts the fields of the body that get parts of the answer, and where in the answer these stand. With neither
 *     these nor {@code into}, the answer becomes the body
 */
public record AnswerMapping(AnswerForm form, @Nullable String into, Map<String, FieldPath> parts) {

    public AnswerMapping {
        parts = Collections.unmodifiableMap(new LinkedHashMap<>(parts));
    }

    /**
     * The message's body after the answer. It is never changed itself.
     *
     * @throws dev.wadi.record.Failure (payload) if the answer is not what it must be, or has no body to go into
     */
    @Nullable
    Object body(@Nullable Object body, ConnectionResponse response) {
        if (form == AnswerForm.KEEP) {
            return body;
        }
        Object answer = form.read(response);
        if (into == null && parts.isEmpty()) {
            return answer == null ? body : answer;
        }
        Object mapped = body;
        for (Map.Entry<String, FieldPath> part : parts.entrySet()) {
            Object value = part.getValue().read(answer);
            if (value != null) {
                mapped = ConnectionCall.with(mapped, part.getKey(), value);
            }
        }
        return into == null ? mapped : ConnectionCall.with(mapped, into, answer);
    }
}
