package dev.wadi.launcher.dlq;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Makes what came from outside fit for a terminal: nothing in it steers the terminal, and no credentials show. */
final class Printable {

    private static final Pattern CREDENTIALS =
            Pattern.compile("auth|cookie|token|secret|passw|credential|api-?_?key|signature|session");

    private Printable() {}

    /** The text in one line. */
    static String line(String text) {
        return steered(text.replaceAll("\\R", " "), false);
    }

    /** The text as it is, but for what would steer the terminal. */
    static String block(String text) {
        return steered(text, true);
    }

    private static String steered(String text, boolean lines) {
        StringBuilder safe = new StringBuilder(text.length());
        text.codePoints()
                .map(c -> Character.isISOControl(c) && !(lines && (c == '\n' || c == '\t')) ? '\uFFFD' : c)
                .forEach(safe::appendCodePoint);
        return safe.toString();
    }

    /** The bytes as text, if they are UTF-8. */
    static Optional<String> text(byte[] bytes) {
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    /** Whether a header of that name may hold credentials. */
    static boolean isSecret(String header) {
        return CREDENTIALS.matcher(header.toLowerCase(Locale.ROOT)).find();
    }
}
