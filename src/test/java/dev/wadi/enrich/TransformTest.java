package dev.wadi.enrich;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wadi.json.FieldPath;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class TransformTest {

    private final Map<String, FieldPath> mappings = new LinkedHashMap<>();
    private final Map<String, @Nullable Object> defaults = new LinkedHashMap<>();

    @Test
    void maps_nested_fields_and_list_items_and_drops_the_rest() {
        map("project_name", "task.project.name");
        map("first_id", "tasks[0].id");

        assertThat(apply(
                        false,
                        Map.of(
                                "task", Map.of("project", Map.of("name", "Elm")),
                                "tasks", List.of(Map.of("id", 7)),
                                "secret", "x")))
                .isEqualTo(Map.of("project_name", "Elm", "first_id", 7));
    }

    @Test
    void keeps_unmapped_fields_only_when_told_to() {
        map("b", "a");

        assertThat(apply(true, Map.of("a", 1, "c", 2))).isEqualTo(Map.of("a", 1, "b", 1, "c", 2));
    }

    @Test
    void a_dotted_name_makes_nested_objects() {
        map("address.city", "city");
        map("address.zip", "zip");

        assertThat(apply(false, Map.of("city", "X", "zip", "9")))
                .isEqualTo(Map.of("address", Map.of("city", "X", "zip", "9")));
    }

    @Test
    void a_default_stands_in_for_a_missing_or_null_value() {
        map("priority", "priority");
        map("note", "note");
        defaults.put("priority", "normal");
        defaults.put("source", "claimx");
        Map<String, @Nullable Object> message = new HashMap<>();
        message.put("priority", null);

        assertThat(apply(false, message)).isEqualTo(Map.of("priority", "normal", "source", "claimx"));
    }

    /** In the original a default overwrote an unmapped field of the same name. */
    @Test
    void a_default_never_overwrites() {
        map("b", "a");
        defaults.put("c", "default");
        defaults.put("d.e", "default");

        assertThat(apply(true, Map.of("a", 1, "c", "own", "d", Map.of("e", "own", "f", 1))))
                .isEqualTo(Map.of("a", 1, "b", 1, "c", "own", "d", Map.of("e", "own", "f", 1)));
    }

    @Test
    void never_changes_its_input() {
        map("d.e", "a");
        Map<String, @Nullable Object> nested = new HashMap<>(Map.of("f", 1));
        Map<String, @Nullable Object> message = new HashMap<>(Map.of("a", 1, "d", nested));

        assertThat(apply(true, message)).isEqualTo(Map.of("a", 1, "d", Map.of("e", 1, "f", 1)));
        assertThat(nested).isEqualTo(Map.of("f", 1));
        assertThat(message).hasSize(2);
    }

    @Test
    void refuses_to_leave_nothing() {
        assertThatThrownBy(() -> new Transform(mappings, defaults, false))
                .hasMessageStartingWith("a transform without mappings leaves nothing of the message.");
    }

    @Test
    void refuses_a_name_within_another() {
        map("a", "x");
        map("a.b", "y");

        assertThatThrownBy(() -> new Transform(mappings, defaults, false))
                .hasMessage("'a.b' lies within 'a': both can't be mapped");
    }

    @Test
    void refuses_a_default_within_another() {
        map("x", "x");
        defaults.put("a.b.c", 1);
        defaults.put("a.b", 1);

        assertThatThrownBy(() -> new Transform(mappings, defaults, false))
                .hasMessage("'a.b.c' lies within 'a.b': both can't have defaults");
    }

    @Test
    void refuses_to_make_a_list() {
        map("tasks[0].id", "x");

        assertThatThrownBy(() -> new Transform(mappings, defaults, false))
                .hasMessage("'tasks[0].id' is no name for a field. Possible: task_id, task.id (lists can be read, but"
                        + " not made)");
    }

    /** A default below a text would have put an object in the text's place. */
    @Test
    void a_default_does_not_replace_what_it_would_lie_in() {
        map("a", "a");
        defaults.put("a.b", 1);
        defaults.put("c.d", 2);

        assertThat(apply(true, Map.of("a", "text", "c", List.of()))).isEqualTo(Map.of("a", "text", "c", List.of()));
        assertThat(apply(false, Map.of("a", Map.of("x", 0))))
                .isEqualTo(Map.of("a", Map.of("x", 0, "b", 1), "c", Map.of("d", 2)));
    }

    @Test
    void a_mapping_wins_over_an_unmapped_field_of_its_name() {
        map("status", "task_status");
        map("d.e", "task_status");

        assertThat(apply(true, Map.of("status", "old", "task_status", "new", "d", "text")))
                .isEqualTo(Map.of("status", "new", "task_status", "new", "d", Map.of("e", "new")));
    }

    @Test
    void a_default_that_messages_share_can_not_be_changed() {
        map("a", "a");
        defaults.put("tags", new ArrayList<>(List.of("x")));
        Object tags = apply(false, Map.of()).get("tags");

        assertThat(tags).isInstanceOfSatisfying(List.class, list -> assertThatThrownBy(list::clear)
                .isInstanceOf(UnsupportedOperationException.class));
    }

    private void map(String name, String path) {
        mappings.put(name, FieldPath.parse(path));
    }

    private Map<String, @Nullable Object> apply(boolean keepUnmapped, Map<String, @Nullable Object> message) {
        return new Transform(mappings, defaults, keepUnmapped).apply(message);
    }
}
