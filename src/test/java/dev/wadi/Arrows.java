package dev.wadi;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/** Which part of Wadi may see which: each part with the parts below it. A package belongs to the longest part that fits. */
final class Arrows {

    private static final String ROOT = "dev.wadi";

    private final Map<String, Set<String>> below = new LinkedHashMap<>();

    /** The arrows of Wadi, from the bottom up. */
    static Arrows ofWadi() {
        return new Arrows()
                .part("secret")
                .part("record", "secret")
                .part("config", "secret")
                .part("plugin.spi")
                .part("json", "record", "secret")
                .part("log", "plugin.spi", "json", "record", "secret")
                .part("kafka", "log", "config", "json", "record", "secret")
                .part("connection", "log", "config", "json", "record", "secret")
                .part("delta", "log", "config", "json", "record", "secret")
                .part(
                        "action",
                        "connection",
                        "kafka",
                        "delta",
                        "plugin.spi",
                        "log",
                        "config",
                        "json",
                        "record",
                        "secret")
                .part("plugin.code", "config", "secret")
                .part("plugin", "plugin.code", "action", "connection", "plugin.spi", "log", "config", "json", "record")
                .alsoBelow("plugin", "secret")
                .part("plugin.shipped", "plugin.spi")
                .part("plugin.testkit", "plugin.code", "plugin", "action", "connection", "kafka", "plugin.spi")
                .alsoBelow("plugin.testkit", "log", "config", "json", "record", "secret")
                .part("enrich", "connection", "log", "config", "json", "record", "secret")
                .part("worker", "enrich", "plugin", "action", "connection", "kafka", "log", "config", "json", "record")
                .alsoBelow("worker", "secret")
                .part("claim", "plugin.spi", "delta", "connection", "kafka", "config", "json", "record", "secret")
                .part("dlq", "action", "plugin.spi", "connection", "kafka", "log", "config", "json", "record", "secret")
                .part("manage", "worker", "claim", "dlq", "plugin", "action", "connection", "kafka", "delta")
                .alsoBelow("manage", "plugin.spi", "log", "config", "json", "record", "secret")
                .partAboveAll("demo")
                .partAboveAll("launcher");
    }

    private Arrows part(String name, String... itsBelow) {
        below.put(name, new TreeSet<>(List.of(itsBelow)));
        return this;
    }

    private Arrows alsoBelow(String name, String... further) {
        below.getOrDefault(name, new TreeSet<>()).addAll(List.of(further));
        return this;
    }

    private Arrows partAboveAll(String name) {
        return part(name, below.keySet().toArray(String[]::new));
    }

    Set<String> parts() {
        return below.keySet();
    }

    /** The part that a package belongs to; none for packages that are not ours, and for ours that nobody placed. */
    Optional<String> partOf(String packageName) {
        return below.keySet().stream()
                .filter(part -> isIn(part, packageName))
                .max((a, b) -> Integer.compare(a.length(), b.length()));
    }

    /** That a part sees nothing of ours but itself and what is below it. */
    ArchRule rule(String part) {
        Set<String> allowed = below.getOrDefault(part, Set.of());
        return noClasses()
                .that(areIn(part))
                .should()
                .dependOnClassesThat(areOursIn(other -> !other.equals(part) && !allowed.contains(other)))
                .as(part + " sees only " + (allowed.isEmpty() ? "itself" : String.join(", ", allowed)))
                .allowEmptyShould(true);
    }

    private DescribedPredicate<JavaClass> areIn(String part) {
        return areOursIn(part::equals);
    }

    private DescribedPredicate<JavaClass> areOursIn(Predicate<String> parts) {
        return describe(
                "are ours", type -> partOf(type.getPackageName()).filter(parts).isPresent());
    }

    private static boolean isIn(String part, String packageName) {
        return (packageName + '.').startsWith(ROOT + '.' + part + '.');
    }
}
