package dev.wadi.dlq.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.wadi.fake.CollectedDeadLetters;
import dev.wadi.fake.FakeRecordHandle;
import dev.wadi.record.DeadLetter;
import dev.wadi.record.ExchangeRecords;
import dev.wadi.record.Failure;
import dev.wadi.record.FailureFamily;
import dev.wadi.record.Outcome;
import dev.wadi.record.PayloadFailure;
import dev.wadi.record.RecordHandle;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DeadLetterProducerTest {

    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    private final CollectedDeadLetters deadLetters = new CollectedDeadLetters();
    private final DefaultCamelContext context = new DefaultCamelContext();
    private Exception failure = Failure.of(FailureFamily.TRANSIENT, "503 from api", null, 3);

    @BeforeEach
    void start() throws Exception {
        context.getShutdownStrategy().setTimeout(1); // one exchange stays open on purpose
        context.addComponent("dead-letter", new DeadLetterComponent(deadLetters, Clock.fixed(NOW, ZoneOffset.UTC)));
        context.getRegistry().bind("fail", (org.apache.camel.Processor) exchange -> {
            throw failure;
        });
        PluginHelper.getRoutesLoader(context).loadRoutes(ResourceHelper.fromString("test.camel.yaml", """
                - route:
                    id: failing
                    errorHandler: { noErrorHandler: {} }
                    from:
                      uri: direct:failing
                      steps:
                        - doTry:
                            steps:
                              - process: { ref: fail }
                            doCatch:
                              - exception: [ java.lang.Exception ]
                                steps:
                                  - to: dead-letter:failed
                                  - setBody: { constant: went on }
                - route:
                    id: on-purpose
                    errorHandler: { noErrorHandler: {} }
                    from:
                      uri: direct:on-purpose
                      steps:
                        - to: dead-letter:refused
                """));
        context.start();
    }

    @AfterEach
    void stop() {
        context.stop();
    }

    private Exchange exchange(RecordHandle... records) {
        Exchange exchange = new DefaultExchange(context);
        if (records.length > 0) {
            ExchangeRecords.attach(exchange, List.of(records));
        }
        return exchange;
    }

    private Exchange send(String uri, RecordHandle... records) {
        return context.createProducerTemplate().send(uri, exchange(records));
    }

    @Test
    void keeps_each_record_of_a_batch_and_goes_on() {
        FakeRecordHandle one = FakeRecordHandle.at(1);
        FakeRecordHandle other = FakeRecordHandle.at(2);
        Exchange sent = send("direct:failing", one, other);
        assertThat(sent.getException()).isNull();
        assertThat(sent.getMessage().getBody()).isEqualTo("went on");
        assertThat(deadLetters.letters())
                .containsExactly(
                        new DeadLetter(
                                DeadLetter.Kind.RECORD,
                                one,
                                FailureFamily.TRANSIENT,
                                "503 from api",
                                "failing",
                                3,
                                NOW,
                                null),
                        DeadLetter.ofRecord(other, failure, "failing", NOW));
        Outcome dead = new Outcome.Dead(FailureFamily.TRANSIENT, "503 from api");
        assertThat(one.outcome()).isEqualTo(dead);
        assertThat(other.outcome()).isEqualTo(dead);
    }

    @Test
    void waits_until_every_letter_is_safe() {
        CompletableFuture<Void> safe = deadLetters.holdBack();
        FakeRecordHandle one = FakeRecordHandle.at(1);
        CompletableFuture<Exchange> sent = context.createProducerTemplate().asyncSend("direct:failing", exchange(one));
        await().atMost(Duration.ofSeconds(20))
                .until(() -> !deadLetters.letters().isEmpty());
        assertThat(sent).isNotDone();
        assertThat(one.outcome()).isEqualTo(new Outcome.Delivered());

        safe.complete(null);
        await().atMost(Duration.ofSeconds(20)).until(sent::isDone);
        assertThat(one.outcome()).isInstanceOf(Outcome.Dead.class);
    }

    @Test
    void a_letter_that_is_not_safe_when_we_stop_leaves_its_exchange_open() {
        CompletableFuture<Void> safe = deadLetters.holdBack();
        FakeRecordHandle one = FakeRecordHandle.at(1);
        CompletableFuture<Exchange> sent = context.createProducerTemplate().asyncSend("direct:failing", exchange(one));
        await().atMost(Duration.ofSeconds(20))
                .until(() -> !deadLetters.letters().isEmpty());
        safe.completeExceptionally(new IllegalStateException("stopping"));
        assertThat(sent).isNotDone();
        assertThat(one.outcome()).isEqualTo(new Outcome.Delivered());
    }

    @Test
    void a_record_may_be_sent_there_on_purpose() {
        send("direct:on-purpose", FakeRecordHandle.at(1));
        assertThat(deadLetters.letters()).singleElement().satisfies(letter -> {
            assertThat(letter.cause()).isEqualTo("sent to dead-letter: on purpose");
            assertThat(letter.family()).isEqualTo(FailureFamily.PAYLOAD);
            assertThat(letter.stage()).isEqualTo("on-purpose");
        });
    }

    @Test
    void an_exchange_without_a_record_keeps_its_failure() {
        failure = new IOException("reset");
        assertThat(send("direct:failing").getException()).isSameAs(failure);
        assertThat(send("direct:on-purpose").getException())
                .isInstanceOf(PayloadFailure.class)
                .hasMessage("there is no record to keep");
        assertThat(deadLetters.letters()).isEmpty();
    }

    @Test
    void nobody_can_consume_from_it() {
        assertThatThrownBy(() -> context.getEndpoint("dead-letter:failed").createConsumer(exchange -> {}))
                .hasMessage("dead-letter://failed: dead-letter: only writes");
    }
}
