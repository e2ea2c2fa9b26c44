package dev.vestnik.start.settings;

/** A part of the work that a process can do. */
public enum ProcessRole {
    /** Receives Telegram's updates and replies to them. */
    BOT,
    /** Reads the inbox, the event sources and the directory. */
    PRODUCER,
    /** Dispatches events and delivers messages. */
    CONSUMER
}
