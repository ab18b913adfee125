package dev.wadi.claim.claimx;

import dev.wadi.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** JSON files beside the tests. */
public final class Resource {

    private Resource() {}

    public static Map<String, @Nullable Object> object(String name) {
        return Json.object(bytes(name));
    }

    @SuppressWarnings("unchecked")
    public static List<Map<String, @Nullable Object>> list(String name) {
        return (List<Map<String, @Nullable Object>>) Objects.requireNonNull(Json.value(bytes(name)));
    }

    /** The rows of a table as they look on the wire. */
    @SuppressWarnings("unchecked")
    public static List<Map<String, @Nullable Object>> onTheWire(Map<String, ?> rows, String table) {
        Object read = Json.value(Json.bytes(Objects.requireNonNull(rows.get(table))));
        return new ArrayList<>((List<Map<String, @Nullable Object>>) Objects.requireNonNull(read));
    }

    private static byte[] bytes(String name) {
        try (InputStream in = Resource.class.getResourceAsStream(name)) {
            return Objects.requireNonNull(in, name).readAllBytes();
        } catch (IOException e) {
            throw new IllegalStateException(name, e);
        }
    }
}
