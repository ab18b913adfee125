package dev.wadi.plugin.shipped.consul;

/**
 * What Consul answered.
 *
 * @param status the HTTP status
 * @param body the body, as text
 */
record ConsulAnswer(int status, String body) {

    private static final int MAX_SHOWN = 200;

    boolean succeeded() {
        return status >= 200 && status < 300;
    }

    /** For messages. */
    String shown() {
        String cut = body.length() <= MAX_SHOWN ? body : body.substring(0, MAX_SHOWN) + "...";
        return status + (cut.isBlank() ? "" : ": " + cut.replaceAll("\\p{Cntrl}", " "));
    }
}
