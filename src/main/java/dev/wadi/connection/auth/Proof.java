package dev.wadi.connection.auth;

/**
 * The header by which a call proves who makes it.
 *
 * @param header its name
 * @param value its value, which is a secret
 */
public record Proof(String header, String value) {

    @Override
    public String toString() {
        return header + ": ***";
    }
}
