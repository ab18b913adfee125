package dev.wadi.manage;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import org.jolokia.core.api.LogHandler;
import org.jolokia.json.JSONStructure;
import org.jolokia.server.core.config.ConfigKey;
import org.jolokia.server.core.config.StaticConfiguration;
import org.jolokia.server.core.http.HttpRequestHandler;
import org.jolokia.server.core.request.BadRequestException;
import org.jolokia.server.core.request.EmptyResponseException;
import org.jolokia.server.core.restrictor.policy.PolicyRestrictor;
import org.jolokia.server.core.service.JolokiaServiceManagerFactory;
import org.jolokia.server.core.service.api.JolokiaServiceManager;
import org.jolokia.server.core.service.api.Restrictor;
import org.jolokia.service.jmx.LocalRequestHandler;
import org.jolokia.service.serializer.JolokiaSerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers Jolokia requests (JMX as JSON) within what {@code jolokia-access.xml} allows.
 *
 * <p>Camel's own Jolokia plugin opens all MBeans when it finds no such file; this one does not start without it.
 */
final class JolokiaAgent implements AutoCloseable {

    private static final String POLICY = "/jolokia-access.xml";
    private static final int LOCAL_HANDLER_ORDER = 1;

    private final JolokiaServiceManager services;
    private final HttpRequestHandler handler;

    JolokiaAgent() {
        services = JolokiaServiceManagerFactory.createJolokiaServiceManager(
                new StaticConfiguration(ConfigKey.AGENT_ID, "wadi-" + UUID.randomUUID()), new QuietLog(), policy());
        services.addService(new JolokiaSerializer());
        services.addService(new LocalRequestHandler(LOCAL_HANDLER_ORDER));
        handler = new HttpRequestHandler(services.start());
    }

    private static Restrictor policy() {
        try (InputStream policy = JolokiaAgent.class.getResourceAsStream(POLICY)) {
            if (policy == null) {
                throw new IllegalStateException("The class path has no " + POLICY);
            }
            return new PolicyRestrictor(policy);
        } catch (IOException e) {
            throw new IllegalStateException("Can't read " + POLICY, e);
        }
    }

    /**
     * Carries out the requests of one call. Blocks.
     *
     * @param uri the call's URI, for error messages
     * @param parameters the call's query parameters
     * @param body a JSON object or a list of them
     * @return the answer as JSON; what is refused or wrong is an answer too
     */
    String answer(String uri, Map<String, String[]> parameters, byte[] body) {
        try {
            JSONStructure answer = handler.handlePostRequest(
                    uri, new ByteArrayInputStream(body), StandardCharsets.UTF_8.name(), parameters);
            return answer.toJSONString();
        } catch (IOException | BadRequestException | EmptyResponseException | RuntimeException e) {
            return handler.handleThrowable(e).toJSONString();
        }
    }

    /** Tells the agent's version. Blocks. */
    String version() {
        return answer("/", Map.of(), "{\"type\":\"version\"}".getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        services.stop();
    }

    /** Passes the agent's messages on; what it calls information is for debugging. */
    private static final class QuietLog implements LogHandler {

        private static final Logger LOG = LoggerFactory.getLogger(JolokiaAgent.class);

        @Override
        public void debug(String message) {
            LOG.debug("{}", message);
        }

        @Override
        public void info(String message) {
            LOG.debug("{}", message);
        }

        @Override
        public void error(String message, Throwable cause) {
            LOG.warn("{}", message, cause);
        }

        @Override
        public boolean isDebug() {
            return false;
        }
    }
}
