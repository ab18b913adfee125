package dev.wadi.kafka.ordered;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.wadi.record.DeadLetters;
import dev.wadi.record.ExchangeRecords;
import dev.wadi.record.Hold;
import dev.wadi.record.Outcome;
import dev.wadi.record.RecordHandle;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.support.AsyncProcessorSupport;

/** A record ends once and frees its key once, in whatever order it is held, released, settled, and its exchange ends. */
class HoldLawsTest {

    private static final byte[] KEY = "key".getBytes(StandardCharsets.UTF_8);
    private static final int FOLLOWERS = 3;

    /** What can happen to a record. Holds are named by how many were taken before them. */
    sealed interface Move {
        record HoldKey() implements Move {}

        record HoldOpen() implements Move {}

        /** A hold may be released more than once: only the first time counts. */
        record Release(int which) implements Move {}

        record ExchangeDone() implements Move {}

        record Settle() implements Move {}
    }

    /** Keeps each exchange until the test ends it; those without a key end at once, and show how far the shard is. */
    private static final class WaitingRoute extends AsyncProcessorSupport {
        private final Map<Long, RecordHandle> running = new ConcurrentHashMap<>();
        private final Map<Long, AsyncCallback> callbacks = new ConcurrentHashMap<>();

        @Override
        public boolean process(Exchange exchange, AsyncCallback callback) {
            RecordHandle handle = ExchangeRecords.first(exchange).orElseThrow();
            long offset = handle.source().offset();
            if (handle.source().key() == null) {
                running.put(offset, handle);
                callback.done(true);
                return true;
            }
            callbacks.put(offset, callback);
            running.put(offset, handle);
            return false;
        }
    }

    /** One record under test, with others of its key behind it, and a simple-minded account of its holds. */
    private static final class Scene implements AutoCloseable {

        /** A hold as it should count. */
        private record Taken(Hold hold, boolean holdsKey) {}

        private final WaitingRoute route = new WaitingRoute();
        private final LoneShards shards = new LoneShards(1, 8, RecordOrder.KEY, route, noDeadLetters());
        private final List<Taken> holds = new ArrayList<>();
        private final List<Integer> released = new ArrayList<>();
        private final RecordHandle tested;
        private boolean exchangeDone;
        private boolean settled;
        private long fences = 1_000;

        Scene() {
            shards.poll(LongStream.rangeClosed(0, FOLLOWERS)
                    .mapToObj(offset -> LoneShards.record(0, offset, KEY))
                    .toList());
            fence();
            tested = Objects.requireNonNull(route.running.get(0L));
        }

        private static DeadLetters noDeadLetters() {
            return letter -> CompletableFuture.failedStage(new AssertionError(letter.cause()));
        }

        /** Waits until the shard has dealt with all that came before. */
        private void fence() {
            for (int i = 0; i < 3; i++) {
                long offset = fences++;
                shards.poll(List.of(LoneShards.record(1, offset, null)));
                await().pollDelay(Duration.ZERO)
                        .pollInterval(Duration.ofNanos(20_000))
                        .atMost(Duration.ofSeconds(30))
                        .until(() -> route.running.containsKey(offset));
            }
        }

        private boolean keyHeld() {
            return !exchangeDone || held().anyMatch(Taken::holdsKey);
        }

        private boolean open() {
            return !exchangeDone || held().findAny().isPresent();
        }

        private Stream<Taken> held() {
            return IntStream.range(0, holds.size())
                    .filter(i -> !released.contains(i))
                    .mapToObj(holds::get);
        }

        void make(Move move) {
            boolean open = open();
            switch (move) {
                case Move.HoldKey h -> take(tested::hold, keyHeld(), open);
                case Move.HoldOpen h -> take(tested::holdOpen, false, open);
                case Move.Release release -> {
                    if (release.which() < holds.size()) {
                        holds.get(release.which()).hold().release();
                        released.add(release.which());
                    }
                }
                case Move.ExchangeDone d -> {
                    if (!exchangeDone) {
                        exchangeDone = true;
                        Objects.requireNonNull(route.callbacks.get(0L)).done(false);
                    }
                }
                case Move.Settle s -> settle(open);
            }
            fence();
            check();
        }

        private void take(Supplier<Hold> kind, boolean holdsKey, boolean open) {
            if (open) {
                holds.add(new Taken(kind.get(), holdsKey));
            } else {
                assertThatThrownBy(kind::get).isInstanceOf(IllegalStateException.class);
            }
        }

        private void settle(boolean open) {
            Outcome outcome = new Outcome.Filtered("for the test");
            if (open) {
                tested.settle(outcome);
                settled = true;
            } else {
                assertThatThrownBy(() -> tested.settle(outcome)).isInstanceOf(IllegalStateException.class);
            }
        }

        private void check() {
            assertThat(route.running.containsKey(1L))
                    .as("the next record of the key runs")
                    .isEqualTo(!keyHeld());
            assertThat(route.running).as("one at a time").doesNotContainKey(2L);
            assertThat(ends(0)).as("how often it ended").isEqualTo(open() ? 0 : 1);
            assertThat(shards.ledger(0).frontier()).isEqualTo(open() ? 0 : 1);
        }

        private long ends(long offset) {
            return shards.ended().stream()
                    .filter(place -> place.partition() == 0 && place.offset() == offset)
                    .count();
        }

        /** Ends what is under way: the followers come one after the other. */
        void finish() {
            make(new Move.ExchangeDone());
            for (int i = 0; i < holds.size(); i++) {
                make(new Move.Release(i));
            }
            for (long next = 1; next <= FOLLOWERS; next++) {
                assertThat(route.running).doesNotContainKey(next + 1);
                Objects.requireNonNull(route.callbacks.get(next)).done(false);
                fence();
                assertThat(ends(next)).isEqualTo(1);
            }
            assertThat(shards.ledger(0).frontier()).isEqualTo(FOLLOWERS + 1);
            assertThat(shards.snapshot().filteredTotal()).isEqualTo(settled ? 1 : 0);
            assertThat(shards.snapshot().inFlight()).isZero();
        }

        @Override
        public void close() throws InterruptedException {
            shards.close();
        }
    }

    @Property(tries = 150)
    void a_record_ends_once_and_frees_its_key_once(@ForAll("moves") List<Move> moves) throws InterruptedException {
        try (Scene scene = new Scene()) {
            moves.forEach(scene::make);
            scene.finish();
        }
    }

    @Provide
    Arbitrary<List<Move>> moves() {
        Arbitrary<Move> release = Arbitraries.integers().between(0, 5).map(Move.Release::new);
        return Arbitraries.frequencyOf(
                        Tuple.of(3, Arbitraries.create(Move.HoldKey::new)),
                        Tuple.of(3, Arbitraries.create(Move.HoldOpen::new)),
                        Tuple.of(6, release),
                        Tuple.of(2, Arbitraries.create(Move.ExchangeDone::new)),
                        Tuple.of(1, Arbitraries.create(Move.Settle::new)))
                .list()
                .ofMaxSize(14);
    }
}
