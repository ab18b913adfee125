package dev.wadi.plugin.testkit.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

class PluginTestsTest {

    private static final String GOOD = """
            variables:
              TOPIC: crates
            connections:
              depot: []
              register:
                - path: /street?of=5
                  json: {street: Elm}
                - {method: POST, path: /in, status: 500, text: down}
            now: 2026-05-02T08:30:00Z
            tests:
              - name: asks for everything
                domain: claimx
                stage: event_ingest
                message: {want: everything, event_id: evt-1}
                expect:
                  outcome: passed
                  actions:
                    - log: {level: info, message: parcel evt-1 at event_ingest}
                    - publish_to_topic: {topic: crates, payload: {id: 7, size: {y: 2.5}, at: "2026-05-02T08:30:00Z"}}
                    - http_webhook: {connection: depot, path: /in, method: POST, body: {id: 7}}
                    - metric: {name: parcels, value: 1}
                    - weigh: {unit: kg}
                  headers: {x-parcel: yes}
                  message: {want: everything}
              - name: leaves parcels out
                domain: claimx
                stage: event_ingest
                message: {want: filter}
                expect: {outcome: filtered, reason: returned to sender, actions: []}
              - name: counts
                domain: claimx
                stage: event_ingest
                before: [{want: count}, {want: count}]
                message: {want: count}
                expect: {headers: {x-seen: "3"}}
              - name: finds the street
                domain: claimx
                stage: event_ingest
                message: {want: address, project_id: 5}
                expect: {headers: {x-street: Elm}}
              - name: finds another street
                domain: claimx
                stage: event_ingest
                connections: {register: [{path: /street?of=5, json: {street: Oak}}]}
                message: {want: address, project_id: 5}
                expect: {headers: {x-street: Oak}}
              - name: can't paint
                domain: claimx
                stage: retry
                error: no brush
                retry_count: 2
                message: {want: unknown}
                expect: {failed_actions: 1, message: {retry_count: 2}}
              - name: drops
                domain: claimx
                stage: event_ingest
                message: {want: throw}
                expect: {outcome: passed, errors: 1}
            """;

    private final Path folder;

    PluginTestsTest(@TempDir Path project) throws IOException {
        folder = Files.createDirectories(project.resolve("plugins/parcel"));
        Files.writeString(
                folder.resolve("config.yaml"),
                "class: dev.wadi.plugin.testkit.ParcelPlugin\nconfig:\n  topic: ${TOPIC:-parcels}\n");
    }

    private List<PluginTest> tests(String yaml) throws IOException {
        Files.writeString(folder.resolve("test.yaml"), yaml);
        return PluginTests.of(folder);
    }

    @TestFactory
    Stream<DynamicTest> the_tests_of_a_file_run_in_junit() throws IOException {
        return tests(GOOD).stream().map(test -> DynamicTest.dynamicTest(test.name(), test::run));
    }

    @Test
    void a_test_that_fails_says_where_what_was_expected_and_what_came() throws IOException {
        List<PluginTest> tests = tests("""
                connections: {depot: []}
                tests:
                  - name: all wrong
                    domain: claimx
                    stage: event_ingest
                    message: {want: everything}
                    expect:
                      outcome: filtered
                      reason: lost
                      actions:
                        - log: {level: warning}
                        - publish_to_topic:
                            payload: {size: {x: 2}}
                        - metric: {}
                      headers: {x-parcel: no}
                      errors: 1
                """);
        String file = folder + "/test.yaml";
        assertThat(tests.getFirst().place()).isEqualTo(file + ":3");
        assertThatThrownBy(tests.getFirst()::run)
                .isInstanceOf(AssertionError.class)
                .satisfies(thrown -> assertThat(
                                String.valueOf(thrown.getMessage()).lines().map(PluginTestsTest::withoutPayload))
                        .containsExactly(
                                file + ":7: outcome: expected \"filtered\", but was \"passed\"",
                                file + ":7: reason: expected \"lost\", but was null",
                                file + ":11: actions[0].log.level: expected \"warning\", but was \"info\"",
                                file + ":12: actions[1].publish_to_topic.payload.size.x: expected 2, but was 1",
                                file + ":14: actions[2]: expected metric, but was http_webhook",
                                file + ":7: actions: expected [\"log\",\"publish_to_topic\",\"metric\"], but was"
                                        + " [\"log\",\"publish_to_topic\",\"http_webhook\",\"metric\",\"weigh\"]",
                                file + ":7: headers.x-parcel: expected \"no\", but was \"yes\"",
                                file + ":7: errors: expected 1, but was 0",
                                "it passed",
                                "  log {\"level\":\"info\",\"message\":\"parcel {event_id} at event_ingest\"}",
                                "  publish_to_topic {\"topic\":\"parcels\",\"key\":null,\"headers\":{\"x-own\":\"1\"},"
                                        + "\"payload\":{…}}",
                                "  http_webhook {\"connection\":\"depot\",\"path\":\"/in\",\"method\":\"POST\","
                                        + "\"headers\":{},\"body\":{\"id\":7},\"async\":false}",
                                "  metric {\"name\":\"parcels\",\"value\":1.0,\"labels\":{}}",
                                "  weigh {\"unit\":\"kg\"}",
                                "  headers {\"x-parcel\":\"yes\"}"));
    }

    private static String withoutPayload(String line) {
        return line.replaceAll("\"payload\":\\{.*}}", "\"payload\":{…}}");
    }

    @Test
    void shows_all_that_is_wrong_in_a_file_at_once() {
        assertThatThrownBy(() -> tests("""
                        testes: []
                        now: noon
                        tests:
                          - nam: x
                            domain: claimx
                            stage: event_ingest
                            expect: {outcome: past, actions: [{log: {}, metric: {}}]}
                          - name: y
                            domain: claimx
                            stage: retry
                        """)).satisfies(thrown -> assertThat(String.valueOf(thrown.getMessage())
                        .replace(folder + "/", "")
                        .lines())
                .containsExactly(
                        "test.yaml:1: unknown field 'testes'. Did you mean 'tests'?",
                        "test.yaml:2: now must be a time such as 2026-05-02T08:30:00Z, but was 'noon'",
                        "test.yaml:4: unknown field 'nam'. Did you mean 'name'?",
                        "test.yaml:4: the field 'name' is missing",
                        "test.yaml:7: outcome must be one of passed, filtered, but was 'past'",
                        "test.yaml:7: an action must be one kind with its fields, but was [log, metric]."
                                + " Possible: publish_to_topic: {topic: …, payload: …}, http_webhook:"
                                + " {connection: …, path: …, body: …}, log: {message: …}, metric: {name: …},"
                                + " or a plugin's own kind",
                        "test.yaml:8: the field 'expect' is missing. Possible: expect: {outcome: passed,"
                                + " actions: []}"));
        assertThatThrownBy(() -> tests("tests: []\n")).hasMessageContaining("test.yaml:1: has no tests");
        assertThatThrownBy(() -> PluginTests.of(folder.resolveSibling("none")))
                .hasMessageEndingWith("none: has no test.yaml");
    }

    @Test
    void finds_the_plugins_that_have_tests() throws IOException {
        tests("tests: []\n".replace("[]", "[{name: x, domain: d, stage: retry, expect: {}}]"));
        Files.createDirectories(folder.resolveSibling("untested"));
        assertThat(PluginTests.in(folder.resolve("..")))
                .extracting(Path::normalize)
                .containsExactly(folder);
        assertThat(PluginTests.in(folder.resolve("missing"))).isEmpty();
    }
}
