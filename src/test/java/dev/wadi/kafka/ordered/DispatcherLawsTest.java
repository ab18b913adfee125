package dev.wadi.kafka.ordered;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.kafka.ordered.ScriptedRoute.Fate;
import dev.wadi.record.Origin;
import dev.wadi.record.SourceRecord;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;

/**
 * Poll thread, shards and runner as a black box: whatever the keys, the fates of the records, the polls that bring them
 * and the order in which things end, keys keep their order, limits hold and nothing is lost.
 */
class DispatcherLawsTest {

    private static final int PARTITIONS = 3;

    /**
     * A record to come.
     *
     * @param key its key, or null; keys belong to one partition each, as in Kafka
     * @param fate what the route makes of it
     */
    record Sent(@Nullable Integer key, Fate fate) {}

    /** The records of a topic, with their offsets. */
    private static final class Topic {
        private final List<SourceRecord> records = new ArrayList<>();
        private final Map<Origin, Fate> fates = new HashMap<>();

        Topic(List<Sent> sent) {
            long[] ends = new long[PARTITIONS];
            for (int i = 0; i < sent.size(); i++) {
                Integer key = sent.get(i).key();
                int partition = (key == null ? i : key) % PARTITIONS;
                byte[] bytes = key == null ? null : Integer.toString(key).getBytes(StandardCharsets.UTF_8);
                SourceRecord next = LoneShards.record(partition, ends[partition]++, bytes);
                records.add(next);
                fates.put(next.place(), sent.get(i).fate());
            }
        }

        long end(int partition) {
            return records.stream().filter(r -> r.partition() == partition).count();
        }

        Set<Origin> places() {
            return records.stream().map(SourceRecord::place).collect(Collectors.toSet());
        }
    }

    @Property(tries = 200)
    void keeps_the_order_of_keys_and_loses_nothing(
            @ForAll("sent") List<Sent> sent,
            @ForAll @IntRange(min = 1, max = 3) int shards,
            @ForAll @IntRange(min = 1, max = 5) int maxInFlight,
            @ForAll long seed)
            throws InterruptedException {
        Topic topic = new Topic(sent);
        Random random = new Random(seed);
        ScriptedRoute route = new ScriptedRoute(topic.fates, random);
        try (LoneShards dispatcher = new LoneShards(shards, maxInFlight, RecordOrder.KEY, route, route)) {
            List<SourceRecord> coming = new ArrayList<>(topic.records);
            route.endUntil(() -> {
                if (!coming.isEmpty() && random.nextInt(3) == 0) {
                    poll(dispatcher, coming, 1 + random.nextInt(10));
                }
                assertNothingPassed(dispatcher, topic);
                return isAtItsEnds(dispatcher, topic);
            });
            assertThat(dispatcher.ended()).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(topic.places());
            assertThat(dispatcher.snapshot().inFlight()).isZero();
            assertThat(dispatcher.snapshot().deadTotal())
                    .isEqualTo(topic.fates.values().stream()
                            .filter(fate -> fate == Fate.FAILS)
                            .count());
        }
        route.assertOrderOfKeys();
        assertThat(route.mostAtOnce()).isLessThanOrEqualTo(shards * maxInFlight);
    }

    @Property(tries = 150)
    void hands_a_partition_over_at_any_moment_without_loss(
            @ForAll("sent") List<Sent> sent,
            @ForAll @IntRange(min = 1, max = 4) int maxInFlight,
            @ForAll @IntRange(max = 120) int revokedAfter,
            @ForAll @IntRange(max = PARTITIONS - 1) int revoked,
            @ForAll long seed)
            throws InterruptedException {
        Topic topic = new Topic(sent);
        ScriptedRoute route = new ScriptedRoute(topic.fates, new Random(seed));
        Set<Origin> ended = new HashSet<>();
        long frontier;
        try (LoneShards first = new LoneShards(1, maxInFlight, RecordOrder.KEY, route, route)) {
            first.poll(topic.records);
            for (int i = 0; i < revokedAfter && first.ended().size() < topic.records.size(); i++) {
                route.endSomething();
            }
            first.revoke(revoked);
            CompletableFuture<Void> idle = CompletableFuture.runAsync(() -> awaitIdle(first.ledger(revoked)));
            route.endUntil(
                    () -> idle.isDone() && endedOutside(first, revoked) == topic.records.size() - topic.end(revoked));
            idle.join();
            frontier = Math.max(0, first.ledger(revoked).frontier());
            ended.addAll(first.ended());
            assertThat(first.snapshot().inFlight())
                    .as("all that had begun has ended")
                    .isZero();
        }
        List<SourceRecord> again = topic.records.stream()
                .filter(r -> r.partition() == revoked && r.offset() >= frontier)
                .toList();
        route.assertOrderOfKeys();
        ScriptedRoute ofSecond = new ScriptedRoute(topic.fates, new Random(seed));
        try (LoneShards second = new LoneShards(1, maxInFlight, RecordOrder.KEY, ofSecond, ofSecond)) {
            second.poll(again);
            ofSecond.endUntil(() -> second.ended().size() == again.size());
            ended.addAll(second.ended());
        }
        ofSecond.assertOrderOfKeys();
        assertThat(ended).isEqualTo(topic.places());
    }

    private static boolean isAtItsEnds(LoneShards dispatcher, Topic topic) {
        return IntStream.range(0, PARTITIONS)
                .allMatch(partition -> Math.max(0, dispatcher.ledger(partition).frontier()) == topic.end(partition));
    }

    private static void awaitIdle(OffsetLedger revoked) {
        try {
            revoked.awaitIdle(Duration.ofDays(1));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static long endedOutside(LoneShards dispatcher, int partition) {
        return dispatcher.ended().stream()
                .filter(place -> place.partition() != partition)
                .count();
    }

    private static void poll(LoneShards dispatcher, List<SourceRecord> coming, int most) {
        List<SourceRecord> polled = coming.subList(0, Math.min(most, coming.size()));
        dispatcher.poll(List.copyOf(polled));
        polled.clear();
    }

    /** What is behind a frontier has ended: looked up after the frontier was, so that it can only be more. */
    private static void assertNothingPassed(LoneShards dispatcher, Topic topic) {
        Map<Integer, Long> frontiers = new HashMap<>();
        for (int partition = 0; partition < PARTITIONS; partition++) {
            frontiers.put(partition, dispatcher.ledger(partition).frontier());
        }
        Set<Origin> ended = new HashSet<>(dispatcher.ended());
        assertThat(topic.records)
                .filteredOn(r -> r.offset() < frontiers.getOrDefault(r.partition(), 0L))
                .extracting(SourceRecord::place)
                .allMatch(ended::contains);
    }

    @Provide
    Arbitrary<List<Sent>> sent() {
        Arbitrary<Integer> keys = Arbitraries.integers().between(0, 7).injectNull(0.15);
        return Combinators.combine(keys, Arbitraries.of(Fate.class))
                .as(Sent::new)
                .list()
                .ofMaxSize(60);
    }
}
