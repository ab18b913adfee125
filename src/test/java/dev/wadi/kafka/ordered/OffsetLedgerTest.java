package dev.wadi.kafka.ordered;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class OffsetLedgerTest {

    private final OffsetLedger ledger = new OffsetLedger(new TopicPartition("t", 0));

    private static final class FakeEntry implements OffsetLedger.Entry {
        private final long offset;
        private boolean terminal;

        FakeEntry(long offset) {
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

    private FakeEntry add(long offset) {
        FakeEntry entry = new FakeEntry(offset);
        ledger.add(entry);
        return entry;
    }

    @Test
    void has_nothing_to_commit_before_the_first_record() {
        assertThat(ledger.frontierToCommit()).isEqualTo(-1);
    }

    @Test
    void stays_before_the_first_open_record_however_many_later_ones_are_done() {
        FakeEntry first = add(7);
        add(8).terminal = true;
        add(9).terminal = true;
        assertThat(ledger.frontier()).isEqualTo(7);
        first.terminal = true;
        assertThat(ledger.frontier()).isEqualTo(10);
    }

    @Test
    void steps_over_gaps_that_compaction_left() {
        add(3).terminal = true;
        add(11).terminal = true;
        assertThat(ledger.frontier()).isEqualTo(12);
    }

    @Test
    void offers_a_frontier_once() {
        add(0).terminal = true;
        assertThat(ledger.frontierToCommit()).isEqualTo(1);
        ledger.markCommitted(1);
        assertThat(ledger.frontierToCommit()).isEqualTo(-1);
    }

    @Test
    void never_passes_an_open_record_in_any_order_of_completion() {
        Random random = new Random(20261120);
        for (int round = 0; round < 200; round++) {
            OffsetLedger any = new OffsetLedger(new TopicPartition("t", 0));
            List<FakeEntry> entries = new ArrayList<>();
            for (long offset = 0; offset < 50; offset++) {
                FakeEntry entry = new FakeEntry(offset);
                entries.add(entry);
                any.add(entry);
            }
            List<FakeEntry> order = new ArrayList<>(entries);
            Collections.shuffle(order, random);
            for (FakeEntry next : order) {
                next.terminal = true;
                long expected = entries.stream()
                        .filter(e -> !e.terminal)
                        .mapToLong(FakeEntry::offset)
                        .findFirst()
                        .orElse(50);
                assertThat(any.frontier()).isEqualTo(expected);
            }
            assertThat(any.size()).isZero();
        }
    }

    @Test
    void lets_nothing_begin_once_it_is_revoked() {
        assertThat(ledger.begin(0)).isTrue();
        ledger.revoke(false);
        assertThat(ledger.begin(0)).isFalse();
    }

    @Test
    void waits_for_what_has_begun_and_no_longer_than_the_limit() throws InterruptedException {
        ledger.begin(0);
        ledger.revoke(false);
        ledger.awaitIdle(Duration.ofMillis(1));
        ledger.end();
        ledger.awaitIdle(Duration.ofDays(1));
    }
}
