package dev.wadi.plugin.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.wadi.connection.ServiceAddress;
import dev.wadi.fake.FakeService;
import dev.wadi.fake.PluginThreads;
import dev.wadi.plugin.limit.LimitedCalls;
import dev.wadi.plugin.ownership.Ownership;
import dev.wadi.plugin.spi.service.ServiceInstance;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ServiceDiscoveryTest {

    private final PluginThreads threads = new PluginThreads();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final AtomicLong now = new AtomicLong();
    private final Ticker ticker = now::get;
    private final ServiceDiscovery discovery =
            new ServiceDiscovery(threads.calls(Duration.ofMillis(500)), meters, ticker);
    private final FakeService first = new FakeService("first", 1);
    private final FakeService second = new FakeService("second", 2);
    private final Ownership firsts = new Ownership("first");

    @AfterEach
    void stop() {
        threads.close();
    }

    private List<ServiceAddress> find(String service) {
        return discovery
                .find(service)
                .toCompletableFuture()
                .orTimeout(30, TimeUnit.SECONDS)
                .join();
    }

    private void later(Duration time) {
        now.addAndGet(time.toNanos());
    }

    private void bindBoth() {
        discovery.bind(second, new Ownership("second"));
        discovery.bind(first, firsts);
    }

    /** In the original, discovery was never asked for. */
    @Test
    void the_plugin_with_the_lowest_priority_that_knows_the_service_finds_it() {
        bindBoth();
        first.knowing(service -> service.equals("a") ? List.of(FakeService.instance("a", 1)) : List.of());
        second.knowing(service -> List.of(
                new ServiceInstance(service, "x", "https", "[::1]", 2, "", Set.of(), Map.of()),
                FakeService.instance(service, 3)));

        assertThat(find("a")).containsExactly(new ServiceAddress("127.0.0.1", 1, false));
        assertThat(find("b"))
                .containsExactly(new ServiceAddress("::1", 2, true), new ServiceAddress("127.0.0.1", 3, false));
        assertThat(first.told()).containsExactly("? a", "? b");
        assertThat(second.told()).containsExactly("? b");
    }

    @Test
    void what_is_found_is_good_for_ten_seconds() {
        // Asked on this thread: on another one, the answer's age may begin after the clock was moved on.
        ServiceDiscovery here =
                new ServiceDiscovery(new LimitedCalls(Runnable::run, Duration.ofMillis(500)), meters, ticker);
        here.bind(first, firsts);
        first.knowing(service -> List.of(FakeService.instance(service, 1)));
        assertThat(here.find("a"))
                .isCompletedWithValueMatching(found -> found.getFirst().port() == 1);
        first.knowing(service -> List.of(FakeService.instance(service, 2)));

        later(Duration.ofSeconds(9));
        assertThat(here.find("a"))
                .isCompletedWithValueMatching(found -> found.getFirst().port() == 1);
        later(Duration.ofSeconds(2));
        assertThat(here.find("a"))
                .isCompletedWithValueMatching(found -> found.getFirst().port() == 2);
        assertThat(first.told()).hasSize(2);
    }

    @Test
    void a_service_that_nobody_knows_is_asked_for_again() {
        bindBoth();
        assertThat(find("a")).isEmpty();

        first.knowing(service -> List.of(FakeService.instance(service, 1)));

        assertThat(find("a")).hasSize(1);
    }

    @Test
    void while_a_registry_fails_what_it_said_last_counts() {
        bindBoth();
        first.knowing(service -> List.of(FakeService.instance(service, 1)));
        find("a");
        first.knowing(service -> {
            throw new IllegalStateException("no registry");
        });

        later(Duration.ofMinutes(1));
        assertThat(find("a")).extracting(ServiceAddress::port).containsExactly(1);
        assertThat(meters.counter("plugin.service.failures", "plugin", "first", "call", "discovery")
                        .count())
                .isEqualTo(1);

        later(Duration.ofMinutes(11));
        assertThat(discovery.find("a").toCompletableFuture()).failsWithin(Duration.ofSeconds(10));
    }

    @Test
    void a_plugin_that_fails_or_hangs_leaves_it_to_the_next() {
        CountDownLatch leave = new CountDownLatch(1);
        discovery.bind(new HangingService(leave), new Ownership("hanging"));
        bindBoth();
        first.failing();
        second.knowing(service -> List.of(FakeService.instance(service, 2)));

        assertThat(find("a")).extracting(ServiceAddress::port).containsExactly(2);
        leave.countDown();
    }

    @Test
    void who_asks_never_waits_and_many_who_ask_at_once_ask_once() {
        bindBoth();
        CountDownLatch answer = new CountDownLatch(1);
        first.knowing(service -> {
            answer.await();
            return List.of(FakeService.instance(service, 1));
        });

        CompletableFuture<List<ServiceAddress>> one = discovery.find("a").toCompletableFuture();
        CompletableFuture<List<ServiceAddress>> other = discovery.find("a").toCompletableFuture();
        assertThat(one).isNotDone();
        answer.countDown();

        assertThat(one.orTimeout(10, TimeUnit.SECONDS).join())
                .isEqualTo(other.orTimeout(10, TimeUnit.SECONDS).join());
        assertThat(first.told()).hasSize(1);
    }

    @Test
    void a_plugin_that_is_gone_is_not_asked_and_what_it_said_is_forgotten() {
        bindBoth();
        first.knowing(service -> List.of(FakeService.instance(service, 1)));
        second.knowing(service -> List.of(FakeService.instance(service, 2)));
        find("a");

        firsts.close();

        assertThat(find("a")).extracting(ServiceAddress::port).containsExactly(2);
    }
}
