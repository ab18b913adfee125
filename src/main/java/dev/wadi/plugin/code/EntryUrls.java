package dev.wadi.plugin.code;

import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;

/** The URLs of a file's entries, which read from memory: {@code wadi-plugin:/<plugin>/<file>/<entry>}. */
final class EntryUrls extends URLStreamHandler {

    private final CodeFile file;
    private final String prefix;

    EntryUrls(CodeFile file, String plugin) {
        this.file = file;
        this.prefix = "/" + plugin + "/" + file.path().getFileName() + "/";
    }

    URL of(String entry) {
        try {
            return URL.of(new URI("wadi-plugin", null, prefix + entry, null), this);
        } catch (URISyntaxException | MalformedURLException e) {
            throw new IllegalArgumentException(entry + " has no URL", e);
        }
    }

    @Override
    protected URLConnection openConnection(URL url) throws IOException {
        byte[] bytes = file.entries().get(entry(url));
        if (bytes == null) {
            throw new FileNotFoundException(url.toString());
        }
        return new Opened(url, bytes);
    }

    private String entry(URL url) throws IOException {
        try {
            String path = url.toURI().getPath();
            return path.startsWith(prefix) ? path.substring(prefix.length()) : "";
        } catch (URISyntaxException e) {
            throw new IOException(url + " is no URL of this file", e);
        }
    }

    /** An entry that is read. */
    private static final class Opened extends URLConnection {

        private final byte[] bytes;

        Opened(URL url, byte[] bytes) {
            super(url);
            this.bytes = bytes;
        }

        @Override
        public void connect() {
            connected = true;
        }

        @Override
        public InputStream getInputStream() {
            return new ByteArrayInputStream(bytes);
        }

        @Override
        public long getContentLengthLong() {
            return bytes.length;
        }

        @Override
        public int getContentLength() {
            return bytes.length;
        }
    }
}
