package dev.wadi.kafka.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wadi.config.ConfigException;
import dev.wadi.fake.FreePorts;
import dev.wadi.kafka.publish.KafkaEventPublisher;
import dev.wadi.kafka.publish.OutgoingRecord;
import dev.wadi.kafka.topic.KafkaSettings;
import dev.wadi.kafka.topic.Topics;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedBrokerTest {

    private static final String TOPIC = "survivors";
    private static final List<String> VALUES =
            IntStream.range(0, 500).mapToObj(i -> "value-" + i).toList();

    private final int port = FreePorts.next();
    private final int controllerPort = FreePorts.next();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private KafkaSettings settings() {
        return new KafkaSettings("127.0.0.1:" + port, Map.of(), true);
    }

    private void writeAcknowledged() {
        try (Topics topics = Topics.connect(settings());
                KafkaEventPublisher publisher = KafkaEventPublisher.open(settings(), topics)) {
            CompletableFuture<?>[] all = VALUES.stream()
                    .map(value -> value.getBytes(StandardCharsets.UTF_8))
                    .map(value -> new OutgoingRecord(TOPIC, value, value, List.of()))
                    .map(outgoing -> publisher.publish(outgoing).toCompletableFuture())
                    .toArray(CompletableFuture[]::new);
            CompletableFuture.allOf(all).join();
        }
    }

    private List<String> readAll() {
        List<String> read = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(settings().client(Map.of()), new StringDeserializer(), new StringDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(TOPIC).stream()
                    .map(p -> new TopicPartition(TOPIC, p.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.getOrDefault(p, 0L))) {
                consumer.poll(Duration.ofMillis(100)).forEach(r -> read.add(r.value()));
            }
        }
        return read;
    }

    @Test
    void records_survive_a_close_and_a_start() {
        try (EmbeddedBroker first = EmbeddedBroker.start(folder, port, controllerPort)) {
            assertThat(first.bootstrapServers()).isEqualTo("127.0.0.1:" + port);
            writeAcknowledged();
        }
        try (EmbeddedBroker again = EmbeddedBroker.start(folder, port, controllerPort)) {
            assertThat(again.bootstrapServers()).isEqualTo("127.0.0.1:" + port);
            assertThat(readAll()).containsExactlyInAnyOrderElementsOf(VALUES);
        }
    }

    @Test
    void acknowledged_records_survive_a_kill() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-Djava.net.preferIPv4Stack=true",
                        "-cp",
                        System.getProperty("java.class.path"),
                        BrokerProcess.class.getName(),
                        folder.toString(),
                        Integer.toString(port),
                        Integer.toString(controllerPort))
                .redirectError(
                        folder.resolveSibling(folder.getFileName() + ".err").toFile())
                .start();
        try {
            awaitUp(process);
            writeAcknowledged();
        } finally {
            process.destroyForcibly(); // kill -9: the broker does not hear of it
        }
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(folder.resolve(".kafka_cleanshutdown")).doesNotExist();

        long start = System.nanoTime();
        try (EmbeddedBroker again = EmbeddedBroker.start(folder, port, controllerPort)) {
            assertThat(again.bootstrapServers()).isEqualTo("127.0.0.1:" + port);
            assertThat(readAll()).containsExactlyInAnyOrderElementsOf(VALUES);
            System.out.printf(
                    "After a kill all records could be read again in %d ms%n",
                    Duration.ofNanos(System.nanoTime() - start).toMillis());
        }
    }

    private static void awaitUp(Process process) throws IOException {
        BufferedReader output = process.inputReader();
        String line = output.readLine();
        while (line != null && !line.startsWith("up at")) {
            line = output.readLine();
        }
        assertThat(line).isNotNull();
    }

    @Test
    void a_taken_port_is_told_before_anything_is_made() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int taken = other.getLocalPort();
            assertThatThrownBy(() -> EmbeddedBroker.start(folder.resolve("new"), taken, controllerPort))
                    .isInstanceOf(ConfigException.class)
                    .hasMessage("127.0.0.1:" + taken + ": the port for the embedded broker is taken. Stop what listens"
                            + " there, choose another one with --broker-port, or use that broker:"
                            + " KAFKA_BOOTSTRAP_SERVERS=127.0.0.1:" + taken);
            assertThat(folder.resolve("new")).doesNotExist();
        }
    }

    /** The remedy used to be the one of the other port, and did not help. */
    @Test
    void a_taken_controller_port_has_its_own_remedy() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int taken = other.getLocalPort();
            assertThatThrownBy(() -> EmbeddedBroker.start(folder, port, taken))
                    .isInstanceOf(ConfigException.class)
                    .hasMessage("127.0.0.1:" + taken + ": the port for the embedded broker's own metadata is taken."
                            + " Stop what listens there, or choose another one: wadi.broker.controller-port in"
                            + " application.properties");
        }
    }

    @Test
    void a_folder_that_can_t_be_made_is_the_operator_s_fault() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "in the way");
        assertThatThrownBy(() -> EmbeddedBroker.start(file, port, controllerPort))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith(file + ": can't hold the embedded broker's records: ");
    }
}
