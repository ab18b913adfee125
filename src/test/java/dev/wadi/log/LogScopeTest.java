package dev.wadi.log;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.wadi.fake.FakeRecordHandle;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

class LogScopeTest {

    private static final LogSubject STAGE = fields -> fields.stage("dlq").event("evt-1");

    @Test
    void a_thread_comes_back_to_what_it_was_at_before() {
        LogScope scope = LogScope.ofThread();
        Object nothing = scope.enter(FakeRecordHandle.at(1));
        Object record = scope.enter(STAGE);

        assertThat(LogScope.fields()).containsOnlyKeys("event_id", "stage");
        scope.leave(record);
        assertThat(LogScope.fields()).containsOnlyKeys("worker", "domain", "origin");
        scope.leave(nothing);
        assertThat(LogScope.fields()).isEmpty();
    }

    @Test
    void more_can_be_said_of_what_it_is_at() {
        LogScope.about(
                STAGE,
                () -> LogScope.also(fields -> fields.plugin("audit"), () -> assertThat(LogScope.fields())
                        .containsEntry("plugin", "audit")
                        .containsEntry("stage", "dlq")));
    }

    @Test
    void a_record_that_nothing_is_logged_of_allocates_nothing() {
        FakeRecordHandle record = FakeRecordHandle.at(1);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        work(record, 100_000);

        long before = threads.getCurrentThreadAllocatedBytes();
        work(record, 1_000_000);
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;

        assertThat(allocated).as("bytes for a million records").isLessThan(100_000);
    }

    private static void work(FakeRecordHandle record, int times) {
        for (int i = 0; i < times; i++) {
            LogScope scope = LogScope.ofThread();
            Object outer = scope.enter(record);
            Object inRecord = LogScope.ofThread().enter(STAGE);
            LogScope.ofThread().leave(inRecord);
            scope.leave(outer);
        }
    }
}
