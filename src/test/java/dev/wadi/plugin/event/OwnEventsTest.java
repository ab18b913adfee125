package dev.wadi.plugin.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.fake.CollectedDeadLetters;
import dev.wadi.fake.FakeRecordHandle;
import dev.wadi.plugin.ownership.Ownership;
import dev.wadi.plugin.spi.event.PluginEvent;
import dev.wadi.record.DeadLetter;
import dev.wadi.record.Failure;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What Wadi tells the bus itself. */
class OwnEventsTest {

    private final EventHub hub = new EventHub(Runnable::run, new SimpleMeterRegistry(), Clock.systemUTC());
    private final List<PluginEvent> heard = new ArrayList<>();
    private final Ownership listener = new Ownership("listener");

    private void listen() {
        hub.forPlugin(listener).subscribe("*", heard::add);
    }

    @Test
    void tells_that_a_circuit_opened_and_closed() {
        listen();
        CircuitBreaker breaker = CircuitBreaker.ofDefaults("claimx_api");
        new CircuitEvents(hub).watch(breaker);

        breaker.transitionToOpenState();
        breaker.transitionToHalfOpenState();
        breaker.transitionToClosedState();

        assertThat(heard).extracting(PluginEvent::type).containsExactly("circuit.opened", "circuit.closed");
        assertThat(heard).allSatisfy(event -> assertThat(event.data()).containsEntry("connection", "claimx_api"));
    }

    @Test
    void tells_of_a_dead_record_once_its_letter_is_written_and_without_its_payload() {
        listen();
        CompletableFuture<Void> written = new CompletableFuture<>();
        FakeRecordHandle record = FakeRecordHandle.at(7);
        DeadLetter letter = DeadLetter.ofRecord(record, Failure.payload("no claim"), "claimx-enrich", Instant.now());

        var parked = new AnnouncedDeadLetters(given -> written, hub).park(letter);
        assertThat(heard).isEmpty();
        written.complete(null);

        assertThat(parked.toCompletableFuture()).isCompleted();
        assertThat(heard).singleElement().satisfies(event -> {
            assertThat(event.type()).isEqualTo("record.dead");
            assertThat(event.correlationId()).isEqualTo(record.origin().toString());
            assertThat(event.data())
                    .containsOnlyKeys(
                            "kind", "topic", "partition", "offset", "consumer", "stage", "family", "cause", "attempts")
                    .containsAllEntriesOf(Map.of(
                            "kind", "record",
                            "topic", record.source().topic(),
                            "partition", record.source().partition(),
                            "offset", record.source().offset(),
                            "stage", "claimx-enrich",
                            "family", "payload",
                            "cause", "no claim"));
        });
    }

    @Test
    void a_letter_of_which_nobody_wants_to_hear_is_written_all_the_same() {
        CollectedDeadLetters letters = new CollectedDeadLetters();
        DeadLetter letter =
                DeadLetter.ofRecord(FakeRecordHandle.at(7), Failure.payload("no claim"), "route", Instant.now());

        assertThat(new AnnouncedDeadLetters(letters, hub).park(letter).toCompletableFuture())
                .isCompleted();
        assertThat(letters.letters()).containsExactly(letter);
    }
}
