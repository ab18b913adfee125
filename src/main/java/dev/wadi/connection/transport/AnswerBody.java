package dev.wadi.connection.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.compression.DecompressionException;
import io.netty.handler.codec.compression.JdkZlibDecoder;
import io.netty.handler.codec.compression.ZlibWrapper;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The body of an answer as it comes in: decompressed on the way, and never longer than its limit. Not thread-safe, and
 * closed once it is at its end or given up.
 */
public final class AnswerBody implements AutoCloseable {

    /** What a connection asks for: the encodings that are undone here. */
    public static final String ACCEPTED = "gzip, deflate";

    /** Beyond this ratio something was packed to blow up; what people send stays below 100. */
    private static final int MAX_RATIO = 200;
    /** Below this size a ratio says nothing. */
    private static final int SMALL = 1024 * 1024;

    private final int limit;
    private final @Nullable BoundedDecoder decoder;
    private final @Nullable EmbeddedChannel channel;
    private @Nullable Buffer body;
    private long received;

    /**
     * Starts an empty body.
     *
     * @param limit its longest length in bytes
     * @param encoding its {@code Content-Encoding}, null for none
     */
    public AnswerBody(int limit, @Nullable String encoding) {
        this.limit = limit;
        this.decoder = decoder(encoding, limit);
        this.channel = decoder == null ? null : new EmbeddedChannel(decoder);
    }

    /** Whether a body of this encoding is decompressed; another one is left as it is. */
    public static boolean decodes(@Nullable String encoding) {
        return wrapper(encoding) != null;
    }

    private static @Nullable BoundedDecoder decoder(@Nullable String encoding, int limit) {
        ZlibWrapper wrapper = wrapper(encoding);
        return wrapper == null ? null : new BoundedDecoder(wrapper, limit);
    }

    private static @Nullable ZlibWrapper wrapper(@Nullable String encoding) {
        return switch (encoding == null ? "" : encoding.strip().toLowerCase(Locale.ROOT)) {
            case "gzip", "x-gzip" -> ZlibWrapper.GZIP;
            case "deflate", "x-deflate" -> ZlibWrapper.ZLIB_OR_NONE; // as it is, not as it was meant
            default -> null;
        };
    }

    /**
     * Takes the length that was announced, if one was.
     *
     * @throws BodyRefused if it is too long already
     */
    public void announce(@Nullable String length) throws BodyRefused {
        if (length != null && length.matches("\\d{1,18}") && Long.parseLong(length) > limit) {
            throw tooLong();
        }
    }

    /**
     * Takes the next piece.
     *
     * @throws BodyRefused if the body is too long, or can't be decompressed
     */
    public void add(Buffer piece) throws BodyRefused {
        received += piece.length();
        if (received > limit) {
            throw tooLong();
        }
        if (decoder == null || channel == null) {
            append(piece);
            return;
        }
        try {
            channel.writeInbound(Unpooled.wrappedBuffer(piece.getBytes()));
            drain(channel);
        } catch (DecompressionException e) {
            throw decoder.exhausted ? tooLong() : new BodyRefused("with a body that can't be decompressed", true);
        }
        if (decoder.overrun) { // of gzip, a second part is possible: what was read is not all
            throw new BodyRefused("with a compressed body that goes on after its end", false);
        }
    }

    private void drain(EmbeddedChannel from) throws BodyRefused {
        ByteBuf part = from.readInbound();
        while (part != null) {
            byte[] bytes = new byte[part.readableBytes()];
            part.readBytes(bytes).release();
            append(Buffer.buffer(bytes));
            int length = length();
            if (length > limit) {
                throw tooLong();
            }
            if (length > SMALL && length / MAX_RATIO > received) {
                throw new BodyRefused(
                        "with a body of " + received + " bytes that expand to more than " + MAX_RATIO
                                + " times as many",
                        false);
            }
            part = from.readInbound();
        }
    }

    private void append(Buffer piece) {
        body = body == null ? piece : body.appendBuffer(piece);
    }

    private BodyRefused tooLong() {
        return new BodyRefused("with more than " + limit + " bytes", false);
    }

    /** How many bytes are there by now. */
    public int length() {
        return body == null ? 0 : body.length();
    }

    /**
     * The bytes once all pieces are in.
     *
     * @throws BodyRefused if a compressed body ends in its middle
     */
    public byte[] end() throws BodyRefused {
        if (decoder != null && received > 0 && !decoder.isClosed()) {
            throw new BodyRefused("with a compressed body that ends in its middle", true);
        }
        return bytes();
    }

    /** The bytes that are there by now. */
    public byte[] bytes() {
        return body == null ? new byte[0] : body.getBytes();
    }

    /** Gives back what the decompression holds. */
    @Override
    public void close() {
        if (channel != null && decoder != null) {
            channel.pipeline().remove(decoder); // or what is left undecoded would be an error once more
            channel.finishAndReleaseAll();
        }
    }

    /** Netty's decoder, which ends in an exception before a piece has expanded beyond the limit. */
    private static final class BoundedDecoder extends JdkZlibDecoder {

        private boolean exhausted;
        private boolean overrun;

        BoundedDecoder(ZlibWrapper wrapper, int limit) {
            super(wrapper, false, limit);
        }

        @Override
        protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) throws Exception {
            overrun |= isClosed() && in.isReadable();
            super.decode(context, in, out);
        }

        @Override
        protected void decompressionBufferExhausted(ByteBuf buffer) {
            super.decompressionBufferExhausted(buffer);
            exhausted = true;
        }
    }
}
