package dev.wadi.kafka.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wadi.config.ConfigException;
import dev.wadi.fake.FreePorts;
import dev.wadi.fake.TestKafka;
import dev.wadi.record.PayloadFailure;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;

class TopicsTest {

    private static final String NOT_A_NAME =
            "' can't be a topic's name. Possible are up to 249 of the characters A-Z a-z 0-9 . _ -";

    private static int partitions(String topic) throws Exception {
        TestKafka kafka = TestKafka.get();
        kafka.topics().ensure(topic);
        try (Admin admin = Admin.create(kafka.settings().client(Map.of()))) {
            return admin.describeTopics(List.of(topic)).allTopicNames().get().values().stream()
                    .mapToInt(description -> description.partitions().size())
                    .sum();
        }
    }

    @Test
    void says_what_helps_when_no_broker_answers() {
        String nobody = "127.0.0.1:" + FreePorts.next();
        assertThatThrownBy(() -> Topics.connect(new KafkaSettings(nobody, Map.of(), true)))
                .isInstanceOf(ConfigException.class)
                .hasMessage(nobody + ": no Kafka broker answers there. Start one, set KAFKA_BOOTSTRAP_SERVERS to where"
                        + " one runs, or use --embedded-broker");
    }

    @Test
    void says_that_an_address_is_none() {
        assertThatThrownBy(() -> Topics.connect(new KafkaSettings("localhost", Map.of(), true)))
                .isInstanceOf(ConfigException.class)
                .hasMessage("localhost: is no usable Kafka address: Invalid url in bootstrap.servers: localhost");
    }

    @Test
    void a_topic_has_6_partitions_and_one_beside_it_3() throws Exception {
        assertThat(partitions("topics.test")).isEqualTo(6);
        assertThat(partitions("topics.test.retry.1m")).isEqualTo(3);
        assertThat(partitions("topics.test.dlq")).isEqualTo(3);
    }

    @Test
    void a_topic_that_is_there_stays_as_it_is() throws Exception {
        partitions("topics.twice.dlq");
        try (Topics other = Topics.connect(TestKafka.get().settings())) {
            other.ensure("topics.twice.dlq");
        }
        assertThat(partitions("topics.twice.dlq")).isEqualTo(3);
    }

    @Test
    void refuses_a_name_that_no_topic_can_have() {
        for (String name : List.of("a topic", "", ".", "..", "a/b", "x".repeat(250))) {
            assertThat(Topics.refuse(name)).as(name).contains("'" + name + NOT_A_NAME);
        }
        assertThat(Topics.refuse("claimx.events.raw")).isEmpty();
        assertThatThrownBy(() -> TestKafka.get().topics().ensure("a topic"))
                .isInstanceOf(PayloadFailure.class)
                .hasMessage("'a topic" + NOT_A_NAME);
    }

    @Test
    void further_properties_of_clients_are_used_and_not_shown() {
        KafkaSettings settings = new KafkaSettings("k:1", Map.of("sasl.jaas.config", "t0p"), true);
        assertThat(settings.client(Map.of("client.id", "a")))
                .containsOnly(
                        Map.entry("sasl.jaas.config", "t0p"),
                        Map.entry("bootstrap.servers", "k:1"),
                        Map.entry("client.id", "a"));
        assertThat(settings).hasToString("KafkaSettings[k:1]");
    }
}
