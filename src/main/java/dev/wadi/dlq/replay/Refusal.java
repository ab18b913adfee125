package dev.wadi.dlq.replay;

import dev.wadi.action.SavedAction;
import dev.wadi.dlq.letter.Letter;
import dev.wadi.dlq.letter.Resolutions;
import dev.wadi.kafka.topic.Topics;
import dev.wadi.record.Failure;
import java.util.Optional;

/**
 * Why a letter is not replayed.
 *
 * @param reason why, for people
 * @param forcible whether the operator can have it replayed all the same
 */
public record Refusal(String reason, boolean forcible) {

    @Override
    public String toString() {
        return reason + (forcible ? ". --force replays it all the same" : "");
    }

    /** A record that failed again and again won't be mended by one more replay. */
    private static final int MAX_REPLAYS = 3;

    /** What speaks against replaying a letter, if anything does. */
    public static Optional<Refusal> of(Letter letter, Resolutions resolutions) {
        return impossible(letter)
                .map(reason -> new Refusal(reason, false))
                .or(() -> resolutions.of(letter.id()).map(entry -> new Refusal("is resolved: " + entry, true)))
                .or(() -> tooOften(resolutions.replays(letter)))
                .or(() -> forbidden(letter))
                .or(() -> incomplete(letter));
    }

    private static Optional<String> impossible(Letter letter) {
        if (letter.isAction()) {
            try {
                SavedAction.read(letter.action().orElse(""));
                return Optional.empty();
            } catch (Failure e) {
                return Optional.of(String.valueOf(e.getMessage()));
            }
        }
        return letter.topic().isEmpty()
                ? Optional.of("does not say what topic it was consumed from")
                : Topics.refuse(letter.topic() + ReplayRecord.ENDING);
    }

    private static Optional<Refusal> tooOften(int replays) {
        return replays < MAX_REPLAYS
                ? Optional.empty()
                : Optional.of(new Refusal("was replayed " + replays + " times already, and failed each time", true));
    }

    private static Optional<Refusal> forbidden(Letter letter) {
        return letter.isAction() && SavedAction.read(letter.action().orElse("")).isForbidden()
                ? Optional.of(new Refusal("was forbidden to its plugin: " + letter.cause(), true))
                : Optional.empty();
    }

    private static Optional<Refusal> incomplete(Letter letter) {
        if (!letter.isAction()) {
            return Optional.empty();
        }
        var leftOut = SavedAction.read(letter.action().orElse("")).leftOut();
        return leftOut.isEmpty()
                ? Optional.empty()
                : Optional.of(new Refusal(
                        "would be sent without " + String.join(", ", leftOut)
                                + ", which may be credentials and is not kept in dead letters",
                        true));
    }
}
