package dev.wadi;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertAll;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The rules of the house that the compiler does not hold: who may see whom, and what nobody does. */
class ArchitectureTest {

    /** Below the number of classes when this was written: fewer means that the import saw nothing. */
    private static final int AT_LEAST = 250;

    private static final List<String> EMPTY_WORDS =
            List.of("Manager", "Helper", "Util", "Utils", "Impl", "Data", "Info", "Base", "Common");

    /** Adapters to Camel that stand outside a component package, each for its reason. */
    private static final Set<String> OTHER_ADAPTERS = Set.of(
            "dev.wadi.record.ExchangeRecords", // the one place that knows how an exchange carries its records
            "dev.wadi.plugin.runtime.ProcessorPlugin", // a Camel processor of the user's, as a plugin
            "dev.wadi.plugin.testkit.RunningRoute", // puts a test's message on an exchange
            "dev.wadi.demo.EventFeed"); // sends the demo's events through a route

    private static final JavaClasses MAIN = new ClassFileImporter().importPath(Path.of("target/classes"));
    private static final JavaClasses TESTS = new ClassFileImporter().importPath(Path.of("target/test-classes"));
    private static final Arrows ARROWS = Arrows.ofWadi();

    @Test
    void sees_the_classes_that_it_judges() {
        assertThat(MAIN).hasSizeGreaterThan(AT_LEAST).allMatch(type -> type.getPackageName()
                .startsWith("dev.wadi"));
        assertThat(TESTS.contain(ArchitectureTest.class)).isTrue();
        assertThat(MAIN.contain("dev.wadi.record.RecordHandle")).isTrue();
    }

    @Test
    void every_package_has_its_place_among_the_arrows() {
        Set<String> homeless = new TreeSet<>();
        for (JavaClass type : MAIN) {
            String name = type.getPackageName();
            if (ARROWS.partOf(name).isEmpty() && !name.equals("dev.wadi")) {
                homeless.add(name);
            }
        }
        assertThat(homeless).isEmpty();
    }

    @Test
    void arrows_between_the_parts_point_down() {
        assertAll(ARROWS.parts().stream().map(part -> () -> ARROWS.rule(part).check(MAIN)));
    }

    @Test
    void packages_form_no_cycle() {
        slices().matching("dev.wadi.(**)").should().beFreeOfCycles().check(MAIN);
    }

    @Test
    void claim_domains_never_see_each_other() {
        Set<String> domains = new TreeSet<>();
        Pattern domain = Pattern.compile("dev\\.wadi\\.claim\\.(?!component\\b)(\\w+).*");
        for (JavaClass type : MAIN) {
            domain.matcher(type.getPackageName()).results().forEach(match -> domains.add(match.group(1)));
        }
        assertThat(domains).contains("claimx");
        for (String one : domains) {
            String[] others = domains.stream()
                    .filter(other -> !other.equals(one))
                    .map(other -> "dev.wadi.claim." + other + "..")
                    .toArray(String[]::new);
            noClasses()
                    .that(resideInAPackage("dev.wadi.claim." + one + ".."))
                    .should()
                    .dependOnClassesThat(resideInAnyPackage(others))
                    .check(MAIN);
        }
    }

    @Test
    void the_interface_for_plugins_sees_only_the_jdk_jspecify_and_camel_s_interface() {
        noClasses()
                .that(resideInAPackage("dev.wadi.plugin.spi.."))
                .should()
                .dependOnClassesThat(DescribedPredicate.not(resideInAnyPackage(
                        "java..",
                        "org.jspecify..",
                        "org.apache.camel",
                        "org.apache.camel.spi",
                        "dev.wadi.plugin.spi..")))
                .check(MAIN);
    }

    @Test
    void only_adapters_see_an_exchange() {
        DescribedPredicate<JavaClass> adapters = resideInAnyPackage(
                        "..component..",
                        "dev.wadi.kafka.ordered..",
                        "dev.wadi.launcher..",
                        "dev.wadi.manage..",
                        "dev.wadi.plugin.spi..")
                .or(describe("are other adapters", type -> OTHER_ADAPTERS.contains(outermost(type))));
        noClasses()
                .that(DescribedPredicate.not(adapters))
                .should()
                .dependOnClassesThat(describe("are an exchange or its message", type -> Set.of(
                                "org.apache.camel.Exchange", "org.apache.camel.Message")
                        .contains(type.getName())))
                .check(MAIN);
    }

    @Test
    void no_class_has_a_name_that_says_nothing() {
        ArchRule rule = noClasses()
                .should(com.tngtech.archunit.lang.conditions.ArchConditions.be(
                        describe("named by an empty word", type -> EMPTY_WORDS.stream()
                                .anyMatch(word -> type.getSimpleName().endsWith(word)))));
        rule.check(MAIN);
        rule.check(TESTS);
    }

    @Test
    void only_the_launcher_writes_to_the_console() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.wadi.launcher..")
                .should(ACCESS_STANDARD_STREAMS)
                .check(MAIN);
    }

    @Test
    void nothing_sleeps() {
        DescribedPredicate<JavaCall<?>> sleeps = describe(
                "sleep",
                call -> call.getTarget().getName().equals("sleep")
                        && Set.of("java.lang.Thread", "java.util.concurrent.TimeUnit")
                                .contains(call.getTargetOwner().getName()));
        // The demo sends its events at a pace.
        noClasses()
                .that(describe("are not the demo", type -> !outermost(type).equals("dev.wadi.launcher.Demo")))
                .should()
                .callMethodWhere(sleeps)
                .check(MAIN);
        noClasses().should().callMethodWhere(sleeps).check(TESTS);
    }

    private static String outermost(JavaClass type) {
        return type.getEnclosingClass().map(ArchitectureTest::outermost).orElse(type.getName());
    }
}
