package dev.wadi.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ProblemsTest {

    private final Problems problems = new Problems();

    @Test
    void all_problems_are_thrown_at_once_one_a_line() {
        problems.add("a.yaml:1", "is wrong");
        problems.addAll(new ConfigException("b.yaml:2", "is wrong too"));
        assertThatThrownBy(problems::throwIfAny)
                .isInstanceOf(ConfigException.class)
                .hasMessage("a.yaml:1: is wrong\nb.yaml:2: is wrong too")
                .satisfies(thrown -> assertThat(((ConfigException) thrown).problems())
                        .containsExactly(new Problem("a.yaml:1", "is wrong"), new Problem("b.yaml:2", "is wrong too")));
    }

    @Test
    void nothing_is_thrown_without_a_problem() {
        assertThatCode(problems::throwIfAny).doesNotThrowAnyException();
        assertThat(problems.found()).isEmpty();
    }

    @Test
    void a_secret_is_not_shown_by_the_record_that_holds_it() {
        record Login(String user, Secret password) {}
        assertThat(new Login("ann", new Secret("s3cret"))).hasToString("Login[user=ann, password=***]");
        assertThat(new Secret("s3cret").value()).isEqualTo("s3cret");
    }

    @Test
    void says_each_problem_once() {
        Problems problems = new Problems();
        problems.add("a.yaml:1", "is wrong");
        problems.add("a.yaml:2", "is wrong");
        problems.add("a.yaml:1", "is wrong");
        assertThat(problems.found()).hasSize(2);
    }
}
