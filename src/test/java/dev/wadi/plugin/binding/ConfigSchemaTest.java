package dev.wadi.plugin.binding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wadi.config.ConfigException;
import dev.wadi.config.Problem;
import dev.wadi.config.Problems;
import dev.wadi.config.Variables;
import dev.wadi.config.YamlFile;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConfigSchemaTest {

    private static final String SCHEMA = """
            {
              "type": "object",
              "required": ["jwt_secret"],
              "properties": {
                "jwt_secret": {"type": "string", "minLength": 8},
                "token_expiry": {"type": "integer", "minimum": 1},
                "threshold": {"type": "number", "maximum": 1},
                "jwt_algorithm": {"enum": ["HS256", "HS512"]},
                "url": {"type": "string", "pattern": "^https://"},
                "enabled": {"type": "boolean"},
                "target": {"type": ["string", "null"]},
                "either": {"anyOf": [{"type": "string"}, {"type": "boolean"}]},
                "users": {
                  "type": "array",
                  "items": {"type": "object", "required": ["name"], "properties": {"name": {"type": "string"}}}
                },
                "labels": {"type": "object", "additionalProperties": {"type": "string"}}
              }
            }
            """;

    private final Problems problems = new Problems();

    private void check(String yaml) {
        Variables variables = Variables.of(Map.of("EXPIRY", "60", "HALF", "0.5", "ON", "true", "SECRET", "12345678"));
        ConfigSchema.of(SCHEMA, "config.yaml:1").check(YamlFile.parse(yaml, "config.yaml", variables, problems));
    }

    private void foundProblems(String... expected) {
        assertThat(problems.found()).extracting(Problem::toString).containsExactlyInAnyOrder(expected);
    }

    @Test
    void what_fits_has_no_problems() {
        check("""
                jwt_secret: long enough
                token_expiry: 3600
                threshold: 0.5
                jwt_algorithm: HS256
                url: https://a.example.com
                target: null
                either: true
                users: [{name: ann}]
                labels: {any: thing}
                """);
        foundProblems();
    }

    @Test
    void a_variable_is_a_number_or_a_boolean_where_that_is_asked_for() {
        check("jwt_secret: ${SECRET}\ntoken_expiry: ${EXPIRY}\nthreshold: ${HALF}\nenabled: ${ON}\n");
        foundProblems();
        check("{jwt_secret: long enough, threshold: '${HALF}'}");
        foundProblems("config.yaml:1: threshold must be a number, but was '0.5'");
    }

    @Test
    void each_rule_that_is_broken_is_reported_at_the_line_of_its_value() {
        check("""
                jwt_algorithm: HS25
                token_expiry: 0
                threshold: much
                url: http://a
                enabled: 7
                target: [a]
                either: 5
                users:
                  - name: 5
                  - {}
                  - {name: ann, age: 3}
                labels: {a: 1}
                """);
        foundProblems(
                "config.yaml:1: the field 'jwt_secret' is missing",
                "config.yaml:1: jwt_algorithm must be one of HS256, HS512, but was 'HS25'",
                "config.yaml:2: token_expiry must be at least 1, but was '***'",
                "config.yaml:3: threshold must be a number, but was 'much'",
                "config.yaml:4: url must fit the pattern ^https://, but was 'http://a'",
                "config.yaml:5: enabled must be true or false, but was '7'",
                "config.yaml:6: target must be a text or nothing, but was a list",
                "config.yaml:7: either must be a text or true or false, but was '5'",
                "config.yaml:9: users[0].name must be a text, but was '5'",
                "config.yaml:10: the field 'name' is missing",
                "config.yaml:11: unknown field 'age'. Did you mean 'name'?",
                "config.yaml:12: labels.a must be a text, but was '1'");
    }

    @Test
    void a_key_that_the_schema_does_not_list_is_unknown() {
        check("jwt_secret: long enough\njwt_secrte: x\n");
        foundProblems("config.yaml:2: unknown field 'jwt_secrte'. Did you mean 'jwt_secret'?");
    }

    @Test
    void no_message_shows_a_secret() {
        check("jwt_secret: canary");
        foundProblems("config.yaml:1: jwt_secret must have at least 8 characters, but was '***'");
    }

    @Test
    void a_schema_that_is_none_is_the_plugins_fault() {
        assertThatThrownBy(() -> ConfigSchema.of("{\"type\": 5}", "config.yaml:1"))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("config.yaml:1: the plugin's configSchema() is no JSON Schema: /type: ");
        assertThatThrownBy(() -> ConfigSchema.of("{", "config.yaml:1"))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("config.yaml:1: the plugin's configSchema() is no JSON Schema: Unexpected");
    }

    @Test
    void nothing_is_fetched_for_a_reference() {
        ConfigSchema schema = ConfigSchema.of(
                "{\"properties\": {\"a\": {\"$ref\": \"https://example.com/a.json\"}}}", "config.yaml:1");
        assertThatThrownBy(() -> schema.check(YamlFile.parse("a: 1", "config.yaml", Variables.of(Map.of()), problems)))
                .isInstanceOf(ConfigException.class)
                .hasMessage("config.yaml:1: the plugin's configSchema() is no JSON Schema: Schema from"
                        + " 'https://example.com/a.json' is not allowed to be loaded.");
    }
}
