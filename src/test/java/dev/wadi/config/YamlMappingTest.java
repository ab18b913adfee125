package dev.wadi.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class YamlMappingTest {

    private final Problems problems = new Problems();

    private enum Order {
        KEY,
        PARTITION
    }

    private YamlMapping parse(String text) {
        return YamlFile.parse(text, "a.yaml", Variables.of(Map.of("VAR", "value")), problems);
    }

    private void foundProblems(String... messages) {
        assertThat(problems.found()).extracting(Problem::toString).containsExactly(messages);
    }

    @Test
    void reads_texts_numbers_flags_and_durations() {
        YamlMapping root = parse("""
                text: a ${VAR}
                number: 7
                flag: True
                pause: 2.5
                order: Partition
                token: t0p
                """);
        assertThat(root.text("text")).contains("a value");
        assertThat(root.text("number")).contains("7");
        assertThat(root.requiredText("text")).isEqualTo("a value");
        assertThat(root.integer("number", 1)).contains(7);
        assertThat(root.bool("flag")).contains(true);
        assertThat(root.seconds("pause")).contains(Duration.ofMillis(2500));
        assertThat(root.choice("order", Order.class)).contains(Order.PARTITION);
        assertThat(root.secret("token")).contains(new Secret("t0p"));
        foundProblems();
    }

    @Test
    void what_is_absent_or_null_reads_as_nothing() {
        YamlMapping root = parse("nothing:\nnil: null\n");
        for (String key : List.of("nothing", "nil", "absent")) {
            assertThat(root.text(key)).isEmpty();
            assertThat(root.integer(key, 1)).isEmpty();
            assertThat(root.seconds(key)).isEmpty();
            assertThat(root.bool(key)).isEmpty();
            assertThat(root.choice(key, Order.class)).isEmpty();
            assertThat(root.mapping(key)).isEmpty();
            assertThat(root.texts(key)).isEmpty();
            assertThat(root.value(key)).isNull();
        }
        assertThat(root.mappings("absent")).isEmpty();
        assertThat(root.has("nil")).isTrue();
        assertThat(root.has("absent")).isFalse();
        foundProblems();
    }

    @Test
    void knows_the_place_of_each_key() {
        YamlMapping root = parse("a: 1\nb:\n  c: 2\n");
        assertThat(root.place("b")).isEqualTo("a.yaml:2");
        assertThat(root.place("absent")).isEqualTo("a.yaml:1");
        assertThat(root.mapping("b").orElseThrow().place()).isEqualTo("a.yaml:3");
        assertThat(root.keys()).containsExactly("a", "b");
    }

    @Test
    void says_what_an_unknown_field_may_have_meant() {
        parse("name: a\nmax_retires: 1\ncolour: red\n").refuseUnknown("name", "max_retries");
        foundProblems(
                "a.yaml:2: unknown field 'max_retires'. Did you mean 'max_retries'?",
                "a.yaml:3: unknown field 'colour'. Known fields: max_retries, name");
    }

    @Test
    void refuses_a_key_that_stands_there_twice() {
        parse("name: a\nname: b\n");
        foundProblems("a.yaml:2: the key 'name' stands here twice");
    }

    @Test
    void refuses_a_key_that_is_no_text() {
        parse("[a, b]: 1\n");
        foundProblems("a.yaml:1: a key must be a plain text");
    }

    @Test
    void refuses_a_list_where_a_text_must_be() {
        assertThat(parse("name: [a]\n").text("name")).isEmpty();
        foundProblems("a.yaml:1: name must be a text, but was a list or mapping");
    }

    @Test
    void refuses_a_required_text_that_is_missing_or_blank() {
        YamlMapping root = parse("a: 1\nname: ' '\n");
        assertThat(root.requiredText("name")).isEmpty();
        assertThat(root.requiredText("base_url")).isEmpty();
        foundProblems("a.yaml:2: the field 'name' is missing", "a.yaml:1: the field 'base_url' is missing");
    }

    /** The same mistake used to be told twice: once as a wrong value, and again as a missing one. */
    @Test
    void a_required_text_of_the_wrong_kind_is_one_problem() {
        assertThat(parse("name: {a: 1}\n").requiredText("name")).isEmpty();
        foundProblems("a.yaml:1: name must be a text, but was a list or mapping");
    }

    @Test
    void refuses_a_number_that_is_none_or_too_small() {
        YamlMapping root = parse("a: many\nb: 1.5\nc: 0\nd: 99999999999\n");
        for (String key : root.keys()) {
            assertThat(root.integer(key, 1)).isEmpty();
        }
        foundProblems(
                "a.yaml:1: a must be a whole number, but was 'many'",
                "a.yaml:2: b must be a whole number, but was '1.5'",
                "a.yaml:3: c must be at least 1, but was 0",
                "a.yaml:4: d must be a whole number, but was '99999999999'");
    }

    /** Java's own notation for a double used to be let in: {@code 30d} were 30 seconds, not days. */
    @Test
    void refuses_seconds_that_are_no_number() {
        YamlMapping root = parse("a: 30s\nb: 30d\nc: Infinity\nd: NaN\ne: -1\nf: 1e99\n");
        for (String key : root.keys()) {
            assertThat(root.seconds(key)).isEmpty();
        }
        foundProblems(
                "a.yaml:1: a must be a number of seconds, but was '30s'",
                "a.yaml:2: b must be a number of seconds, but was '30d'",
                "a.yaml:3: c must be a number of seconds, but was 'Infinity'",
                "a.yaml:4: d must be a number of seconds, but was 'NaN'",
                "a.yaml:5: e must be at least 0, but was -1",
                "a.yaml:6: f must be a number of seconds, but was '1e99'");
    }

    @Test
    void refuses_a_flag_that_is_neither_true_nor_false() {
        assertThat(parse("enabled: yes\n").bool("enabled")).isEmpty();
        foundProblems("a.yaml:1: enabled must be true or false, but was 'yes'");
    }

    @Test
    void refuses_a_choice_that_there_is_not() {
        assertThat(parse("order: offset\n").choice("order", Order.class)).isEmpty();
        foundProblems("a.yaml:1: order must be one of key, partition, but was 'offset'");
    }

    @Test
    void reads_nested_mappings_and_lists_of_them() {
        YamlMapping root = parse("headers: {A: '1', B: '${VAR}'}\nworkers:\n  - name: a\n  - name: b\n");
        assertThat(root.texts("headers")).containsExactly(entry("A", "1"), entry("B", "value"));
        assertThat(root.mappings("workers"))
                .extracting(worker -> worker.requiredText("name"))
                .containsExactly("a", "b");
        assertThat(root.isMapping("headers")).isTrue();
        assertThat(root.isMapping("workers")).isFalse();
        foundProblems();
    }

    @Test
    void refuses_what_is_no_mapping_or_no_list() {
        YamlMapping root = parse("headers: none\nworkers: {a: 1}\nplugins: [a]\n");
        assertThat(root.mapping("headers")).isEmpty();
        assertThat(root.mappings("workers")).isEmpty();
        assertThat(root.mappings("plugins")).isEmpty();
        foundProblems(
                "a.yaml:1: headers must be a mapping (key: value), but was something else",
                "a.yaml:2: workers must be a list, but was something else",
                "a.yaml:3: each item of 'plugins' must be a mapping");
    }

    /** A key without a value used to be refused as a list, though it is absent everywhere else. */
    @Test
    void a_list_without_items_reads_as_empty() {
        assertThat(parse("workers:\n").mappings("workers")).isEmpty();
        foundProblems();
    }

    @Test
    void gives_plain_java_with_variables_expanded() {
        YamlMapping root = parse("""
                text: ${VAR}
                number: 7
                big: 123456789012345678901
                half: 0.5
                flag: false
                nothing: null
                quoted: '7'
                list: [a, 1, {b: 2}]
                """);
        assertThat(root.toMap())
                .containsExactly(
                        entry("text", "value"),
                        entry("number", 7L),
                        entry("big", "123456789012345678901"),
                        entry("half", 0.5),
                        entry("flag", false),
                        entry("nothing", null),
                        entry("quoted", "7"),
                        entry("list", Arrays.asList("a", 1L, Map.of("b", 2L))));
        foundProblems();
    }

    @Test
    void an_alias_stands_for_what_its_anchor_names() {
        assertThat(parse("a: &x {b: 1}\nc: *x\n").value("c")).isEqualTo(Map.of("b", 1L));
    }

    /** A mapping that contains itself used to end in a StackOverflowError. */
    @Test
    void refuses_an_alias_of_what_it_stands_in() {
        parse("a: &x\n  b: *x\n  c: [*x]\n").toMap();
        foundProblems("a.yaml:1: an alias can't stand inside of what it names");
    }
}
