package dev.wadi.kafka.ordered;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.apache.kafka.common.TopicPartition;

/** What holds for a ledger whatever happens to its records, in whatever order. */
class OffsetLedgerLawsTest {

    /** What can happen to a partition. Records are named by how many there were before them. */
    sealed interface Move {
        /** A poll brings records; each number is how many offsets compaction took away before it. */
        record Poll(List<Integer> gaps) implements Move {}

        record Begin(int which) implements Move {}

        record End(int which) implements Move {}

        record Commit() implements Move {}

        /** The partition goes away, once. */
        record Revoke(boolean fillGaps) implements Move {}
    }

    /** A ledger beside a simple-minded account of what it should say. */
    private static final class Partition {

        private static final class Row implements OffsetLedger.Entry {
            private final long offset;
            private boolean begun;
            private boolean terminal;

            Row(long offset) {
                this.offset = offset;
            }

            @Override
            public long offset() {
                return offset;
            }

            @Override
            public boolean isTerminal() {
                return terminal;
            }
        }

        private final OffsetLedger ledger = new OffsetLedger(new TopicPartition("laws", 0));
        private final List<Row> rows = new ArrayList<>();
        private long committed = -1;
        private long lastFrontier = -1;
        private boolean revoked;
        private long furthest = -1;
        private long admitted = -1;

        void make(Move move) {
            switch (move) {
                case Move.Poll poll -> poll(poll.gaps());
                case Move.Begin begin -> begin(begin.which());
                case Move.End end -> end(end.which());
                case Move.Commit c -> commit();
                case Move.Revoke revoke -> {
                    if (revoked) {
                        return;
                    }
                    ledger.revoke(revoke.fillGaps());
                    admitted = revoke.fillGaps() ? furthest : -1;
                    revoked = true;
                }
            }
            check();
        }

        private void poll(List<Integer> gaps) {
            for (int gap : gaps) {
                Row row = new Row(expectedEnd() + gap);
                rows.add(row);
                ledger.add(row);
            }
        }

        private void begin(int which) {
            if (which < rows.size() && !rows.get(which).begun) {
                long offset = rows.get(which).offset();
                boolean begins = ledger.begin(offset);
                assertThat(begins).isEqualTo(!revoked || offset <= admitted);
                rows.get(which).begun = begins;
                furthest = Math.max(furthest, offset);
            }
        }

        private void end(int which) {
            if (which < rows.size() && rows.get(which).begun && !rows.get(which).terminal) {
                rows.get(which).terminal = true;
                ledger.end();
            }
        }

        private void commit() {
            long offered = ledger.frontierToCommit();
            long frontier = expectedFrontier();
            assertThat(offered).isEqualTo(frontier > committed ? frontier : -1);
            if (offered >= 0) {
                ledger.markCommitted(offered);
                committed = offered;
            }
        }

        private void check() {
            long frontier = ledger.frontier();
            assertThat(frontier).as("the frontier").isEqualTo(expectedFrontier());
            assertThat(frontier).as("never moves back").isGreaterThanOrEqualTo(lastFrontier);
            assertThat(committed).as("never passes the frontier").isLessThanOrEqualTo(frontier);
            assertThat(ledger.isRevoked()).isEqualTo(revoked);
            lastFrontier = frontier;
        }

        private long expectedEnd() {
            return rows.isEmpty() ? 0 : rows.getLast().offset + 1;
        }

        private long expectedFrontier() {
            return rows.stream()
                    .filter(row -> !row.terminal)
                    .mapToLong(row -> row.offset)
                    .findFirst()
                    .orElse(rows.isEmpty() ? -1 : expectedEnd());
        }

        /** Ends everything that may still begin, or that has begun. */
        void finish() {
            for (int i = 0; i < rows.size(); i++) {
                make(new Move.Begin(i));
                make(new Move.End(i));
            }
        }
    }

    @Property
    void the_frontier_is_the_first_open_record_and_never_moves_back(@ForAll("moves") List<Move> moves) {
        Partition partition = new Partition();
        moves.forEach(partition::make);
    }

    @Property
    void the_frontier_reaches_the_end_once_all_are_terminal(@ForAll("movesOfAnOwner") List<Move> moves) {
        Partition partition = new Partition();
        moves.forEach(partition::make);
        partition.finish();
        partition.make(new Move.Commit());
        assertThat(partition.ledger.frontier()).isEqualTo(partition.rows.isEmpty() ? -1 : partition.expectedEnd());
        assertThat(partition.ledger.size()).isZero();
        assertThat(partition.ledger.frontierToCommit())
                .as("nothing is left to commit")
                .isEqualTo(-1);
    }

    @Property
    void a_revoked_partition_is_idle_once_what_had_begun_is_terminal(@ForAll("moves") List<Move> moves)
            throws InterruptedException {
        Partition partition = new Partition();
        moves.forEach(partition::make);
        partition.make(new Move.Revoke(false));
        partition.finish();
        partition.ledger.awaitIdle(Duration.ofDays(1));
        assertThat(partition.rows).allMatch(row -> row.terminal || !row.begun);
    }

    @Provide
    Arbitrary<List<Move>> moves() {
        return Arbitraries.frequencyOf(
                        Tuple.of(20, ownersMove()),
                        Tuple.of(1, Arbitraries.of(new Move.Revoke(true), new Move.Revoke(false))))
                .list()
                .ofMaxSize(120);
    }

    @Provide
    Arbitrary<List<Move>> movesOfAnOwner() {
        return ownersMove().list().ofMaxSize(120);
    }

    private static Arbitrary<Move> ownersMove() {
        Arbitrary<Integer> which = Arbitraries.integers().between(0, 40);
        Arbitrary<Move> poll = Arbitraries.frequency(Tuple.of(8, 0), Tuple.of(1, 1), Tuple.of(1, 7))
                .list()
                .ofMaxSize(12)
                .map(Move.Poll::new);
        return Arbitraries.frequencyOf(
                Tuple.of(1, poll),
                Tuple.of(3, which.map(Move.Begin::new)),
                Tuple.of(3, which.map(Move.End::new)),
                Tuple.of(1, Arbitraries.create(Move.Commit::new)));
    }
}
