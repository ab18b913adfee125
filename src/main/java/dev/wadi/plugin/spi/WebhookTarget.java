package dev.wadi.plugin.spi;

import java.net.URI;

/** Where a webhook goes. */
public sealed interface WebhookTarget {

    /**
     * A path of a named connection, with its credentials, retries and breaker.
     *
     * @param connection the connection's name
     * @param path the path below the connection's address, encoded; may be empty
     */
    record Named(String connection, String path) implements WebhookTarget {}

    /**
     * An address of its own.
     *
     * @param url an absolute http or https URL
     */
    record Address(URI url) implements WebhookTarget {

        public Address {
            String scheme = url.getScheme();
            boolean http = "http".equalsIgnoreCase(scheme) || "https".equalsIgnoreCase(scheme);
            if (!http || url.getRawAuthority() == null) {
                throw new IllegalArgumentException("an absolute http or https URL is needed");
            }
        }

        /** Without user and query, which may be credentials. */
        @Override
        public String toString() {
            String port = url.getPort() < 0 ? "" : ":" + url.getPort();
            return url.getScheme() + "://" + url.getHost() + port + url.getRawPath();
        }
    }
}
