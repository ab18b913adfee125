package dev.wadi.kafka.broker;

import java.io.IOException;
import java.nio.file.Path;

/** The main class of a process with nothing but a broker in it, so that a test can end it abruptly. */
final class BrokerProcess {

    private BrokerProcess() {}

    /** Runs until it is killed. Arguments: folder, port, controller port. Writes a line once the broker is up. */
    public static void main(String[] arguments) throws IOException {
        try (EmbeddedBroker broker = EmbeddedBroker.start(
                Path.of(arguments[0]), Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]))) {
            System.out.println("up at " + broker.bootstrapServers());
            int unused = System.in.read(); // until whoever started us is gone
        }
    }
}
