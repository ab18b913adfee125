package dev.wadi.kafka.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wadi.fake.TestKafka;
import dev.wadi.kafka.topic.KafkaSettings;
import dev.wadi.kafka.topic.Topics;
import dev.wadi.record.Header;
import dev.wadi.record.Origin;
import dev.wadi.record.PayloadFailure;
import dev.wadi.record.TransientFailure;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KafkaEventPublisherTest {

    private final TestKafka kafka = TestKafka.get();
    private final KafkaEventPublisher publisher = KafkaEventPublisher.open(kafka.settings(), kafka.topics());

    @AfterEach
    void close() {
        publisher.close();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private CompletableFuture<Origin> publish(String topic, byte[] value) {
        return publisher
                .publish(new OutgoingRecord(topic, utf8("key"), value, List.of()))
                .toCompletableFuture();
    }

    @Test
    void writes_key_value_and_headers_and_says_where() {
        String topic = kafka.newTopic("published");
        OutgoingRecord outgoing = new OutgoingRecord(
                topic, utf8("key"), utf8("value"), List.of(new Header("a", utf8("1")), new Header("b", null)));
        Origin place = publisher.publish(outgoing).toCompletableFuture().join();
        ConsumerRecord<byte[], byte[]> read = kafka.read(topic).getFirst();
        assertThat(place).isEqualTo(new Origin(topic, read.partition(), 0));
        assertThat(read.key()).isEqualTo(utf8("key"));
        assertThat(read.value()).isEqualTo(utf8("value"));
        assertThat(read.headers().lastHeader("a").value()).isEqualTo(utf8("1"));
        assertThat(read.headers().lastHeader("b").value()).isNull();
    }

    @Test
    void a_record_may_lack_key_and_value() {
        String topic = kafka.newTopic("tombstone");
        publisher
                .publish(new OutgoingRecord(topic, null, null, List.of()))
                .toCompletableFuture()
                .join();
        assertThat(kafka.read(topic)).singleElement().satisfies(read -> {
            assertThat(read.key()).isNull();
            assertThat(read.value()).isNull();
        });
    }

    @Test
    void records_of_one_key_keep_the_order_of_the_calls() {
        String topic = kafka.newTopic("ordered");
        CompletableFuture<?>[] all = IntStream.range(0, 200)
                .mapToObj(i -> publish(topic, utf8(Integer.toString(i))))
                .toArray(CompletableFuture[]::new);
        CompletableFuture.allOf(all).join();
        assertThat(kafka.values(topic))
                .containsExactlyElementsOf(
                        IntStream.range(0, 200).mapToObj(Integer::toString).toList());
    }

    @Test
    void a_topic_that_is_missing_is_created() {
        publish("created-by-its-first-record", utf8("x")).join();
        assertThat(kafka.values("created-by-its-first-record")).containsExactly("x");
    }

    /**
     * The client's own limit is 1 MiB, below what topics may hold: a record of 5 MiB could be consumed, but neither
     * passed on nor kept as a dead letter, and its partition stood still.
     */
    @Test
    void what_a_topic_may_hold_can_be_written() {
        String topic = kafka.newTopic("large");
        publish(topic, new byte[5 << 20]).join();
        assertThat(kafka.read(topic)).singleElement().satisfies(read -> assertThat(read.value())
                .hasSize(5 << 20));
    }

    @Test
    void a_record_that_is_too_large_is_the_payload_s_failure() {
        String topic = kafka.newTopic("too-large");
        assertThatThrownBy(() -> publish(topic, new byte[40 << 20]).join())
                .cause()
                .isInstanceOf(PayloadFailure.class)
                .hasMessageStartingWith("the topic '" + topic + "' did not take the record: The message is 4194");
    }

    @Test
    void a_name_that_no_topic_can_have_is_the_payload_s_failure() {
        assertThatThrownBy(() -> publish("not a topic", utf8("x")).join())
                .cause()
                .isInstanceOf(PayloadFailure.class)
                .hasMessage("'not a topic' can't be a topic's name. Possible are up to 249 of the characters"
                        + " A-Z a-z 0-9 . _ -");
    }

    @Test
    void a_missing_topic_is_transient_when_creation_is_switched_off() {
        KafkaSettings noCreation = new KafkaSettings(kafka.settings().bootstrapServers(), java.util.Map.of(), false);
        try (Topics topics = Topics.connect(noCreation);
                KafkaEventPublisher other = KafkaEventPublisher.open(noCreation, topics)) {
            OutgoingRecord outgoing = new OutgoingRecord("nobody-made-this", null, utf8("x"), List.of());
            assertThatThrownBy(
                            () -> other.publish(outgoing).toCompletableFuture().join())
                    .cause()
                    .isInstanceOf(TransientFailure.class)
                    .hasMessageContaining("the topic 'nobody-made-this' did not take the record: ");
        }
    }

    @Test
    void a_closed_publisher_takes_nothing() {
        String topic = kafka.newTopic("closed");
        publisher.close();
        assertThatThrownBy(() -> publish(topic, utf8("x")).join()).cause().isInstanceOf(TransientFailure.class);
    }
}
