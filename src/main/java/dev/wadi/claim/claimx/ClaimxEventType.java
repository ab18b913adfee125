package dev.wadi.claim.claimx;

import dev.wadi.claim.Conversion;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The kinds of ClaimX events, and which answers of the API the rows of each are made from. */
public enum ClaimxEventType {
    PROJECT_CREATED(Answers.PROJECT),
    PROJECT_MFN_ADDED(Answers.PROJECT),
    PROJECT_FILE_ADDED(Answers.PROJECT_AND_MEDIA),
    /** Its one row says that linking failed: the API is not asked. */
    PROJECT_AUTO_XA_LINKING_UNSUCCESSFUL(Answers.NONE),
    CUSTOM_TASK_ASSIGNED(Answers.PROJECT_AND_TASK),
    CUSTOM_TASK_COMPLETED(Answers.PROJECT_AND_TASK),
    POLICYHOLDER_INVITED(Answers.PROJECT),
    POLICYHOLDER_JOINED(Answers.PROJECT),
    VIDEO_COLLABORATION_INVITE_SENT(Answers.PROJECT_AND_VIDEO),
    VIDEO_COLLABORATION_COMPLETED(Answers.PROJECT_AND_VIDEO);

    private enum Answers {
        NONE,
        PROJECT,
        PROJECT_AND_TASK,
        PROJECT_AND_MEDIA,
        PROJECT_AND_VIDEO
    }

    private final Answers answers;

    ClaimxEventType(Answers answers) {
        this.answers = answers;
    }

    /** The type of an event, told by {@code event_type} or {@code eventType}; empty if it is none of these. */
    public static Optional<ClaimxEventType> of(Map<String, ? extends @Nullable Object> event) {
        Object type = Conversion.TEXT.of(event.get("event_type"));
        if (type == null) {
            type = Conversion.TEXT.of(event.get("eventType"));
        }
        for (ClaimxEventType known : values()) {
            if (known.name().equals(type)) {
                return Optional.of(known);
            }
        }
        return Optional.empty();
    }

    /** Whether {@code project_response} is needed: the answer about the event's project. */
    public boolean needsProject() {
        return answers != Answers.NONE;
    }

    /** Whether {@code task_response} is needed: the answer about the event's task assignment. */
    public boolean needsTask() {
        return answers == Answers.PROJECT_AND_TASK;
    }

    /** Whether {@code media_response} is needed: the answer about the event's media. */
    public boolean needsMedia() {
        return answers == Answers.PROJECT_AND_MEDIA;
    }

    /** Whether {@code video_response} is needed: the report about the project's video collaborations. */
    public boolean needsVideo() {
        return answers == Answers.PROJECT_AND_VIDEO;
    }
}
