package dev.wadi.demo;

import static dev.wadi.claim.claimx.ClaimxEventType.CUSTOM_TASK_ASSIGNED;
import static dev.wadi.claim.claimx.ClaimxEventType.CUSTOM_TASK_COMPLETED;
import static dev.wadi.claim.claimx.ClaimxEventType.POLICYHOLDER_INVITED;
import static dev.wadi.claim.claimx.ClaimxEventType.POLICYHOLDER_JOINED;
import static dev.wadi.claim.claimx.ClaimxEventType.PROJECT_AUTO_XA_LINKING_UNSUCCESSFUL;
import static dev.wadi.claim.claimx.ClaimxEventType.PROJECT_CREATED;
import static dev.wadi.claim.claimx.ClaimxEventType.PROJECT_FILE_ADDED;
import static dev.wadi.claim.claimx.ClaimxEventType.PROJECT_MFN_ADDED;
import static dev.wadi.claim.claimx.ClaimxEventType.VIDEO_COLLABORATION_COMPLETED;
import static dev.wadi.claim.claimx.ClaimxEventType.VIDEO_COLLABORATION_INVITE_SENT;

import dev.wadi.claim.claimx.ClaimxEventType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** How often each type of event comes: each stands in the list as often as its weight. */
final class Mix {

    static final List<ClaimxEventType> TYPES = mix();

    /** Those for which the API is asked. */
    static final List<ClaimxEventType> ASKING =
            TYPES.stream().filter(ClaimxEventType::needsProject).toList();

    private Mix() {}

    private static List<ClaimxEventType> mix() {
        List<ClaimxEventType> types = new ArrayList<>();
        add(types, 56, CUSTOM_TASK_ASSIGNED, CUSTOM_TASK_COMPLETED);
        add(types, 50, PROJECT_FILE_ADDED);
        add(types, 15, PROJECT_CREATED, POLICYHOLDER_INVITED, POLICYHOLDER_JOINED);
        add(types, 5, PROJECT_MFN_ADDED, VIDEO_COLLABORATION_INVITE_SENT, VIDEO_COLLABORATION_COMPLETED);
        add(types, 2, PROJECT_AUTO_XA_LINKING_UNSUCCESSFUL);
        return List.copyOf(types);
    }

    private static void add(List<ClaimxEventType> types, int weight, ClaimxEventType... added) {
        for (ClaimxEventType type : added) {
            types.addAll(Collections.nCopies(weight, type));
        }
    }
}
