package dev.wadi.kafka.broker;

import dev.wadi.config.ConfigException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/**
 * A single-node Kafka broker (KRaft) in this process, on loopback, with its records in a folder. Survives {@code kill
 * -9}: started again on the same folder it goes on with what was acknowledged.
 */
public final class EmbeddedBroker implements AutoCloseable {

    private static final int NODE = 1;

    private final KafkaRaftServer server;
    private final int port;

    private EmbeddedBroker(KafkaRaftServer server, int port) {
        this.server = server;
        this.port = port;
    }

    /**
     * Starts a broker, formatting the folder if it is new.
     *
     * @param folder where the records are kept
     * @param port the port for clients
     * @param controllerPort the port that the broker needs for its own metadata
     * @throws ConfigException if a port is taken or the folder can't be used
     */
    public static EmbeddedBroker start(Path folder, int port, int controllerPort) {
        // Checked first: a port clash takes the whole process down through Kafka's fault handler.
        requireFree(
                port,
                "the port for the embedded broker is taken. Stop what listens there, choose another one with"
                        + " --broker-port, or use that broker: KAFKA_BOOTSTRAP_SERVERS=127.0.0.1:" + port);
        requireFree(
                controllerPort,
                "the port for the embedded broker's own metadata is taken. Stop what listens there, or choose another"
                        + " one: wadi.broker.controller-port in application.properties");
        Map<String, String> properties = properties(folder, port, controllerPort);
        format(folder);
        KafkaRaftServer server = new KafkaRaftServer(new KafkaConfig(properties, false), Time.SYSTEM);
        boolean started = false;
        try {
            server.startup();
            started = true;
        } finally {
            if (!started) {
                server.shutdown(); // its threads would keep the process alive
            }
        }
        return new EmbeddedBroker(server, port);
    }

    /** Where clients reach the broker. */
    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    private static Map<String, String> properties(Path folder, int port, int controllerPort) {
        Map<String, String> p = new TreeMap<>();
        p.put("node.id", Integer.toString(NODE));
        p.put("process.roles", "broker,controller");
        p.put("controller.quorum.voters", NODE + "@127.0.0.1:" + controllerPort);
        p.put("controller.listener.names", "CONTROLLER");
        p.put("inter.broker.listener.name", "CLIENTS");
        p.put("listener.security.protocol.map", "CLIENTS:PLAINTEXT,CONTROLLER:PLAINTEXT");
        p.put("listeners", "CLIENTS://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort);
        p.put("advertised.listeners", "CLIENTS://127.0.0.1:" + port);
        p.put("log.dirs", folder.toAbsolutePath().toString());
        p.put("num.partitions", "6");
        p.put("auto.create.topics.enable", "false"); // topics are created on purpose, with their partitions
        p.put("offsets.topic.num.partitions", "4");
        p.put("offsets.topic.replication.factor", "1");
        p.put("transaction.state.log.replication.factor", "1");
        p.put("transaction.state.log.min.isr", "1");
        p.put("share.coordinator.state.topic.replication.factor", "1");
        p.put("share.coordinator.state.topic.min.isr", "1");
        p.put("log.cleaner.dedupe.buffer.size", "8388608"); // 128 MiB by default, for the offsets topic alone
        p.put("group.initial.rebalance.delay.ms", "0");
        p.put("group.min.session.timeout.ms", "1000");
        // After kill -9 the controller waits for the dead broker's session: 15 s by default.
        p.put("broker.session.timeout.ms", "1500");
        p.put("broker.heartbeat.interval.ms", "300");
        p.put("log.retention.hours", "168");
        p.put("log.segment.bytes", "67108864");
        p.put("message.max.bytes", "10485760");
        p.put("controlled.shutdown.enable", "false"); // nobody to hand leadership to
        return p;
    }

    private static void format(Path folder) {
        if (Files.exists(folder.resolve("meta.properties"))) {
            return;
        }
        try {
            Files.createDirectories(folder);
            Formatter formatter = new Formatter();
            formatter
                    .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false))
                    .setNodeId(NODE)
                    .setClusterId(Uuid.randomUuid().toString())
                    .setDirectories(List.of(folder.toAbsolutePath().toString()))
                    .setReleaseVersion(MetadataVersion.LATEST_PRODUCTION)
                    .setControllerListenerName("CONTROLLER")
                    .setMetadataLogDirectory(folder.toAbsolutePath().toString())
                    .run();
        } catch (Exception e) { // Formatter declares no less
            throw new ConfigException(folder.toString(), "can't hold the embedded broker's records: " + e.getMessage());
        }
    }

    private static void requireFree(int port, String otherwise) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        } catch (IOException e) {
            throw new ConfigException("127.0.0.1:" + port, otherwise);
        }
    }

    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
    }
}
