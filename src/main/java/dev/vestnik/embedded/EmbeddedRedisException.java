package dev.vestnik.embedded;

/** The embedded Redis cannot be had. The message is a sentence without its full stop: what is wrong and what helps. */
public final class EmbeddedRedisException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public EmbeddedRedisException(String sentence, Throwable cause) {
        super(sentence, cause);
    }

    public EmbeddedRedisException(String sentence) {
        super(sentence);
    }
}
