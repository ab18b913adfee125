package dev.wadi.manage;

import dev.wadi.config.Problems;
import dev.wadi.config.Secret;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;

/**
 * Where the management port listens, and who may sign in to it.
 *
 * @param host the name or address to listen on; one beyond loopback needs a password that was configured
 * @param port the port; 0 takes any free one
 * @param user the operator's name
 * @param password the operator's password
 * @param passwordGenerated whether the password was made up for this run, not configured
 */
public record ManagementSettings(String host, int port, String user, Secret password, boolean passwordGenerated) {

    public static final String DEFAULT_HOST = "127.0.0.1";
    public static final int DEFAULT_PORT = 8090;
    public static final String DEFAULT_USER = "admin";

    private static final int MAX_PORT = 65_535;
    private static final int GENERATED_BYTES = 18;

    public ManagementSettings {
        Problems problems = new Problems();
        if (port < 0 || port > MAX_PORT) {
            problems.add("wadi.management.port", "must be from 0 to " + MAX_PORT + ", but was " + port);
        }
        if (user.isBlank() || user.contains(":")) {
            problems.add("wadi.management.user", "must be a name without ':', but was '" + user + "'");
        }
        if (password.value().isBlank()) {
            problems.add("wadi.management.password", "must not be empty. Leave it out to have one made up");
        }
        checkHost(problems, host, passwordGenerated);
        problems.throwIfAny();
    }

    /** Settings with a password that is made up for this run. */
    public static ManagementSettings withGeneratedPassword(String host, int port, String user) {
        byte[] bytes = new byte[GENERATED_BYTES];
        new SecureRandom().nextBytes(bytes);
        Secret password = new Secret(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
        return new ManagementSettings(host, port, user, password, true);
    }

    /** Whether only this machine can reach the port. */
    public boolean loopback() {
        try {
            return isLoopback(host);
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private static boolean isLoopback(String host) throws UnknownHostException {
        return Arrays.stream(InetAddress.getAllByName(host)).allMatch(InetAddress::isLoopbackAddress);
    }

    private static void checkHost(Problems problems, String host, boolean passwordGenerated) {
        try {
            if (!isLoopback(host) && passwordGenerated) {
                problems.add(
                        "wadi.management.host",
                        "'" + host + "' can be reached from other machines, but no password is configured."
                                + " Set wadi.management.password, or listen on " + DEFAULT_HOST);
            }
        } catch (UnknownHostException e) {
            problems.add("wadi.management.host", "no host of this name is known: '" + host + "'");
        }
    }
}
