package dev.wadi.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class VariablesTest {

    private final Problems problems = new Problems();
    private final Variables variables =
            Variables.of(Map.of("HOST", "api.example.com", "EMPTY", "", "PRICE", "$1\\2", "NESTED", "${HOST}"));

    private String expand(String text) {
        return variables.expand(text, "connections/api.yaml:3", problems);
    }

    @Test
    void a_variable_stands_for_its_value() {
        assertThat(expand("https://${HOST}/v1")).isEqualTo("https://api.example.com/v1");
        assertThat(problems.found()).isEmpty();
    }

    @Test
    void a_default_stands_in_for_a_variable_that_is_unset_or_empty() {
        assertThat(expand("${HOST:-a}|${PORT:-8080}|${EMPTY:-b}|${PORT:-}|${URL:-http://a:1/b?c=$d}"))
                .isEqualTo("api.example.com|8080|b||http://a:1/b?c=$d");
        assertThat(problems.found()).isEmpty();
    }

    @Test
    void a_doubled_dollar_keeps_a_reference_as_it_is() {
        assertThat(expand("$${HOST} costs $5 and $$ and $$${HOST}")).isEqualTo("${HOST} costs $5 and $$ and $${HOST}");
        assertThat(problems.found()).isEmpty();
    }

    @Test
    void a_value_is_not_expanded_again() {
        assertThat(expand("${PRICE} ${NESTED}")).isEqualTo("$1\\2 ${HOST}");
        assertThat(problems.found()).isEmpty();
    }

    @Test
    void a_variable_that_is_not_set_is_a_problem() {
        assertThat(expand("${TOKEN} ${EMPTY}")).isEqualTo("${TOKEN} ${EMPTY}");
        assertThat(problems.found())
                .extracting(Problem::toString)
                .containsExactly(
                        "connections/api.yaml:3: the variable 'TOKEN' is not set. Set it in the environment, or give a"
                                + " default: ${TOKEN:-value}",
                        "connections/api.yaml:3: the variable 'EMPTY' is not set. Set it in the environment, or give a"
                                + " default: ${EMPTY:-value}");
    }

    /**
     * Such a text used to be left as it stands: {@code ${PORT:8080}}, the form that Spring has, became part of an
     * address, and the mistake showed at the first call.
     */
    @Test
    void what_looks_like_a_variable_and_is_none_is_a_problem() {
        for (String mistake : new String[] {"${PORT:8080}", "${PORT-8080}", "${}", "${1A}", "${A B}", "${HOST"}) {
            Problems found = new Problems();
            assertThat(variables.expand("x" + mistake, "a.yaml:1", found)).isEqualTo("x" + mistake);
            assertThat(found.found())
                    .containsExactly(new Problem(
                            "a.yaml:1",
                            "'" + mistake + "' is no variable. Possible are ${VAR} and ${VAR:-default};"
                                    + " $${ stands for a plain ${"));
        }
    }

    @Test
    void a_variable_is_not_possible_in_a_default() {
        expand("${A:-${HOST}}");
        assertThat(problems.found())
                .extracting(Problem::message)
                .containsExactly("'${A:-${HOST}' is no variable."
                        + " Possible are ${VAR} and ${VAR:-default}; $${ stands for a plain ${");
    }

    @Test
    void the_environment_gives_its_variables() {
        String path = Variables.ofEnvironment().expand("${PATH}", "here", problems);
        assertThat(path).isEqualTo(System.getenv("PATH"));
    }
}
