package dev.wadi.demo.api;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the API says about media: photos and documents with a link that expires. */
record MediaAnswer(URI files, Instant now) {

    private static final List<String> NAMES = List.of(
            "exterior_damage.jpg",
            "interior_damage.jpg",
            "roof_inspection.jpg",
            "water_damage.jpg",
            "estimate.pdf",
            "proof_of_loss.pdf");

    Map<String, @Nullable Object> of(long id) {
        Draw draw = Draw.of("media", id);
        int project = WorldIds.projectOf(id);
        String name = draw.from(NAMES);
        Map<String, @Nullable Object> media = new LinkedHashMap<>();
        media.put("mediaID", id);
        media.put("mediaType", name.substring(name.indexOf('.') + 1));
        media.put("mediaName", id + "_" + name);
        media.put("mediaDescription", "Taken on site");
        media.put("mediaComment", null);
        media.put("taskAssignmentId", draw.oneIn(2) ? WorldIds.inProject(project, 1) : null);
        media.put("latitude", draw.between(300_000, 480_000) / 10_000.0);
        media.put("longitude", -draw.between(700_000, 1_200_000) / 10_000.0);
        media.put("gpsSource", "EXIF");
        media.put("takenDate", "2026-04-%02dT09:41:00Z".formatted(draw.between(1, 30)));
        media.put(
                "expiresAt",
                now.plus(Duration.ofDays(7)).truncatedTo(ChronoUnit.DAYS).toString());
        media.put("fullDownloadLink", files + "/" + project + "/" + id + "_" + name);
        return media;
    }
}
