package dev.wadi.plugin.dependency;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.config.Problem;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DependencyOrderTest {

    private static Dependent plugin(String name, String... dependencies) {
        return plugin(name, "1.0.0", 100, dependencies);
    }

    private static Dependent plugin(String name, String version, int priority, String... dependencies) {
        return new Dependent(
                name,
                version,
                priority,
                "plugins/" + name,
                Stream.of(dependencies).map(Dependency::parse).toList());
    }

    private static DependencyOrder order(Dependent... plugins) {
        return DependencyOrder.of(List.of(plugins));
    }

    private static List<String> problems(DependencyOrder order) {
        return order.problems().values().stream().map(Problem::toString).toList();
    }

    @Test
    void starts_what_is_needed_first_then_by_priority_then_by_name() {
        DependencyOrder order = order(
                plugin("a", "1", 1, "z"),
                plugin("c"),
                plugin("b"),
                plugin("early", "1", 50),
                plugin("z", "1", 900, "y"),
                plugin("y"));
        assertThat(order.names()).containsExactly("early", "b", "c", "y", "z", "a");
        assertThat(order.problems()).isEmpty();
    }

    @Test
    void hyphens_and_underscores_are_the_same_in_names() {
        DependencyOrder order = order(plugin("itel", "address-lookup"), plugin("address_lookup"));
        assertThat(order.names()).containsExactly("address_lookup", "itel");
        assertThat(order.dependentsOf("address-lookup")).containsExactly("itel");
    }

    /** In the original the message named the plugin that was missing, and not the one that lacked it. */
    @Test
    void names_the_plugin_that_lacks_another_and_those_there_are() {
        DependencyOrder order = order(plugin("itel", "address-lookup"), plugin("geo-tag"), plugin("audit"));
        assertThat(problems(order))
                .containsExactly("plugins/itel: depends on 'address-lookup', which is not in plugins/."
                        + " Found: audit, geo-tag");
        assertThat(order.names()).containsExactly("audit", "geo-tag");
        assertThat(problems(order(plugin("itel", "geo-tgag"), plugin("geo-tag"))))
                .containsExactly(
                        "plugins/itel: depends on 'geo-tgag', which is not in plugins/. Did you mean 'geo-tag'?");
    }

    /** In the original {@code b>=2.0} was taken for a name. */
    @Test
    void a_version_range_is_no_part_of_a_name() {
        assertThat(order(plugin("a", "x>=2"), plugin("x", "2.1", 1)).names()).containsExactly("x", "a");
        DependencyOrder order = order(plugin("a", "x >=2 <3"), plugin("x", "1.4", 1));
        assertThat(problems(order)).containsExactly("plugins/a: needs 'x' >=2 <3, but it is 1.4");
        assertThat(order.names()).containsExactly("x");
    }

    @Test
    void an_optional_plugin_may_be_absent_but_not_of_another_version() {
        assertThat(order(plugin("a", "cache? >=2")).names()).containsExactly("a");
        assertThat(order(plugin("a", "cache? >=2"), plugin("cache", "2.0", 900)).names())
                .containsExactly("cache", "a");
        assertThat(problems(order(plugin("a", "cache? >=2"), plugin("cache", "1.4", 1))))
                .containsExactly("plugins/a: needs 'cache' >=2, but it is 1.4");
        DependencyOrder broken = order(plugin("a", "cache?"), plugin("cache", "nowhere"));
        assertThat(broken.names()).containsExactly("a");
    }

    /** The original only said that there was a cycle. */
    @Test
    void shows_a_cycle_as_a_path() {
        DependencyOrder order = order(plugin("a", "b"), plugin("b", "c"), plugin("c", "a"), plugin("d"));
        assertThat(problems(order))
                .containsExactly(
                        "plugins/a: depends on itself: a -> b -> c -> a. One of them must do without the next",
                        "plugins/b: depends on itself: b -> c -> a -> b. One of them must do without the next",
                        "plugins/c: depends on itself: c -> a -> b -> c. One of them must do without the next");
        assertThat(order.names()).containsExactly("d");
        assertThat(problems(order(plugin("self", "self"))))
                .containsExactly("plugins/self: depends on itself: self -> self. One of them must do without the next");
    }

    /** In the original one plugin that lacked another kept all from starting. */
    @Test
    void a_failure_takes_along_only_those_that_need_the_plugin_and_says_so() {
        DependencyOrder order = order(
                plugin("c", "b"), plugin("b", "a"), plugin("a", "nowhere"), plugin("free"), plugin("also", "free"));
        assertThat(order.names()).containsExactly("free", "also");
        assertThat(problems(order))
                .containsExactly(
                        "plugins/a: depends on 'nowhere', which is not in plugins/. Found: also, b, c, free",
                        "plugins/b: depends on 'a', which can't run. It depends on 'nowhere', which is not in plugins/."
                                + " Found: also, b, c, free",
                        "plugins/c: depends on 'b', which can't run. It depends on 'a', which can't run. It depends on"
                                + " 'nowhere', which is not in plugins/. Found: also, b, c, free");
    }

    /** In the original a plugin could be unloaded while others that ran needed it. */
    @Test
    void knows_who_needs_a_plugin_directly_or_through_others() {
        DependencyOrder order = order(
                plugin("base"),
                plugin("middle", "base"),
                plugin("top", "middle"),
                plugin("other"),
                plugin("may", "base?"));
        assertThat(order.dependentsOf("base")).containsExactly("middle", "top");
        assertThat(order.dependentsOf("top")).isEmpty();
        assertThat(order.dependentsOf("unknown")).isEmpty();
    }
}
