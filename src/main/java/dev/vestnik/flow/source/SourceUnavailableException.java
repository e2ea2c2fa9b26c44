package dev.vestnik.flow.source;

/** A reader has lost its source while it read a message: the message is to stay there, and to be read again. */
public final class SourceUnavailableException extends Exception {
    private static final long serialVersionUID = 1L;

    /** @param message one sentence, without a full stop; it is logged without a stack, since the code is not at fault */
    public SourceUnavailableException(String message) {
        super(message, null, false, false);
    }
}
