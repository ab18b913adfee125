package dev.wadi.kafka.ordered;

import dev.wadi.record.FailureFamily;
import dev.wadi.record.Hold;
import dev.wadi.record.Outcome;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;
import org.openjdk.jcstress.infra.results.II_Result;

/** Holds of one record, taken and released by threads side by side. Results end with: how often it ended, freed its key. */
public final class HeldRecordStress {

    private HeldRecordStress() {}

    private static int holdAndRelease(ConsumedRecord record, boolean key) {
        Hold hold;
        try {
            hold = key ? record.hold() : record.holdOpen();
        } catch (IllegalStateException terminalAlready) {
            return 0;
        }
        hold.release();
        hold.release();
        return 1;
    }

    /** An action takes a hold while the exchange ends: in time, or never. */
    @JCStressTest
    @org.openjdk.jcstress.annotations.Outcome(
            id = {"0, 1, 1", "1, 1, 1"},
            expect = Expect.ACCEPTABLE,
            desc = "ended once, freed its key once")
    @State
    public static class HoldAgainstTheExchange {
        private final CountedRecord counted = new CountedRecord();

        @Actor
        public void action(III_Result r) {
            r.r1 = holdAndRelease(counted.record(), true);
        }

        @Actor
        public void exchange() {
            counted.record().releaseExchange();
        }

        @Arbiter
        public void judge(III_Result r) {
            r.r2 = counted.ends();
            r.r3 = counted.keysFreed();
        }
    }

    /** The same for a batch, which lets the key go on. */
    @JCStressTest
    @org.openjdk.jcstress.annotations.Outcome(
            id = {"0, 1, 1", "1, 1, 1"},
            expect = Expect.ACCEPTABLE,
            desc = "ended once, freed its key once")
    @State
    public static class HoldOpenAgainstTheExchange {
        private final CountedRecord counted = new CountedRecord();

        @Actor
        public void batch(III_Result r) {
            r.r1 = holdAndRelease(counted.record(), false);
        }

        @Actor
        public void exchange() {
            counted.record().releaseExchange();
        }

        @Arbiter
        public void judge(III_Result r) {
            r.r2 = counted.ends();
            r.r3 = counted.keysFreed();
        }
    }

    /** The last hold of the key, the last of all, and a hold that is released twice, all at once. */
    @JCStressTest
    @org.openjdk.jcstress.annotations.Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "each once")
    @State
    public static class ThreeReleases {
        private final CountedRecord counted = new CountedRecord();
        private final Hold action = counted.record().hold();
        private final Hold batch = counted.record().holdOpen();

        @Actor
        public void exchange() {
            counted.record().releaseExchange();
        }

        @Actor
        public void action() {
            action.release();
            batch.release();
        }

        @Actor
        public void batch() {
            batch.release();
            action.release();
        }

        @Arbiter
        public void judge(II_Result r) {
            r.r1 = counted.ends();
            r.r2 = counted.keysFreed();
        }
    }

    /** A batch's member holds anew while the exchange frees the key: that hold must not free it a second time. */
    @JCStressTest
    @org.openjdk.jcstress.annotations.Outcome(
            id = "1, 1, 1",
            expect = Expect.ACCEPTABLE,
            desc = "held, ended once, freed its key once")
    @State
    public static class HoldWhileTheKeyGoesOn {
        private final CountedRecord counted = new CountedRecord();
        private final Hold batch = counted.record().holdOpen();

        @Actor
        public void exchange() {
            counted.record().releaseExchange();
        }

        @Actor
        public void action(III_Result r) {
            r.r1 = holdAndRelease(counted.record(), true);
            batch.release();
        }

        @Arbiter
        public void judge(III_Result r) {
            r.r2 = counted.ends();
            r.r3 = counted.keysFreed();
        }
    }

    /** Two holders settle, each before it lets go: the gravest counts, whoever is last. */
    @JCStressTest
    @org.openjdk.jcstress.annotations.Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "dead, once")
    @State
    public static class TwoOutcomes {
        private final CountedRecord counted = new CountedRecord();
        private final Hold action = counted.record().hold();

        @Actor
        public void exchange() {
            counted.record().settle(new Outcome.Filtered("for the test"));
            counted.record().releaseExchange();
        }

        @Actor
        public void action() {
            counted.record().settle(new Outcome.Dead(FailureFamily.PAYLOAD, "for the test"));
            action.release();
        }

        @Arbiter
        public void judge(II_Result r) {
            r.r1 = counted.ends();
            r.r2 = counted.isDead() ? 1 : 0;
        }
    }
}
