package dev.vestnik.start.failure;

/**
 * Vestnik cannot start as it is configured. The message is one sentence for the person who starts it: what is wrong, where it
 * is set, what is right. It never contains a secret.
 */
public final class StartRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StartRefusedException(String sentence) {
        super(sentence);
    }
}
