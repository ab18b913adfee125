package dev.wadi.kafka.ordered;

import dev.wadi.record.ExchangeRecords;
import dev.wadi.record.RecordHandle;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.support.AsyncProcessorSupport;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** Other threads hand steps to a shard whose thread is just about to park: it must not sleep on them. */
public final class ShardStress {

    /** More than jcstress has states under way, so that no later step wakes a shard that slept on an earlier one. */
    private static final int POOL = 64;

    private static final AtomicInteger NEXT = new AtomicInteger();

    private ShardStress() {}

    /** Initialised by whoever asks first, while the class around it is through with that: its code runs elsewhere too. */
    private static final class Pool {
        static final List<RecordHandle> RUNNING = pool();
    }

    /** Made by a daemon, so that the shards' threads are daemons too and the process can end. */
    private static List<RecordHandle> pool() {
        CompletableFuture<List<RecordHandle>> pool = new CompletableFuture<>();
        Thread.ofPlatform()
                .daemon()
                .start(() -> pool.complete(
                        IntStream.range(0, POOL).mapToObj(i -> running()).toList()));
        return pool.join();
    }

    /** A record that stays in the route of a shard of its own. */
    private static RecordHandle running() {
        CompletableFuture<RecordHandle> running = new CompletableFuture<>();
        AsyncProcessorSupport route = new AsyncProcessorSupport() {
            @Override
            public boolean process(Exchange exchange, AsyncCallback callback) {
                running.complete(ExchangeRecords.first(exchange).orElseThrow());
                return false;
            }
        };
        LoneShards shard = new LoneShards(1, 1, RecordOrder.NONE, route, letter -> new CompletableFuture<>());
        shard.poll(List.of(LoneShards.record(0, 0, null)));
        return running.join();
    }

    /** Two threads at once, each with a step. */
    @JCStressTest
    @Outcome(id = "1", expect = Expect.ACCEPTABLE, desc = "both were run")
    @State
    public static class WakeUp {
        private final RecordHandle running = Pool.RUNNING.get(Math.floorMod(NEXT.getAndIncrement(), POOL));
        private final CountDownLatch steps = new CountDownLatch(2);

        @Actor
        public void one() {
            running.execute(steps::countDown);
        }

        @Actor
        public void another() {
            running.execute(steps::countDown);
        }

        @Arbiter
        public void judge(I_Result r) {
            try {
                r.r1 = steps.await(20, TimeUnit.SECONDS) ? 1 : 0;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
