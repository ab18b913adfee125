package dev.wadi.demo.api;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the report about video collaborations says: one of another claim, and the project's own. */
final class VideoAnswer {

    private VideoAnswer() {}

    static List<Map<String, Object>> of(int project) {
        return List.of(collaboration(project + 1), collaboration(project));
    }

    private static Map<String, Object> collaboration(int project) {
        Draw draw = Draw.of("video", project);
        Person representative = Person.representative(draw);
        int seconds = draw.between(60, 1800);
        String day = "2026-05-%02d".formatted(draw.between(1, 28));
        Map<String, Object> video = new LinkedHashMap<>();
        video.put("videoCollaborationId", WorldIds.videoCollaboration(project));
        video.put("claimId", project);
        video.put("mfn", ProjectAnswer.masterFileName(project));
        video.put("claimNumber", ProjectAnswer.number(project));
        video.put("policyNumber", ProjectAnswer.policy(project));
        video.put("emailUserName", representative.email());
        video.put("claimRepFirstName", representative.firstName());
        video.put("claimRepLastName", representative.lastName());
        video.put("numberOfVideos", draw.between(1, 3));
        video.put("numberOfPhotos", String.valueOf(draw.between(0, 20)));
        video.put("numberOfViewers", draw.between(1, 4));
        video.put("sessionCount", 1);
        video.put("totalTimeSeconds", seconds + 0.25);
        video.put("totalTime", seconds / 60 + "m " + seconds % 60 + "s");
        video.put("createdDate", day + "T15:00:00Z");
        video.put("liveCallFirstSession", day + "T15:01:10Z");
        video.put("liveCallLastSession", day + "T15:31:44Z");
        video.put("companyId", 88);
        video.put("companyName", "Northwind Mutual");
        video.put("guid", "%s-%s".formatted(draw.hex(8), draw.hex(12)));
        return video;
    }
}
