package dev.wadi.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Mappings put together from several texts, whose values keep their places, and the secrets in them. */
class LayeredMappingTest {

    private final Problems problems = new Problems();

    private YamlMapping parse(String name, String text) {
        return YamlFile.parse(text, name, Variables.of(Map.of("VAR", "value")), problems);
    }

    private void foundProblems(String... messages) {
        assertThat(problems.found()).extracting(Problem::toString).containsExactly(messages);
    }

    @Test
    void the_upper_mapping_wins_key_by_key_and_each_value_keeps_its_place() {
        YamlMapping both = parse("upper.yaml", "a: 1\n").over(parse("lower.yaml", "a: x\nb: y\nc: [z]\n"));
        assertThat(both.toMap()).isEqualTo(Map.of("a", 1L, "b", "y", "c", List.of("z")));
        both.integer("b", 0);
        both.text("c");
        both.refuseUnknown("a", "b");
        foundProblems(
                "lower.yaml:2: b must be a whole number, but was 'y'",
                "lower.yaml:3: c must be a text, but was a list or mapping",
                "lower.yaml:3: unknown field 'c'. Known fields: a, b");
    }

    @Test
    void problems_can_go_elsewhere() {
        Problems elsewhere = new Problems();
        YamlMapping moved = parse("a.yaml", "a: {b: x}\n").into(elsewhere);
        moved.mapping("a").ifPresent(nested -> nested.integer("b", 0));
        foundProblems();
        assertThat(elsewhere.found()).containsExactly(new Problem("a.yaml:1", "b must be a whole number, but was 'x'"));
    }

    @Test
    void a_list_with_ids_becomes_a_mapping() {
        YamlMapping list = parse("a.yaml", """
                tasks:
                  - {id: 456, name: Photo}
                  - id: 789
                    name: [x]
                  - {name: y}
                  - z
                """);
        YamlMapping keyed = list.keyed("tasks", "id", "config", "tasks");
        assertThat(keyed.value("config"))
                .isEqualTo(
                        Map.of("tasks", Map.of("456", Map.of("name", "Photo"), "789", Map.of("name", List.of("x")))));
        foundProblems(
                "a.yaml:5: the field 'id' is missing", "a.yaml:6: each item must be a mapping with the field 'id'");
    }

    @Test
    void a_mapping_may_stand_in_no_file() {
        YamlMapping defaults = YamlFile.of(
                Map.of("text", "a ${VAR}", "list", Arrays.asList(1, null), "nested", Map.of("flag", true)),
                "the defaults",
                Variables.of(Map.of("VAR", "value")),
                problems);
        assertThat(defaults.text("text")).contains("a value");
        assertThat(defaults.value("list")).isEqualTo(Arrays.asList(1L, null));
        defaults.integer("text", 0);
        foundProblems("the defaults: text must be a whole number, but was 'a value'");
        assertThatThrownBy(() ->
                        YamlFile.of(Map.of("thread", Thread.currentThread()), "x", Variables.of(Map.of()), problems))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("x: holds what is no text, number, boolean, list or map: ");
    }

    @Test
    void reads_durations() {
        YamlMapping root = parse("a.yaml", "a: 250ms\nb: 3\nc: soon\n");
        assertThat(root.duration("a")).contains(Duration.ofMillis(250));
        assertThat(root.duration("b")).contains(Duration.ofSeconds(3));
        assertThat(root.duration("c")).isEmpty();
        foundProblems("a.yaml:3: c must be a duration (500ms, 5s, 2m, 1h), but was 'soon'");
    }

    @Test
    void no_message_shows_what_stands_below_the_key_of_a_secret() {
        YamlMapping root = parse("a.yaml", """
                auth_token: canary
                password: pre${canary
                secrets: {a: [canary], b: canary}
                api-key: -5
                """);
        root.integer("auth_token", 0);
        root.bool("auth_token");
        root.duration("auth_token");
        root.text("password");
        root.integer("api-key", 0);
        root.mapping("secrets").ifPresent(nested -> {
            nested.integer("b", 0);
            nested.child("b").ifPresent(value -> value.problem("was " + value.found()));
        });
        assertThat(problems.found()).hasSize(7).allSatisfy(problem -> assertThat(problem.toString())
                .doesNotContain("canary", "-5")
                .contains("***"));
    }

    @Test
    void secrets_are_known_by_their_keys() {
        assertThat(SecretKeys.isSecret("Authorization")).isTrue();
        assertThat(SecretKeys.isSecret("jwt_secret")).isTrue();
        assertThat(SecretKeys.isSecret("apiKey")).isTrue();
        assertThat(SecretKeys.isSecret("monkey")).isFalse();
    }
}
