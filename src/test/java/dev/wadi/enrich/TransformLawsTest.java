package dev.wadi.enrich;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.json.FieldPath;
import dev.wadi.json.Json;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

/** Whatever is mapped from whatever message: the message stays as it was, and defaults only fill what is not there. */
final class TransformLawsTest {

    @Property(tries = 500)
    void the_message_stays_as_it_was(
            @ForAll("messages") Map<String, @Nullable Object> message, @ForAll("transforms") Transform transform) {
        String before = Json.text(message);

        transform.apply(message);
        transform.apply(message);

        assertThat(Json.text(message)).isEqualTo(before);
    }

    @Property(tries = 500)
    void the_result_is_the_same_each_time(
            @ForAll("messages") Map<String, @Nullable Object> message, @ForAll("transforms") Transform transform) {
        assertThat(Json.text(transform.apply(message))).isEqualTo(Json.text(transform.apply(message)));
    }

    @Property(tries = 500)
    void a_default_fills_what_is_absent_or_null_and_nothing_else(
            @ForAll("messages") Map<String, @Nullable Object> message, @ForAll("wanted") String name) {
        Map<String, @Nullable Object> result = new Transform(Map.of(), Map.of(name, "default"), true).apply(message);
        FieldPath path = FieldPath.parse(name);
        Object had = path.read(message);
        Object has = path.read(result);

        if (had != null) {
            assertThat(has).isEqualTo(had);
        }
        if (!"default".equals(has)) {
            assertThat(result).isEqualTo(message);
        }
    }

    @Provide
    Arbitrary<Transform> transforms() {
        Arbitrary<String> wanted = wanted();
        Arbitrary<FieldPath> paths =
                Arbitraries.of("a", "b", "a.b", "a[0]", "a.c[1].b", "c.a").map(FieldPath::parse);
        return Arbitraries.maps(wanted, paths).ofMinSize(1).ofMaxSize(3).flatMap(mappings -> Arbitraries.maps(
                        wanted, Arbitraries.of("x", "y"))
                .ofMaxSize(3)
                .flatMap(defaults -> Arbitraries.of(true, false).map(keep -> transform(mappings, defaults, keep))));
    }

    /** Names that collide are left out: those are refused. */
    private static Transform transform(Map<String, FieldPath> mappings, Map<String, String> defaults, boolean keep) {
        return new Transform(withoutCollisions(mappings), withoutCollisions(defaults), keep);
    }

    private static <V extends @Nullable Object> Map<String, V> withoutCollisions(Map<String, ? extends V> named) {
        Map<String, V> kept = new LinkedHashMap<>();
        named.forEach((name, value) -> {
            boolean collides = kept.keySet().stream()
                    .anyMatch(other -> other.startsWith(name + '.') || name.startsWith(other + '.'));
            if (!collides) {
                kept.put(name, value);
            }
        });
        return kept;
    }

    @Provide
    Arbitrary<String> wanted() {
        return Arbitraries.of("a", "b", "c", "a.b", "a.b.c", "c.a", "b.b");
    }

    @Provide
    Arbitrary<Map<String, @Nullable Object>> messages() {
        return objects(objects(objects(leaves())).map(map -> map));
    }

    /** Objects of values: leaves or the given ones, by themselves or in a list. */
    private static Arbitrary<Map<String, @Nullable Object>> objects(Arbitrary<? extends @Nullable Object> inner) {
        Arbitrary<@Nullable Object> values = Arbitraries.oneOf(
                leaves(), inner.map(value -> value), inner.list().ofMaxSize(2).map(list -> list));
        return Arbitraries.maps(Arbitraries.of("a", "b", "c"), values)
                .ofMaxSize(3)
                .map(HashMap::new);
    }

    private static Arbitrary<@Nullable Object> leaves() {
        return Arbitraries.of(1, "text", true, "").map(value -> (Object) value).injectNull(0.2);
    }
}
