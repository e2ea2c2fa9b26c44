package dev.vestnik.flow.source;

/** Only the message itself shows that its sender may not send. */
final class SenderRefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    /** @param sentence why, without a full stop, and without secrets */
    SenderRefusedException(String sentence) {
        super(sentence);
    }
}
