package dev.wadi.plugin.dependency;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What holds of any set of plugins, those with cycles and missing ones included. */
class DependencyOrderLawsTest {

    private static final List<String> NAMES = List.of("a", "b", "c", "d", "e", "f", "g", "h");

    @Provide
    static Arbitrary<List<Dependent>> plugins() {
        Arbitrary<Dependency> dependency = Combinators.combine(
                        Arbitraries.of(NAMES), Arbitraries.of("", "", "?"), Arbitraries.of("", "", " >=2"))
                .as((name, optional, range) -> Dependency.parse(name + optional + range));
        Arbitrary<Dependent> plugin = Combinators.combine(
                        Arbitraries.of(NAMES),
                        Arbitraries.of("1.0", "2.0"),
                        Arbitraries.integers().between(1, 3),
                        dependency.list().ofMaxSize(3))
                .as((name, version, priority, needs) ->
                        new Dependent(name, version, priority, "plugins/" + name, needs));
        return plugin.list().uniqueElements(Dependent::name).ofMaxSize(NAMES.size());
    }

    @Property
    void each_plugin_either_starts_or_has_a_problem(@ForAll("plugins") List<Dependent> plugins) {
        DependencyOrder order = DependencyOrder.of(plugins);
        List<String> all = new ArrayList<>(order.names());
        all.addAll(order.problems().keySet());
        assertThat(all)
                .containsExactlyInAnyOrderElementsOf(
                        plugins.stream().map(Dependent::name).toList());
    }

    @Property
    void what_a_plugin_needs_starts_before_it(@ForAll("plugins") List<Dependent> plugins) {
        Map<String, Dependent> byName = new TreeMap<>();
        plugins.forEach(plugin -> byName.put(plugin.name(), plugin));
        List<String> started = new ArrayList<>();
        List<String> names = DependencyOrder.of(plugins).names();
        for (String name : names) {
            for (Dependency dependency :
                    Objects.requireNonNull(byName.get(name)).dependencies()) {
                if (!dependency.optional() || names.contains(dependency.name())) {
                    assertThat(started).contains(dependency.name());
                    assertThat(dependency.accepts(Objects.requireNonNull(byName.get(dependency.name()))
                                    .version()))
                            .isTrue();
                }
            }
            started.add(name);
        }
    }

    @Property
    void the_order_is_the_same_however_the_plugins_come(
            @ForAll("plugins") List<Dependent> plugins, @ForAll Random random) {
        List<Dependent> shuffled = new ArrayList<>(plugins);
        Collections.shuffle(shuffled, random);
        DependencyOrder one = DependencyOrder.of(plugins);
        DependencyOrder other = DependencyOrder.of(shuffled);
        assertThat(other.names()).isEqualTo(one.names());
        assertThat(other.problems()).isEqualTo(one.problems());
    }
}
