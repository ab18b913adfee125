package dev.wadi.plugin.extension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.wadi.fake.CapturedLog;
import dev.wadi.fake.PluginThreads;
import dev.wadi.plugin.ownership.Ownership;
import dev.wadi.plugin.spi.extension.ExtensionPoint;
import dev.wadi.plugin.spi.extension.ExtensionPoint.Kind;
import dev.wadi.plugin.spi.extension.ExtensionPoints;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ExtensionHubTest {

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final PluginThreads threads = new PluginThreads();
    private final ExtensionHub hub = new ExtensionHub(threads.executor(), meters);
    private final Ownership owner = new Ownership("owner");
    private final Ownership guest = new Ownership("guest");
    private final ExtensionPoints owners = hub.forPlugin(owner);
    private final ExtensionPoints guests = hub.forPlugin(guest);

    @BeforeEach
    void define() {
        define(owners);
    }

    private static void define(ExtensionPoints points) {
        for (Kind kind : Kind.values()) {
            points.define(
                    new ExtensionPoint("text." + kind.name().toLowerCase(Locale.ROOT), kind, "a test's", String.class));
        }
    }

    @AfterEach
    void stop() {
        threads.close();
    }

    @Test
    void the_ten_points_of_wadi_are_there() {
        assertThat(hub.points().keySet().stream().filter(point -> !point.name().startsWith("text.")))
                .extracting(ExtensionPoint::name, ExtensionPoint::kind)
                .extracting(
                        tuple -> tuple.toList().get(0) + " " + tuple.toList().get(1))
                .containsExactly(
                        "config.load PROVIDER",
                        "health.check PROVIDER",
                        "metrics.collect PROVIDER",
                        "middleware.post_response FILTER",
                        "middleware.pre_request FILTER",
                        "plugin.loaded HOOK",
                        "plugin.started HOOK",
                        "plugin.stopped HOOK",
                        "service.post_register HOOK",
                        "service.pre_register FILTER");
    }

    @Test
    void without_handlers_a_filter_keeps_the_value_and_the_others_have_no_results() {
        assertThat(owners.filter("text.filter", "a")).isEqualTo("a");
        assertThat(owners.act("text.action", "a").toCompletableFuture().join()).isEmpty();
        assertThat(owners.collect("text.provider", "a")).isEmpty();
        owners.tell("text.hook", "a");
    }

    @Test
    void a_filter_runs_its_handlers_one_after_the_other_by_priority() {
        guests.register("text.filter", 20, value -> value + "3");
        guests.register("text.filter", 10, value -> value + "1");
        guests.register("text.filter", 10, value -> value + "2");

        assertThat(hub.<String>filter("text.filter", "a")).isEqualTo("a123");
    }

    /** In the original, a handler that returned null made the value null for all after it. */
    @Test
    void a_handler_of_a_filter_that_fails_returns_null_or_another_type_changes_nothing() {
        try (CapturedLog log = new CapturedLog()) {
            guests.register("text.filter", 1, value -> value + "1");
            guests.register("text.filter", 2, value -> null);
            guests.register("text.filter", 3, value -> {
                throw new IllegalStateException("no luck");
            });
            guests.register("text.filter", 4, value -> 7);
            guests.register("text.filter", 5, value -> value + "2");

            assertThat(hub.<String>filter("text.filter", "a")).isEqualTo("a12");
            assertThat(log.warnings())
                    .containsOnly("WARN Extension handler failed | plugin_name=guest point=text.filter");
        }
        assertThat(meters.counter("plugin.extension.failures", "plugin", "guest", "point", "text.filter")
                        .count())
                .isEqualTo(2);
    }

    @Test
    void the_handlers_of_an_action_run_side_by_side_and_one_that_fails_is_left_out() {
        CyclicBarrier together = new CyclicBarrier(2);
        try (CapturedLog log = new CapturedLog()) {
            for (String name : List.of("1", "2")) {
                guests.register("text.action", 1, value -> {
                    together.await(10, TimeUnit.SECONDS);
                    return value + name;
                });
            }
            guests.register("text.action", 1, value -> {
                throw new IllegalStateException("no luck");
            });

            assertThat(hub.act("text.action", "a")
                            .toCompletableFuture()
                            .orTimeout(20, TimeUnit.SECONDS)
                            .join())
                    .containsExactly("a1", "a2");
            assertThat(log.warnings()).hasSize(1);
        }
    }

    /** In the original, hooks were waited for, and what they threw was lost. */
    @Test
    void nobody_waits_for_a_hook_and_its_failures_are_logged() {
        CountDownLatch leave = new CountDownLatch(1);
        List<Object> told = new CopyOnWriteArrayList<>();
        try (CapturedLog log = new CapturedLog()) {
            guests.register("text.hook", 1, value -> {
                leave.await();
                return null;
            });
            guests.register("text.hook", 2, value -> {
                throw new IllegalStateException("no luck");
            });
            guests.register("text.hook", 3, value -> told.add(value));

            hub.tell("text.hook", "a");

            Awaitility.await()
                    .atMost(10, TimeUnit.SECONDS)
                    .until(() -> told.equals(List.of("a")) && log.warnings().size() == 1);
        }
        leave.countDown();
    }

    @Test
    void a_provider_collects_what_its_handlers_know_and_says_whose_it_is() {
        guests.register("text.provider", 2, value -> value + "2");
        owners.register("text.provider", 1, value -> value + "1");
        guests.register("text.provider", 3, value -> null);
        guests.register("text.provider", 4, value -> {
            throw new IllegalStateException("no luck");
        });

        assertThat(hub.collect("text.provider", "a")).containsExactly("a1", "a2");
        assertThat(hub.collectByPlugin("text.provider", "a"))
                .isEqualTo(Map.of("owner", List.of("a1"), "guest", List.of("a2")));
    }

    /** In the original, a handler for a point that does not exist was lost, or blew up much later. */
    @Test
    void a_point_that_is_not_there_is_refused_and_those_that_are_there_are_named() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> guests.register("service.registered", 1, value -> value))
                .withMessageStartingWith("there is no extension point 'service.registered'. Possible: config.load,")
                .withMessageContaining("service.pre_register, text.action");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> hub.collect("text.filter", "a"))
                .withMessage("the extension point 'text.filter' is a FILTER, not a PROVIDER");
    }

    @Test
    void a_name_that_is_taken_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> guests.define(new ExtensionPoint("config.load", Kind.HOOK, "", String.class)))
                .withMessage("the extension point 'config.load' is taken. Give it another name");
    }

    @Test
    void points_and_handlers_end_with_their_plugin() {
        guests.register("text.filter", 1, value -> value + "1");
        guests.register("config.load", 1, value -> "x");

        guest.close();
        assertThat(hub.<String>filter("text.filter", "a")).isEqualTo("a");
        assertThat(hub.isHandled("config.load")).isFalse();

        owner.close();
        assertThat(hub.points().keySet()).extracting(ExtensionPoint::name).noneMatch(name -> name.startsWith("text."));
    }

    /** In the original, a point that was registered again lost its handlers. Here its plugin may be reloaded. */
    @Test
    void a_point_that_is_defined_again_has_the_handlers_of_others_again() {
        owners.register("text.filter", 1, value -> value + "owner");
        guests.register("text.filter", 2, value -> value + "guest");
        Ownership gone = new Ownership("gone");
        hub.forPlugin(gone).register("text.filter", 3, value -> value + "gone");

        owner.close();
        gone.close();
        define(hub.forPlugin(new Ownership("owner")));

        assertThat(hub.<String>filter("text.filter", "by-")).isEqualTo("by-guest");
    }

    @Test
    void a_plugin_defines_its_point_anew_while_its_old_version_still_runs() {
        ExtensionPoint point = new ExtensionPoint("own.point", Kind.FILTER, "", String.class);
        Ownership old = new Ownership("definer");
        Ownership next = new Ownership("definer");
        Ownership other = new Ownership("other");
        hub.forPlugin(old).define(point);
        hub.forPlugin(other).register("own.point", 1, value -> value + "!");
        hub.forPlugin(next).define(point);
        old.close();
        assertThat(hub.filter("own.point", "a")).isEqualTo("a!");
        next.close();
        assertThat(hub.points().keySet()).extracting(ExtensionPoint::name).doesNotContain("own.point");
    }

    @Test
    void a_version_that_is_given_up_leaves_the_point_of_the_one_before() {
        ExtensionPoint point = new ExtensionPoint("own.point", Kind.FILTER, "", String.class);
        Ownership old = new Ownership("definer");
        Ownership next = new Ownership("definer");
        hub.forPlugin(old).define(point);
        hub.forPlugin(new Ownership("other")).register("own.point", 1, value -> value + "!");
        hub.forPlugin(next).define(point);
        next.close();
        assertThat(hub.filter("own.point", "a")).isEqualTo("a!");
    }
}
