package dev.wadi.dlq.letter;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/** Which dead letters an operator means. */
public sealed interface Selection {

    /** Those with these ids, resolved ones too. */
    record ById(List<LetterId> ids) implements Selection {

        public ById {
            ids = List.copyOf(ids);
        }
    }

    /** Those of a cause: a group's id, or a text that stands in the cause, in whatever case. */
    record ByCause(String cause) implements Selection {}

    /** All. */
    record All() implements Selection {}

    /** Which letters of a topic are meant; empty where they are named one by one. */
    default Optional<Predicate<Letter>> matching() {
        return switch (this) {
            case ById named -> Optional.empty();
            case All all -> Optional.of(letter -> true);
            case ByCause wanted -> {
                String text = wanted.cause().toLowerCase(Locale.ROOT);
                yield Optional.of(letter -> CauseGroup.idOf(letter).equals(text)
                        || letter.cause().toLowerCase(Locale.ROOT).contains(text)
                        || CausePattern.of(letter.cause())
                                .toLowerCase(Locale.ROOT)
                                .contains(text));
            }
        };
    }
}
