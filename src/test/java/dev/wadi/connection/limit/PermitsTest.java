package dev.wadi.connection.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class PermitsTest {

    private final List<String> ran = new ArrayList<>();

    @Test
    void who_comes_too_late_waits_for_a_turn() {
        Permits permits = new Permits(1, 2);

        assertThat(permits.take(() -> ran.add("a"))).isTrue();
        assertThat(permits.take(() -> ran.add("b"))).isTrue();
        assertThat(permits.take(() -> ran.add("c"))).isTrue();
        assertThat(permits.take(() -> ran.add("d"))).as("the queue is full").isFalse();

        assertThat(ran).containsExactly("a");
        permits.giveBack();
        assertThat(ran).containsExactly("a", "b");
        assertThat(permits.waiting()).isEqualTo(1);
    }

    @Test
    void a_higher_limit_lets_those_in_who_wait_and_a_lower_one_puts_nobody_out() {
        Permits permits = new Permits(1, 10);
        for (String name : List.of("a", "b", "c", "d")) {
            permits.take(() -> ran.add(name));
        }

        permits.limit(3);
        assertThat(ran).containsExactly("a", "b", "c");
        permits.limit(1);
        permits.giveBack();
        permits.giveBack();
        assertThat(ran).containsExactly("a", "b", "c");
        permits.giveBack();
        assertThat(ran).containsExactly("a", "b", "c", "d");
    }

    @Test
    void from_many_threads_never_more_than_the_limit_are_in() {
        Permits permits = new Permits(3, 10_000);
        AtomicInteger in = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        AtomicInteger done = new AtomicInteger();
        CompletableFuture<Void> all = new CompletableFuture<>();
        Executor threads = Executors.newVirtualThreadPerTaskExecutor();
        for (int i = 0; i < 1_000; i++) {
            threads.execute(() -> permits.take(() -> threads.execute(() -> {
                most.accumulateAndGet(in.incrementAndGet(), Math::max);
                in.decrementAndGet();
                permits.giveBack();
                if (done.incrementAndGet() == 1_000) {
                    all.complete(null);
                }
            })));
        }

        assertThat(all.orTimeout(30, TimeUnit.SECONDS)).succeedsWithin(java.time.Duration.ofSeconds(30));
        assertThat(most.get()).isBetween(1, 3);
        assertThat(permits.taken()).isZero();
        assertThat(permits.waiting()).isZero();
    }

    /** Each used to go a few frames deeper. */
    @Test
    void any_number_in_a_row_may_give_back_what_they_were_just_handed() {
        Permits permits = new Permits(1, 100_000);
        permits.take(() -> ran.add("first"));
        for (int i = 0; i < 100_000; i++) {
            permits.take(permits::giveBack);
        }

        permits.giveBack();

        assertThat(permits.waiting()).isZero();
        assertThat(permits.taken()).isZero();
    }

    @Test
    void one_that_throws_does_not_stop_those_behind_it() {
        Permits permits = new Permits(1, 10);
        permits.take(() -> ran.add("a"));
        permits.take(() -> {
            throw new IllegalStateException("no");
        });
        permits.take(() -> ran.add("b"));

        assertThatThrownBy(permits::giveBack).hasMessage("no");
        permits.giveBack();

        assertThat(ran).containsExactly("a", "b");
    }
}
