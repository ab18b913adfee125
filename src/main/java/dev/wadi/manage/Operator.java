package dev.wadi.manage;

import dev.wadi.config.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The one who may sign in. */
record Operator(String user, Secret password) {

    /** Compares in a time that tells neither how much of the name nor how much of the password was right. */
    boolean matches(String otherUser, String otherPassword) {
        boolean sameUser = MessageDigest.isEqual(digest(user), digest(otherUser));
        boolean samePassword = MessageDigest.isEqual(digest(password.value()), digest(otherPassword));
        return sameUser && samePassword;
    }

    private static byte[] digest(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
