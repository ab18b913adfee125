package dev.wadi.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FieldPathTest {

    private static final @Nullable Object BODY = Json.value("""
            {"id": 7, "none": null, "tasks": [{"city": "Bonn"}, {"links": [["a", "b"]]}], "with-dash": {"a b": true}}
            """.getBytes(StandardCharsets.UTF_8));

    private static @Nullable Object read(String path) {
        return FieldPath.parse(path).read(BODY);
    }

    @Test
    void reads_fields_and_items() {
        assertThat(read("id")).isEqualTo(7);
        assertThat(read("tasks[0].city")).isEqualTo("Bonn");
        assertThat(read("tasks[1].links[0][1]")).isEqualTo("b");
        assertThat(read("with-dash.a b")).isEqualTo(true);
    }

    @Test
    void what_is_not_there_reads_as_null() {
        assertThat(read("missing")).isNull();
        assertThat(read("none.deeper")).isNull();
        assertThat(read("id.deeper")).isNull();
        assertThat(read("id[0]")).isNull();
        assertThat(read("tasks.city")).isNull();
        assertThat(read("tasks[2].city")).isNull();
        assertThat(read("tasks[999999999]")).isNull();
        assertThat(FieldPath.parse("a").read(null)).isNull();
        assertThat(FieldPath.parse("a").read("text")).isNull();
    }

    @Test
    void refuses_an_empty_name() {
        for (String text : new String[] {"", ".", "a.", ".a", "a..b", "[0]", "a.[0]", " "}) {
            assertThatThrownBy(() -> FieldPath.parse(text))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("'" + text + "' is no field path. Possible: a.b, tasks[0].task_id");
        }
    }

    @Test
    void refuses_a_broken_index() {
        for (String text : new String[] {"a[", "a[]", "a[x]", "a[-1]", "a[0", "a[0]b", "a[0]]", "a[99999999999]"}) {
            assertThatThrownBy(() -> FieldPath.parse(text))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("'" + text + "' is no field path: an index must be a number in brackets, as in"
                            + " tasks[0]");
        }
    }

    @Test
    void shows_itself_as_it_was_written() {
        assertThat(FieldPath.parse("tasks[0].city")).hasToString("tasks[0].city");
    }
}
