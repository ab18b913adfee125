package dev.wadi.demo.api;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The files behind the download links of media: photos and documents of some ten kilobytes. Thread-safe. */
public final class DemoFiles {

    /** GET /files/{project}/{name}: the same name gives the same bytes. */
    public Answer file(String project, String name) {
        if (!WorldIds.isKnownProject(WorldIds.parse(project))) {
            return Answer.notFound("Project", project);
        }
        Draw draw = Draw.of(name, WorldIds.parse(project));
        byte[] filler = new byte[draw.between(10_000, 60_000)];
        Arrays.fill(filler, (byte) draw.between('a', 'z'));
        if (name.endsWith(".jpg")) {
            return new Answer(200, "image/jpeg", photo(filler));
        }
        if (name.endsWith(".pdf")) {
            return new Answer(200, "application/pdf", document(filler));
        }
        return Answer.notFound("File", name);
    }

    /** The start and end marks of a JPEG, with one comment between them. */
    private static byte[] photo(byte[] filler) {
        int length = filler.length + 2;
        ByteArrayOutputStream photo = new ByteArrayOutputStream();
        for (int octet : new int[] {0xFF, 0xD8, 0xFF, 0xFE, length >> 8, length}) {
            photo.write(octet);
        }
        photo.writeBytes(filler);
        photo.write(0xFF);
        photo.write(0xD9);
        return photo.toByteArray();
    }

    private static byte[] document(byte[] filler) {
        String text = "%PDF-1.4\n%" + new String(filler, StandardCharsets.US_ASCII) + "\n%%EOF\n";
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
