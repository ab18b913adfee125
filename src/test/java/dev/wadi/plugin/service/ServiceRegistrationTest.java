package dev.wadi.plugin.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.fake.CapturedLog;
import dev.wadi.fake.FakeService;
import dev.wadi.fake.PluginThreads;
import dev.wadi.plugin.event.EventHub;
import dev.wadi.plugin.extension.ExtensionHub;
import dev.wadi.plugin.ownership.Ownership;
import dev.wadi.plugin.spi.event.PluginEvent;
import dev.wadi.plugin.spi.extension.ExtensionPoints;
import dev.wadi.plugin.spi.service.ServiceInstance;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ServiceRegistrationTest {

    private static final ServiceInstance WADI = FakeService.instance("wadi", 8080);

    private final PluginThreads threads = new PluginThreads();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final ExtensionHub extensions = new ExtensionHub(threads.executor(), meters);
    private final EventHub events = new EventHub(threads.executor(), meters, Clock.systemUTC());
    private final Ownership consul = new Ownership("consul");
    private final Ownership other = new Ownership("other");
    private final List<PluginEvent> heard = new CopyOnWriteArrayList<>();
    private final List<Object> registered = new CopyOnWriteArrayList<>();
    private final FakeService service = new FakeService("consul", 100);

    private ServiceRegistration registration(Optional<Boolean> wanted) {
        events.forPlugin(other).subscribe("service.*", heard::add);
        extensions.forPlugin(other).register(ExtensionPoints.SERVICE_POST_REGISTER, 1, registered::add);
        return new ServiceRegistration(wanted, extensions, events, threads.calls(Duration.ofMillis(300)), meters);
    }

    @AfterEach
    void stop() {
        threads.close();
    }

    private List<String> heardTypes(int count) {
        Awaitility.await().atMost(10, TimeUnit.SECONDS).until(() -> heard.size() == count);
        return heard.stream().map(PluginEvent::type).toList();
    }

    /** In the original, what a plugin changed of the instance was lost: the registry had copied it before. */
    @Test
    void what_a_filter_changes_of_the_instance_is_what_is_registered() {
        ServiceRegistration registration = registration(Optional.empty());
        extensions.forPlugin(other).register(ExtensionPoints.SERVICE_PRE_REGISTER, 1, value -> ((ServiceInstance) value)
                .with("zone", "b"));
        registration.bind(service, consul);
        assertThat(service.told()).isEmpty();

        registration.up(WADI);

        assertThat(service.told()).containsExactly("+ wadi-8080 {zone=b}");
        Awaitility.await().atMost(10, TimeUnit.SECONDS).until(() -> registered.equals(List.of(WADI.with("zone", "b"))));
        assertThat(heardTypes(1)).containsExactly("service.registered");
    }

    /** In the original, nobody was ever told that an instance goes. */
    @Test
    void a_stop_unregisters_it() {
        ServiceRegistration registration = registration(Optional.empty());
        registration.bind(service, consul);
        registration.up(WADI);

        registration.close();
        consul.close();

        assertThat(service.told()).containsExactly("+ wadi-8080 {}", "- wadi-8080");
        assertThat(heardTypes(2)).contains("service.registered", "service.unregistered");
    }

    @Test
    void a_plugin_that_comes_later_or_goes_earlier_is_told_too() {
        ServiceRegistration registration = registration(Optional.empty());
        registration.up(WADI);
        registration.bind(service, consul);
        FakeService second = new FakeService("second", 100);
        Ownership owner = new Ownership("second");
        registration.bind(second, owner);
        owner.close();

        assertThat(service.told()).containsExactly("+ wadi-8080 {}");
        assertThat(second.told()).containsExactly("+ wadi-8080 {}", "- wadi-8080");
        assertThat(heardTypes(1)).containsExactly("service.registered");
    }

    /** In the original, an exception there stopped the start. */
    @Test
    void a_plugin_that_fails_or_hangs_holds_up_nobody() {
        ServiceRegistration registration = registration(Optional.empty());
        CountDownLatch leave = new CountDownLatch(1);
        try (CapturedLog log = new CapturedLog()) {
            registration.bind(new FakeService("broken", 1).failing(), new Ownership("broken"));
            registration.bind(new HangingService(leave), new Ownership("hanging"));
            registration.bind(service, consul);

            registration.up(WADI);
            registration.close();

            assertThat(log.warnings())
                    .containsExactlyInAnyOrder(
                            "WARN Service plugin failed to register this instance | plugin_name=broken",
                            "WARN Service plugin failed to register this instance | plugin_name=hanging",
                            "WARN Service plugin failed to unregister this instance | plugin_name=broken",
                            "WARN Service plugin failed to unregister this instance | plugin_name=hanging");
        }
        leave.countDown();
        assertThat(service.told()).containsExactly("+ wadi-8080 {}", "- wadi-8080");
        assertThat(meters.counter("plugin.service.failures", "plugin", "broken", "call", "register")
                        .count())
                .isEqualTo(1);
    }

    @Test
    void without_a_service_plugin_there_is_nobody_to_register_with() {
        ServiceRegistration registration = registration(Optional.empty());
        registration.up(WADI);
        registration.close();

        assertThat(heard).isEmpty();
        assertThat(registered).isEmpty();
    }

    @Test
    void it_may_be_wanted_always_or_never() {
        registration(Optional.of(true)).up(WADI);
        assertThat(heardTypes(1)).containsExactly("service.registered");

        ServiceRegistration never = registration(Optional.of(false));
        never.bind(service, consul);
        never.up(WADI);
        never.close();
        assertThat(service.told()).isEmpty();
    }
}
