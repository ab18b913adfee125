package dev.wadi.kafka.ordered;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.TopicPartition;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.I_Result;

/** A partition that is revoked while its records begin and end. */
public final class OffsetLedgerStress {

    private OffsetLedgerStress() {}

    private static OffsetLedger ledger() {
        return new OffsetLedger(new TopicPartition("stress", 0));
    }

    /** Whether a wait for the records begun ended before its limit. */
    private static int idleBefore(OffsetLedger ledger, Duration limit) {
        long begin = System.nanoTime();
        try {
            ledger.awaitIdle(limit);
        } catch (InterruptedException e) {
            return -1;
        }
        return System.nanoTime() - begin < limit.toNanos() ? 1 : 0;
    }

    /** The last record ends while the poll thread begins to wait for it: it must hear of that. */
    @JCStressTest
    @Outcome(id = "1", expect = Expect.ACCEPTABLE, desc = "heard of the end")
    @State
    public static class EndAgainstRevoke {
        private final OffsetLedger ledger = ledger();

        public EndAgainstRevoke() {
            ledger.begin(2);
        }

        @Actor
        public void oneShard() {
            ledger.end();
        }

        @Actor
        public void anotherShard() {
            ledger.end();
        }

        @Actor
        public void poll(I_Result r) {
            ledger.revoke(false);
            r.r1 = idleBefore(ledger, Duration.ofSeconds(20));
        }
    }

    /** A record begins while its partition is revoked: either it may not, or it is waited for. */
    @JCStressTest
    @Outcome(id = "0, 1", expect = Expect.ACCEPTABLE, desc = "not begun, and nothing to wait for")
    @Outcome(id = "1, 0", expect = Expect.ACCEPTABLE, desc = "begun, and waited for")
    @Outcome(id = "0, 0", expect = Expect.ACCEPTABLE, desc = "not begun, and the wait was a slow one")
    @Outcome(id = "1, 1", expect = Expect.FORBIDDEN, desc = "begun behind the back of the wait")
    @State
    public static class BeginAgainstRevoke {
        private final OffsetLedger ledger = ledger();

        @Actor
        public void shard(II_Result r) {
            r.r1 = ledger.begin(0) ? 1 : 0;
        }

        @Actor
        public void poll(II_Result r) {
            ledger.revoke(false);
            r.r2 = idleBefore(ledger, Duration.ofNanos(TimeUnit.MICROSECONDS.toNanos(200)));
        }
    }
}
