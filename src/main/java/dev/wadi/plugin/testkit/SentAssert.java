package dev.wadi.plugin.testkit;

import dev.wadi.json.Json;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Says what an action must send. Each method throws an {@link AssertionError} if it does not. */
public final class SentAssert {

    private final ActionsAssert others;
    private final String what;
    private final @Nullable Object payload;
    private final Map<String, String> headers;

    SentAssert(ActionsAssert others, String what, @Nullable Object payload, Map<String, String> headers) {
        this.others = others;
        this.what = what;
        this.payload = payload;
        this.headers = headers;
    }

    /**
     * With a value in its payload, body or parameters; of a map only the keys that are given are compared.
     *
     * @param path such as {@code task.assignment_id} or {@code rows[0].id}
     */
    public SentAssert withPayload(String path, @Nullable Object value) {
        PartialMatch.difference(what + "." + path, value, PartialMatch.at(payload, path))
                .ifPresent(difference -> {
                    throw new AssertionError(difference + "\nin " + Json.text(payload));
                });
        return this;
    }

    /** With a header of its own. */
    public SentAssert withHeader(String name, String value) {
        if (!value.equals(headers.get(name))) {
            throw new AssertionError(
                    "expected the header " + name + ": " + value + "\nbut the headers were " + headers);
        }
        return this;
    }

    /** Back to the other actions. */
    public ActionsAssert and() {
        return others;
    }
}
