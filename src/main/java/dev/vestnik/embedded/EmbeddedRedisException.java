package dev.vestnik.embedded;

/** The embedded Redis cannot run. The message states the problem and the remedy, without a full stop. */
public final class EmbeddedRedisException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public EmbeddedRedisException(String sentence, Throwable cause) {
        super(sentence, cause);
    }

    public EmbeddedRedisException(String sentence) {
        super(sentence);
    }
}
