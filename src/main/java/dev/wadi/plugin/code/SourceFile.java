package dev.wadi.plugin.code;

import dev.wadi.config.Problems;
import dev.wadi.config.YamlFile;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import javax.tools.SimpleJavaFileObject;

/** A {@code .java} file as it was when it was read, for the compiler. */
final class SourceFile extends SimpleJavaFileObject {

    private final Path path;
    private final String text;

    private SourceFile(Path path, String text) {
        super(path.toUri(), Kind.SOURCE);
        this.path = path;
        this.text = text;
    }

    /** A file that is on no disk. */
    static SourceFile of(String name, String text) {
        return new SourceFile(Path.of(name), text);
    }

    /** The file; nothing, but a problem, if it can't be read. */
    static Optional<SourceFile> read(Path path, Problems problems) {
        try {
            return Optional.of(new SourceFile(path, Files.readString(path)));
        } catch (CharacterCodingException e) {
            problems.add(YamlFile.display(path), "is not UTF-8 text");
        } catch (IOException e) {
            problems.add(YamlFile.display(path), "is gone, or can't be read by this user");
        }
        return Optional.empty();
    }

    Path path() {
        return path;
    }

    String text() {
        return text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
        return text;
    }
}
