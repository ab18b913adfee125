package dev.wadi.plugin.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.wadi.fake.CapturedLog;
import dev.wadi.fake.PluginThreads;
import dev.wadi.plugin.ownership.Ownership;
import dev.wadi.plugin.spi.event.EventBus;
import dev.wadi.plugin.spi.event.EventListener;
import dev.wadi.plugin.spi.event.PluginEvent;
import dev.wadi.plugin.spi.kind.EventHandlerPlugin;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EventHubTest {

    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final PluginThreads threads = new PluginThreads();
    private final EventHub hub = new EventHub(threads.executor(), meters, Clock.fixed(NOW, ZoneOffset.UTC));
    private final Ownership listener = new Ownership("listener");
    private final EventBus bus = hub.forPlugin(listener);
    private final EventBus publisher = hub.forPlugin(new Ownership("publisher"));
    private final List<PluginEvent> heard = new CopyOnWriteArrayList<>();

    @AfterEach
    void stop() throws InterruptedException {
        threads.close();
        // What a listener says when it is interrupted is not to be heard in the next test.
        assertThat(threads.executor().awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    }

    private List<PluginEvent> hearing(int count) {
        Awaitility.await().atMost(10, TimeUnit.SECONDS).until(() -> heard.size() >= count);
        return heard;
    }

    /** In the original, handlers were called with what the bus made up: no source, no time of the day, no correlation. */
    @Test
    void an_event_says_what_happened_by_whom_when_and_what_it_belongs_to() {
        bus.subscribe("user.login", heard::add);

        publisher.publish("user.login", Map.of("user", "ann"), "request-7");

        assertThat(hearing(1))
                .containsExactly(new PluginEvent("user.login", Map.of("user", "ann"), "publisher", NOW, "request-7"));
    }

    @Test
    void events_of_wadi_have_wadi_as_their_source() {
        bus.subscribe("config.reloaded", heard::add);

        hub.publish("config.reloaded", Map.of());

        assertThat(hearing(1)).extracting(PluginEvent::source).containsExactly("wadi");
    }

    /** The original knew exact names only: {@code user.*} was never matched. */
    @Test
    void a_star_at_the_end_stands_for_all_below() {
        List<String> exact = new CopyOnWriteArrayList<>();
        List<String> all = new CopyOnWriteArrayList<>();
        bus.subscribe("user.login", event -> exact.add(event.type()));
        bus.subscribe("user.*", heard::add);
        bus.subscribe("*", event -> all.add(event.type()));

        for (String type : List.of("user", "user.login", "user.login.failed", "users.login", "order.paid")) {
            publisher.publish(type, Map.of());
        }

        Awaitility.await().atMost(10, TimeUnit.SECONDS).until(() -> all.size() == 5);
        assertThat(hearing(2)).extracting(PluginEvent::type).containsExactly("user.login", "user.login.failed");
        assertThat(exact).containsExactly("user.login");
    }

    @Test
    void refuses_a_star_anywhere_else() {
        for (String pattern : List.of("", "us*", "*.login", "user.*.failed")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> bus.subscribe(pattern, heard::add))
                    .withMessage("'" + pattern + "' is no event pattern. Possible: user.login, user.*, *");
        }
    }

    @Test
    void a_listener_hears_the_events_of_a_publisher_in_their_order_and_one_at_a_time() {
        List<Integer> numbers = new CopyOnWriteArrayList<>();
        bus.subscribe("count.*", event -> numbers.add((Integer) event.data().get("number")));

        IntStream.range(0, 1_000).forEach(number -> publisher.publish("count.up", Map.of("number", number)));

        Awaitility.await().atMost(10, TimeUnit.SECONDS).until(() -> numbers.size() == 1_000);
        assertThat(numbers).isSorted().doesNotHaveDuplicates();
    }

    /** The original swallowed what a handler threw. */
    @Test
    void what_a_listener_throws_is_logged_and_counted_and_stops_nobody() {
        try (CapturedLog log = new CapturedLog()) {
            bus.subscribe("user.*", event -> {
                if (event.type().equals("user.login")) {
                    throw new IllegalStateException("no luck");
                }
                heard.add(event);
            });
            bus.subscribe("user.login", heard::add);

            publisher.publish("user.login", Map.of());
            publisher.publish("user.logout", Map.of());

            assertThat(hearing(2)).extracting(PluginEvent::type).contains("user.login", "user.logout");
            assertThat(log.warnings())
                    .containsExactly("WARN Event listener failed | plugin_name=listener event_type=user.login");
        }
        assertThat(meters.counter("plugin.event.failures", "plugin", "listener").count())
                .isEqualTo(1);
    }

    /** Events come with records, and nothing is logged for each of those. */
    @Test
    void a_listener_that_always_fails_is_not_logged_each_time() {
        try (CapturedLog log = new CapturedLog()) {
            bus.subscribe("*", event -> {
                throw new IllegalStateException("never any luck");
            });

            IntStream.range(0, 100).forEach(number -> publisher.publish("count.up", Map.of()));

            Awaitility.await()
                    .atMost(10, TimeUnit.SECONDS)
                    .until(() -> meters.counter("plugin.event.failures", "plugin", "listener")
                                    .count()
                            == 100);
            assertThat(log.warnings()).hasSize(1);
        }
    }

    /** In the original, publishing waited for all who listen. */
    @Test
    void a_slow_listener_holds_up_neither_the_publisher_nor_others() throws InterruptedException {
        CountDownLatch leave = new CountDownLatch(1);
        bus.subscribe("*", event -> leave.await());
        bus.subscribe("*", heard::add);

        IntStream.range(0, 100).forEach(number -> publisher.publish("count.up", Map.of("number", number)));

        assertThat(hearing(100)).hasSize(100);
        leave.countDown();
    }

    @Test
    void what_waits_for_a_listener_that_hangs_is_bounded() throws Exception {
        CountDownLatch hears = new CountDownLatch(1);
        CountDownLatch leave = new CountDownLatch(1);
        try (CapturedLog log = new CapturedLog()) {
            bus.subscribe("*", event -> {
                hears.countDown();
                leave.await();
            });
            publisher.publish("count.up", Map.of());
            assertThat(hears.await(30, TimeUnit.SECONDS)).isTrue();

            IntStream.range(0, 10_100).forEach(number -> publisher.publish("count.up", Map.of()));

            assertThat(meters.counter("plugin.event.dropped", "plugin", "listener")
                            .count())
                    .isEqualTo(100.0);
            assertThat(log.warnings())
                    .singleElement()
                    .asString()
                    .contains("10000 events wait for a listener that is too slow or hangs");
        }
        leave.countDown();
    }

    /** In the original, subscriptions outlived the plugin that made them. */
    @Test
    void subscriptions_end_with_the_plugin() {
        bus.subscribe("*", heard::add);
        Runnable early = bus.subscribe("user.*", heard::add);
        early.run();
        assertThat(hub.size()).isEqualTo(1);

        listener.close();
        publisher.publish("user.login", Map.of());

        assertThat(hub.isSilent()).isTrue();
        assertThat(heard).isEmpty();
    }

    /** The original kept the subscriptions of handler plugins in a list of its own, which the bus never looked at. */
    @Test
    void an_event_handler_plugin_hears_what_it_subscribes_to_until_it_ends() {
        List<PluginEvent> logins = new CopyOnWriteArrayList<>();
        EventHandlerPlugin plugin = new EventHandlerPlugin() {
            @Override
            public String name() {
                return "listener";
            }

            @Override
            public Map<String, EventListener> eventSubscriptions() {
                return Map.of("user.login", logins::add, "order.*", heard::add);
            }
        };
        new EventHandlerBinder(hub).bind(plugin, listener);

        publisher.publish("user.login", Map.of());
        publisher.publish("order.paid", Map.of());

        assertThat(hearing(1)).extracting(PluginEvent::type).containsExactly("order.paid");
        Awaitility.await().atMost(10, TimeUnit.SECONDS).until(() -> logins.size() == 1);
        listener.close();
        assertThat(hub.size()).isZero();
    }
}
