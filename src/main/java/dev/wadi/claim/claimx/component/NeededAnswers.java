package dev.wadi.claim.claimx.component;

import dev.wadi.claim.claimx.ClaimxEventType;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.camel.Body;
import org.jspecify.annotations.Nullable;

/**
 * Which answers of the API the event in the body needs, as predicates for routes: {@code method: { ref:
 * claimxNeeds, method: task }}. All say no to an unknown event type.
 */
public final class NeededAnswers {

    public boolean project(@Body Map<String, @Nullable Object> event) {
        return needs(event, ClaimxEventType::needsProject);
    }

    public boolean task(@Body Map<String, @Nullable Object> event) {
        return needs(event, ClaimxEventType::needsTask);
    }

    public boolean media(@Body Map<String, @Nullable Object> event) {
        return needs(event, ClaimxEventType::needsMedia);
    }

    public boolean video(@Body Map<String, @Nullable Object> event) {
        return needs(event, ClaimxEventType::needsVideo);
    }

    /** Whether nothing can be made of the event, because its type is unknown. */
    public boolean nothing(@Body Map<String, @Nullable Object> event) {
        return ClaimxEventType.of(event).isEmpty();
    }

    private static boolean needs(Map<String, @Nullable Object> event, Predicate<ClaimxEventType> needs) {
        return ClaimxEventType.of(event).filter(needs).isPresent();
    }
}
