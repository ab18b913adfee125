package dev.wadi.plugin.shipped.quality;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.fake.FakeContext;
import dev.wadi.fake.PluginFolder;
import dev.wadi.plugin.spi.PluginAction;
import dev.wadi.plugin.spi.PluginEnvironment;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataQualityPluginTest {

    private final PluginFolder folder;

    DataQualityPluginTest(@TempDir Path plugins) {
        folder = new PluginFolder(plugins, "data_quality");
    }

    private List<PluginAction> check(String config, Map<String, Object> message) throws Exception {
        return folder.load(config)
                .execute(FakeContext.of(
                        "claimx", "enrichment_complete", message, PluginEnvironment.alone("data_quality")))
                .actions();
    }

    private static PluginAction counted(String rule) {
        return new PluginAction.Metric(
                "data_quality.violations", 1, Map.of("rule", rule, "stage", "enrichment_complete"));
    }

    @Test
    void reports_all_violations_of_all_rules_at_once() throws Exception {
        assertThat(check(
                        """
                        rules:
                          - {field: project_id, required: true}
                          - {field: event_type, allowed: [A, B]}
                          - {name: email, field: "message.contacts[0].email", pattern: ".+@.+"}
                          - {field: amount, min: 0, max: 10.5}
                          - {field: count, min: 1}
                          - {field: fine, required: true, allowed: [1], pattern: "\\\\d", min: 1, max: 1}
                        """,
                        Map.of(
                                "event_type",
                                "C",
                                "contacts",
                                List.of(Map.of("email", "nobody")),
                                "amount",
                                11,
                                "count",
                                "many",
                                "fine",
                                1)))
                .containsExactly(
                        counted("project_id"),
                        counted("event_type"),
                        counted("email"),
                        counted("message.amount"),
                        counted("message.count"),
                        new PluginAction.Log(
                                System.Logger.Level.WARNING,
                                "Data quality: project_id is missing; event_type is none of the allowed values;"
                                        + " message.contacts[0].email does not match .+@.+; message.amount is greater"
                                        + " than 10.5; message.count is no number"));
    }

    @Test
    void says_nothing_of_what_fits() throws Exception {
        assertThat(check("rules: [{field: event_id, required: true}]", Map.of("event_id", "e1")))
                .isEmpty();
        assertThat(check("rules: [{field: absent, pattern: x}]", Map.of())).isEmpty();
    }

    @Test
    void each_rule_has_its_own_consequence() throws Exception {
        assertThat(check("""
                        on_violation: metric
                        rules:
                          - {name: a, field: x, required: true}
                          - {name: b, field: y, required: true, on_violation: header}
                          - {name: c, field: y, required: true, on_violation: header}
                          - {name: d, field: y, required: true, on_violation: filter}
                        """, Map.of()))
                .containsExactly(
                        counted("a"),
                        counted("b"),
                        counted("c"),
                        counted("d"),
                        new PluginAction.AddHeader(DataQualityPlugin.HEADER, "b,c"),
                        new PluginAction.Filter("data quality: d"));
    }

    @Test
    void rules_hold_for_their_stages_and_event_types() throws Exception {
        String rules = """
                rules:
                  - {name: a, field: x, required: true, stages: [retry], on_violation: metric}
                  - {name: b, field: x, required: true, event_types: [T], on_violation: metric}
                  - {name: c, field: x, required: true, event_types: [U], on_violation: metric}
                """;
        assertThat(check(rules, Map.of("event_type", "T"))).containsExactly(counted("b"));
    }

    @Test
    void runs_at_the_stages_of_its_rules_only() {
        assertThat(folder.define("config: {rules: [{field: a, required: true, stages: [retry, dlq]}]}")
                        .stages())
                .containsExactlyInAnyOrder("retry", "dlq");
        assertThat(folder.define("config: {rules: [{field: a, required: true}]}")
                        .stages())
                .isEmpty();
    }

    @Test
    void empty_counts_as_missing() throws Exception {
        String rules = "rules: [{name: a, field: x, required: true, on_violation: metric}]";
        assertThat(check(rules, Map.of("x", " "))).containsExactly(counted("a"));
        assertThat(check(rules, Map.of("x", List.of()))).containsExactly(counted("a"));
        assertThat(check(rules, Map.of("x", false))).isEmpty();
    }

    @Test
    void each_mistake_has_its_message() {
        assertThat(folder.problems("on_violation: shout"))
                .containsExactlyInAnyOrder(
                        "2: on_violation must be one of log, metric, header, filter, but was 'shout'",
                        "2: there are no rules. Possible: rules: [{field: project_id, required: true}]");
        assertThat(folder.problems("""
                        rules:
                          - {required: true}
                          - {field: x}
                          - {field: x, allowed: a, pattern: "(", min: few, max: 1, requird: true}
                        """))
                .containsExactlyInAnyOrder(
                        "3: the field 'field' is missing",
                        "4: the rule checks nothing. Possible: required, allowed, pattern, min, max",
                        "5: unknown field 'requird'. Did you mean 'required'?",
                        "5: allowed must be a list with something in it, but was 'a'",
                        "5: pattern must be a regular expression, but '(' is none: Unclosed group at character 2",
                        "5: min must be a number, but was 'few'");
    }
}
