package dev.wadi.plugin.dependency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class DependencyTest {

    @Test
    void reads_names_versions_and_question_marks() {
        assertThat(Dependency.parse("geo-tag")).hasToString("geo-tag");
        assertThat(Dependency.parse("address-lookup >=1.2 <2")).hasToString("address-lookup >=1.2 <2");
        assertThat(Dependency.parse("address-lookup>=1.2,<2")).hasToString("address-lookup >=1.2 <2");
        assertThat(Dependency.parse(" cache?  >= 2 ")).hasToString("cache? >=2");
        assertThat(Dependency.parse("b ==1.0")).hasToString("b =1.0");
    }

    @Test
    void accepts_the_versions_within_all_its_bounds() {
        Dependency dependency = Dependency.parse("address-lookup >=1.2 <2");
        assertThat(dependency.accepts("1.2")).isTrue();
        assertThat(dependency.accepts("1.10.3")).isTrue();
        assertThat(dependency.accepts("1.1.9")).isFalse();
        assertThat(dependency.accepts("2.0")).isFalse();
        assertThat(dependency.accepts("latest")).isFalse();
        assertThat(Dependency.parse("x >1").accepts("1")).isFalse();
        assertThat(Dependency.parse("x <=1").accepts("1")).isTrue();
        assertThat(Dependency.parse("x =1.4").accepts("1.4")).isTrue();
        assertThat(Dependency.parse("x").accepts("latest")).isTrue();
    }

    @Test
    void says_what_is_possible_where_a_text_is_no_dependency() {
        assertThatThrownBy(() -> Dependency.parse("geo tag"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'geo tag' is no dependency. Possible are a name, a name with versions, and either with a"
                        + " question mark behind the name if the plugin may be absent: geo-tag, address-lookup >=1.2"
                        + " <2, cache? >=2");
        assertThatThrownBy(() -> Dependency.parse("geo-tag >=new"))
                .hasMessage("'new' in 'geo-tag >=new' is no version. A version begins with a number: 1.2");
    }
}
