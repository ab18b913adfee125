package dev.wadi.kafka.ordered;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wadi.fake.CollectedDeadLetters;
import dev.wadi.fake.WrittenLog;
import dev.wadi.record.ExchangeRecords;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.AsyncCallback;
import org.apache.camel.AsyncProcessor;
import org.apache.camel.Exchange;
import org.apache.camel.support.AsyncProcessorSupport;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whatever is logged in a record's route is about the record, also where it goes on after an asynchronous step. */
class LogOfRecordsTest {

    private static final Logger LOG = LoggerFactory.getLogger(LogOfRecordsTest.class);

    private final AsyncProcessor route = new AsyncProcessorSupport() {
        @Override
        public boolean process(Exchange exchange, AsyncCallback callback) {
            long offset = ExchangeRecords.first(exchange).orElseThrow().source().offset();
            LOG.info("begins {}", offset);
            var unused = CompletableFuture.runAsync(() -> LOG.info("elsewhere {}", offset))
                    .thenRunAsync(
                            () -> {
                                LOG.info("goes on {}", offset);
                                callback.done(false);
                            },
                            ExchangeRecords.executor(exchange, Runnable::run));
            return false;
        }
    };

    @Test
    void each_line_names_the_record_that_its_thread_works_on() throws Exception {
        try (WrittenLog log = new WrittenLog();
                LoneShards shards = new LoneShards(1, 10, RecordOrder.KEY, route, new CollectedDeadLetters())) {
            shards.poll(List.of(LoneShards.record(0, 0, null), LoneShards.record(0, 1, null)));
            await().atMost(Duration.ofSeconds(30)).until(() -> shards.ended().size() == 2);

            for (int offset = 0; offset < 2; offset++) {
                String origin = "{topic=lone, partition=0, offset=" + offset + "}";
                for (String said : List.of("begins ", "goes on ")) {
                    assertThat(log.line(said + offset).get("origin")).hasToString(origin);
                    assertThat(log.line(said + offset)).containsEntry("worker", "lone");
                }
                assertThat(log.line("elsewhere " + offset)).doesNotContainKeys("origin", "worker");
            }
        }
    }
}
