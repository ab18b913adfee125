package dev.wadi.plugin.binding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.config.Problem;
import dev.wadi.config.Problems;
import dev.wadi.config.Variables;
import dev.wadi.config.YamlFile;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RecordBindingTest {

    private final Problems problems = new Problems();

    enum Level {
        LOW,
        VERY_HIGH
    }

    record Rule(String field, @Nullable Integer min) {}

    record All(
            String text,
            int whole,
            long large,
            double real,
            BigDecimal exact,
            boolean flag,
            Duration retryDelay,
            Duration timeoutMs,
            Duration tokenExpiry,
            URI url,
            Level level,
            Optional<String> given,
            Optional<Duration> absent,
            List<Integer> numbers,
            Set<String> names,
            Map<String, Duration> waits,
            Map<Integer, Rule> byId,
            List<Rule> rules,
            Rule one,
            Object anything) {}

    record Many(
            @Nullable String text,
            @Nullable Integer number,
            @Nullable Duration pause,
            Optional<Level> level,
            List<String> list,
            Set<URI> urls,
            Map<String, String> map,
            @Nullable Rule rule,
            @Nullable Object anything) {}

    record Primitive(int count, boolean flag) {}

    record Range(int min, @Nullable Integer max) {

        Range {
            if (max != null && max < min) {
                throw new IllegalArgumentException("max must be at least min (" + min + "), but was " + max);
            }
        }
    }

    record Ranges(List<Range> ranges) {}

    record Strict(String needed) {

        Strict {
            if (needed == null) {
                throw new IllegalArgumentException("needed must be given");
            }
        }
    }

    record Odd(Thread thread) {}

    record Secretive(int apiToken, Level passwordKind) {}

    private YamlPluginConfig config(String yaml) {
        Variables variables = Variables.of(Map.of("PORT", "8080"));
        return new YamlPluginConfig(YamlFile.parse(yaml, "config.yaml", variables, problems), Set.of());
    }

    private <R extends Record> @Nullable R read(String yaml, Class<R> type) {
        return config(yaml).as(type);
    }

    private void foundProblems(String... expected) {
        assertThat(problems.found()).extracting(Problem::toString).containsExactly(expected);
    }

    @Test
    void reads_every_kind_of_component() {
        All all = read("""
                text: hello
                whole: ${PORT}
                large: 5000000000
                real: 0.5
                exact: 10.50
                flag: True
                retry_delay: 5s
                timeout_ms: 250
                token_expiry: 3600
                url: https://api.example.com/a
                level: very_high
                given: here
                numbers: [1, 2]
                names: [b, a, b]
                waits: {first: 2m, second: PT1H}
                by_id: {456: {field: status}}
                rules: [{field: amount, min: 3}]
                one: {field: x}
                anything: {a: [1, text, null]}
                """, All.class);
        foundProblems();
        Rule status = new Rule("status", null);
        assertThat(all)
                .isEqualTo(new All(
                        "hello",
                        8080,
                        5_000_000_000L,
                        0.5,
                        new BigDecimal("10.50"),
                        true,
                        Duration.ofSeconds(5),
                        Duration.ofMillis(250),
                        Duration.ofHours(1),
                        URI.create("https://api.example.com/a"),
                        Level.VERY_HIGH,
                        Optional.of("here"),
                        Optional.empty(),
                        List.of(1, 2),
                        Set.of("a", "b"),
                        Map.of("first", Duration.ofMinutes(2), "second", Duration.ofHours(1)),
                        Map.of(456, status),
                        List.of(new Rule("amount", 3)),
                        new Rule("x", null),
                        Map.of("a", java.util.Arrays.asList(1L, "text", null))));
    }

    @Test
    void what_is_absent_or_null_is_null_or_empty() {
        Many nothing = new Many(null, null, null, Optional.empty(), List.of(), Set.of(), Map.of(), null, null);
        assertThat(read("{}", Many.class)).isEqualTo(nothing);
        assertThat(read("{text: null, level: null, list: null, rule: }", Many.class))
                .isEqualTo(nothing);
        foundProblems();
    }

    @Test
    void a_primitive_must_be_given() {
        assertThat(read("flag: true", Primitive.class)).isEqualTo(new Primitive(0, false));
        foundProblems("config.yaml:1: the field 'count' is missing");
    }

    @Test
    void each_wrong_value_is_reported_at_its_line() {
        Many many = read("""
                text: [a]
                number: 1.5
                pause: soon
                level: middle
                list: a
                urls: ["https://a b"]
                map: [a]
                rule: x
                """, Many.class);
        foundProblems(
                "config.yaml:1: text must be a text, but was a list",
                "config.yaml:2: number must be a whole number, but was '1.5'",
                "config.yaml:3: pause must be a duration (500ms, 5s, 2m, 1h), but was 'soon'",
                "config.yaml:4: level must be one of low, very_high, but was 'middle'",
                "config.yaml:5: list must be a list, but was 'a'",
                "config.yaml:6: each item of urls must be a URL, but was 'https://a b'",
                "config.yaml:7: map must be a mapping (key: value), but was a list",
                "config.yaml:8: rule must be a mapping (key: value), but was 'x'");
        assertThat(many)
                .isEqualTo(new Many(null, null, null, Optional.empty(), List.of(), Set.of(), Map.of(), null, null));
    }

    @Test
    void nested_values_are_reported_where_they_stand() {
        read("""
                by_id:
                  x: {field: a}
                  7:
                    feld: a
                numbers:
                  - 1
                  -
                rules:
                  - {min: much}
                """, All.class);
        assertThat(problems.found())
                .extracting(Problem::toString)
                .contains(
                        "config.yaml:2: each key of by_id must be a whole number, but was 'x'",
                        "config.yaml:4: unknown field 'feld'. Did you mean 'field'?",
                        "config.yaml:7: each item of numbers must be a whole number, but was nothing",
                        "config.yaml:9: min must be a whole number, but was 'much'");
    }

    @Test
    void an_unknown_key_is_refused_with_what_was_probably_meant() {
        read("{cuont: 1, count: 2, flag: false}", Primitive.class);
        foundProblems("config.yaml:1: unknown field 'cuont'. Did you mean 'count'?");
    }

    @Test
    void what_the_record_itself_refuses_is_reported_at_its_section() {
        Ranges read = read("ranges:\n  - {min: 1}\n  - {min: 5, max: 2}\n", Ranges.class);
        foundProblems("config.yaml:3: max must be at least min (5), but was 2");
        assertThat(read).isEqualTo(new Ranges(List.of()));
    }

    @Test
    void a_record_that_needs_values_is_null_where_there_are_none() {
        assertThat(read("{}", Strict.class)).isNull();
        foundProblems("config.yaml:1: needed must be given");
    }

    @Test
    void a_wrong_value_is_not_reported_a_second_time_by_the_record() {
        assertThat(read("needed: [a]", Strict.class)).isNull();
        foundProblems("config.yaml:1: needed must be a text, but was a list");
    }

    @Test
    void says_what_a_record_may_hold() {
        read("thread: main", Odd.class);
        foundProblems("config.yaml:1: thread can't be read: the plugin asks for it as java.lang.Thread. Possible are"
                + " texts, numbers, booleans, Duration, URI, enums, Optional, List, Set, Map, records and Object");
    }

    @Test
    void no_message_shows_a_secret() {
        read("{api_token: canary, password_kind: canary}", Secretive.class);
        foundProblems(
                "config.yaml:1: api_token must be a whole number, but was '***'",
                "config.yaml:1: password_kind must be one of low, very_high, but was '***'");
    }
}
