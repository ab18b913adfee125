package dev.wadi.plugin.event;

import dev.wadi.record.DeadLetter;
import dev.wadi.record.DeadLetters;
import dev.wadi.record.SourceRecord;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Dead letters of which the bus hears once they are written: as {@code record.dead}, without the payload.
 *
 * @param letters where they are written
 * @param hub the bus
 */
public record AnnouncedDeadLetters(DeadLetters letters, EventHub hub) implements DeadLetters {

    @Override
    public CompletionStage<Void> park(DeadLetter letter) {
        if (hub.isSilent()) {
            return letters.park(letter);
        }
        Map<String, @Nullable Object> facts = facts(letter); // now: the record's bytes are gone once it has ended
        String origin = letter.record().origin().toString();
        CompletionStage<Void> parked = letters.park(letter);
        var unused = parked.thenRun(() -> hub.publish("record.dead", facts, origin));
        return parked; // whatever becomes of the news
    }

    private static Map<String, @Nullable Object> facts(DeadLetter letter) {
        SourceRecord source = letter.record().source();
        Map<String, @Nullable Object> facts = new LinkedHashMap<>();
        facts.put("kind", letter.kind().name().toLowerCase(Locale.ROOT));
        facts.put("topic", source.topic());
        facts.put("partition", source.partition());
        facts.put("offset", source.offset());
        facts.put("consumer", letter.record().consumer());
        facts.put("stage", letter.stage());
        facts.put("family", letter.family().name().toLowerCase(Locale.ROOT));
        facts.put("cause", letter.cause());
        facts.put("attempts", letter.attempts());
        return facts;
    }
}
