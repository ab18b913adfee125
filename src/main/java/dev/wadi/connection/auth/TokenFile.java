package dev.wadi.connection.auth;

import dev.wadi.config.Secret;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What a file holds that a token is read from, without the white space around it.
 *
 * @param token the token, if there is one
 * @param problem why there is none; shows nothing of the file
 */
record TokenFile(Optional<Secret> token, Optional<String> problem) {

    private static final int MAX_BYTES = 64 * 1024;

    static TokenFile read(Path file) {
        try {
            if (Files.size(file) > MAX_BYTES) {
                return wrong("names a file of more than " + MAX_BYTES + " bytes, which is no token");
            }
            String text = Files.readString(file, StandardCharsets.UTF_8).strip();
            return text.isEmpty()
                    ? wrong("names a file that is empty")
                    : new TokenFile(Optional.of(new Secret(text)), Optional.empty());
        } catch (NoSuchFileException e) {
            return wrong("names no file. A path is relative to the project's folder");
        } catch (CharacterCodingException e) {
            return wrong("names a file that is not UTF-8 text");
        } catch (IOException e) {
            return wrong("names a file that can't be read: " + e.getClass().getSimpleName());
        }
    }

    private static TokenFile wrong(String problem) {
        return new TokenFile(Optional.empty(), Optional.of(problem));
    }
}
