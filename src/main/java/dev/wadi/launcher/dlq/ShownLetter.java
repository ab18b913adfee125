package dev.wadi.launcher.dlq;

import dev.wadi.dlq.letter.Letter;
import dev.wadi.dlq.letter.LetterGroup;
import dev.wadi.dlq.letter.Resolutions;
import dev.wadi.json.Json;
import dev.wadi.record.Failure;
import dev.wadi.record.Header;
import dev.wadi.record.History;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Everything about one letter, as lines for people. */
final class ShownLetter {

    private final Letter letter;
    private final Resolutions resolutions;
    private final List<String> lines = new ArrayList<>();

    private ShownLetter(Letter letter, Resolutions resolutions) {
        this.letter = letter;
        this.resolutions = resolutions;
    }

    static List<String> of(Letter letter, Resolutions resolutions) {
        ShownLetter shown = new ShownLetter(letter, resolutions);
        shown.failure();
        shown.content();
        return shown.lines;
    }

    private void failure() {
        History history = letter.history();
        row("letter", letter.id() + ", of the group " + LetterGroup.idOf(letter));
        resolutions.of(letter.id()).ifPresent(entry -> row("resolved", entry.toString()));
        row("kind", letter.isAction() ? "an action of the record" : "record");
        row("cause", letter.family() + ": " + letter.cause());
        row("where", letter.stage());
        row("consumer", letter.consumer() + " of the topic " + letter.topic() + ", in the group " + letter.group());
        row("failed", "first " + letter.firstFailedAt() + ", last " + letter.failedAt());
        row(
                "tried",
                LetterText.times(history.attempts()) + "; retries " + history.retries() + ", replays "
                        + resolutions.replays(letter));
        row("origin", letter.origin().toString());
    }

    private void content() {
        byte[] key = letter.source().key();
        row("key", key == null ? "none" : brief(key));
        for (Header header : letter.foreignHeaders()) {
            row("header", header.name() + ": " + value(header));
        }
        letter.action().ifPresent(action -> {
            lines.add("");
            lines.add("would have sent");
            payload(action.getBytes(StandardCharsets.UTF_8));
        });
        lines.add("");
        byte[] original = letter.original();
        lines.add("payload, " + size(original));
        payload(original);
    }

    private static String value(Header header) {
        byte[] value = header.value();
        if (value == null) {
            return "none";
        }
        return Printable.isSecret(header.name()) ? "(not shown, " + size(value) + ")" : brief(value);
    }

    private static String size(byte @Nullable [] bytes) {
        return bytes == null ? "none" : bytes.length + (bytes.length == 1 ? " byte" : " bytes");
    }

    private static String brief(byte[] bytes) {
        return Printable.text(bytes)
                .orElseGet(() -> "base64 " + Base64.getEncoder().encodeToString(bytes));
    }

    private void payload(byte @Nullable [] bytes) {
        if (bytes == null) {
            return;
        }
        try {
            lines.add(Printable.block(Json.pretty(Json.value(bytes))));
        } catch (Failure notJson) {
            lines.add(Printable.text(bytes)
                    .map(text -> "no JSON, but text:\n" + Printable.block(text))
                    .orElseGet(() -> "neither JSON nor text, in base64:\n"
                            + Base64.getMimeEncoder().encodeToString(bytes)));
        }
    }

    private void row(String name, String value) {
        lines.add("%-9s %s".formatted(name, Printable.line(value)));
    }
}
